"""The gap over the years, with how sure we are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import polars as pl

from commonweal.base.figures.query import Figure
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts.drawing.chart import Chart
from commonweal.report.charts.drawing.panels import Panel, large
from commonweal.report.charts.drawing.sides import LOOKS, both, curve_of
from commonweal.report.view import View

NAME = "gap"
SAME = 0.5
"""Pounds by which two gaps may differ and be the same."""

RANGES = (
    " 8 chances in 10 are in the shaded band with the plan, and along the upright stroke if "
    "nothing changes."
)


def drawn(run: View) -> Iterator[Chart]:
    """The system's gap by year, if nothing changes and with the plan, with its fan."""
    sides = [run.figures.each("money.gap", side=side) for side in LOOKS]
    rows = [row for side in sides for row in side]
    curves = both([curve_of(side, words.gap, per=1e6) for side in sides])
    ranges = RANGES if rows[-1].low is not None else ""
    yield Chart(
        name=NAME,
        subject="money",
        place=10,
        title=title(sides[0][-1].central, sides[1][-1].central, run.last_year),
        subtitle=f"Short in each year, £ million in cash; below 0, over.{ranges}",
        alt=_described(sides, run),
        unit="GBP",
        measures=("money.gap",),
        data=pl.DataFrame(
            {
                "year": [str(Year(row.year or 0)) for row in rows],
                "side": [row.side for row in rows],
                "low_gbp": [row.low for row in rows],
                "central_gbp": [row.central for row in rows],
                "high_gbp": [row.high for row in rows],
            },
            schema_overrides={"low_gbp": pl.Float64, "high_gbp": pl.Float64},
        ),
        picture=partial(large, Panel("", curves), unit="£ million short in the year", zero="level"),
    )


def title(nothing: float, plan: float, year: int) -> str:
    """What the plan does to the gap of a year.

    >>> title(265e6, 234e6, 2035)
    'The plan cuts the shortfall of 2035-36 from £265 million to £234 million'
    >>> title(2e6, -1e6, 2035), title(-1e6, -1e6, 2035)
    ('The plan turns £2 million short in 2035-36 into £1 million over', \
'In 2035-36 the system is £1 million over, with or without the plan')
    """
    if abs(nothing - plan) < SAME:
        return f"In {Year(year)} the system is {words.gap(plan)}, with or without the plan"
    if nothing >= SAME and plan >= SAME:
        verb = "cuts" if plan < nothing else "raises"
        return _from_to(f"The plan {verb} the shortfall of {Year(year)}", nothing, plan)
    if nothing <= -SAME and plan <= -SAME:
        verb = "raises" if plan < nothing else "cuts"
        return _from_to(f"The plan {verb} what is over in {Year(year)}", -nothing, -plan)
    before, after = (words.gap(gap).removeprefix("at ") for gap in (nothing, plan))
    return f"The plan turns {before} in {Year(year)} into {after}"


def _from_to(what: str, nothing: float, plan: float) -> str:
    return f"{what} from {words.pounds(nothing)} to {words.pounds(plan)}"


def _described(sides: list[list[Figure]], run: View) -> str:
    first = next(row for row in sides[0] if row.year == run.base_year)
    sentences = [f"In {Year(run.base_year)} the system is {words.gap(first.central)}."]
    for side in sides:
        row, name = side[-1], LOOKS[side[0].side][0]
        sentence = f"{name} it is {words.gap(row.central)} in {Year(run.last_year)}"
        if row.low is not None:
            sentence += f", {words.between(*map(words.gap, row.ends))}"
        sentences.append(f"{sentence}.")
    return " ".join(sentences)
