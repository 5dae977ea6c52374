"""What each file says is readable, but together they cannot be run.

These are problems, not findings: nothing can be worked out until they are fixed. What concerns
one room alone is in that room's own `checks`.
"""

from commonweal.plan.checks.assumptions import beyond_a_rate, is_a_rate
from commonweal.plan.checks.lines import with_lines
from commonweal.plan.checks.names import name_problems
from commonweal.plan.checks.proposals import proposal_problems
from commonweal.plan.checks.years import year_problems

__all__ = [
    "beyond_a_rate",
    "is_a_rate",
    "name_problems",
    "proposal_problems",
    "with_lines",
    "year_problems",
]
