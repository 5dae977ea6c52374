"""The data dictionary: what every column of every sheet holds."""

from __future__ import annotations

from commonweal.report.view import View
from commonweal.report.workbook.tabs import BY_ROW, Head, Tab, Tabs, tab_of_tabs

UNITS = {"": None, BY_ROW: "in the column Unit"}
"""What is said of columns without one unit for all of their numbers."""


@tab_of_tabs("Dictionary", 11)
def dictionary(run: View, tabs: Tabs) -> Tab:
    """A row for each column."""
    index = run.published.index
    return Tab(
        says="What every column of every sheet holds, in which unit, and which file has all of it.",
        heads=(
            Head(text="Sheet", says="The sheet.", width=18),
            Head(text="Column", says="Its head.", width=44),
            Head(text="What it holds", says="In a sentence.", width=90),
            Head(text="Unit", says="Of its numbers.", width=14),
            Head(text="Measure", says="Its code, for `commonweal why RUN CODE`.", width=30),
            Head(text="File", says="Where every figure of the measure is.", width=40),
        ),
        rows=[
            (
                name,
                head.text,
                head.says,
                UNITS.get(head.unit, head.unit),
                head.measure or None,
                f"{index[head.measure].file}.csv" if head.measure else None,
            )
            for name, tab in tabs.items()
            for head in tab.heads
        ],
    )
