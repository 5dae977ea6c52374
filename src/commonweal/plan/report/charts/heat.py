"""The chance of balance by organisation and year, the system first."""

from __future__ import annotations

import altair as alt
import polars as pl

from commonweal.base.years import Year
from commonweal.plan.report.charts import style
from commonweal.plan.report.charts.chart import Chart
from commonweal.plan.report.charts.rows import Values, down, labels
from commonweal.plan.report.charts.svg import clean, drawn
from commonweal.plan.report.figures import Figures
from commonweal.plan.system import System

NAME = "heat"
TITLE = "In how many worlds of 100 each organisation balances, with the plan"
SYSTEM = "system"
MOST_YEARS = 6
CELL = 26

BANDS = (
    (0.2, "Fewer than 20", "#b3470b", "#ffffff"),
    (0.4, "20 to 39", "#f6cfae", style.INK),
    (0.6, "40 to 59", "#eceff1", style.INK),
    (0.8, "60 to 79", "#bcd9ee", style.INK),
    (float("inf"), "80 or more", "#00558c", "#ffffff"),
)
"""Up to which chance, what it is called, its colour, and the colour of type on it."""


def heat_chart(system: System, figures: Figures) -> Chart:
    """The chance of balance with the plan, by organisation and year, the system first."""
    data = _data(system, figures)
    alt_text = _described(data, system)
    svg = drawn(_picture(data), name=NAME, title=TITLE, alt_text=alt_text)
    return Chart(
        name=NAME, title=TITLE, alt=alt_text, unit="share of the worlds", svg=svg, data=data
    )


def _data(system: System, figures: Figures) -> pl.DataFrame:
    names = system.names("organisations")
    rows = [
        {
            "organisation": row.organisation or SYSTEM,
            "name": clean(names[row.organisation] if row.organisation else "The whole system"),
            "year": str(Year(row.year)),
            "chance": row.central,
        }
        for row in figures.of("money.chance_of_balance", "plan")
        if row.year is not None and row.year >= system.first_year
    ]
    # The system first; Python's sort keeps the order of the rest.
    rows.sort(key=lambda row: row["organisation"] != SYSTEM)
    return pl.DataFrame(rows, infer_schema_length=None)


def _described(data: pl.DataFrame, system: System) -> str:
    last = data.filter(pl.col("year") == str(Year(system.last_year)))
    whole = last.row(0, named=True)
    bodies = list(last.slice(1).iter_rows(named=True))
    told = (
        f"In {Year(system.last_year)} the whole system balances in {_spoken(whole['chance'])} "
        "worlds of 100."
    )
    if bodies:
        least = min(bodies, key=lambda one: one["chance"])
        most = max(bodies, key=lambda one: one["chance"])
        told += (
            f" {most['name']} balances most often, in {_spoken(most['chance'])}. "
            f"{least['name']} balances least often, in {_spoken(least['chance'])}."
        )
    return told


def _in_hundred(share: float) -> str:
    """A share as so many in a hundred; never none or all where it is not.

    >>> _in_hundred(0.204), _in_hundred(0.003), _in_hundred(0.998), _in_hundred(1.0)
    ('20', '<1', '>99', '100')
    """
    if 0 < share < 0.005:
        return "<1"
    if 0.995 <= share < 1:
        return ">99"
    return f"{share * 100:.0f}"


def _spoken(share: float) -> str:
    """The same inside a sentence.

    >>> _spoken(0.003), _spoken(0.2)
    ('fewer than 1', '20')
    """
    return _in_hundred(share).replace("<", "fewer than ").replace(">", "more than ")


def _picture(data: pl.DataFrame) -> alt.LayerChart:
    every = data["year"].unique(maintain_order=True).to_list()
    step = -(-len(every) // MOST_YEARS)
    years = every[::-1][::step][::-1]
    codes = data["organisation"].unique(maintain_order=True).to_list()
    names = data.unique("organisation", maintain_order=True)["name"]
    lines = [style.wrapped(name) for name in names]
    text = max(len(one) for one in lines) * style.LINE + 4
    height = text + CELL + 10
    row_of = {code: n + (0.25 if n else 0) for n, code in enumerate(codes)}
    cells: Values = []
    for one in data.filter(pl.col("year").is_in(years)).iter_rows(named=True):
        _, band, _, ink = next(b for b in BANDS if one["chance"] < b[0])
        at = row_of[one["organisation"]]
        cells.append(
            {
                "year": one["year"],
                "top": at + text / height,
                "bottom": at + (text + CELL) / height,
                "middle": at + (text + CELL / 2) / height,
                "band": band,
                "ink": ink,
                "says": _in_hundred(one["chance"]),
            }
        )
    heads: Values = [
        {
            "label": lines[n],
            "label_at": row_of[code] + (text - 2 - len(lines[n]) * style.LINE) / height,
        }
        for n, code in enumerate(codes)
    ]
    return _layers(cells, heads, years, len(codes) + 0.25, height)


def _layers(
    cells: Values, heads: Values, years: list[str], rows: float, height: float
) -> alt.LayerChart:
    x = alt.X(
        "year:O",
        sort=years,
        scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
        axis=alt.Axis(orient="top", title="Worlds in 100", labelAngle=0, domain=False, ticks=False),
    )
    used = [band for band in BANDS if any(cell["band"] == band[1] for cell in cells)]
    base = alt.Chart(alt.Data(values=cells))
    tiles = base.mark_rect(cornerRadius=2).encode(
        x=x,
        y=down("top", rows),
        y2="bottom:Q",
        color=alt.Color(
            "band:N",
            scale=alt.Scale(domain=[b[1] for b in used], range=[b[2] for b in used]),
            legend=alt.Legend(
                symbolType="square",
                symbolSize=220,
                columns=3,
                columnPadding=14,
                symbolStrokeWidth=0,
            ),
        ),
    )
    told = base.mark_text(baseline="middle").encode(
        x=x, y=down("middle", rows), text="says:N", color=alt.Color("ink:N", scale=None)
    )
    whole = labels(heads[:1], rows, fontWeight="bold")
    layers = alt.layer(tiles, told, whole, labels(heads[1:], rows)).resolve_scale(
        color="independent"
    )
    return layers.properties(width=style.WIDTH - 4, height=rows * height)
