"""From the gap if nothing changes to the gap with the plan, proposal by proposal."""

from __future__ import annotations

import altair as alt
import polars as pl

from commonweal.base.years import Year
from commonweal.plan.report import words
from commonweal.plan.report.charts import style
from commonweal.plan.report.charts.chart import Chart
from commonweal.plan.report.charts.rows import Values, down, labels
from commonweal.plan.report.charts.svg import clean, drawn
from commonweal.plan.report.figures import Figures
from commonweal.plan.summary.proposals import REST
from commonweal.plan.system import System

NAME = "waterfall"
TITLE = "What each proposal does to the gap"
REST_IN_WORDS = "What no single proposal explains"
FIRST, LAST = "gap_if_nothing_changes", "gap_with_the_plan"


def waterfall_chart(system: System, figures: Figures) -> Chart:
    """The steps from one gap to the other in the last year. They close to the penny."""
    data = steps(system, figures)
    alt_text = _described(data)
    svg = drawn(_picture(data), name=NAME, title=TITLE, alt_text=alt_text)
    return Chart(name=NAME, title=TITLE, alt=alt_text, unit="GBP", svg=svg, data=data)


def steps(system: System, figures: Figures) -> pl.DataFrame:
    """The waterfall as rows: the first gap, each change of it, the last gap.

    A change below 0 makes the gap smaller. Changes are in order of size, and what
    no single proposal explains comes last.
    """
    year = system.last_year
    titles = {one.code: one.title for one in system.proposals}
    shares = [row for row in figures.of("money.by_proposal", "change") if row.year == year]
    changes = sorted(
        ((str(row.proposal), -row.central) for row in shares if row.proposal in titles),
        key=lambda one: -abs(one[1]),
    )
    rest = [(REST, -row.central) for row in shares if row.proposal == REST and row.central]
    first = figures.get("money.gap", "nothing", year=year).central
    last = figures.get("money.gap", "plan", year=year).central
    codes, sizes, froms = [FIRST], [first], [0.0]
    at = first
    for code, size in changes + rest:
        codes.append(code)
        sizes.append(size)
        froms.append(at)
        at += size
    names = {
        FIRST: f"Gap if nothing changes, {Year(year)}",
        LAST: f"Gap with the plan, {Year(year)}",
        REST: REST_IN_WORDS,
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
        }
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


def _picture(data: pl.DataFrame) -> alt.LayerChart:
    lines = [style.wrapped(name) for name in data["name"]]
    text_height = max(len(one) for one in lines) * style.LINE + 2
    step = text_height + 28
    values: Values = []
    for n, row in enumerate(data.iter_rows(named=True)):
        total = row["step"] in (FIRST, LAST)
        ends = sorted((row["from_gbp"] / 1e6, row["to_gbp"] / 1e6))
        values.append(
            {
                "label": lines[n],
                "label_at": n + (text_height - len(lines[n]) * style.LINE) / step,
                "top": n + text_height / step,
                "bottom": n + (text_height + 18) / step,
                "next": n + 1 + text_height / step,
                "left": ends[0],
                "right": ends[1],
                "to": row["to_gbp"] / 1e6,
                "colour": _colour(row["change_gbp"], total=total),
                "says": words.pounds(row["change_gbp"]) if total else _signed(row["change_gbp"]),
            }
        )
    return _layers(values, len(values), step)


def _colour(change: float, *, total: bool) -> str:
    if total:
        return style.TOTAL
    return style.PLAN if change <= 0 else style.NOTHING


def _signed(change: float) -> str:
    return ("+" if change > 0 else "") + words.pounds(change)


def _layers(values: Values, rows: int, step: float) -> alt.LayerChart:
    low = min(0.0, *(value["left"] for value in values))
    high = max(0.0, *(value["right"] for value in values))
    # Room for the widest number, in a font a fifth wider than the one it was measured in.
    room = (high - low or 1.0) * 0.5
    x = alt.X(
        "left:Q",
        scale=alt.Scale(domain=[low, high + room], nice=False),
        axis=alt.Axis(title="£ million short in the year", tickCount=5, offset=4),
    )
    base = alt.Chart(alt.Data(values=values))
    bars = base.mark_rect(strokeWidth=1.5).encode(
        x=x,
        x2="right:Q",
        y=down("top", rows),
        y2="bottom:Q",
        color=alt.Color("colour:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
    )
    links = (
        alt.Chart(alt.Data(values=values[:-1]))
        .mark_rule(color=style.SOFT_INK, strokeDash=[2, 2])
        .encode(x="to:Q", y=down("bottom", rows), y2="next:Q")
    )
    told = base.mark_text(align="left", baseline="top", dx=7, dy=3, fontWeight="bold").encode(
        x="right:Q", y=down("top", rows), text="says:N"
    )
    layers = alt.layer(links, bars, labels(values, rows), told)
    return layers.properties(
        width=style.WIDTH,
        height=rows * step + 50,
        autosize={"type": "fit", "contains": "padding"},
    )
