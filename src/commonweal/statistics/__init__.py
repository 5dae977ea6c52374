"""Stress: what drives a result, who did what, and what would have to be true.

Functions on arrays of draws; none of them knows what a plan is. Read `drivers`,
`conditions` and `fair` first; `contingency`, `noise`, `precision`, `correlated` and
`shapes` stand alone; the others serve these.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
