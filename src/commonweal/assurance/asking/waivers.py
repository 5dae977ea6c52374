"""Waivers: findings that somebody with the power has decided to live with for a while."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from commonweal.assurance.asking.findings import Finding
from commonweal.plan import Waiver


def with_waivers(
    findings: Iterable[Finding], waivers: Iterable[Waiver], day: date
) -> Iterator[Finding]:
    """The findings, each with the waiver that covers it on a day, if one does.

    A waiver covers the findings of its rule about its code, up to and on its last day.
    """
    standing = {(one.rule, one.about): one for one in waivers if day <= one.last_day}
    for finding in findings:
        yield replace(finding, waived=standing.get((finding.rule, finding.about)))
