"""What a picture is made of: a plain description, before any of it is SVG.

Places are in units from the left and from the top.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from commonweal.report.charts.drawing.style import INK, Tone

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A line of type. `y` is its middle; on a `halo` of paper no line crosses it."""

    says: str
    x: float
    y: float
    colour: Tone = INK
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False
    halo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A box, filled or in outline."""

    left: float
    right: float
    top: float
    bottom: float
    fill: Tone | None = None
    outline: Tone | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line through some points."""

    points: tuple[Point, ...]
    colour: Tone
    width: float = 1.0
    dash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A solid tint inside some points."""

    points: tuple[Point, ...]
    fill: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A point, round or as a triangle."""

    x: float
    y: float
    colour: Tone
    shape: Literal["circle", "triangle"] = "circle"


Mark = Text | Bar | Line | Area | Dot


@dataclass(frozen=True, slots=True)
class Picture:
    """All of one picture: its marks in the order they are drawn, and its height."""

    marks: tuple[Mark, ...]
    height: float
