"""Beds needed against beds open, site by site."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts import style
from commonweal.report.charts.chart import Chart
from commonweal.report.charts.layout import Scale, axis_below, key, rows_of, wide
from commonweal.report.charts.marks import Dot, Line, Mark, Picture, Text
from commonweal.report.charts.style import Size
from commonweal.report.charts.svg import clean
from commonweal.report.view import View

NAME = "beds"
TITLE = "Would there be enough beds?"
SYSTEM = "system"
SIDES = {"nothing": style.IF_NOTHING_CHANGES, "plan": style.WITH_THE_PLAN}
COLOURS = {"nothing": style.NOTHING, "plan": style.PLAN}
PALE = {"nothing": "#dda385", "plan": "#80aac6"}
SHAPES: dict[str, Literal["triangle", "circle"]] = {"nothing": "triangle", "plan": "circle"}
APART = 24
"""From the mark of one side down to that of the other."""


def beds_chart(run: View) -> Chart | None:
    """Beds needed for every 100 open, by site; None for a system without beds."""
    data = _data(run)
    if data is None:
        return None
    alt_text = _described(data, run)
    picture = partial(_picture, data.filter(pl.col("year") == str(Year(run.last_year))))
    return Chart(name=NAME, title=TITLE, alt=alt_text, unit="bed", data=data, picture=picture)


def _data(run: View) -> pl.DataFrame | None:
    names = run.names("site")
    needed = run.figures.each("care.beds_needed", "site")
    sites = list(dict.fromkeys(row.keys["site"] for row in needed))
    if not sites:
        return None
    rows = []
    for site in [None, *sites]:
        level, about = ("site", {"site": site}) if site else ("system", {})
        for side in SIDES:
            for year in run.years:
                need, opened = (
                    run.figures.one(measure, level, side=side, year=year.starts_in, **about)
                    for measure in ("care.beds_needed", "care.beds_open")
                )
                rows.append(
                    {
                        "site": site or SYSTEM,
                        "name": clean(names[site] if site else "All sites together"),
                        "year": str(year),
                        "side": side,
                        "needed_low": need.low,
                        "needed_central": need.central,
                        "needed_high": need.high,
                        "open": opened.central,
                    }
                )
    return pl.DataFrame(rows, infer_schema_length=None)


def _described(data: pl.DataFrame, run: View) -> str:
    last = data.filter((pl.col("year") == str(Year(run.last_year))) & (pl.col("side") == "plan"))
    whole = last.row(0, named=True)
    sites = list(last.slice(1).iter_rows(named=True))
    short = [one for one in sites if one["needed_central"] > one["open"]]
    many = words.how_many(len(short), len(sites), "site", "sites", ("has", "have"))
    needed, opened = words.amount(whole["needed_central"]), words.amount(whole["open"])
    told = (
        f"In {Year(run.last_year)}, with the plan, {needed} {'bed' if needed == '1' else 'beds'} "
        f"{_are(needed)} needed and {opened} {_are(opened)} open. "
        f"{words.upper_first(many)} too few."
    )
    if short:
        worst = max(short, key=lambda one: one["needed_central"] - one["open"])
        told += (
            f" {worst['name']} is furthest from enough: it needs "
            f"{words.amount(worst['needed_central'])} and has {words.amount(worst['open'])}."
        )
    return told


def _are(amount: str) -> str:
    return "is" if amount == "1" else "are"


def _picture(last: pl.DataFrame, size: Size) -> Picture:
    marks, top = key(((_sample(one), name) for one, name in SIDES.items()), size)
    names = last.unique("site", maintain_order=True)["name"]
    start = top + size.line * 1.5
    rows = rows_of(names, size, body=2 * APART, gap=12, first_gap=8, start=start, bold=True)
    x = _scale(last, size)
    lines, told, bottom = axis_below(
        x, size, start, rows[-1].end, title="Beds needed for every 100 open"
    )
    marks += [*lines, *_enough(x, top + size.line / 2, rows[-1].end)]
    sites = last.partition_by("site", maintain_order=True)
    for row, site in zip(rows, sites, strict=True):
        marks += row.label(size, bold=True)
        for n, one in enumerate(site.iter_rows(named=True)):
            marks += _mark(one, row.body + (n + 0.5) * APART, x, size)
    return Picture((*marks, *told), bottom)


def _sample(side: str) -> Callable[[float, float], Mark]:
    return lambda x, y: Dot(x=x, y=y, colour=COLOURS[side], shape=SHAPES[side])


def _mark(one: dict[str, Any], at: float, x: Scale, size: Size) -> list[Mark]:
    """What is needed for 100 open, with its range; and both in words."""
    side, low, central, high = one["side"], *_for_100_open(one)
    needs, has = words.amount(one["needed_central"]), words.amount(one["open"])
    says = Text(says=f"needs {needs}, has {has}", x=size.width, y=at, anchor="end")
    if central is None:
        return [says]
    span = ((x.at(low or central), at), (x.at(high or central), at))
    return [
        Line(points=span, colour=PALE[side], width=4),
        Dot(x=x.at(central), y=at, colour=COLOURS[side], shape=SHAPES[side]),
        says,
    ]


def _for_100_open(one: dict[str, Any]) -> list[float | None]:
    """Low, central and high of the beds needed for every 100 open; None without any open."""
    ends = (one[f"needed_{end}"] for end in ("low", "central", "high"))
    known = (one["needed_central"] if end is None else end for end in ends)
    return [end / one["open"] * 100 if one["open"] > 0 else None for end in known]


def _scale(last: pl.DataFrame, size: Size) -> Scale:
    found = [end for one in last.iter_rows(named=True) for end in _for_100_open(one)]
    ends = [100.0, *(end for end in found if end is not None)]
    low, high = min(ends), max(ends)
    room = max(0.06 * (high - low), 2.0)
    low, high = low - room, high + room
    right = size.width - wide("needs 1,000, has 1,000", size) - 6
    across = right - size.beside
    # The words on either side of the line of enough need their room, however tight the ranges.
    left_of, right_of = wide("enough", size) + 8, wide("too few", size) + 8
    low = min(low, (100 * across - left_of * high) / (across - left_of))
    high = max(high, (100 * across - right_of * low) / (across - right_of))
    return Scale(low, high, start=size.beside, end=right)


def _enough(x: Scale, top: float, bottom: float) -> list[Mark]:
    """The line at which beds are just enough, and which side is which."""
    at = x.at(100)
    return [
        Line(points=((at, top - 8), (at, bottom)), colour=style.INK, width=1.5),
        Text(says="enough", x=at - 6, y=top, anchor="end", colour=style.SOFT_INK),
        Text(says="too few", x=at + 6, y=top, colour=style.SOFT_INK),
    ]
