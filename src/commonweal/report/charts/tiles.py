"""Tiles: a row for each organisation, the system first, and a tile for each year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import altair as alt
import polars as pl

from commonweal.report.charts import style
from commonweal.report.charts.rows import Values, chart_of, down, labels, stacked

MOST_YEARS = 6
TILE = 26

Band = tuple[float, str, str, str]
"""Up to which value, what it is called, its colour, and the colour of type on it."""


def tiles(
    data: pl.DataFrame,
    bands: tuple[Band, ...],
    *,
    band_of: Callable[[dict[str, Any]], Band],
    says: Callable[[dict[str, Any]], str],
    title: str,
    legend: dict[str, Any],
) -> alt.LayerChart:
    """Draw the tiles.

    Args:
        data: one row for each tile, with `organisation`, `name` and `year`.
        bands: every band, in the order of the legend.
        band_of: the band of a row.
        says: what its tile says.
        title: what the tiles are in, above them.
        legend: how the legend is laid out, such as its columns.
    """
    years = _shown_years(data)
    bodies = data.unique("organisation", maintain_order=True)
    rows = dict(
        zip(
            bodies["organisation"],
            stacked(bodies["name"], body=TILE + 10, first_gap=12, start=4),
            strict=True,
        )
    )
    cells: Values = []
    for one in data.filter(pl.col("year").is_in(years)).iter_rows(named=True):
        _, band, _, ink = band_of(one)
        top = rows[one["organisation"]].body
        cells.append(
            {
                "year": one["year"],
                "top": top,
                "bottom": top + TILE,
                "middle": top + TILE / 2,
                "band": band,
                "ink": ink,
                "says": says(one),
            }
        )
    heads = [row.label for row in rows.values()]
    height = max(cell["bottom"] for cell in cells) + 2
    used = [band for band in bands if any(cell["band"] == band[1] for cell in cells)]
    x = alt.X(
        "year:O",
        sort=years,
        scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
        axis=alt.Axis(orient="top", title=title, labelAngle=0, domain=False, ticks=False),
    )
    base = chart_of(cells)
    drawn = base.mark_rect(cornerRadius=2).encode(
        x=x,
        y=down("top", height),
        y2=alt.Y2("bottom:Q"),
        color=alt.Color(
            "band:N",
            scale=alt.Scale(domain=[b[1] for b in used], range=[b[2] for b in used]),
            legend=alt.Legend(symbolType="square", symbolSize=220, symbolStrokeWidth=0, **legend),
        ),
    )
    told = base.mark_text(baseline="middle").encode(
        x=x, y=down("middle", height), text=alt.Text("says:N"), color=alt.Color("ink:N", scale=None)
    )
    whole = labels(heads[:1], height, fontWeight="bold")
    layers = alt.layer(drawn, told, whole, labels(heads[1:], height)).resolve_scale(
        color="independent"
    )
    return layers.properties(width=style.WIDTH - 4, height=height)


def _shown_years(data: pl.DataFrame) -> list[str]:
    """The years there is room for: the first, the last, and some as far apart in between."""
    years = data["year"].unique(maintain_order=True).to_list()
    last, shown = len(years) - 1, min(len(years), MOST_YEARS)
    return [years[round(n * last / max(shown - 1, 1))] for n in range(shown)]
