"""Assumptions: what the plan chose, with owner and source; and what somebody in authority set."""

from __future__ import annotations

from datetime import date

from commonweal.report.view import View
from commonweal.report.workbook.tabs import BY_ROW, Head, Tab, tab

SOURCE = (
    Head(text="Source", says="Where it comes from.", width=60),
    Head(text="Mark", says="How sure we are of the source.", width=7),
)

UNLESS = ", unless Covers says otherwise"


@tab("Assumptions", 8)
def assumptions(run: View) -> Tab:
    """A row for each number that the plan chose."""
    return Tab(
        says="Every number that the plan chose, with its range, owner and source.",
        heads=(
            Head(text="Code", says="Its code, for `--set`.", width=30),
            Head(text="What it is", says="In a sentence.", width=50),
            Head(text="Low", says=f"One chance in ten lies below{UNLESS}.", unit=BY_ROW),
            Head(text="Central", says="As likely too high as too low.", unit=BY_ROW),
            Head(text="High", says=f"One chance in ten lies above{UNLESS}.", unit=BY_ROW),
            Head(text="Unit", says="Of the three.", width=14),
            Head(text="Covers", says="How many chances lie from low to high.", unit="share"),
            Head(text="Shape", says="How chances are spread about the three.", width=12),
            Head(text="Owner", says="Who answers for it.", width=30),
            *SOURCE,
            Head(text="Kind of number", says="Illustrative, assumed and so on.", width=14),
        ),
        rows=[
            (
                one.code,
                one.says,
                one.interval.low,
                one.interval.central,
                one.interval.high,
                one.unit,
                one.interval.covers,
                one.interval.shape.replace("_", " "),
                one.owner,
                one.source,
                one.mark,
                one.status,
            )
            for one in run.assumptions
        ],
    )


@tab("Policy numbers", 9)
def policy_numbers(run: View) -> Tab:
    """A row for each number in force on the plan's day."""
    return Tab(
        says=f"What somebody in authority set, as it stood on {run.rulebook_day:%-d %B %Y}.",
        heads=(
            Head(text="Code", says="Its code, for `--set`.", width=36),
            Head(text="What it is", says="In a sentence.", width=60),
            Head(text="Value", says="As it stood on the plan's day.", unit=BY_ROW, width=24),
            Head(text="Unit", says="Of the value.", width=16),
            Head(text="Since", says="The first day it was in force.", unit="day"),
            *SOURCE,
        ),
        rows=[
            (
                code,
                one["says"],
                one["is_"],
                one["unit"],
                date.fromisoformat(one["since"]),
                one["source"],
                one["mark"],
            )
            for code, one in run.plan["policy_numbers"].items()
            if not code.startswith("severity.")
        ],
    )
