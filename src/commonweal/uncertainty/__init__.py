"""How sure a run is: what drives it, what must be true, when it goes wrong, who brings risk.

`how_sure` is the door. The arithmetic is in `commonweal.statistics`, which knows
no plan; here a run's draws are given to it, each number under its plain name.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
