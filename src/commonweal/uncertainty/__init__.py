"""How sure a run is: what drives it, what must be true, when it goes wrong, who brings risk.

`how_sure` is the door. The arithmetic is in `commonweal.statistics`, which knows
no plan; here a run's draws are given to it, each number under its plain name.
"""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.uncertainty.as_json import told
    from commonweal.uncertainty.figures import sure_figures
    from commonweal.uncertainty.questions import FEWEST_DRAWS, Sure, how_sure
    from commonweal.uncertainty.settled import OF_A_CHANCE, OF_A_RANGE, Settled, whether_settled

__all__ = [
    "FEWEST_DRAWS",
    "OF_A_CHANCE",
    "OF_A_RANGE",
    "Settled",
    "Sure",
    "how_sure",
    "sure_figures",
    "told",
    "whether_settled",
]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.uncertainty.as_json": ("told",),
        "commonweal.uncertainty.figures": ("sure_figures",),
        "commonweal.uncertainty.questions": ("FEWEST_DRAWS", "Sure", "how_sure"),
        "commonweal.uncertainty.settled": (
            "OF_A_CHANCE",
            "OF_A_RANGE",
            "Settled",
            "whether_settled",
        ),
    },
)
