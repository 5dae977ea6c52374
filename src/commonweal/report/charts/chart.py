"""What a chart is: a picture, its words and its numbers."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart.

    Attributes:
        name: its file's name without the ending.
        title: what it shows.
        alt: what a reader who cannot see it should know.
        unit: the unit of its numbers.
        svg: the picture, ready to stand in a page.
        data: the numbers behind it, unrounded, one row for each mark.
    """

    name: str
    title: str
    alt: str
    unit: str
    svg: str
    data: pl.DataFrame
