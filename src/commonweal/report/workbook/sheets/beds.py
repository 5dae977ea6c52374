"""Beds: needed, open and spare at each site, by year."""

from __future__ import annotations

from commonweal.report.view import View
from commonweal.report.workbook.tabs import Head, Tab, tab
from commonweal.report.workbook.wide import BOTH, SIDE, YEAR, heads_of, wide

MEASURES = {
    "care.beds_needed": "Beds needed",
    "care.beds_open": "Beds open",
    "care.beds_spare": "Beds spare",
    "care.occupancy": "Full on an average night",
    "care.chance_enough_beds": "Chance of enough beds",
}


@tab("Beds", 6)
def beds(run: View) -> Tab:
    """Beds of each site in each year."""
    return Tab(
        says="Beds needed, open and spare at each site and in the whole system, year by year.",
        heads=(
            Head(text="Site", says="The hospital or other site, or the whole system.", width=34),
            Head(text="Code", says="Its code in the tables.", width=11),
            YEAR,
            SIDE,
            *heads_of(run, MEASURES),
        ),
        rows=[row for level in ("system", "site") for row in wide(run, MEASURES, level, BOTH)],
    )
