"""What a headline hangs on: each uncertain number's share of the doubt about it."""

from __future__ import annotations

import altair as alt
import polars as pl

from commonweal.base.numbers.interval import Z90
from commonweal.base.numbers.year import Year
from commonweal.execute import Run
from commonweal.report.charts import style
from commonweal.report.charts.chart import Chart
from commonweal.report.charts.rows import Values, chart_of, down, labels
from commonweal.report.charts.svg import clean, drawn
from commonweal.uncertainty.drivers import Driven
from commonweal.uncertainty.how_sure import Sure

MOST, LEAST_SHOWN = 8, 0.01
"""Numbers shown, and the share that earns a bar; the file beside the chart holds all."""

BAR = 16
TITLES = {
    "balance": "What the balance with the plan hangs on",
    "change": "What the plan's own effect on the balance hangs on",
    "beds": "What the number of spare beds hangs on",
}
ALONE, TOGETHER = "By itself", "Together with others"


def drivers_charts(run: Run) -> tuple[Chart, ...]:
    """A chart for each headline; none where too few draws were taken."""
    if run.sure is None:
        return ()
    return tuple(_chart(one, run.sure, run.plan.last_year) for one in run.sure.driven)


def _chart(one: Driven, sure: Sure, year: int) -> Chart:
    name, title = f"drivers-{one.code}", f"{TITLES[one.code]}, {Year(year)}"
    data = _data(one, sure)
    alt_text = _described(data)
    shown = data.filter(pl.col("with_others") >= LEAST_SHOWN).head(MOST)
    svg = drawn(
        _picture(shown if shown.height else data.head(1)), name=name, title=title, alt_text=alt_text
    )
    return Chart(
        name=name, title=title, alt=alt_text, unit="share of the doubt", svg=svg, data=data
    )


def _data(one: Driven, sure: Sure) -> pl.DataFrame:
    """A row for each number, the one with the largest share first, unrounded.

    A share a little below 0 is none: the draws are not endless.
    """
    shares = one.shares
    order = list(shares.in_order)
    return pl.DataFrame(
        {
            "what": [clean(sure.says(shares.names[n])) for n in order],
            "by_itself": [max(float(shares.first[n]), 0.0) for n in order],
            "error_by_itself": [float(shares.first_error[n]) for n in order],
            "with_others": [max(float(shares.total[n]), 0.0) for n in order],
            "error_with_others": [float(shares.total_error[n]) for n in order],
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


def _picture(data: pl.DataFrame) -> alt.LayerChart:
    lines = [style.wrapped(name, lines=5) for name in data["what"]]
    tops, at = [], 0.0
    for one in lines:
        tops.append(at)
        at += len(one) * style.LINE + BAR + 16
    values: Values = []
    for one, top, row in zip(lines, tops, data.iter_rows(named=True), strict=True):
        bar = top + len(one) * style.LINE + 4
        whole, error = row["with_others"], Z90 * row["error_with_others"]
        values.append(
            {
                "label": one,
                "label_at": top,
                "top": bar,
                "bottom": bar + BAR,
                "middle": bar + BAR / 2,
                "from": 0.0,
                "whole": whole,
                "alone": min(row["by_itself"], whole),
                "low": max(whole - error, 0.0),
                "high": min(whole + error, 1.0),
                "says": f"{whole:.0%}",
            }
        )
    return _layers(values, at)


def _layers(values: Values, height: float) -> alt.LayerChart:
    most = max(value["high"] for value in values) or 1.0
    x = alt.X(
        "whole:Q",
        scale=alt.Scale(domain=[0, most * 1.2], nice=False),
        axis=alt.Axis(title="Share of the doubt", format="%", tickCount=4, titleAnchor="start"),
    )
    base = chart_of(values)
    legend = alt.Legend(
        symbolType="square", symbolSize=160, columns=2, columnPadding=18, symbolStrokeWidth=0
    )
    colour = alt.Scale(domain=[ALONE, TOGETHER], range=[style.PLAN, "#bcd9ee"])

    def bars(field: str, kind: str) -> alt.Chart:
        return (
            base.mark_rect()
            .encode(
                x=x.copy() if field == "whole" else alt.X(f"{field}:Q"),
                x2=alt.X2("from:Q"),
                y=down("top", height),
                y2=alt.Y2("bottom:Q"),
                color=alt.Color("kind:N", scale=colour, legend=legend),
            )
            .transform_calculate(kind=f"'{kind}'")
        )

    whiskers = base.mark_rule(color=style.INK, strokeWidth=1.5).encode(
        x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=down("middle", height)
    )
    told = base.mark_text(align="left", baseline="middle", dx=6, fontWeight="bold").encode(
        x=alt.X("high:Q"), y=down("middle", height), text=alt.Text("says:N")
    )
    layers = alt.layer(
        bars("whole", TOGETHER), bars("alone", ALONE), whiskers, told, labels(values, height)
    )
    return layers.properties(width=style.WIDTH - 4, height=height)
