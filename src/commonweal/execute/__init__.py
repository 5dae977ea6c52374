"""Execute: one run of a plan, from its folder's values to figures and findings."""

from commonweal.execute.one_run import Run, run

__all__ = ["Run", "run"]
