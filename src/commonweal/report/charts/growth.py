"""Growth of cost beside growth of income, both as 100 in the base year."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts.drawing import style
from commonweal.report.charts.drawing.chart import Chart
from commonweal.report.charts.drawing.panels import Curve, Panel, as_one, large
from commonweal.report.view import View

NAME = "growth"
LINES = (
    ("Cost if nothing changes", "money.cost", "nothing", style.NOTHING, "7 4"),
    ("Cost with the plan", "money.cost", "plan", style.PLAN, None),
    ("Income if nothing changes", "money.income", "nothing", style.INK, "2 3"),
)
"""Name, measure, side, tone and dashes of each line. What a plan brings in comes once, and would
only make income jump for a year."""


def drawn(run: View) -> Iterator[Chart]:
    """The system's cost and income against those of the base year."""
    rows = {name: _index(run, measure, side) for name, measure, side, _, _ in LINES}
    if not all(rows.values()):
        return
    years = tuple(year.starts_in for year in run.years)
    curves = [
        Curve(name=name, says=_grown(rows[name][-1]), tone=tone, dash=dash, years=years,
              values=tuple(rows[name]))
        for name, _, _, tone, dash in LINES
    ]  # fmt: skip
    shown = as_one(curves, "Cost with or without the plan")
    without, planned, income = (rows[name][-1] for name, *_ in LINES)
    yield Chart(
        name=NAME,
        subject="money",
        place=30,
        title=_title(planned, income, run),
        subtitle=f"The whole system's cost and income in cash, as 100 in {Year(run.base_year)}.",
        alt=f"From {Year(run.base_year)} to {Year(run.last_year)} cost changes by "
        f"{_grown(without)} if nothing changes and by {_grown(planned)} with the plan; "
        f"income by {_grown(income)}.",
        unit=f"100 in {Year(run.base_year)}",
        measures=("money.cost", "money.income"),
        data=pl.DataFrame(
            {"year": [str(Year(year)) for year in years]} | {name: rows[name] for name in rows}
        ),
        picture=partial(large, Panel("", shown), unit=f"{Year(run.base_year)} = 100"),
    )


def _index(run: View, measure: str, side: str) -> list[float]:
    """A measure of the system from the base year on, as 100 in it; nothing without a base."""
    base = run.figures.one(measure, side=side, year=run.base_year).central
    found = (run.figures.one(measure, side=side, year=year.starts_in) for year in run.years)
    return [row.central / base * 100 for row in found] if base > 0 else []


def _grown(index: float) -> str:
    """By how much something grew.

    >>> _grown(112.34), _grown(98.0)
    ('+12.3%', '−2%')
    """
    return f"{index - 100:+.3g}%".replace("-", words.MINUS)


def _title(cost: float, income: float, run: View) -> str:
    until, both = f"by {Year(run.last_year)}", f"{_grown(cost)} against {_grown(income)}"
    if abs(cost - income) < 0.1:
        return f"With the plan cost and income change alike {until}: {_grown(cost)}"
    if min(cost, income) < 100:
        return f"With the plan cost and income change apart {until}: {both}"
    faster = "faster" if cost > income else "more slowly"
    return f"With the plan cost grows {faster} than income {until}: {both}"
