"""What a chart is: a picture in two sizes, its words and its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import polars as pl

from commonweal.report.charts.drawing.layout import wrapped
from commonweal.report.charts.drawing.marks import Bar, Dot, Mark, Picture, Text
from commonweal.report.charts.drawing.style import DESK, PAPER, PHONE, SOFT_INK, Size
from commonweal.report.charts.drawing.svg import svg_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart.

    Attributes:
        name: its file's name without the ending.
        subject: the page it stands on: money, money-bodies, money-proposals, beds or sure.
        place: where it stands among the charts of its subject.
        title: what is seen in it, from its numbers.
        subtitle: what is drawn, in which unit, and how to read it.
        alt: what a reader who cannot see it should know.
        unit: the unit of its numbers.
        measures: the measures whose figures it shows.
        data: the numbers behind it, unrounded, one row for each mark.
        picture: describes the picture in a size.
    """

    name: str
    subject: str
    place: int
    title: str
    subtitle: str
    alt: str
    unit: str
    measures: tuple[str, ...]
    data: pl.DataFrame
    picture: Callable[[Size], Picture]

    @property
    def source(self) -> str:
        """The figures it is drawn from."""
        return f"Source: this run's figures {', '.join(self.measures)}."

    @property
    def wide(self) -> str:
        """The picture as SVG for a desk and for paper, within a page."""
        return self._svg(DESK, self.picture(DESK))

    @property
    def narrow(self) -> str:
        """The picture as SVG for a phone, within a page."""
        return self._svg(PHONE, self.picture(PHONE))

    @property
    def alone(self) -> str:
        """The picture as SVG for other documents, with its title, its source and white paper."""
        return self._svg(DESK, _framed(self, self.picture(DESK)))

    def _svg(self, size: Size, picture: Picture) -> str:
        return svg_of(picture, size, name=self.name, title=self.title, alt_text=self.alt)


def _framed(chart: Chart, picture: Picture) -> Picture:
    """A picture with its words above and below it."""
    title = wrapped(chart.title, DESK.width, DESK, lines=4, bold=True)
    about = wrapped(chart.subtitle, DESK.width, DESK, lines=4)
    source = wrapped(chart.source, DESK.width, DESK, lines=4)
    above = [*((line, True) for line in title), *((line, False) for line in about)]
    top = len(above) * DESK.line + 12
    bottom = top + picture.height + 8
    height = bottom + len(source) * DESK.line
    words: list[Mark] = [
        Text(says=line, x=0, y=(n + 0.5) * DESK.line, bold=bold)
        for n, (line, bold) in enumerate(above)
    ]
    words += [
        Text(says=line, x=0, y=bottom + (n + 0.5) * DESK.line, colour=SOFT_INK)
        for n, line in enumerate(source)
    ]
    paper = Bar(left=0, right=DESK.width, top=0, bottom=height, fill=PAPER)
    return Picture((paper, *words, *(_lower(mark, top) for mark in picture.marks)), height)


def _lower(mark: Mark, by: float) -> Mark:
    """A mark further down."""
    match mark:
        case Bar():
            return replace(mark, top=mark.top + by, bottom=mark.bottom + by)
        case Text() | Dot():
            return replace(mark, y=mark.y + by)
        case _:
            return replace(mark, points=tuple((x, y + by) for x, y in mark.points))
