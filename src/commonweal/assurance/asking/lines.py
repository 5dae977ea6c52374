"""Lines: what a board reads, one line a subject, the worst first, with the rest folded under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.assurance.asking.findings import AREA, DATA, PLAN, Finding, most_serious_first
from commonweal.plan import Plan
from commonweal.rulebook import SEVERITIES

MANY_ALIKE = 3
"""Notes of one rule about so many proposals are one subject, and not one of each proposal."""

SMALL, SYSTEM = "(small things)", "system"


@dataclass(frozen=True, slots=True)
class Line:
    """One subject, and all that was found about it.

    Attributes:
        concerns: the plan, the area or the data.
        subject: a proposal's code, "system", a rule's code, or "(small things)".
        findings: the most serious first; the first stands for the line.
    """

    concerns: str
    subject: str
    findings: tuple[Finding, ...]

    @property
    def worst(self) -> Finding:
        """The finding that stands for the line."""
        return self.findings[0]

    @property
    def folded(self) -> tuple[Finding, ...]:
        """What is folded under it."""
        return self.findings[1:]


def lines_of(findings: Iterable[Finding], plan: Plan) -> tuple[Line, ...]:
    """All findings that are not waived, in a line a subject: the plan, the area, the data."""
    live = [one for one in findings if one.waived is None]
    alike = _alike(live, plan)
    subjects: dict[tuple[str, str], list[Finding]] = {}
    for one in live:
        subjects.setdefault((one.concerns or PLAN, _subject(one, plan, alike)), []).append(one)
    lines = [
        Line(concerns, subject, tuple(sorted(found, key=_worst_first)))
        for (concerns, subject), found in subjects.items()
    ]
    return tuple(sorted(lines, key=_order))


def proposal_of(about: str, plan: Plan) -> str | None:
    """The proposal that a finding is about, or the first of two; None for anything else."""
    codes = [one.code for one in plan.proposals if f"{about}.".startswith(f"{one.code}.")]
    return max(codes, key=len, default=None)


def _alike(findings: list[Finding], plan: Plan) -> set[str]:
    """Rules that find only notes, about many proposals."""
    about: dict[str, set[str | None]] = {}
    for one in findings:
        if one.severity == SEVERITIES[-1]:
            about.setdefault(one.rule, set()).add(proposal_of(one.about, plan))
    return {rule for rule, codes in about.items() if len(codes - {None}) >= MANY_ALIKE}


def _subject(finding: Finding, plan: Plan, alike: set[str]) -> str:
    if finding.concerns == DATA:
        return DATA
    if finding.concerns == AREA:
        return finding.rule
    if finding.rule in alike:
        return SMALL
    proposal = proposal_of(finding.about, plan)
    if proposal is not None:
        return proposal
    return SYSTEM if finding.about == SYSTEM else finding.rule


def _worst_first(finding: Finding) -> tuple[int, float, tuple[bool, int, str, str, str]]:
    return SEVERITIES.index(finding.severity), -(finding.gbp or 0.0), most_serious_first(finding)


def _order(line: Line) -> tuple[int, int, float, int, str]:
    money = sum(one.gbp or 0.0 for one in line.findings)
    rank = SEVERITIES.index(line.worst.severity)
    return (PLAN, AREA, DATA).index(line.concerns), rank, -money, -len(line.findings), line.subject
