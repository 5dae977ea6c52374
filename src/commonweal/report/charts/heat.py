"""The chance of balance by organisation and year, the system first."""

from __future__ import annotations

from functools import partial

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts import style
from commonweal.report.charts.chart import Chart
from commonweal.report.charts.marks import Picture
from commonweal.report.charts.style import Size
from commonweal.report.charts.svg import clean
from commonweal.report.charts.tiles import Band, tiles
from commonweal.report.view import View

NAME = "heat"
TITLE = "In how many of 100 worlds each organisation balances, with the plan"
SYSTEM = "system"

BANDS: tuple[Band, ...] = (
    (0.2, "Fewer than 20", style.NOTHING, style.PAPER),
    (0.4, "20 to 39", style.LIGHT_NOTHING, style.INK),
    (0.6, "40 to 59", style.NEITHER, style.INK),
    (0.8, "60 to 79", style.LIGHT_PLAN, style.INK),
    (float("inf"), "80 or more", style.PLAN, style.PAPER),
)
"""Up to which chance, what it is called, its colour, and the colour of type on it."""


def heat_chart(run: View) -> Chart:
    """The chance of balance with the plan, by organisation and year, the system first."""
    data = _data(run)
    alt_text = _described(data, run)
    picture = partial(_picture, data)
    return Chart(
        name=NAME, title=TITLE, alt=alt_text, unit="share of the worlds", data=data, picture=picture
    )


def _data(run: View) -> pl.DataFrame:
    rows = [
        {
            "organisation": row.keys.get("organisation", SYSTEM),
            "name": clean(row.names.get("organisation", "The whole system")),
            "year": str(Year(row.year)),
            "chance": row.central,
        }
        for level in ("system", "organisation")
        for row in run.figures.each("money.chance_of_balance", level)
        if row.year is not None and row.year >= run.first_year
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _described(data: pl.DataFrame, run: View) -> str:
    last = data.filter(pl.col("year") == str(Year(run.last_year)))
    whole = last.row(0, named=True)
    bodies = list(last.slice(1).iter_rows(named=True))
    told = (
        f"In {Year(run.last_year)} the whole system balances in "
        f"{words.of_100(whole['chance'])} worlds."
    )
    if len(bodies) > 1:
        least = min(bodies, key=lambda one: one["chance"])
        most = max(bodies, key=lambda one: one["chance"])
        told += (
            f" {most['name']} balances most often, in {words.of_100(most['chance'])}. "
            f"{least['name']} balances least often, in {words.of_100(least['chance'])}."
        )
    return told


def _in_hundred(share: float) -> str:
    """A share as so many in a hundred; never none or all where it is not.

    >>> _in_hundred(0.204), _in_hundred(0.003), _in_hundred(0.998), _in_hundred(1.0)
    ('20', '<1', '>99', '100')
    """
    if 0 < share < 0.005:
        return "<1"
    if 0.995 <= share < 1:
        return ">99"
    return f"{share * 100:.0f}"


def _band(share: float) -> Band:
    """The band of the number that stands on the tile: what is told as 20 is not below 20.

    >>> _band(0.197)[1], _band(0.194)[1], _band(1.0)[1]
    ('20 to 39', 'Fewer than 20', '80 or more')
    """
    told = round(100 * share) / 100
    return next(band for band in BANDS if told < band[0])


def _picture(data: pl.DataFrame, size: Size) -> Picture:
    return tiles(
        data,
        BANDS,
        size,
        band_of=lambda one: _band(one["chance"]),
        says=lambda one: _in_hundred(one["chance"]),
        title="Worlds in 100",
    )
