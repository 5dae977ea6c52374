"""Tiles: a row for each organisation, the system first, and a tile for each year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from commonweal.report.charts import style
from commonweal.report.charts.layout import key, rows_of, wide
from commonweal.report.charts.marks import Bar, Mark, Picture, Text
from commonweal.report.charts.style import Size

TILE, BETWEEN = 26, 3

Band = tuple[float, str, str, str]
"""Up to which value, what it is called, its colour, and the colour of type on it."""


def tiles(
    data: pl.DataFrame,
    bands: tuple[Band, ...],
    size: Size,
    *,
    band_of: Callable[[dict[str, Any]], Band],
    says: Callable[[dict[str, Any]], str],
    title: str,
) -> Picture:
    """Describe the tiles.

    Args:
        data: one row for each tile, with `organisation`, `name` and `year`.
        bands: every band, in the order of the key.
        size: how large the picture is.
        band_of: the band of a row.
        says: what its tile says.
        title: what the tiles are in, above them.
    """
    years = _shown_years(data, size)
    shown = data.filter(pl.col("year").is_in(years))
    used = {band_of(one)[1] for one in shown.iter_rows(named=True)}
    marks, top = key(((_swatch(band), band[1]) for band in bands if band[1] in used), size)
    left = size.beside
    each = (size.width - left) / len(years)
    marks.append(Text(says=title, x=left, y=top + size.line * 0.8, colour=style.SOFT_INK))
    top += size.line * 2
    for n, year in enumerate(years):
        marks.append(Text(says=year, x=left + (n + 0.5) * each, y=top, anchor="middle"))
    bodies = data.unique("organisation", maintain_order=True)
    start = top + size.line * 0.8
    rows = rows_of(bodies["name"], size, body=TILE, gap=8, first_gap=10, start=start)
    for organisation, row in zip(bodies["organisation"], rows, strict=True):
        marks += row.label(size, bold=row is rows[0])
        for one in shown.filter(pl.col("organisation") == organisation).iter_rows(named=True):
            n = years.index(one["year"])
            marks += _tile(left + n * each, each, row.body, band_of(one), says(one))
    return Picture(tuple(marks), rows[-1].end + 2)


def _swatch(band: Band) -> Callable[[float, float], Mark]:
    return lambda x, y: Bar(left=x - 8, right=x + 8, top=y - 8, bottom=y + 8, fill=band[2])


def _tile(left: float, wide: float, top: float, band: Band, says: str) -> list[Mark]:
    right, bottom = left + wide - BETWEEN, top + TILE
    return [
        Bar(left=left, right=right, top=top, bottom=bottom, fill=band[2]),
        Text(
            says=says,
            x=(left + right) / 2,
            y=(top + bottom) / 2,
            anchor="middle",
            colour=band[3],
        ),
    ]


def _shown_years(data: pl.DataFrame, size: Size) -> list[str]:
    """The years there is room for: the last, and as many before it at even steps as fit."""
    years = data["year"].unique(maintain_order=True).to_list()
    most = int((size.width - size.beside) // (wide("2026-27", size) + BETWEEN + 1))
    step = -(-len(years) // most)
    return [str(year) for year in years[::-step][::-1]]
