"""The chance of balance by organisation and year, the system first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts.drawing import style
from commonweal.report.charts.drawing.chart import Chart
from commonweal.report.charts.drawing.layout import Row, rows_of, wide
from commonweal.report.charts.drawing.marks import Bar, Mark, Picture, Text
from commonweal.report.charts.drawing.style import Size, Tone
from commonweal.report.charts.drawing.svg import clean
from commonweal.report.view import View

NAME = "heat"
SYSTEM = "system"
TILE, BETWEEN = 26.0, 3.0
EVEN = 0.5

BANDS: tuple[tuple[float, Tone, Tone], ...] = (
    (0.2, style.NOTHING, style.PAPER),
    (0.4, style.LIGHT_NOTHING, style.INK),
    (0.6, style.NEITHER, style.INK),
    (0.8, style.LIGHT_PLAN, style.INK),
    (float("inf"), style.PLAN, style.PAPER),
)
"""Below which chance, the tone of its tile, and the tone of type on it."""


def drawn(run: View) -> Iterator[Chart]:
    """The chance of balance with the plan; none where too few draws were taken."""
    if run.uncertainty is None:
        return
    data = _data(run)
    yield Chart(
        name=NAME,
        subject="sure",
        place=10,
        title=_title(data, run),
        subtitle="Chances in 100 that each balances with the plan. Blue: 60 or more. Orange: fewer "
        "than 40.",
        alt=_described(data, run),
        unit="chance",
        measures=("money.chance_of_balance",),
        data=data,
        picture=partial(_picture, data),
    )


def _title(data: pl.DataFrame, run: View) -> str:
    last = data.filter(pl.col("year") == str(Year(run.last_year)))
    bodies = list(last.slice(1).iter_rows(named=True))
    likely = sum(one["chance"] > EVEN for one in bodies)
    many = words.how_many(likely, len(bodies), "body", "bodies", ("balances", "balance"))
    return f"More likely than not, {many} in {Year(run.last_year)}"


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
    sentence = (
        f"The chance that the whole system balances in {Year(run.last_year)}: "
        f"{words.chance_in_hundred(whole['chance'])}."
    )
    if len(bodies) > 1:
        least = min(bodies, key=lambda one: one["chance"])
        most = max(bodies, key=lambda one: one["chance"])
        sentence += (
            f" Most likely to balance is {most['name']}: "
            f"{words.chance_in_hundred(most['chance'])}. "
            f"Least likely is {least['name']}: {words.chance_in_hundred(least['chance'])}."
        )
    return sentence


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


def _band(share: float) -> tuple[float, Tone, Tone]:
    """The band of the number that stands on the tile: what is shown as 20 is not below 20.

    >>> _band(0.197)[0], _band(0.194)[0], _band(1.0)[0]
    (0.4, 0.2, inf)
    """
    return next(band for band in BANDS if round(100 * share) / 100 < band[0])


def _picture(data: pl.DataFrame, size: Size) -> Picture:
    """A row for each body, and a tile for each year there is room for."""
    years = _shown_years(data, size)
    each = (size.width - size.beside) / len(years)
    marks: list[Mark] = [
        Text(says=year, x=size.beside + (n + 0.5) * each, y=size.line / 2, anchor="middle")
        for n, year in enumerate(years)
    ]
    bodies = data.unique("organisation", maintain_order=True)
    rows = rows_of(bodies["name"], size, body=TILE, gap=8, first_gap=10, start=size.line * 1.3)
    for organisation, row in zip(bodies["organisation"], rows, strict=True):
        marks += row.label(size, bold=row is rows[0])
        for one in data.filter(organisation=organisation).iter_rows(named=True):
            if one["year"] in years:
                left = size.beside + years.index(one["year"]) * each
                marks += _tile(left, left + each - BETWEEN, row, one["chance"])
    return Picture(tuple(marks), rows[-1].end + 2)


def _tile(left: float, right: float, row: Row, chance: float) -> list[Mark]:
    _, fill, colour = _band(chance)
    middle = (left + right) / 2
    return [
        Bar(left=left, right=right, top=row.body, bottom=row.bottom, fill=fill),
        Text(says=_in_hundred(chance), x=middle, y=row.middle, anchor="middle", colour=colour),
    ]


def _shown_years(data: pl.DataFrame, size: Size) -> list[str]:
    """The years there is room for: the last, and as many before it at even steps as fit."""
    years = data["year"].unique(maintain_order=True).to_list()
    most = int((size.width - size.beside) // (wide("2026-27", size) + BETWEEN + 1))
    step = -(-len(years) // most)
    return [str(year) for year in years[::-step][::-1]]
