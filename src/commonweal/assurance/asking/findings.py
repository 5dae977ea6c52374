"""Findings: what does not hold up in a plan that reads well."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.plan import Waiver
from commonweal.rulebook import SEVERITIES

PLAN, DATA, AREA = "plan", "data", "area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not hold up.

    A rule says what it is about, what is the case and what would put it right;
    the checker adds the rule's code, how serious it is, what answers it and whether it is
    waived.

    Attributes:
        about: the code of what it is about: a proposal, an effect, a site and so on.
        says: what is the case, with the number and the limit in one sentence.
        fix: something a person can do about it.
        rule: the rule's code.
        title: what the rule says is true of a good plan.
        severity: stops_sign_off, warning or note, as the rulebook has it on its day.
        answer: the next step that puts it right.
        concerns: whether it is about the plan, the data it was made from, or the area as it
            is without the plan.
        gbp: how much money it is about in a year, where that is known.
        waived: the waiver that covers it; None if nobody has waived it.
    """

    about: str
    says: str
    fix: str
    rule: str = ""
    title: str = ""
    severity: str = ""
    answer: str = ""
    concerns: str = ""
    gbp: float | None = None
    waived: Waiver | None = None

    def __repr__(self) -> str:
        """Its rule, what it is about and what is the case."""
        return f"Finding({self.rule}, {self.about}: {self.says})"

    def _repr_html_(self) -> str:
        from commonweal.base.figures.notebook import card

        facts = {
            "Rule": self.rule,
            "How serious": self.severity.replace("_", " "),
            "About": self.about,
            "What is the case": self.says,
            "What would put it right": self.fix,
            "Waived by": self.waived.approved_by if self.waived else "nobody",
        }
        return card(self.title or self.rule, "", facts)

    @property
    def stops_sign_off(self) -> bool:
        """Whether a board should not sign the plan while this stands."""
        return self.severity == SEVERITIES[0] and self.waived is None


def most_serious_first(finding: Finding) -> tuple[bool, int, str, str, str]:
    """Sorts findings: those that stand before those waived, then by how serious they are."""
    rank = SEVERITIES.index(finding.severity)
    return (finding.waived is not None, rank, finding.rule, finding.about, finding.says)
