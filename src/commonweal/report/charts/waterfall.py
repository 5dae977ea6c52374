"""From the gap if nothing changes to the gap with the plan, proposal by proposal."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

import polars as pl

from commonweal.base.figures.store import READINGS
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts import style
from commonweal.report.charts.chart import Chart
from commonweal.report.charts.layout import Row, Scale, axis_below, key, rows_of, wide
from commonweal.report.charts.marks import Bar, Line, Mark, Picture, Text
from commonweal.report.charts.style import Size
from commonweal.report.charts.svg import clean
from commonweal.report.view import View

NAME = "waterfall"
TITLE = "What each proposal does to the gap"
BAR = 18
AROUND = 3
"""How far the outline stands off its bar."""

SHARE, ALONE = "Bar: its share of what the plan does", "Outline: what it would do by itself"
FEW_STEPS = 0.4
"""Below this share of the gap the steps are too small to see on a scale from zero."""

FIRST, LAST = "gap_if_nothing_changes", "gap_with_the_plan"


def waterfall_chart(run: View) -> Chart:
    """The steps from one gap to the other in the last year. They close to the penny."""
    data = steps(run)
    alt_text = _described(data)
    picture = partial(_picture, data)
    return Chart(name=NAME, title=TITLE, alt=alt_text, unit="GBP", data=data, picture=picture)


def steps(run: View) -> pl.DataFrame:
    """The waterfall as rows: the first gap, each change of it, the last gap.

    A change below 0 makes the gap smaller. Changes are in order of size. Beside each
    proposal's share stand what it would change as the only proposal, and what would be
    lost if it failed; null where the run does not say.
    """
    year = run.last_year
    titles = {one.code: one.title for one in run.proposals}
    changed = {
        (reading, one.keys["proposal"]): -one.central
        for reading in READINGS
        for one in run.figures.each(
            "money.by_proposal", "proposal", side="change", reading=reading, year=year
        )
    }
    changes = sorted(
        ((code, changed["share", code]) for code in titles if ("share", code) in changed),
        key=lambda one: -abs(one[1]),
    )
    first = run.figures.one("money.gap", side="nothing", year=year).central
    last = run.figures.one("money.gap", year=year).central
    codes, sizes, froms = [FIRST], [first], [0.0]
    at = first
    for code, size in changes:
        codes.append(code)
        sizes.append(size)
        froms.append(at)
        at += size
    names = {
        FIRST: f"Gap if nothing changes, {Year(year)}",
        LAST: f"Gap with the plan, {Year(year)}",
        **titles,
    }
    codes, sizes, froms = [*codes, LAST], [*sizes, last], [*froms, 0.0]
    return pl.DataFrame(
        {
            "step": codes,
            "name": [clean(names[code]) for code in codes],
            "change_gbp": sizes,
            "from_gbp": froms,
            "to_gbp": [start + size for start, size in zip(froms, sizes, strict=True)],
            "alone_gbp": [changed.get(("alone", code)) for code in codes],
            "lost_gbp": [changed.get(("lost", code)) for code in codes],
        },
        schema_overrides={"alone_gbp": pl.Float64, "lost_gbp": pl.Float64},
    )


def _described(data: pl.DataFrame) -> str:
    first, *between, last = data.iter_rows(named=True)
    told = f"If nothing changes the system is {words.gap(first['change_gbp'])}. "
    helps = [row for row in between if row["change_gbp"] < 0]
    if helps:
        told += f"{helps[0]['name']} helps most: {words.pounds(-helps[0]['change_gbp'])}. "
    hurts = [row for row in between if row["change_gbp"] > 0]
    if hurts:
        told += f"{hurts[0]['name']} costs most: {words.pounds(hurts[0]['change_gbp'])}. "
    return told + f"With the plan the system is {words.gap(last['change_gbp'])}."


def _picture(data: pl.DataFrame, size: Size) -> Picture:
    marks, top = _key(size) if data["alone_gbp"].null_count() < data.height else ([], 0.0)
    rows = rows_of(data["name"], size, body=BAR, gap=14, first_gap=4, start=top + 4)
    low, high, cut = _reach(data)
    room = wide("£1,000 million short", size, bold=True) + 8
    x = Scale(low, high, start=size.beside, end=size.width - room)
    bottom = rows[-1].end + 6
    title = "£ million short in the year" + ("; the scale does not start at 0" if cut else "")
    lines, told, end = axis_below(x, size, top, bottom, title=title)
    steps_shown = list(data.iter_rows(named=True))
    marks += lines
    for (row, step), (below, _) in pairwise(zip(rows, steps_shown, strict=True)):
        at = x.at(step["to_gbp"] / 1e6)
        points = ((at, row.bottom), (at, below.body))
        marks.append(Line(points=points, colour=style.SOFT_INK, dash="2 2"))
    for row, step in zip(rows, steps_shown, strict=True):
        marks += [*row.label(size), *_step(row, step, x, cut=cut)]
    return Picture((*marks, *told), end)


def _step(row: Row, step: dict[str, Any], x: Scale, *, cut: bool) -> list[Mark]:
    """A bar, its outline where it has one, and what it says after both."""
    total = step["step"] in (FIRST, LAST)
    start, change = step["from_gbp"] / 1e6, step["change_gbp"]
    left, right = sorted((x.at(max(x.low, start)), x.at(step["to_gbp"] / 1e6)))
    marks: list[Mark] = [
        Bar(
            left=left,
            right=max(right, left + 1),
            top=row.body,
            bottom=row.bottom,
            fill=_colour(change, total=total),
        )
    ]
    if cut and total:
        marks += _tear(row, left + 18)
    after = right
    if step["alone_gbp"]:
        ends = sorted((x.at(start), x.at(start + step["alone_gbp"] / 1e6)))
        after = max(right, ends[1])
        top, bottom = row.body - AROUND, row.bottom + AROUND
        marks.append(Bar(left=ends[0], right=ends[1], top=top, bottom=bottom, outline=style.INK))
    says = _in_words(change, total=total)
    return [*marks, Text(says=says, x=after + 7, y=row.middle, bold=True, halo=True)]


def _reach(data: pl.DataFrame) -> tuple[float, float, bool]:
    """From where to where the scale runs, in £ million, and whether it leaves out zero.

    Where the steps are small against the gap, a scale from zero would show none of
    them. Then it starts near the steps, and the page and the picture say so.
    """
    ends = [end / 1e6 for end in data["to_gbp"]]
    alone = ((data["from_gbp"] + data["alone_gbp"]) / 1e6).drop_nulls().to_list()
    low, high = min(ends + alone), max(ends + alone)
    spread = high - low
    if low > 0 and spread < FEW_STEPS * high:
        return low - spread * 0.35, high, True
    return min(0.0, low), max(0.0, high), False


def _colour(change: float, *, total: bool) -> str:
    if total:
        return style.TOTAL
    return style.PLAN if change <= 0 else style.NOTHING


def _in_words(change: float, *, total: bool) -> str:
    if total:
        return words.gap(change)
    return ("+" if change > 0 else "") + words.pounds(change)


def _key(size: Size) -> tuple[list[Mark], float]:
    """What a bar and its outline are."""
    return key(
        (
            (lambda x, y: Bar(left=x - 9, right=x + 9, top=y - 6, bottom=y + 6, fill=style.PLAN),
             SHARE),
            (lambda x, y: Bar(left=x - 9, right=x + 9, top=y - 6, bottom=y + 6, outline=style.INK),
             ALONE),
        ),
        size,
    )  # fmt: skip


def _tear(row: Row, at: float) -> list[Mark]:
    """Two strokes of paper through a bar that starts before the scale does."""
    top, bottom = row.body - 2, row.bottom + 2
    return [
        Line(points=((x, bottom), (x + 7, top)), colour=style.PAPER, width=3) for x in (at, at + 8)
    ]
