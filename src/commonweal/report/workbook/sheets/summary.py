"""Summary: what run it is, the answers of the last year, and what the other sheets hold."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.base.figures.query import Figure
from commonweal.base.numbers.year import Year
from commonweal.report.view import View
from commonweal.report.workbook.tabs import BY_ROW, Head, Row, Tab, Tabs, tab_of_tabs
from commonweal.report.workbook.wide import POINTS, SIDES

ANSWERS = {
    "money.gap": "Short of money; below 0, over",
    "money.income": "Income",
    "money.cost": "Cost",
    "money.recurrent_balance": "Balance, counting only what comes every year",
    "money.saving_cash_releasing": "Saved, money to spend",
    "money.saving_cost_avoiding": "Saved, cost that does not come",
    "money.chance_of_balance": "Chance of balance",
    "care.beds_needed": "Beds needed",
    "care.beds_open": "Beds open",
    "care.chance_enough_beds": "Chance of enough beds everywhere",
    "plan.chance_of_both": "Chance of both",
}


@tab_of_tabs("Summary", 1)
def summary(run: View, tabs: Tabs) -> Tab:
    """The whole system in the plan's last year."""
    return Tab(
        says=f"The whole system in {Year(run.last_year)}.",
        above=(*_about(run), *((f"Sheet {name}", one.says) for name, one in tabs.items())),
        heads=(
            Head(text="What", says="What it measures.", width=46),
            Head(text="Side", says=f"{', '.join(SIDES.values())}.", width=22),
            Head(text="Year", says="The financial year, from April to March.", width=9),
            *(
                Head(text=point.capitalize(), says=f"{POINTS[point].capitalize()}.", unit=BY_ROW)
                for point in ("low", "central", "high")
            ),
            Head(text="Unit", says="Of the three.", width=10),
            Head(text="Kind of number", says=f"{POINTS['status'].capitalize()}.", width=14),
            Head(text="Measure", says="Its code, for `commonweal why RUN CODE`.", width=28),
        ),
        rows=[_row(one) for one in _answers(run)],
    )


def _about(run: View) -> Iterator[tuple[str, str]]:
    manifest, plan = run.published.manifest, run.plan
    yield "Plan", plan["name"]
    yield "About", plan["about"]
    if plan["illustrative"]:
        yield "Illustrative", "Made to show the method. It is nobody's plan."
    yield "Policy of", f"{run.rulebook_day:%-d %B %Y}"
    yield "Run", f"{run.draws:,} draws of luck, seed {manifest.seed}"
    settings = [f"{code} = {value}" for code, value in manifest.settings.items()]
    yield "Set otherwise", "; ".join([*manifest.scenarios, *settings]) or "nothing"
    yield "Made with", f"commonweal {manifest.versions['commonweal']}"
    yield "Ranges", "Eight chances in ten lie from low to high; blank where nothing is uncertain."


def _answers(run: View) -> Iterator[Figure]:
    for measure in ANSWERS:
        for side in SIDES:
            found = run.figures.find(measure, side=side, year=run.last_year)
            if found is not None:
                yield found


def _row(one: Figure) -> Row:
    year = None if one.year is None else str(Year(one.year))
    points = (one.low, one.central, one.high)
    said = (ANSWERS[one.measure], SIDES[one.side], year)
    return (*said, *points, one.unit, one.status, one.measure)
