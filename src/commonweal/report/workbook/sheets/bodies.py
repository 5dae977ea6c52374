"""Bodies: the money of each organisation, and of the whole system, by year."""

from __future__ import annotations

from commonweal.report.view import View
from commonweal.report.workbook.tabs import Head, Tab, tab
from commonweal.report.workbook.wide import SIDE, YEAR, heads_of, wide

MEASURES = {
    "money.income": "Income",
    "money.cost": "Cost",
    "money.balance": "Balance",
    "money.chance_of_balance": "Chance of balance",
}


@tab("Bodies", 2)
def bodies(run: View) -> Tab:
    """Income, cost and balance of each body in each year."""
    return Tab(
        says="Income, cost and balance of the whole system and of each body, year by year.",
        heads=(
            Head(text="Body", says="The organisation, or the whole system.", width=34),
            Head(text="Code", says="Its code in the tables.", width=9),
            YEAR,
            SIDE,
            *heads_of(run, MEASURES),
        ),
        rows=[*wide(run, MEASURES, "system"), *wide(run, MEASURES, "organisation")],
    )
