"""Policy numbers: dated, sourced, and marked with how sure we are of the source."""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.rulebook.evidence import (
        DESIGNS,
        FOUND,
        PER_THOUSAND,
        REVIEW,
        SHARE,
        Evidence,
        evidence_library,
    )
    from commonweal.rulebook.marks import MARKS, TO_BE_CHECKED
    from commonweal.rulebook.national_ranges import Range, ranges
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
    from commonweal.rulebook.term import Meaning, Term, instead_of, terms

__all__ = [
    "DESIGNS",
    "FOUND",
    "MARKS",
    "PER_THOUSAND",
    "REVIEW",
    "SEVERITIES",
    "SHARE",
    "TO_BE_CHECKED",
    "Dated",
    "Evidence",
    "Meaning",
    "NoSuchNumber",
    "NoValueOn",
    "NotAValueOf",
    "NotInRulebook",
    "Number",
    "ProductivityScenario",
    "Range",
    "Rulebook",
    "Term",
    "Value",
    "evidence_library",
    "instead_of",
    "productivity_scenarios",
    "ranges",
    "rulebook",
    "shown",
    "terms",
]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.rulebook.evidence": (
            "DESIGNS",
            "Evidence",
            "FOUND",
            "PER_THOUSAND",
            "REVIEW",
            "SHARE",
            "evidence_library",
        ),
        "commonweal.rulebook.marks": ("MARKS", "TO_BE_CHECKED"),
        "commonweal.rulebook.national_ranges": ("Range", "ranges"),
        "commonweal.rulebook.numbers": (
            "Dated",
            "NoSuchNumber",
            "NoValueOn",
            "NotAValueOf",
            "NotInRulebook",
            "Number",
            "Rulebook",
            "Value",
            "shown",
        ),
        "commonweal.rulebook.productivity": ("ProductivityScenario", "productivity_scenarios"),
        "commonweal.rulebook.reading": ("SEVERITIES", "rulebook"),
        "commonweal.rulebook.term": ("Meaning", "Term", "instead_of", "terms"),
    },
)
