"""Panels: lines over the years, large and alone, or small and many side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from commonweal.base.numbers.year import Year
from commonweal.report.charts.drawing import style
from commonweal.report.charts.drawing.layout import Scale, apart, says_number, wide, wrapped
from commonweal.report.charts.drawing.marks import Area, Dot, Line, Mark, Picture, Text
from commonweal.report.charts.drawing.style import Size, Tone

LARGE, SMALL = 300.0, 84.0
"""Heights of what is drawn in a panel."""

SAMPLE = 22.0
"""Units across of the stroke before a line's name."""

BETWEEN = 18.0
"""Units between small panels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One line over the years.

    Attributes:
        name: what it is.
        says: its last value in words.
        tone, dash: how it is drawn; dashes tell lines apart where colours do not.
        years: the years its points are of.
        values: its points.
        ends: low and high of each point; None for a line without a range.
        band: whether its range is a band, or a stroke beside its last point.
    """

    name: str
    says: str
    tone: Tone
    years: tuple[int, ...]
    values: tuple[float, ...]
    dash: str | None = None
    ends: tuple[tuple[float, float], ...] | None = None
    band: bool = False

    @property
    def reach(self) -> list[float]:
        """All that its panel's scale has to hold."""
        return [*self.values, *(end for pair in self.ends or () for end in pair)]


@dataclass(frozen=True, slots=True)
class Panel:
    """Some lines on one pair of scales, under a name."""

    name: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the lines of a panel are drawn."""

    x: Scale
    y: Scale

    def point(self, year: int, value: float) -> tuple[float, float]:
        """Where a value stands."""
        return self.x.at(year), self.y.at(value)


def as_one(curves: Sequence[Curve], name: str) -> tuple[Curve, ...]:
    """Some lines, of which two that are the same all along are drawn and named as one.

    Args:
        name: what the two are called together.
    """
    kept: list[Curve] = []
    for curve in curves:
        twin = next((n for n, one in enumerate(kept) if _same(one, curve)), None)
        if twin is None:
            kept.append(curve)
        else:
            kept[twin] = replace(curve, name=name)
    return tuple(kept)


def _same(one: Curve, other: Curve) -> bool:
    """Whether no eye could tell two lines apart."""
    room = 1e-9 * max(map(abs, (*one.values, *other.values)), default=0.0)
    return one.years == other.years and all(
        abs(a - b) <= room for a, b in zip(one.values, other.values, strict=True)
    )


def large(panel: Panel, size: Size, *, unit: str, zero: str = "") -> Picture:
    """One panel, each line named where it ends.

    Args:
        unit: what the upright scale counts, above it.
        zero: what it means to stand at 0.
    """
    y = _upright(panel.curves, start=LARGE, end=size.line * 1.8)
    ticks = y.ticks(6)
    left = max(wide(says_number(tick), size) for tick in ticks) + 10
    right = size.width - (175 if size.beside else 104)
    frame = Frame(Scale(*_years_of(panel.curves), start=left + 4, end=right), y)
    marks: list[Mark] = [Text(says=unit, x=0, y=size.line / 2, colour=style.SOFT_INK)]
    marks += [*_bands(panel.curves, frame), *_grid(frame, ticks, left)]
    if zero and y.low < 0 < y.high:
        says = wrapped(zero, right - left, size, lines=1)[0]
        marks.append(Text(says=says, x=left + 6, y=y.at(0) + size.line * 0.6,
                          colour=style.SOFT_INK, halo=True))  # fmt: skip
    marks += [*_years(frame, size), *_strokes(panel.curves, frame)]
    marks += _names_at_ends(panel.curves, frame, size)
    height = max(LARGE + size.line * 1.6, *(mark.y + size.line for mark in marks
                                            if isinstance(mark, Text)))  # fmt: skip
    return Picture(tuple(marks), height)


def small(panels: Sequence[Panel], size: Size, *, alike: bool) -> Picture:
    """Many panels side by side, each line named above them with its last value.

    Args:
        alike: whether all have the same upright scale.
    """
    columns = size.columns
    across = (size.width - BETWEEN * (columns - 1)) / columns
    every = [curve for panel in panels for curve in panel.curves]
    marks: list[Mark] = []
    top = 0.0
    for first in range(0, len(panels), columns):
        row = panels[first : first + columns]
        heads = [_head(panel, across, size) for panel in row]
        body = top + max(map(len, heads)) * size.line + 12
        for n, (panel, head) in enumerate(zip(row, heads, strict=True)):
            left = n * (across + BETWEEN)
            marks += _heading(head, left, top, size)
            scale = _upright(every if alike else panel.curves, start=body + SMALL, end=body)
            marks += _little(panel.curves, scale, size, left, left + across)
        top = body + SMALL + size.line * 2.6
    return Picture(tuple(marks), top - size.line)


def _head(panel: Panel, across: float, size: Size) -> list[str | Curve]:
    """The lines above a small panel: its name, and each of its lines."""
    return [*wrapped(panel.name, across, size, lines=4, bold=True), *panel.curves]


def _heading(head: list[str | Curve], left: float, top: float, size: Size) -> Iterator[Mark]:
    for n, one in enumerate(head):
        y = top + (n + 0.5) * size.line
        if isinstance(one, str):
            yield Text(says=one, x=left, y=y, bold=True)
            continue
        points = ((left, y), (left + SAMPLE, y))
        yield Line(points=points, colour=one.tone, width=3, dash=one.dash)
        says = f"{one.name} {one.says}"
        yield Text(says=says, x=left + SAMPLE + 5, y=y, colour=one.tone)


def _little(
    curves: Sequence[Curve], y: Scale, size: Size, left: float, right: float
) -> Iterator[Mark]:
    """What is drawn in a small panel."""
    ticks = y.ticks(4)
    start = left + max(wide(says_number(tick), size) for tick in ticks) + 6
    frame = Frame(Scale(*_years_of(curves), start=start, end=right - 4), y)
    yield from _bands(curves, frame)
    yield from _grid(frame, ticks, start)
    yield from _strokes(curves, frame)
    first, last = (str(Year(int(year))) for year in (frame.x.low, frame.x.high))
    below = y.start + size.line * 0.9
    yield Text(says=last, x=right, y=below, anchor="end", colour=style.SOFT_INK)
    if first != last and wide(first, size) + wide(last, size) + 8 <= right - left:
        yield Text(says=first, x=left, y=below, colour=style.SOFT_INK)


def _years_of(curves: Sequence[Curve]) -> tuple[int, int]:
    years = [year for curve in curves for year in curve.years]
    return min(years), max(years)


def _upright(curves: Sequence[Curve], *, start: float, end: float) -> Scale:
    """A scale that holds all lines and their ranges, and some room."""
    reach = [end for curve in curves for end in curve.reach]
    low, high = min(reach), max(reach)
    room = (high - low or abs(high) or 1.0) * 0.06
    return Scale(low - room, high + room, start=start, end=end)


def _grid(frame: Frame, ticks: list[float], left: float) -> Iterator[Mark]:
    for tick in ticks:
        at = frame.y.at(tick)
        colour = style.GRID if tick else style.INK
        yield Line(points=((left, at), (frame.x.end, at)), colour=colour)
        yield Text(says=says_number(tick), x=left - 6, y=at, anchor="end", colour=style.SOFT_INK)


def _years(frame: Frame, size: Size) -> Iterator[Mark]:
    """As many years as fit, the last among them."""
    years = range(int(frame.x.low), int(frame.x.high) + 1)
    each = (frame.x.end - frame.x.start) / max(len(years) - 1, 1)
    step = max(1, -int(-wide("2026-27", size) * 1.2 // each)) if each else 1
    for year in years[::-step]:
        at = frame.y.start + size.line * 0.9
        yield Text(says=str(Year(year)), x=frame.x.at(year), y=at, anchor="middle")


def _bands(curves: Sequence[Curve], frame: Frame) -> Iterator[Mark]:
    """The solid ranges, behind everything."""
    for curve in curves:
        if curve.band and curve.ends:
            low, high = (_edge(curve, frame, n) for n in (0, 1))
            yield Area(points=(*low, *high[::-1]), fill=style.BAND)
            yield Line(points=low, colour=curve.tone)
            yield Line(points=high, colour=curve.tone)


def _edge(curve: Curve, frame: Frame, end: int) -> tuple[tuple[float, float], ...]:
    pairs = zip(curve.years, curve.ends or (), strict=True)
    return tuple(frame.point(year, ends[end]) for year, ends in pairs)


def _strokes(curves: Sequence[Curve], frame: Frame) -> Iterator[Mark]:
    """The lines, and beside the last point the range of those without a band."""
    for curve in curves:
        pairs = zip(curve.years, curve.values, strict=True)
        points = tuple(frame.point(year, value) for year, value in pairs)
        if len(points) > 1:
            yield Line(points=points, colour=curve.tone, width=3, dash=curve.dash)
        else:
            yield Dot(x=points[0][0], y=points[0][1], colour=curve.tone)
        if curve.ends and not curve.band:
            yield from _bracket(curve, frame)


def _bracket(curve: Curve, frame: Frame) -> Iterator[Mark]:
    x = frame.x.end + 7
    low, high = (frame.y.at(end) for end in (curve.ends or ())[-1])
    yield Line(points=((x, low), (x, high)), colour=curve.tone, width=3)
    for end in (low, high):
        yield Line(points=((x - 4, end), (x + 4, end)), colour=curve.tone, width=2)


def _names_at_ends(curves: Sequence[Curve], frame: Frame, size: Size) -> Iterator[Mark]:
    """Each line's name and last value to its right, kept apart where lines end close."""
    curves = sorted(curves, key=lambda curve: -curve.values[-1])
    left = frame.x.end + 16
    labels = [
        [
            line
            for text in (curve.name, curve.says)
            for line in wrapped(text, size.width - left, size, lines=3, bold=True)
        ]
        for curve in curves
    ]
    places = [frame.y.at(curve.values[-1]) for curve in curves]
    heights = [len(lines) * size.line + 6 for lines in labels]
    free = 0.0
    for curve, lines, middle in zip(curves, labels, apart(places, heights), strict=True):
        top = max(free, middle - len(lines) / 2 * size.line)
        for n, line in enumerate(lines):
            y = top + (n + 0.5) * size.line
            yield Text(says=line, x=left, y=y, colour=curve.tone, bold=True)
        free = top + len(lines) * size.line + 6
