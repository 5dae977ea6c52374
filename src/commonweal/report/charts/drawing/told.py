"""A chart with its data as words, ready for a page."""

from __future__ import annotations

from typing import Any

import polars as pl

from commonweal.report import words
from commonweal.report.charts.drawing.chart import Chart
from commonweal.report.charts.drawing.sides import LOOKS

MOST_ROWS = 100
"""Rows of a table on a page; the file beside the chart has them all."""

UNITS = {"GBP": "pounds in cash", "bed": "beds"}


def told(chart: Chart) -> dict[str, Any]:
    """What a template is given of a chart: pictures, words, and the numbers as a table."""
    rows = _shown(chart.data)
    numeric = [kind.is_numeric() for kind in chart.data.schema.values()]
    return {
        "name": chart.name,
        "subject": chart.subject,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "source": chart.source,
        "alt": chart.alt,
        "wide": chart.wide,
        "narrow": chart.narrow,
        "unit_words": UNITS.get(chart.unit, chart.unit),
        "heads": [name.replace("_gbp", ", £").replace("_", " ") for name in chart.data.columns],
        "numeric": numeric,
        "rows": [
            [_cell(cell, head) for cell, head in zip(row, chart.data.columns, strict=True)]
            for row in rows.iter_rows()
        ],
        "are_all": rows.height == chart.data.height,
    }


def _shown(data: pl.DataFrame) -> pl.DataFrame:
    """All rows, or those of the last year where all are more than anybody reads."""
    if data.height <= MOST_ROWS or "year" not in data.columns:
        return data
    return data.filter(pl.col("year") == data["year"].max())


def _cell(cell: object, head: str) -> str:
    if cell is None:
        return "no range" if "low" in head or "high" in head else ""
    if head == "side":
        return words.lower_first(LOOKS[str(cell)][0])
    if isinstance(cell, float):
        said = f"{cell:,.0f}" if abs(cell) >= 1000 else f"{cell:,.3g}"
        return said.replace("-", words.MINUS)
    return str(cell)
