"""Assurance: rules that look at a plan and find what does not hold up."""

# Each family enters its rules in RULES when it is read, in this order.
from commonweal.assurance.rules import (  # isort: skip
    evidence,
    citing,
    published,
    needs,
    beds,
    moves,
    staff,
    money,
    savings,
    capital,
    doubles,
    timing,
    access,
    engagement,
    language,
    terminology,
    decisions,
)
from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import RULES, Rule, check, rule
from commonweal.assurance.asking.view import PlanView, Seen

__all__ = [
    "RULES",
    "Finding",
    "PlanView",
    "Rule",
    "Seen",
    "access",
    "beds",
    "capital",
    "check",
    "citing",
    "decisions",
    "doubles",
    "engagement",
    "evidence",
    "language",
    "money",
    "moves",
    "needs",
    "published",
    "rule",
    "savings",
    "staff",
    "terminology",
    "timing",
]
