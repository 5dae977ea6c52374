"""From the gap if nothing changes to the gap with the plan, proposal by proposal."""

from __future__ import annotations

from itertools import pairwise

import altair as alt
import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.plan.system import Plan
from commonweal.report import words
from commonweal.report.charts import style
from commonweal.report.charts.chart import Chart
from commonweal.report.charts.rows import Values, chart_of, down, labels, stacked
from commonweal.report.charts.svg import clean, drawn
from commonweal.report.figures import Figures

NAME = "waterfall"
TITLE = "What each proposal does to the gap"
BAR = 18
AROUND, LEGEND = 3, 46
"""How far the outline stands off its bar, and the room for two lines that explain both."""

SHARE, ALONE = "Bar: its share of what the plan does", "Outline: what it would do by itself"
FEW_STEPS = 0.4
"""Below this share of the gap the steps are too small to see on a scale from zero."""

FIRST, LAST = "gap_if_nothing_changes", "gap_with_the_plan"


def waterfall_chart(plan: Plan, figures: Figures) -> Chart:
    """The steps from one gap to the other in the last year. They close to the penny."""
    data = steps(plan, figures)
    alt_text = _described(data)
    svg = drawn(_picture(data), name=NAME, title=TITLE, alt_text=alt_text)
    return Chart(name=NAME, title=TITLE, alt=alt_text, unit="GBP", svg=svg, data=data)


def steps(plan: Plan, figures: Figures) -> pl.DataFrame:
    """The waterfall as rows: the first gap, each change of it, the last gap.

    A change below 0 makes the gap smaller. Changes are in order of size. Beside each
    proposal's share stand what it would change as the only proposal, and what would be
    lost if it failed; null where the run does not say.
    """
    year = plan.last_year
    titles = {one.code: one.title for one in plan.proposals}
    found = {
        (scenario, code): figures.find("money.by_proposal", scenario, year=year, proposal=code)
        for scenario in ("change", "alone", "lost")
        for code in titles
    }
    changed = {key: -one.central for key, one in found.items() if one is not None}
    changes = sorted(
        ((code, changed["change", code]) for code in titles if ("change", code) in changed),
        key=lambda one: -abs(one[1]),
    )
    first = figures.get("money.gap", "nothing", year=year).central
    last = figures.get("money.gap", "plan", year=year).central
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


def _picture(data: pl.DataFrame) -> alt.LayerChart:
    has_alone = data["alone_gbp"].null_count() < data.height
    rows = list(
        stacked(data["name"], body=BAR + 12, first_gap=6, start=LEGEND if has_alone else 0.0)
    )
    low, high, cut = _reach(data)
    values: Values = []
    for row, step in zip(rows, data.iter_rows(named=True), strict=True):
        total = step["step"] in (FIRST, LAST)
        start = max(low, step["from_gbp"] / 1e6)
        left, right = sorted((start, step["to_gbp"] / 1e6))
        alone = step["alone_gbp"]
        ends = sorted((start, start + alone / 1e6)) if alone else (start, start)
        values.append(
            {
                **row.label,
                "top": row.body,
                "bottom": row.body + BAR,
                "next": row.body,
                "left": left,
                "right": right,
                "alone": bool(alone),
                "alone_left": ends[0],
                "alone_right": ends[1],
                "said_at": max(right, ends[1]),
                "alone_top": row.body - AROUND,
                "alone_bottom": row.body + BAR + AROUND,
                "to": step["to_gbp"] / 1e6,
                "colour": _colour(step["change_gbp"], total=total),
                "says": _in_words(step["change_gbp"], total=total),
                "torn": cut and total,
            }
        )
    for above, below in pairwise(values):
        above["next"] = below["top"]
    return _layers(values, rows[-1].body + BAR + 8, (low, high), cut=cut)


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


def _layers(
    values: Values, height: float, reach: tuple[float, float], *, cut: bool
) -> alt.LayerChart:
    low, high = reach
    # Room for the widest number, in a font a fifth wider than the one it was measured in.
    room = (high - low or 1.0) * 0.62
    title = "£ million short in the year" + ("; the scale does not start at 0" if cut else "")
    x = alt.X(
        "left:Q",
        scale=alt.Scale(domain=[low, high + room], nice=False, zero=False),
        axis=alt.Axis(title=title, tickCount=5, offset=4),
    )
    base = chart_of(values)
    bars = base.mark_rect(strokeWidth=1.5).encode(
        x=x,
        x2=alt.X2("right:Q"),
        y=down("top", height),
        y2=alt.Y2("bottom:Q"),
        color=alt.Color("colour:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
    )
    links = (
        chart_of(values[:-1])
        .mark_rule(color=style.SOFT_INK, strokeDash=[2, 2])
        .encode(x=alt.X("to:Q"), y=down("bottom", height), y2=alt.Y2("next:Q"))
    )
    told = base.mark_text(align="left", baseline="top", dx=7, dy=3, fontWeight="bold").encode(
        x=alt.X("said_at:Q"), y=down("top", height), text=alt.Text("says:N")
    )
    layers = [links, bars, labels(values, height), told]
    alone = [value for value in values if value["alone"]]
    if alone:
        layers += [_outlines(alone, height), _legend(height)]
    if cut:
        layers.append(_tears([value for value in values if value["torn"]], height))
    return alt.layer(*layers).properties(
        width=style.WIDTH,
        height=height + 50,
        autosize={"type": "fit", "contains": "padding"},
    )


def _outlines(values: Values, height: float) -> alt.Chart:
    """What each proposal would do as the only one, as a thin outline from the same start."""
    return (
        chart_of(values)
        .mark_rect(filled=False, stroke=style.INK, strokeWidth=1)
        .encode(
            x=alt.X("alone_left:Q"),
            x2=alt.X2("alone_right:Q"),
            y=down("alone_top", height),
            y2=alt.Y2("alone_bottom:Q"),
        )
    )


def _legend(height: float) -> alt.LayerChart:
    """What a bar and its outline are, in two lines at the head."""
    lines: Values = [
        {"top": 2, "bottom": 14, "says": SHARE, "colour": style.PLAN},
        {"top": 22, "bottom": 34, "says": ALONE, "colour": "#ffffff"},
    ]
    base = chart_of(lines)
    keys = base.mark_rect(stroke=style.INK, strokeWidth=1).encode(
        x=alt.XValue(1),
        x2=alt.X2Value(25),
        y=down("top", height),
        y2=alt.Y2("bottom:Q"),
        color=alt.Color("colour:N", scale=None),
    )
    told = base.mark_text(align="left", baseline="top").encode(
        x=alt.XValue(33), y=down("top", height), text=alt.Text("says:N")
    )
    return keys + told


def _tears(values: Values, height: float) -> alt.LayerChart:
    """Two white strokes through a bar that starts before the scale does."""
    base = chart_of(values).encode(
        y=down("top", height), text=alt.TextValue("//"), x=alt.XValue(18)
    )
    return alt.layer(
        base.mark_text(
            align="left", baseline="top", dy=-3, fontSize=24, color="white", fontWeight="bold"
        )
    )
