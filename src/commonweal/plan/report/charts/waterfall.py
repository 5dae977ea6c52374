"""From the gap if nothing changes to the gap with the plan, proposal by proposal."""

from __future__ import annotations

from itertools import pairwise

import altair as alt
import polars as pl

from commonweal.base.years import Year
from commonweal.plan.report import words
from commonweal.plan.report.charts import style
from commonweal.plan.report.charts.chart import Chart
from commonweal.plan.report.charts.rows import Values, down, labels, stacked
from commonweal.plan.report.charts.svg import clean, drawn
from commonweal.plan.report.figures import Figures
from commonweal.plan.summary.proposals import REST
from commonweal.plan.system import System

NAME = "waterfall"
TITLE = "What each proposal does to the gap"
REST_IN_WORDS = "Steps of cost, such as a ward, that several save together"
BAR = 18
FEW_STEPS = 0.4
"""Below this share of the gap the steps are too small to see on a scale from zero."""

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
    shares = [
        row
        for row in figures.of("money.by_proposal", "change")
        if row.year == year and row.organisation is None
    ]
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
    rest = [row for row in between if row["step"] == REST]
    between = [row for row in between if row["step"] != REST]
    helps = [row for row in between if row["change_gbp"] < 0]
    if helps:
        told += f"{helps[0]['name']} helps most: {words.pounds(-helps[0]['change_gbp'])}. "
    hurts = [row for row in between if row["change_gbp"] > 0]
    if hurts:
        told += f"{hurts[0]['name']} costs most: {words.pounds(hurts[0]['change_gbp'])}. "
    for row in rest:
        told += f"{row['name']}: {_in_words(row['change_gbp'], total=False)}. "
    return told + f"With the plan the system is {words.gap(last['change_gbp'])}."


def _picture(data: pl.DataFrame) -> alt.LayerChart:
    rows = list(stacked(data["name"], body=BAR + 12, first_gap=6))
    low, high, cut = _reach(data)
    values: Values = []
    for row, step in zip(rows, data.iter_rows(named=True), strict=True):
        total = step["step"] in (FIRST, LAST)
        left, right = sorted((max(low, step["from_gbp"] / 1e6), step["to_gbp"] / 1e6))
        values.append(
            {
                **row.label,
                "top": row.body,
                "bottom": row.body + BAR,
                "next": row.body,
                "left": left,
                "right": right,
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
    low, high = min(ends), max(ends)
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
    base = alt.Chart(alt.Data(values=values))
    bars = base.mark_rect(strokeWidth=1.5).encode(
        x=x,
        x2="right:Q",
        y=down("top", height),
        y2="bottom:Q",
        color=alt.Color("colour:N", scale=None),
        stroke=alt.Stroke("colour:N", scale=None),
    )
    links = (
        alt.Chart(alt.Data(values=values[:-1]))
        .mark_rule(color=style.SOFT_INK, strokeDash=[2, 2])
        .encode(x="to:Q", y=down("bottom", height), y2="next:Q")
    )
    told = base.mark_text(align="left", baseline="top", dx=7, dy=3, fontWeight="bold").encode(
        x="right:Q", y=down("top", height), text="says:N"
    )
    layers = [links, bars, labels(values, height), told]
    if cut:
        layers.append(_tears([value for value in values if value["torn"]], height))
    return alt.layer(*layers).properties(
        width=style.WIDTH,
        height=height + 50,
        autosize={"type": "fit", "contains": "padding"},
    )


def _tears(values: Values, height: float) -> alt.LayerChart:
    """Two white strokes through a bar that starts before the scale does."""
    base = alt.Chart(alt.Data(values=values)).encode(
        y=down("top", height), text=alt.value("//"), x=alt.value(18)
    )
    return alt.layer(
        base.mark_text(
            align="left", baseline="top", dy=-3, fontSize=24, color="white", fontWeight="bold"
        )
    )
