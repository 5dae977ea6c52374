"""Inputs: the tables that went in, and where their rows come from."""

from __future__ import annotations

from commonweal.report import words
from commonweal.report.view import View
from commonweal.report.workbook.tabs import Head, Tab, tab


@tab("Inputs", 10)
def inputs(run: View) -> Tab:
    """A row for each source of each table."""
    return Tab(
        says="The tables that went in, and where their rows come from.",
        heads=(
            Head(text="Table", says="Its name in the folder.", width=18),
            Head(text="What it is", says="In a sentence.", width=60),
            Head(text="Rows", says="How many the table has.", unit="row", width=9),
            Head(text="Kinds of number", says="Measured, derived and so on.", width=26),
            Head(text="Source", says="One of its sources.", width=100),
        ),
        rows=[
            (name, one["says"], one["rows"], words.spoken_list(sorted(one["kinds"])), source)
            for name, one in run.plan["tables"].items()
            for source in one["sources"] or (None,)
        ],
    )
