"""What does not hold up: every finding, the most serious first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from commonweal.plan.assurance import Finding
from commonweal.plan.report.names import Names
from commonweal.rulebook import SEVERITIES

HEADS = {
    "stops_sign_off": "To be put right before anyone signs",
    "warning": "Warnings",
    "note": "Notes",
}


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
    """One rule that the plan does not keep, and where."""

    rule: str
    title: str
    stops: bool
    found: tuple[Told, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """A finding that somebody has decided to live with for a while."""

    told: Told
    reason: str
    approved_by: str
    last_day: str


def by_severity(findings: Iterable[Finding], names: Names) -> list[tuple[str, list[Failed]]]:
    """Findings that are not waived: how serious they are, and the rules not kept."""
    live = [finding for finding in findings if finding.waived is None]
    live.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    return [
        (HEADS[severity], list(_by_rule(list(group), names)))
        for severity, group in groupby(live, key=lambda finding: finding.severity)
    ]


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


def about(code: str, findings: Iterable[Finding]) -> int:
    """How many findings that are not waived are about a proposal or its effects."""
    live = (finding.about for finding in findings if finding.waived is None)
    return sum(code in one.split(".") for one in live)


def _by_rule(findings: list[Finding], names: Names) -> list[Failed]:
    return [
        Failed(
            rule=rule,
            title=title,
            stops=severity == SEVERITIES[0],
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
