"""The gap over the years, with how sure we are."""

from __future__ import annotations

import altair as alt
import polars as pl

from commonweal.base.years import Year
from commonweal.plan.report import words
from commonweal.plan.report.charts import style
from commonweal.plan.report.charts.chart import Chart
from commonweal.plan.report.charts.svg import drawn
from commonweal.plan.report.figures import Figure, Figures
from commonweal.plan.system import System

NAME = "gap"
TITLE = "How much money would be missing each year"
SCENARIOS = {"nothing": style.IF_NOTHING_CHANGES, "plan": style.WITH_THE_PLAN}
MOST_LABELS = 5


def gap_chart(system: System, figures: Figures) -> Chart:
    """The system's gap by year, if nothing changes and with the plan, with its fan."""
    rows = [
        figures.get("money.gap", scenario, year=year.starts_in)
        for scenario in SCENARIOS
        for year in system.years
    ]
    data = pl.DataFrame(
        {
            "year": [str(Year(row.year or 0)) for row in rows],
            "scenario": [row.scenario for row in rows],
            "low_gbp": [row.low for row in rows],
            "central_gbp": [row.central for row in rows],
            "high_gbp": [row.high for row in rows],
        },
        schema_overrides={"low_gbp": pl.Float64, "high_gbp": pl.Float64},
    )
    alt_text = _described(rows, system)
    svg = drawn(_picture(rows), name=NAME, title=TITLE, alt_text=alt_text)
    return Chart(name=NAME, title=TITLE, alt=alt_text, unit="GBP", svg=svg, data=data)


def _described(rows: list[Figure], system: System) -> str:
    last = {row.scenario: row for row in rows if row.year == system.last_year}
    first = next(row for row in rows if row.scenario == "nothing")
    told = [f"In {Year(system.base_year)} the system is {words.gap(first.central)}."]
    for scenario, name in SCENARIOS.items():
        row = last[scenario]
        said = f"{name} it is {words.gap(row.central)} in {Year(system.last_year)}"
        if row.low is not None and row.high is not None:
            said += f", {words.between(words.gap(row.low), words.gap(row.high))}"
        told.append(said + ".")
    return " ".join(told)


def _picture(rows: list[Figure]) -> alt.LayerChart:
    values = [
        {
            "year": str(Year(row.year or 0)),
            "scenario": SCENARIOS[row.scenario],
            "central": row.central / 1e6,
            "low": row.ends[0] / 1e6,
            "high": row.ends[1] / 1e6,
        }
        for row in rows
    ]
    names = list(SCENARIOS.values())
    legend = alt.Legend(
        symbolType="stroke", symbolSize=700, symbolStrokeWidth=3, columns=2, columnPadding=18
    )
    colour = alt.Color(
        "scenario:N",
        scale=alt.Scale(domain=names, range=[style.NOTHING, style.PLAN]),
        legend=legend,
    )
    dash = alt.StrokeDash(
        "scenario:N", scale=alt.Scale(domain=names, range=[[7, 4], [1, 0]]), legend=legend
    )
    base = alt.Chart(alt.Data(values=values)).encode(x=_years(values))
    fan = base.mark_area(opacity=0.2).encode(
        y=alt.Y("low:Q", title="£ million short in the year"), y2="high:Q", color=colour
    )
    line = base.mark_line(strokeWidth=3).encode(y="central:Q", color=colour, strokeDash=dash)
    zero = alt.Chart(alt.Data(values=[{"zero": 0}])).mark_rule(color=style.INK, strokeWidth=1.2)
    balanced = (
        alt.Chart(alt.Data(values=[{"zero": 0, "says": "in balance"}]))
        .mark_text(align="left", dx=4, dy=9, color=style.SOFT_INK, fontSize=style.SMALL_TYPE)
        .encode(y="zero:Q", x=alt.value(0), text="says:N")
    )
    layers = alt.layer(fan, zero.encode(y="zero:Q"), balanced, line, *_ends(rows, values))
    return layers.properties(
        width=style.WIDTH, height=330, autosize={"type": "fit", "contains": "padding"}
    )


def _years(values: list[dict[str, object]]) -> alt.X:
    years = list(dict.fromkeys(str(value["year"]) for value in values))
    step = -(-len(years) // MOST_LABELS)
    shown = years[::-1][::step][::-1]
    axis = alt.Axis(labelAngle=0, values=shown, title="Year, from April to March", grid=False)
    return alt.X("year:O", axis=axis, scale=alt.Scale(paddingInner=0.45, paddingOuter=0.9))


def _ends(rows: list[Figure], values: list[dict[str, object]]) -> list[alt.LayerChart]:
    """The last year's value beside each line: the higher one above, the lower one below."""
    last = [n for n, row in enumerate(rows) if row.year == rows[-1].year]
    high = max(last, key=lambda n: rows[n].central)
    ends = []
    for n in last:
        told = [{**values[n], "says": words.pounds(rows[n].central)}]
        colour = style.PLAN if rows[n].scenario == "plan" else style.NOTHING
        mark = alt.Chart(alt.Data(values=told)).encode(x="year:O", y="central:Q")
        text = mark.mark_text(
            align="right", dx=6, dy=-20 if n == high else 26, color=colour, fontWeight="bold"
        ).encode(text="says:N")
        ends.append(mark.mark_point(filled=True, size=60, opacity=1, color=colour) + text)
    return ends
