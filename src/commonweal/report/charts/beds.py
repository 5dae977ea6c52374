"""Beds needed against beds open, site by site."""

from __future__ import annotations

from typing import Any

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

NAME = "beds"
TITLE = "Would there be enough beds?"
SYSTEM = "system"
SCENARIOS = {"nothing": style.IF_NOTHING_CHANGES, "plan": style.WITH_THE_PLAN}
PLOT = 250
"""Units across that the marks may use; the rest is for the numbers in words."""

HEAD = 24
"""Room above the first site for the words on either side of the line."""


def beds_chart(plan: Plan, figures: Figures) -> Chart | None:
    """Beds needed for every 100 open, by site; None for a system without beds."""
    data = _data(plan, figures)
    if data is None:
        return None
    alt_text = _described(data, plan)
    svg = drawn(_picture(data, plan), name=NAME, title=TITLE, alt_text=alt_text)
    return Chart(name=NAME, title=TITLE, alt=alt_text, unit="bed", svg=svg, data=data)


def _data(plan: Plan, figures: Figures) -> pl.DataFrame | None:
    names = plan.names("sites")
    needed = figures.of("care.beds_needed", "plan")
    sites = list(dict.fromkeys(row.site for row in needed if row.site))
    if not sites:
        return None
    rows = []
    for site in [None, *sites]:
        about = {"site": site} if site else {}
        for scenario in SCENARIOS:
            for year in plan.years:
                need = figures.get("care.beds_needed", scenario, year=year.starts_in, **about)
                opened = figures.get("care.beds_open", scenario, year=year.starts_in, **about)
                rows.append(
                    {
                        "site": site or SYSTEM,
                        "name": clean(names[site] if site else "All sites together"),
                        "year": str(year),
                        "scenario": scenario,
                        "needed_low": need.low,
                        "needed_central": need.central,
                        "needed_high": need.high,
                        "open": opened.central,
                    }
                )
    return pl.DataFrame(rows, infer_schema_length=None)


def _described(data: pl.DataFrame, plan: Plan) -> str:
    last = data.filter(
        (pl.col("year") == str(Year(plan.last_year))) & (pl.col("scenario") == "plan")
    )
    whole = last.row(0, named=True)
    sites = list(last.slice(1).iter_rows(named=True))
    short = [one for one in sites if one["needed_central"] > one["open"]]
    told = (
        f"In {Year(plan.last_year)}, with the plan, {words.amount(whole['needed_central'])} beds "
        f"are needed and {words.amount(whole['open'])} are open. "
        f"{len(short)} of {len(sites)} sites have too few."
    )
    if short:
        worst = max(short, key=lambda one: one["needed_central"] - one["open"])
        told += (
            f" {worst['name']} is furthest from enough: it needs "
            f"{words.amount(worst['needed_central'])} and has {words.amount(worst['open'])}."
        )
    return told


def _picture(data: pl.DataFrame, plan: Plan) -> alt.LayerChart:
    last = data.filter(pl.col("year") == str(Year(plan.last_year)))
    sites = last.unique("site", maintain_order=True)
    rows = list(stacked(sites["name"], body=60, first_gap=8, start=HEAD))
    marks: Values = []
    for row, site in zip(rows, sites["site"], strict=True):
        for m, one in enumerate(last.filter(pl.col("site") == site).iter_rows(named=True)):
            marks.append(_mark(one, row.body + 12 + 23 * m))
    return _layers(marks, [row.label for row in rows], rows[-1].body + 50)


def _mark(one: dict[str, object], at: float) -> dict[str, object]:
    central, opened = float(str(one["needed_central"])), float(str(one["open"]))
    low, high = (
        central if one[end] is None else float(str(one[end]))
        for end in ("needed_low", "needed_high")
    )
    ratio = [n / opened * 100 if opened > 0 else None for n in (low, central, high)]
    return {
        "scenario": SCENARIOS[str(one["scenario"])],
        "low": ratio[0],
        "central": ratio[1],
        "high": ratio[2],
        "at": at,
        "says": f"needs {words.amount(central)}, has {words.amount(opened)}",
    }


def _layers(marks: Values, heads: Values, height: float) -> alt.LayerChart:
    names = list(SCENARIOS.values())
    legend = alt.Legend(symbolSize=120, columns=2, columnPadding=18, symbolOpacity=1)
    colour = alt.Color(
        "scenario:N",
        scale=alt.Scale(domain=names, range=[style.NOTHING, style.PLAN]),
        legend=legend,
    )
    shape = alt.Shape(
        "scenario:N", scale=alt.Scale(domain=names, range=["triangle-up", "circle"]), legend=legend
    )
    x = _scale(marks)
    base = chart_of(marks)
    spans = base.mark_rule(strokeWidth=4, opacity=0.45).encode(
        x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=down("at", height), color=colour
    )
    points = base.mark_point(filled=True, size=110, opacity=1).encode(
        x=x, y=down("at", height), color=colour, shape=shape
    )
    told = base.mark_text(align="right", baseline="middle", fontSize=style.SMALL_TYPE).encode(
        x=alt.XValue(style.WIDTH - 4), y=down("at", height), text=alt.Text("says:N")
    )
    names_of_sites = labels(heads, height, fontWeight="bold")
    layers = alt.layer(*_enough(x, height), names_of_sites, spans, points, told)
    return layers.properties(width=style.WIDTH - 4, height=height)


def _scale(marks: Values) -> alt.X:
    ends = [float(m[e]) for m in marks for e in ("low", "high") if m[e] is not None] or [100.0]
    low, high = min(*ends, 100.0), max(*ends, 100.0)
    # The words either side of the line of enough need some room, however tight the ranges.
    room = max(0.06 * (high - low), 2.0)
    low, high = min(low - room, 100 - 0.45 * (high - 100)), max(high + room, 100 + (100 - low) / 2)
    axis = alt.Axis(title="Beds needed for every 100 open", tickCount=4, titleAnchor="start")
    scale = alt.Scale(domain=[low, high], range=[0, PLOT], nice=False, zero=False)
    return alt.X("central:Q", scale=scale, axis=axis)


def _enough(x: alt.X, height: float) -> list[alt.Chart]:
    """The line at which beds are just enough, and which side is which."""
    at = {"central": 100, "top": 0, "middle": HEAD / 2 - 2}
    base = chart_of([at]).encode(x=x)
    line = base.mark_rule(color=style.INK, strokeWidth=1.5).encode(
        y=down("top", height), y2=alt.Y2Value(height)
    )
    look: dict[str, Any] = {
        "baseline": "middle",
        "fontSize": style.SMALL_TYPE,
        "color": style.SOFT_INK,
    }
    place = {"y": down("middle", height)}
    return [
        line,
        base.mark_text(align="right", dx=-6, **look).encode(text=alt.TextValue("enough"), **place),
        base.mark_text(align="left", dx=6, **look).encode(text=alt.TextValue("too few"), **place),
    ]
