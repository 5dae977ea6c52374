"""What a headline depends on: each uncertain number's part in how unsure it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import polars as pl

from commonweal.base.numbers.interval import Z90
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts.drawing import style
from commonweal.report.charts.drawing.chart import Chart
from commonweal.report.charts.drawing.layout import Row, Scale, axis_below, rows_of, wide
from commonweal.report.charts.drawing.marks import Bar, Line, Mark, Picture, Text
from commonweal.report.charts.drawing.style import Size, Tone
from commonweal.report.charts.drawing.svg import clean
from commonweal.report.view import Record, View

MOST, LEAST_SHOWN = 8, 0.01
"""Numbers shown, and the share that earns a bar; the file beside the chart holds all."""

BAR = 16.0
HEADLINES = {
    "balance": ("the balance with the plan", "money.balance"),
    "change": ("what the plan does to the balance", "money.balance"),
    "beds": ("the number of spare beds", "care.beds_spare"),
}
"""Of each headline, what it is in words, and its measure."""


def drawn(run: View) -> Iterator[Chart]:
    """A chart for each headline; none where too few draws were taken."""
    for n, one in enumerate(run.uncertainty["drivers"] if run.uncertainty else ()):
        yield _chart(one, run.last_year, 20 + n)


def _chart(driven: Record, year: int, place: int) -> Chart:
    what, measure = HEADLINES[driven["headline"]]
    data = _data(driven["inputs"])
    shown = data.filter(pl.col("with_others") >= LEAST_SHOWN).head(MOST)
    first = data.row(0, named=True)
    return Chart(
        name=f"drivers-{driven['headline']}",
        subject="sure",
        place=place,
        title=_title(f"{words.upper_first(what)} in {Year(year)}", first),
        subtitle=f"Each number's part in how unsure we are of {what}. Dark: by itself. Whole bar: "
        "together with others. The stroke shows how well we know the bar's length.",
        alt=_described(data),
        unit="share",
        measures=(measure,),
        data=data,
        picture=partial(_picture, shown if shown.height else data.head(1)),
    )


def _title(what: str, first: dict[str, Any]) -> str:
    """What matters most; numbers that move together count as one, under the name of the first."""
    name, *others = words.lower_first(first["what"]).split("; ")
    together = f" and {len(others)} that move with it" if others else ""
    part = words.percent(first["with_others"])
    return f"{what} depends most on {name}{together}: {part} of how unsure we are"


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
    says = [
        f"{words.lower_first(row['what'])} ({words.percent(row['with_others'])})"
        for row in data.head(3).iter_rows(named=True)
    ]
    return f"What it depends on, the largest part first: {words.spoken_list(says)}."


def _picture(data: pl.DataFrame, size: Size) -> Picture:
    rows = rows_of(data["what"], size, body=BAR, gap=12, lines=8)
    shown = list(data.iter_rows(named=True))
    most = max(_reach(one)[1] for one in shown) or 1.0
    x = Scale(0, most, start=size.beside, end=size.width - wide("100%", size, bold=True) - 8)
    bottom = rows[-1].end + 6
    marks, below, end = axis_below(
        x, size, 0, bottom, title="Part in how unsure we are", says=words.percent
    )
    for row, one in zip(rows, shown, strict=True):
        marks += [*row.label(size), *_bars(row, one, x)]
    return Picture((*marks, *below), end)


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


def _box(row: Row, x: Scale, to: float, fill: Tone) -> Bar:
    return Bar(left=x.at(0), right=x.at(to), top=row.body, bottom=row.bottom, fill=fill)
