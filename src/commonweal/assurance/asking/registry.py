"""Rules: what is true of a good plan, each a small function with a code.

A rule looks at a plan and yields all it finds. It does not raise, print or
change the plan, and it does not say how serious it is: the rulebook does.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from commonweal.assurance.asking.findings import Finding, most_serious_first
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.asking.waivers import with_waivers

Check = Callable[[PlanView], Iterator[Finding]]

FAMILIES = {
    "EVD": "Evidence",
    "NED": "Need, and for whom",
    "BED": "Beds and capacity",
    "STF": "Staff",
    "MNY": "Money",
    "CAP": "Capital",
    "DBL": "Side by side, and counted twice",
    "TIM": "Time",
    "EQL": "Who loses",
    "ENG": "Who was asked",
    "LAN": "Plain language",
    "GOV": "Decisions",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of assurance.

    Attributes:
        code: three letters of its family and two digits; never used again.
        title: what is true of a good plan.
        since: the first day a plan can be held to it.
        source: the document it comes from and the place in it.
        check: the function that looks.
        until: the last day a plan can be held to it; None while it is in force.
    """

    code: str
    title: str
    since: date
    source: str
    check: Check
    until: date | None = None

    @property
    def family(self) -> str:
        """The family's name."""
        return FAMILIES[self.code[:3]]

    @property
    def why(self) -> str:
        """Why it matters: its docstring up to the examples."""
        return self._told().split("\n\nPasses:")[0]

    @property
    def passes(self) -> str:
        """A plan that passes, in a line."""
        return _after("Passes:", self._told())

    @property
    def fails(self) -> str:
        """A plan that fails, in a line."""
        return _after("Fails:", self._told())

    def in_force(self, day: date) -> bool:
        """Whether a plan of that day is held to it."""
        return self.since <= day and (self.until is None or day <= self.until)

    def _told(self) -> str:
        return inspect.getdoc(self.check) or ""


RULES: dict[str, Rule] = {}


def rule(
    code: str, title: str, *, since: date, source: str, until: date | None = None
) -> Callable[[Check], Check]:
    """Enter a function in the list of rules, and leave it a plain function.

    Args:
        code: three letters of a family of `FAMILIES` and two digits.
        title: what is true of a good plan, no full stop.
        since: the first day it holds; not before any policy number it reads.
        source: the document and the place in it.
        until: the last day it holds, once it is retired.
    """

    def enter(function: Check) -> Check:
        if code in RULES:
            raise TypeError(f"{code} is a rule already; a code is never used again")
        if code[:3] not in FAMILIES:
            raise TypeError(f"{code[:3]} is not a family of rules; add it to FAMILIES")
        RULES[code] = Rule(code, title, since, source, function, until)
        return function

    return enter


def check(view: PlanView) -> tuple[Finding, ...]:
    """All that does not hold up in a plan, the most serious first.

    Only rules in force on the plan's rulebook day look at it. A finding that is
    waived stays in the list, with its waiver, after those that stand.
    """
    found = [
        replace(
            finding,
            rule=one.code,
            title=one.title,
            severity=view.dated(f"severity.{one.code}").text,
        )
        for one in RULES.values()
        if one.in_force(view.day)
        for finding in one.check(view)
    ]
    waived = with_waivers(found, view.plan.waivers, view.day)
    return tuple(sorted(waived, key=most_serious_first))


def _after(word: str, told: str) -> str:
    """The paragraph that follows a word at the head of a line, on one line."""
    for line_start in told.split("\n" + word)[1:]:
        lines: list[str] = []
        for line in line_start.split("\n"):
            if not line.strip() or line.startswith(("Passes:", "Fails:")):
                break
            lines.append(line.strip())
        return " ".join(lines)
    return ""
