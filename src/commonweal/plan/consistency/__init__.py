"""Consistency: what each file says is readable, but together they cannot be run.

These are problems, not findings: nothing can be worked out until they are mended.
"""

from commonweal.plan.consistency.assumptions import beyond_a_rate, is_a_rate
from commonweal.plan.consistency.lines import with_lines
from commonweal.plan.consistency.names import name_problems
from commonweal.plan.consistency.proposals import proposal_problems
from commonweal.plan.consistency.whole import system_problems

__all__ = [
    "beyond_a_rate",
    "is_a_rate",
    "name_problems",
    "proposal_problems",
    "system_problems",
    "with_lines",
]
