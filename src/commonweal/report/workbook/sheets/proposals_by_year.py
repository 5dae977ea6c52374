"""Proposals by year: each proposal's share of what the whole plan changes."""

from __future__ import annotations

from commonweal.report.view import View
from commonweal.report.workbook.sheets.proposals import PROPOSAL
from commonweal.report.workbook.tabs import Tab, tab
from commonweal.report.workbook.wide import SIDE, YEAR, heads_of, wide

MEASURES = {
    "money.by_proposal": "Balance",
    "money.care_cost_by_proposal": "Cost of care",
    "care.beds_needed_by_proposal": "Beds needed",
}


@tab("Proposals by year", 4)
def proposals_by_year(run: View) -> Tab:
    """What each proposal adds in each year."""
    return Tab(
        says="What each proposal adds, year by year: its share of what the whole plan changes.",
        heads=(*PROPOSAL, YEAR, SIDE, *heads_of(run, MEASURES)),
        rows=wide(run, MEASURES, "proposal", ("change",), reading="share"),
    )
