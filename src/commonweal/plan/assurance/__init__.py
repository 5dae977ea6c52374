"""Assurance: rules that look at a plan and find what does not hold up."""

# Each family enters its rules in RULES when it is read, in this order.
from commonweal.plan.assurance import (  # isort: skip
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
from commonweal.plan.assurance.findings import Finding
from commonweal.plan.assurance.rules import RULES, Rule, check, rule
from commonweal.plan.assurance.view import PlanView, Seen

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
