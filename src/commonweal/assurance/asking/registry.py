"""Rules: what is true of a good plan, each a small function with a code.

A rule looks at a plan and yields all it finds. It does not raise, print or
change the plan, and it does not say how serious it is: the rulebook does.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from commonweal.assurance.asking.families import FAMILIES
from commonweal.assurance.asking.findings import PLAN, Finding
from commonweal.assurance.asking.needs import Need, need
from commonweal.assurance.asking.view import PlanView

Check = Callable[[PlanView], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of assurance.

    Attributes:
        code: three letters of its family and two digits; never used again.
        title: what is true of a good plan.
        since: the first day a plan can be held to it.
        source: the document it comes from and the place in it.
        check: the function that looks.
        answer: the next step that puts its findings right.
        needs: what has to be there before it can be asked.
        concerns: what its findings are about: the plan, the data it was made from, or the
            area as it is.
        until: the last day a plan can be held to it; None while it is in force.
    """

    code: str
    title: str
    since: date
    source: str
    check: Check
    answer: str
    needs: tuple[Need, ...] = ()
    concerns: str = PLAN
    until: date | None = None

    @property
    def family(self) -> str:
        """The family's name."""
        return FAMILIES[self.code[:3]].title

    @property
    def why(self) -> str:
        """Why it matters: its docstring up to the examples."""
        return self._docstring().split("\n\nPasses:")[0]

    @property
    def passes(self) -> str:
        """A plan that passes, in a line."""
        return _after("Passes:", self._docstring())

    @property
    def fails(self) -> str:
        """A plan that fails, in a line."""
        return _after("Fails:", self._docstring())

    def in_force(self, day: date) -> bool:
        """Whether a plan of that day is held to it."""
        return self.since <= day and (self.until is None or day <= self.until)

    def cannot_be_asked(self, view: PlanView) -> str:
        """Why it cannot be asked of a plan: the first thing it lacks; nothing if it can."""
        return next(filter(None, (one.missing_from(view) for one in self.needs)), "")

    def _docstring(self) -> str:
        return inspect.getdoc(self.check) or ""


RULES: dict[str, Rule] = {}
"""Every rule, as the modules that hold them were read."""


def rule(
    code: str,
    title: str,
    *,
    since: date,
    source: str,
    answer: str,
    needs: tuple[str, ...] = (),
    concerns: str = PLAN,
    until: date | None = None,
) -> Callable[[Check], Check]:
    """Enter a function in the list of rules, and leave it a plain function.

    Args:
        code: three letters of a family of `FAMILIES` and two digits.
        title: what is true of a good plan, no full stop.
        since: the first day it holds; not before any policy number it reads.
        source: the document and the place in it.
        answer: the code of the step in `next_steps.toml` that puts a finding right.
        needs: `measure@level`, `table:name` or `assumption:code`, each of which has to
            be there; a level is keys joined by +, or "system".
        concerns: "plan", "data" or "area"; a finding may say otherwise of itself.
        until: the last day it holds, once it is retired.
    """

    def enter(function: Check) -> Check:
        if code in RULES:
            raise TypeError(f"{code} is a rule already; a code is never used again")
        if code[:3] not in FAMILIES:
            raise TypeError(f"{code[:3]} is not a family of rules; add it to FAMILIES")
        asked = tuple(map(need, needs))
        RULES[code] = Rule(code, title, since, source, function, answer, asked, concerns, until)
        return function

    return enter


def _after(word: str, docstring: str) -> str:
    """The paragraph that follows a word at the head of a line, on one line."""
    for line_start in docstring.split("\n" + word)[1:]:
        lines: list[str] = []
        for line in line_start.split("\n"):
            if not line.strip() or line.startswith(("Passes:", "Fails:")):
                break
            lines.append(line.strip())
        return " ".join(lines)
    return ""
