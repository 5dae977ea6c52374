"""What a headline depends on: each uncertain number's share of the doubt about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import polars as pl

from commonweal.base.numbers.interval import Z90
from commonweal.base.numbers.year import Year
from commonweal.report.charts import style
from commonweal.report.charts.chart import Chart
from commonweal.report.charts.layout import Row, Scale, axis_below, key, rows_of, wide
from commonweal.report.charts.marks import Bar, Line, Mark, Picture, Text
from commonweal.report.charts.style import Size
from commonweal.report.charts.svg import clean
from commonweal.report.view import Record, View

MOST, LEAST_SHOWN = 8, 0.01
"""Numbers shown, and the share that earns a bar; the file beside the chart holds all."""

BAR = 16
TITLES = {
    "balance": "What the balance with the plan depends on",
    "change": "What the plan's own effect on the balance depends on",
    "beds": "What the number of spare beds depends on",
}
ALONE, TOGETHER = "By itself", "Together with others"


def drivers_charts(run: View) -> tuple[Chart, ...]:
    """A chart for each headline; none where too few draws were taken."""
    if run.uncertainty is None:
        return ()
    return tuple(_chart(one, run.last_year) for one in run.uncertainty["drivers"])


def _chart(driven: Record, year: int) -> Chart:
    code = driven["headline"]
    name, title = f"drivers-{code}", f"{TITLES[code]}, {Year(year)}"
    data = _data(driven["inputs"])
    alt_text = _described(data)
    shown = data.filter(pl.col("with_others") >= LEAST_SHOWN).head(MOST)
    picture = partial(_picture, shown if shown.height else data.head(1))
    return Chart(
        name=name,
        title=title,
        alt=alt_text,
        unit="share of the doubt",
        data=data,
        picture=picture,
    )


def _data(inputs: list[Record]) -> pl.DataFrame:
    """A row for each number, the one with the largest share first, unrounded.

    A share a little below 0 is none: the draws are not endless.
    """
    return pl.DataFrame(
        {
            "what": [clean(one["says"]) for one in inputs],
            "by_itself": [max(one["first"], 0.0) for one in inputs],
            "error_by_itself": [one["first_error"] for one in inputs],
            "with_others": [max(one["total"], 0.0) for one in inputs],
            "error_with_others": [one["total_error"] for one in inputs],
        }
    )


def _described(data: pl.DataFrame) -> str:
    first = data.row(0, named=True)
    told = (
        f"The largest share of the doubt, {first['with_others']:.0%}, comes from: "
        f"{first['what'][:1].lower()}{first['what'][1:]}."
    )
    if data.height > 1:
        second = data.row(1, named=True)
        told += (
            f" Next, with {second['with_others']:.0%}: "
            f"{second['what'][:1].lower()}{second['what'][1:]}."
        )
    return told


def _picture(data: pl.DataFrame, size: Size) -> Picture:
    samples = ((_sample(style.PLAN), ALONE), (_sample(style.LIGHT_PLAN), TOGETHER))
    marks, top = key(samples, size)
    rows = rows_of(data["what"], size, body=BAR, gap=12, start=top, lines=8)
    shown = list(data.iter_rows(named=True))
    most = max(_reach(one)[1] for one in shown) or 1.0
    x = Scale(0, most, start=size.beside, end=size.width - wide("100%", size, bold=True) - 8)
    bottom = rows[-1].end + 6
    lines, told, end = axis_below(
        x, size, top, bottom, title="Share of the doubt", says=lambda tick: f"{tick:.0%}"
    )
    marks += lines
    for row, one in zip(rows, shown, strict=True):
        marks += [*row.label(size), *_bars(row, one, x)]
    return Picture((*marks, *told), end)


def _sample(colour: str) -> Callable[[float, float], Mark]:
    return lambda x, y: Bar(left=x - 8, right=x + 8, top=y - 8, bottom=y + 8, fill=colour)


def _reach(one: dict[str, Any]) -> tuple[float, float]:
    """How sure a share is: its ends, eight times in ten."""
    whole, error = one["with_others"], Z90 * one["error_with_others"]
    return max(whole - error, 0.0), min(whole + error, 1.0)


def _bars(row: Row, one: dict[str, Any], x: Scale) -> list[Mark]:
    whole, (low, high) = one["with_others"], _reach(one)
    alone, at = min(one["by_itself"], whole), row.middle
    return [
        _box(row, x, whole, style.LIGHT_PLAN),
        _box(row, x, alone, style.PLAN),
        Line(points=((x.at(low), at), (x.at(high), at)), colour=style.INK, width=1.5),
        Text(says=f"{whole:.0%}", x=x.at(max(high, whole)) + 6, y=at, bold=True),
    ]


def _box(row: Row, x: Scale, to: float, fill: str) -> Bar:
    return Bar(left=x.at(0), right=x.at(to), top=row.body, bottom=row.bottom, fill=fill)
