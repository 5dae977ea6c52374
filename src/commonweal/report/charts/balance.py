"""Each organisation's balance by year, and always the system's."""

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

NAME = "balance"
TITLE = "Who would be short, and who would have money over, with the plan"
SYSTEM = "system"

BANDS: tuple[Band, ...] = (
    (-0.05, "Short by more than 5% of income", style.NOTHING, style.PAPER),
    (-0.005, "Short by up to 5%", style.LIGHT_NOTHING, style.INK),
    (0.005, "Within half a percent of balance", style.NEITHER, style.INK),
    (0.05, "Over by up to 5%", style.LIGHT_PLAN, style.INK),
    (float("inf"), "Over by more than 5%", style.PLAN, style.PAPER),
)
"""Up to which share of income, what it is called, its colour, and the colour of type on it."""


def balance_chart(run: View) -> Chart:
    """Balance with the plan, by organisation and year, the system first."""
    data = _data(run)
    alt_text = _described(data, run)
    picture = partial(_picture, data)
    return Chart(name=NAME, title=TITLE, alt=alt_text, unit="GBP", data=data, picture=picture)


def _data(run: View) -> pl.DataFrame:
    rows = []
    for row in (
        *run.figures.each("money.balance"),
        *run.figures.each("money.balance", "organisation"),
    ):
        income = run.figures.one("money.income", row.level, year=row.year, **row.keys).central
        rows.append(
            {
                "organisation": row.keys.get("organisation", SYSTEM),
                "name": clean(row.names.get("organisation", "The whole system")),
                "year": str(Year(row.year or 0)),
                "low_gbp": row.low,
                "central_gbp": row.central,
                "high_gbp": row.high,
                "share_of_income": row.central / income if income else None,
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


def _described(data: pl.DataFrame, run: View) -> str:
    last = data.filter(pl.col("year") == str(Year(run.last_year)))
    whole = last.row(0, named=True)
    bodies = list(last.slice(1).iter_rows(named=True))
    short = [one for one in bodies if one["central_gbp"] < -0.5]
    many = words.how_many(len(short), len(bodies), "organisation", "organisations", ("is", "are"))
    told = (
        f"In {Year(run.last_year)}, with the plan, the whole system is "
        f"{words.gap(-whole['central_gbp'])}. "
        f"{words.upper_first(many)} short of money."
    )
    if short:
        worst = min(short, key=lambda one: one["central_gbp"])
        told += f" {worst['name']} is short of the most: {words.pounds(-worst['central_gbp'])}."
    return told


def _picture(data: pl.DataFrame, size: Size) -> Picture:
    return tiles(
        data,
        BANDS,
        size,
        band_of=lambda one: _band(one["share_of_income"]),
        says=lambda one: _in_million(one["central_gbp"]),
        title="£ million in the year",
    )


def _band(share: float | None) -> Band:
    known = 0.0 if share is None else share
    return next(band for band in BANDS if known <= band[0])


def _in_million(gbp: float) -> str:
    """A balance in £ million with its sign, to about three figures.

    >>> _in_million(-788_698), _in_million(12_340_000), _in_million(0)
    ('−0.79', '+12.3', '0')
    """
    million = gbp / 1e6
    places = 2 if abs(million) < 1 else 1 if abs(million) < 100 else 0
    told = f"{abs(million):,.{places}f}"
    if not float(told.replace(",", "")):
        return "0"
    return (words.MINUS if gbp < 0 else "+") + told
