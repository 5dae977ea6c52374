"""The gap over the years, with how sure we are."""

from __future__ import annotations

from functools import partial

import polars as pl

from commonweal.base.figures.query import Figure
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts import style
from commonweal.report.charts.chart import Chart
from commonweal.report.charts.layout import Scale, wide, wrapped
from commonweal.report.charts.marks import Area, Dot, Line, Mark, Picture, Point, Text
from commonweal.report.charts.style import Size
from commonweal.report.view import View

NAME = "gap"
TITLE = "How much money would be missing each year"
SIDES = {"nothing": style.IF_NOTHING_CHANGES, "plan": style.WITH_THE_PLAN}
COLOURS = {"nothing": style.NOTHING, "plan": style.PLAN}
DASHES = {"nothing": "7 4", "plan": None}
"""Dashes tell the two apart where colour does not."""

HEIGHT = 300


def gap_chart(run: View) -> Chart:
    """The system's gap by year, if nothing changes and with the plan, with its fan."""
    rows = [
        run.figures.one("money.gap", side=side, year=year.starts_in)
        for side in SIDES
        for year in run.years
    ]
    data = pl.DataFrame(
        {
            "year": [str(Year(row.year or 0)) for row in rows],
            "side": [row.side for row in rows],
            "low_gbp": [row.low for row in rows],
            "central_gbp": [row.central for row in rows],
            "high_gbp": [row.high for row in rows],
        },
        schema_overrides={"low_gbp": pl.Float64, "high_gbp": pl.Float64},
    )
    alt_text = _described(rows, run)
    picture = partial(_picture, rows)
    return Chart(name=NAME, title=TITLE, alt=alt_text, unit="GBP", data=data, picture=picture)


def _described(rows: list[Figure], run: View) -> str:
    last = {row.side: row for row in rows if row.year == run.last_year}
    first = next(row for row in rows if row.side == "nothing")
    told = [f"In {Year(run.base_year)} the system is {words.gap(first.central)}."]
    for side, name in SIDES.items():
        row = last[side]
        said = f"{name} it is {words.gap(row.central)} in {Year(run.last_year)}"
        if row.low is not None and row.high is not None:
            said += f", {words.between(*map(words.gap, row.ends))}"
        told.append(said + ".")
    return " ".join(told)


def _picture(rows: list[Figure], size: Size) -> Picture:
    ends = [0.0, *(end / 1e6 for row in rows for end in row.ends)]
    room = (max(ends) - min(ends) or 1.0) * 0.05
    left = wide("1,000", size)
    right = size.width - (170 if size.beside else 92)
    y = Scale(min(ends) - room, max(ends) + room, start=HEIGHT, end=size.line * 1.6)
    first, last = int(rows[0].year or 0), int(rows[-1].year or 0)
    x = Scale(first, last, start=left + 4, end=right)
    marks = [*_grid(y, size, left, right), *_years(x, size)]
    for side in SIDES:
        marks += _fan([row for row in rows if row.side == side], x, y)
    marks += [*_ends(rows, x, y, size)]
    return Picture(tuple(marks), HEIGHT + size.line * 2.7)


def _grid(y: Scale, size: Size, left: float, right: float) -> list[Mark]:
    """The scale of money, and the line of balance."""
    marks: list[Mark] = [
        Text(says="£ million short in the year", x=0, y=size.line / 2, colour=style.SOFT_INK)
    ]
    for tick in y.ticks(6):
        at, says = y.at(tick), f"{tick:,.10g}".replace("-", words.MINUS)
        colour = style.GRID if tick else style.INK
        marks += [
            Line(points=((left, at), (right, at)), colour=colour),
            Text(says=says, x=left - 7, y=at, anchor="end"),
        ]
    below = y.at(0) + size.line * 0.7
    return [*marks, Text(says="in balance", x=left + 4, y=below, colour=style.SOFT_INK)]


def _years(x: Scale, size: Size) -> list[Mark]:
    """As many years as fit, the last among them."""
    years = range(int(x.low), int(x.high) + 1)
    each = (x.end - x.start) / max(len(years) - 1, 1)
    step = max(1, -int(-wide("2026-27", size) * 1.2 // each)) if each else 1
    at = HEIGHT + size.line * 0.9
    marks: list[Mark] = [
        Text(says=str(Year(year)), x=x.at(year), y=at, anchor="middle") for year in years[::-step]
    ]
    title = "Year, from April to March"
    return [*marks, Text(says=title, x=x.start, y=at + size.line * 1.2, colour=style.SOFT_INK)]


def _fan(rows: list[Figure], x: Scale, y: Scale) -> list[Mark]:
    """A line between the edges of its range; only the plan's range is tinted, and stays blue."""
    side = rows[0].side
    colour, dash = COLOURS[side], DASHES[side]

    def points(values: list[float]) -> tuple[Point, ...]:
        pairs = zip(rows, values, strict=True)
        return tuple((x.at(int(row.year or 0)), y.at(value / 1e6)) for row, value in pairs)

    low, high = points([row.ends[0] for row in rows]), points([row.ends[1] for row in rows])
    central = points([row.central for row in rows])
    marks: list[Mark] = [Line(points=edge, colour=colour, dash=dash) for edge in (low, high)]
    if side == "plan":
        marks.insert(0, Area(points=(*low, *high[::-1]), fill=colour, opacity=0.12))
    return [*marks, Line(points=central, colour=colour, width=3.5, dash=dash)]


def _ends(rows: list[Figure], x: Scale, y: Scale, size: Size) -> list[Mark]:
    """Each line's name and last value to its right, kept apart where lines end close."""
    last = sorted((row for row in rows if row.year == rows[-1].year), key=lambda row: -row.central)
    room = size.width - x.end - 12
    told = [
        [
            *wrapped(SIDES[row.side], room, size, bold=True),
            *wrapped(words.pounds(row.central), room, size, bold=True),
        ]
        for row in last
    ]
    places = [y.at(row.central / 1e6) for row in last]
    least = sum(len(lines) for lines in told) / 2 * size.line + 4
    push = max(0.0, least - (places[-1] - places[0])) / 2
    marks: list[Mark] = []
    for row, lines, place, shift in zip(last, told, places, (-push, push), strict=True):
        colour = COLOURS[row.side]
        top = place + shift - (len(lines) - 1) / 2 * size.line
        marks.append(Dot(x=x.end, y=place, colour=colour))
        marks += [
            Text(says=line, x=x.end + 12, y=top + n * size.line, colour=colour, bold=True)
            for n, line in enumerate(lines)
        ]
    return marks
