"""Assurance: rules that look at a plan and find what does not hold up.

A rule is a function under `@rule`, in a module that its family names. A room above may
enter rules of its own; whoever opens that room reads them.
"""

from commonweal.assurance.asking.asked import Asked, check, findings_of, not_asked
from commonweal.assurance.asking.families import FAMILIES, Family, read_families
from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.lines import Line, lines_of
from commonweal.assurance.asking.registry import RULES, Rule, rule
from commonweal.assurance.asking.view import PlanView

__all__ = [
    "FAMILIES",
    "RULES",
    "Asked",
    "Family",
    "Finding",
    "Line",
    "PlanView",
    "Rule",
    "check",
    "findings_of",
    "lines_of",
    "not_asked",
    "rule",
]

read_families()
