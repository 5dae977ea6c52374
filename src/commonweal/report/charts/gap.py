"""The gap over the years, with how sure we are."""

from __future__ import annotations

import altair as alt
import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.plan.system import Plan
from commonweal.report import words
from commonweal.report.charts import style
from commonweal.report.charts.chart import Chart
from commonweal.report.charts.rows import chart_of
from commonweal.report.charts.svg import drawn
from commonweal.report.figures import Figure, Figures

NAME = "gap"
TITLE = "How much money would be missing each year"
SCENARIOS = {"nothing": style.IF_NOTHING_CHANGES, "plan": style.WITH_THE_PLAN}
MOST_LABELS = 4
PLOT, HEIGHT = 245, 290


def gap_chart(plan: Plan, figures: Figures) -> Chart:
    """The system's gap by year, if nothing changes and with the plan, with its fan."""
    rows = [
        figures.get("money.gap", scenario, year=year.starts_in)
        for scenario in SCENARIOS
        for year in plan.years
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
    alt_text = _described(rows, plan)
    svg = drawn(_picture(rows), name=NAME, title=TITLE, alt_text=alt_text)
    return Chart(name=NAME, title=TITLE, alt=alt_text, unit="GBP", svg=svg, data=data)


def _described(rows: list[Figure], plan: Plan) -> str:
    last = {row.scenario: row for row in rows if row.year == plan.last_year}
    first = next(row for row in rows if row.scenario == "nothing")
    told = [f"In {Year(plan.base_year)} the system is {words.gap(first.central)}."]
    for scenario, name in SCENARIOS.items():
        row = last[scenario]
        said = f"{name} it is {words.gap(row.central)} in {Year(plan.last_year)}"
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
    ends = [0.0, *(float(str(value[end])) for value in values for end in ("low", "high"))]
    room = (max(ends) - min(ends) or 1.0) * 0.05
    reach = (min(ends) - room, max(ends) + room)
    scale = alt.Scale(domain=reach, nice=False)
    axis = alt.Axis(title="£ million short in the year", tickCount=6)
    y = alt.Y("central:Q", axis=axis, scale=scale)
    base = chart_of(values).encode(x=_years(values))
    layers = [*_fan(base, y), *_zero(y), _line(base, y), *_ends(rows, values, reach)]
    return alt.layer(*layers).properties(
        width=PLOT, height=HEIGHT, padding={"left": 2, "top": 2, "bottom": 2, "right": 16}
    )


def _scenario() -> tuple[alt.Color, alt.StrokeDash]:
    """Colour and dashes of each scenario; dashes tell them apart where colour does not."""
    names = list(SCENARIOS.values())
    key = alt.Legend(
        symbolType="stroke",
        symbolSize=700,
        symbolStrokeWidth=3,
        symbolOpacity=1,
        columns=2,
        columnPadding=18,
    )
    colours = alt.Scale(domain=names, range=[style.NOTHING, style.PLAN])
    dashes = alt.Scale(domain=names, range=[[7, 4], [1, 0]])
    return (
        alt.Color("scenario:N", scale=colours, legend=key),
        alt.StrokeDash("scenario:N", scale=dashes, legend=key),
    )


def _fan(base: alt.Chart, y: alt.Y) -> list[alt.Chart]:
    """Each range as a tint with an edge, so that two on top of each other both show."""
    colour, dash = _scenario()
    low, high = y.copy(), y.copy()
    low.shorthand, high.shorthand = "low:Q", "high:Q"
    tint = base.mark_area(opacity=0.16).encode(y=low, y2=alt.Y2("high:Q"), color=colour)
    edges = [
        base.mark_line(strokeWidth=1, opacity=0.8).encode(y=end, color=colour, strokeDash=dash)
        for end in (low, high)
    ]
    return [tint, *edges]


def _line(base: alt.Chart, y: alt.Y) -> alt.Chart:
    colour, dash = _scenario()
    return base.mark_line(strokeWidth=3.5).encode(y=y, color=colour, strokeDash=dash)


def _zero(y: alt.Y) -> list[alt.Chart]:
    base = chart_of([{"central": 0}]).encode(y=y)
    return [
        base.mark_rule(color=style.INK, strokeWidth=1.2),
        base.mark_text(
            align="left", dx=4, dy=9, color=style.SOFT_INK, fontSize=style.SMALL_TYPE
        ).encode(x=alt.XValue(0), text=alt.TextValue("in balance")),
    ]


def _years(values: list[dict[str, object]]) -> alt.X:
    years = list(dict.fromkeys(str(value["year"]) for value in values))
    step = -(-len(years) // MOST_LABELS)
    shown = years[::-1][::step][::-1]
    axis = alt.Axis(labelAngle=0, values=shown, title="Year, from April to March", grid=False)
    return alt.X("year:O", axis=axis, scale=alt.Scale(padding=0.3))


def _ends(
    rows: list[Figure], values: list[dict[str, object]], reach: tuple[float, float]
) -> list[alt.Chart]:
    """The last year's value to the right of each line, kept apart where lines end close."""
    last = [n for n, row in enumerate(rows) if row.year == rows[-1].year]
    last.sort(key=lambda n: rows[n].central)
    places = [rows[n].central / 1e6 for n in last]
    least = (reach[1] - reach[0]) * style.LINE / HEIGHT
    push = max(0.0, least - (places[-1] - places[0])) / 2
    ends: list[alt.Chart] = []
    for n, place in zip(last, (places[0] - push, places[-1] + push), strict=True):
        colour = style.PLAN if rows[n].scenario == "plan" else style.NOTHING
        told = [{**values[n], "at": place, "says": words.pounds(rows[n].central)}]
        mark = chart_of(told).encode(x=alt.X("year:O"))
        ends += [
            mark.mark_point(filled=True, size=60, opacity=1, color=colour).encode(
                y=alt.Y("central:Q")
            ),
            mark.mark_text(align="left", dx=8, color=colour, fontWeight="bold").encode(
                y=alt.Y("at:Q"), text=alt.Text("says:N")
            ),
        ]
    return ends
