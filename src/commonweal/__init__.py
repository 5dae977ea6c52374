"""Commonweal: plans a whole care system, people to pounds, and shows its working.

import commonweal

plan = commonweal.read("examples/riverside")
run = commonweal.run(plan, draws=1000, seed=1)
run.figures      # every published number, a Polars frame
run.findings     # what does not hold up
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonweal.base.reading.problems import Problem, ProblemsFound
    from commonweal.execute import Run, run
    from commonweal.plan import Plan, read

__all__ = ["Plan", "Problem", "ProblemsFound", "Run", "read", "run"]

# Opening every room takes a second, and a question such as `--help` opens none of them.
_HOMES = {
    "Plan": "commonweal.plan.system",
    "Problem": "commonweal.base.reading.problems",
    "ProblemsFound": "commonweal.base.reading.problems",
    "Run": "commonweal.execute",
    "read": "commonweal.plan.reading",
    "run": "commonweal.execute",
}


def __getattr__(name: str) -> object:
    """A name of the face, fetched from its room when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Every name of the face, fetched or not."""
    return sorted({*globals(), *__all__})
