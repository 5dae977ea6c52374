"""Policy numbers: dated, sourced, and marked with how sure we are of the source."""

from commonweal.rulebook.evidence import Evidence, evidence_library
from commonweal.rulebook.marks import MARKS, TO_BE_CHECKED
from commonweal.rulebook.numbers import (
    Dated,
    NoSuchNumber,
    NotAValueOf,
    NotInRulebook,
    NoValueOn,
    Number,
    Rulebook,
    Value,
    shown,
)
from commonweal.rulebook.productivity import ProductivityScenario, productivity_scenarios
from commonweal.rulebook.reading import SEVERITIES, rulebook

__all__ = [
    "MARKS",
    "SEVERITIES",
    "TO_BE_CHECKED",
    "Dated",
    "Evidence",
    "NoSuchNumber",
    "NoValueOn",
    "NotAValueOf",
    "NotInRulebook",
    "Number",
    "ProductivityScenario",
    "Rulebook",
    "Value",
    "evidence_library",
    "productivity_scenarios",
    "rulebook",
    "shown",
]
