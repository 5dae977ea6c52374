"""Commonweal: plans a whole care system, people to pounds, and shows its working.

import commonweal

system = commonweal.read("examples/riverside")
run = commonweal.run(system, draws=1000, seed=1)
run.figures      # every published number, a Polars frame
run.findings     # what does not hold up
"""

from commonweal.base.reading.problems import Problem, ProblemsFound
from commonweal.execute import Run, run
from commonweal.plan.reading import read
from commonweal.plan.system import Plan

__all__ = ["Plan", "Problem", "ProblemsFound", "Run", "read", "run"]
