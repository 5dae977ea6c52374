"""What came of asking: a rule holds, finds something, or could not be asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from commonweal.assurance.asking.findings import Finding, most_serious_first
from commonweal.assurance.asking.registry import RULES, Rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.asking.waivers import with_waivers
from commonweal.rulebook import SEVERITIES

HOLDS, FINDS, NOT_ASKED = "holds", "finds", "not asked"


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule, and what came of asking it of a plan.

    Attributes:
        rule: the rule's code.
        title: what it says is true of a good plan.
        findings: where that is not so, the most serious first; waived ones come last.
        because: why it could not be asked; blank if it was.
    """

    rule: str
    title: str
    findings: tuple[Finding, ...] = ()
    because: str = ""

    @property
    def outcome(self) -> str:
        """Holds, finds or not asked."""
        if self.because:
            return NOT_ASKED
        return FINDS if self.findings else HOLDS

    def as_record(self) -> dict[str, Any]:
        """As JSON holds it: rule, title, outcome, because and findings."""
        return {**asdict(self), "outcome": self.outcome}


def check(view: PlanView) -> tuple[Asked, ...]:
    """Ask a plan every rule in force on its rulebook day, in the order of the rules.

    A finding that is waived stays, with its waiver, after those that stand.
    """
    return tuple(_ask(one, view) for one in RULES.values() if one.in_force(view.day))


def findings_of(asked: Iterable[Asked]) -> tuple[Finding, ...]:
    """All that was found, the most serious first."""
    return tuple(sorted((f for one in asked for f in one.findings), key=most_serious_first))


def not_asked(asked: Iterable[Asked]) -> tuple[Asked, ...]:
    """The rules that could not be asked."""
    return tuple(one for one in asked if one.outcome == NOT_ASKED)


def _ask(rule: Rule, view: PlanView) -> Asked:
    because = rule.cannot_be_asked(view)
    if because:
        return Asked(rule.code, rule.title, because=because)
    severity = _severity(rule, view)
    found = (
        replace(
            one,
            rule=rule.code,
            title=rule.title,
            severity=severity,
            answer=rule.answer,
            concerns=one.concerns or rule.concerns,
        )
        for one in rule.check(view)
        if one.gbp is None or one.gbp >= view.least_money
    )
    waived = with_waivers(found, view.plan.waivers, view.day)
    return Asked(rule.code, rule.title, tuple(sorted(waived, key=most_serious_first)))


def _severity(rule: Rule, view: PlanView) -> str:
    """How serious the rulebook has it; a rule that it does not grade yet finds notes."""
    code = f"severity.{rule.code}"
    return view.dated(code).text if code in view.numbers else SEVERITIES[-1]
