"""Commonweal: plans a whole care system, people to pounds, and shows its working.

import commonweal

plan = commonweal.read("examples/riverside")
run = commonweal.run(plan, draws=1000, seed=1)
run.figures      # every published number, a Polars frame
run.findings     # what does not hold up
"""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.base.reading.problems import Problem, ProblemsFound
    from commonweal.execute import Run, run
    from commonweal.plan import Plan, read

__all__ = ["Plan", "Problem", "ProblemsFound", "Run", "read", "run"]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.base.reading.problems": ("Problem", "ProblemsFound"),
        "commonweal.execute": ("Run", "run"),
        "commonweal.plan.reading": ("read",),
        "commonweal.plan.system": ("Plan",),
    },
)
