"""What a chart is: a picture in two sizes, its words and its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from commonweal.report.charts.marks import Picture
from commonweal.report.charts.style import DESK, PHONE, Size
from commonweal.report.charts.svg import svg_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart.

    Attributes:
        name: its file's name without the ending.
        title: what it shows.
        alt: what a reader who cannot see it should know.
        unit: the unit of its numbers.
        data: the numbers behind it, unrounded, one row for each mark.
        picture: describes the picture in a size.
    """

    name: str
    title: str
    alt: str
    unit: str
    data: pl.DataFrame
    picture: Callable[[Size], Picture]

    @property
    def wide(self) -> str:
        """The picture as SVG for a desk, for paper and for other documents."""
        return self._svg(DESK)

    @property
    def narrow(self) -> str:
        """The picture as SVG for a phone."""
        return self._svg(PHONE)

    def _svg(self, size: Size) -> str:
        picture = self.picture(size)
        return svg_of(picture, size, name=self.name, title=self.title, alt_text=self.alt)
