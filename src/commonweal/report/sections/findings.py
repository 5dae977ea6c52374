"""What does not hold up: every finding under what to do about it, the most serious first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from commonweal.assurance import Asked, Finding, not_asked
from commonweal.report import words
from commonweal.report.links import page_link
from commonweal.report.names import Names
from commonweal.report.next_steps import Step, next_steps, step_called
from commonweal.report.view import View
from commonweal.rulebook import SEVERITIES

FIRST, THEN = "first", "then"
HEADS = {
    FIRST: "To put right before anyone signs",
    THEN: "To put right after that",
}
"""When to do it. A finding that stops sign-off comes first; all others come after."""

LABELS = {
    "stops_sign_off": "stops sign-off",
    "warning": "warning",
    "note": "note",
}

MOST_BODIES = 3
"""Bodies named as those who would do it; past that, only how many more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding as the page tells it."""

    name: str
    says: str
    fix: str
    rule: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """One rule that the plan does not keep, how serious that is, and where."""

    rule: str
    title: str
    label: str
    found: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToDo:
    """One thing to do, at one time.

    Attributes:
        anchor: where it stands on the page.
        step: what to do, why, and who by office.
        bodies: the bodies that would do it, where they are known.
        count: findings it would put right.
        rules: the rules not kept, each with what was found.
    """

    anchor: str
    step: Step
    bodies: str
    count: int
    rules: tuple[Failed, ...]

    @property
    def names(self) -> list[str]:
        """What its findings are about, each once."""
        return list(dict.fromkeys(told.name for rule in self.rules for told in rule.found))


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """What to do at one time: before anyone signs, or after that."""

    head: str
    stops: bool
    todos: tuple[ToDo, ...]

    @property
    def count(self) -> int:
        """Findings in all."""
        return sum(todo.count for todo in self.todos)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """A finding that somebody has decided to live with for a while."""

    told: Told
    reason: str
    approved_by: str
    last_day: str


def to_do(findings: Iterable[Finding], names: Names, run: View) -> list[When]:
    """Every finding that is not waived, once, under when and what to do about it."""
    sorted_out: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.waived is None:
            sorted_out.setdefault(_place(finding), []).append(finding)
    told = []
    for when, head in HEADS.items():
        todos = tuple(
            _todo(when, step, found, names, run)
            for step in next_steps()
            if (found := sorted_out.get((when, step.code)))
        )
        if todos:
            told.append(When(head=head, stops=when == FIRST, todos=todos))
    return told


def waived(findings: Iterable[Finding], names: Names) -> list[Waived]:
    """Findings that are waived, with why, by whom and until when."""
    return [
        Waived(
            told=_told(finding, names),
            reason=finding.waived.reason.rstrip("."),
            approved_by=finding.waived.approved_by.rstrip("."),
            last_day=f"{finding.waived.last_day:%-d %B %Y}",
        )
        for finding in findings
        if finding.waived is not None
    ]


def could_not_ask(asked: tuple[Asked, ...]) -> tuple[str, list[tuple[str, str]]]:
    """How many rules could not be asked, of how many, and each with the reason."""
    missed = not_asked(asked)
    return f"{len(missed)} of {len(asked)}", [(one.title, one.because) for one in missed]


def about(code: str, findings: Iterable[Finding]) -> list[tuple[str, str, int]]:
    """What to do about a proposal or its effects: where it stands, what, and findings."""
    order = [(when, step.code) for when in HEADS for step in next_steps()]
    steps = {step.code: step for step in next_steps()}
    counted: dict[tuple[str, str], int] = {}
    for one in findings:
        if one.waived is None and code in one.about.split("."):
            counted[_place(one)] = counted.get(_place(one), 0) + 1
    return [
        (page_link("findings", _anchor(*place)), steps[place[1]].does, counted[place])
        for place in sorted(counted, key=order.index)
    ]


def _place(finding: Finding) -> tuple[str, str]:
    return FIRST if finding.severity == SEVERITIES[0] else THEN, step_called(finding.answer).code


def _anchor(when: str, step: str) -> str:
    return f"do-{when}-{step}"


def _todo(when: str, step: Step, found: list[Finding], names: Names, run: View) -> ToDo:
    found.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    return ToDo(
        anchor=_anchor(when, step.code),
        step=step,
        bodies=_bodies(found, run),
        count=len(found),
        rules=tuple(_by_rule(found, names)),
    )


def _bodies(findings: Iterable[Finding], run: View) -> str:
    """The bodies that answer for what findings are about: who leads it, or runs it."""
    named = run.names("organisation")
    answers = dict(run.plan["sites"])
    answers |= {proposal.code: proposal.head.lead for proposal in run.proposals}
    codes = (answers.get(one, one) for finding in findings for one in finding.about.split("."))
    bodies = list(dict.fromkeys(named[code] for code in codes if code in named))
    more = len(bodies) - MOST_BODIES
    if more > 1:
        return words.spoken_list([*bodies[:MOST_BODIES], f"{more} more"])
    return words.spoken_list(bodies)


def _by_rule(findings: list[Finding], names: Names) -> list[Failed]:
    return [
        Failed(
            rule=rule,
            title=title,
            label=LABELS[severity],
            found=tuple(_told(finding, names) for finding in alike),
        )
        for (rule, title, severity), alike in groupby(
            findings, key=lambda finding: (finding.rule, finding.title, finding.severity)
        )
    ]


def _told(finding: Finding, names: Names) -> Told:
    return Told(
        name=names.finding(finding.about),
        says=names.spelled_out(finding.says).rstrip("."),
        fix=names.spelled_out(finding.fix).rstrip("."),
        rule=finding.rule,
        title=finding.title,
    )
