"""Findings: what does not hold up, and what could not be asked."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.assurance import Finding, not_asked
from commonweal.report.names import Names
from commonweal.report.view import View
from commonweal.report.workbook.tabs import Head, Row, Tab, tab


@tab("Findings", 7)
def findings(run: View) -> Tab:
    """A row for each finding, the most serious first."""
    return Tab(
        says="What does not hold up, the most serious first, and the checks that were not asked.",
        heads=(
            Head(text="Rule", says="The code of the rule.", width=8),
            Head(text="How serious", says="Stops sign-off, warning, note or not asked.", width=15),
            Head(text="About", says="What it is about.", width=32),
            Head(text="Code", says="The same as a code.", width=20),
            Head(text="What is the case", says="With the number and the limit.", width=70),
            Head(text="What would put it right", says="Something to do.", width=60),
            Head(text="A good plan", says="What the rule says is true of a good plan.", width=40),
            Head(text="Concerns", says="The plan, the data, or the area as it is.", width=10),
            Head(text="Money, £ a year", says="How much it is about, if known.", unit="GBP"),
            Head(text="Waived by", says="Who has decided to live with it.", width=24),
            Head(text="Waived until", says="The last day of that.", unit="day"),
        ),
        rows=[*(_found(run, one) for one in run.findings), *_not_asked(run)],
    )


def _found(run: View, one: Finding) -> Row:
    waiver = one.waived
    return (
        one.rule,
        one.severity.replace("_", " "),
        Names(run.published.names).finding(one.about),
        one.about,
        one.says,
        one.fix,
        one.title,
        one.concerns,
        one.gbp,
        waiver.approved_by if waiver else None,
        waiver.last_day if waiver else None,
    )


def _not_asked(run: View) -> Iterator[Row]:
    for one in not_asked(run.asked):
        told = (one.rule, "not asked", None, None, one.because, None, one.title)
        yield (*told, None, None, None, None)
