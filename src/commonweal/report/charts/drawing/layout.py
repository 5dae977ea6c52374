"""Where things stand in a picture: scales, axes, rows under labels, and keys."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from commonweal.report import words
from commonweal.report.charts.drawing import style
from commonweal.report.charts.drawing.marks import Line, Mark, Text
from commonweal.report.charts.drawing.style import Size

_WIDTHS = {" .,:;!/tfI[]": 0.28, "ijl'|": 0.22, "r-()": 0.33, "cksvxyzJ": 0.5, "mM%": 0.85,
           "wW@": 0.9}  # fmt: skip
SPARE = 1.08
"""A font on somebody's machine may be so much wider than the one that type is measured in."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to places: `low` stands at `start` and `high` at `end`.

    >>> Scale(0, 100, start=250, end=50).at(25)
    200.0
    """

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value stands."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.start + share * (self.end - self.start)

    def ticks(self, most: int) -> list[float]:
        """Round values to mark, so many at most.

        >>> Scale(-12, 108, 0, 1).ticks(5), Scale(0, 0.11, 0, 1).ticks(4)
        ([0.0, 50.0, 100.0], [0.0, 0.05, 0.1])
        """
        rough = (self.high - self.low) / most or 1.0
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(power * n for n in (1, 2, 5, 10) if power * n >= rough * 0.999)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [round(n * step, 12) for n in range(first, last + 1)]


def wide(text: str, size: Size, *, bold: bool = False) -> float:
    """How many units a line of type takes, near enough for any font of ours.

    >>> wide("£57 million", style.PHONE) < wide("£57 million", style.PHONE, bold=True) < 90
    True
    """
    ems = sum(_em(letter) for letter in text)
    return ems * size.type * SPARE * (1.07 if bold else 1.0)


def _em(letter: str) -> float:
    """The width of a letter in Arial, as a share of its height."""
    for letters, share in _WIDTHS.items():
        if letter in letters:
            return share
    return 0.7 if letter.isupper() else 0.56


def wrapped(text: str, room: float, size: Size, *, lines: int = 2, bold: bool = False) -> list[str]:
    """A label in so many lines at most, none wider than its room.

    >>> wrapped("Help people to go home sooner", 120, style.PHONE)
    ['Help people to go', 'home sooner']
    """
    out = [""]
    for word in text.split():
        longer = f"{out[-1]} {word}".strip()
        if not out[-1] or wide(longer, size, bold=bold) <= room:
            out[-1] = longer
        else:
            out.append(word)
    if len(out) > lines:
        out = [*out[: lines - 1], f"{out[lines - 1]} …"]
    return [_cut(line, room, size, bold=bold) for line in out]


def _cut(line: str, room: float, size: Size, *, bold: bool) -> str:
    """A line that fits: of one that is too wide, its beginning."""
    while len(line) > 2 and wide(line, size, bold=bold) > room:
        line = f"{line.removesuffix('…').rstrip()[:-1]}…"
    return line


@dataclass(frozen=True, slots=True)
class Row:
    """Where one row stands.

    Attributes:
        lines: its label.
        top: where the label starts.
        body: where what is drawn starts.
        bottom: where what is drawn ends.
        end: where all of it ends.
    """

    lines: list[str]
    top: float
    body: float
    bottom: float
    end: float

    @property
    def middle(self) -> float:
        """The middle of what is drawn."""
        return (self.body + self.bottom) / 2

    def label(self, size: Size, *, bold: bool = False) -> Iterator[Text]:
        """The label, from the left edge, on paper so that no line crosses it."""
        for n, line in enumerate(self.lines):
            at = self.top + (n + 0.5) * size.line
            yield Text(says=line, x=0, y=at, bold=bold, halo=not size.beside)


def rows_of(
    names: Iterable[str],
    size: Size,
    *,
    body: float,
    gap: float,
    first_gap: float = 0.0,
    start: float = 0.0,
    lines: int = 3,
    bold: bool = False,
) -> list[Row]:
    """Rows from the top down, each with its label above what is drawn, or beside it.

    Args:
        names: their labels.
        size: how large the picture is.
        body: the height of what is drawn.
        gap: white space after each row; after the first, a total, `first_gap` more.
        start: room above the first row.
        lines: how many lines a label may take.
        bold: whether labels are in bold.
    """
    rows: list[Row] = []
    at = start
    for name in names:
        told = wrapped(name, size.label_room, size, lines=lines, bold=bold)
        tall = len(told) * size.line
        if size.beside:
            height = max(tall, body)
            top, under = at + (height - tall) / 2, at + (height - body) / 2
        else:
            top, under = at, at + tall + 2
            height = tall + 2 + body
        rows.append(Row(told, top, under, under + body, at + height))
        at += height + gap + (0.0 if len(rows) > 1 else first_gap)
    return rows


def says_number(number: float) -> str:
    """A tick in digits, with a true minus sign.

    >>> says_number(-1200.0), says_number(0.5)
    ('−1,200', '0.5')
    """
    return f"{number:,.10g}".replace("-", words.MINUS)


def axis_below(
    scale: Scale,
    size: Size,
    top: float,
    bottom: float,
    *,
    title: str,
    says: Callable[[float], str] = says_number,
) -> tuple[list[Mark], list[Mark], float]:
    """Lines behind the marks, words under them, and where they end."""
    ticks = scale.ticks(max(4, int(abs(scale.end - scale.start) // (size.type * 5.5))))
    lines: list[Mark] = [
        Line(points=((scale.at(tick), top), (scale.at(tick), bottom)), colour=style.GRID)
        for tick in ticks
    ]
    told: list[Mark] = []
    for tick in ticks:
        half = wide(says(tick), size) / 2
        x = min(max(scale.at(tick), half), size.width - half)
        told.append(Text(says=says(tick), x=x, y=bottom + size.line * 0.7, anchor="middle"))
    at = bottom + size.line * 1.3
    left = min(scale.start, scale.end)
    for line in wrapped(title, size.width - left, size, lines=3):
        at += size.line
        told.append(Text(says=line, x=left, y=at - size.line / 2, colour=style.SOFT_INK))
    return lines, told, at + 2


def apart(places: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Middles moved as little as keeps things that stand in order from lying on each other.

    >>> apart([10, 12, 50], [10, 10, 10])
    [6.0, 16.0, 50.0]
    """
    groups: list[tuple[list[float], list[float]]] = []
    for place, height in zip(places, heights, strict=True):
        groups.append(([place], [height]))
        while len(groups) > 1 and _top(groups[-1]) < _top(groups[-2]) + sum(groups[-2][1]):
            last = groups.pop()
            groups[-1][0].extend(last[0])
            groups[-1][1].extend(last[1])
    return [middle for group in groups for middle in _stacked(group)]


def _top(group: tuple[list[float], list[float]]) -> float:
    """Where a stack of things begins, its middle at the mean of where they would stand."""
    places, heights = group
    return sum(places) / len(places) - sum(heights) / 2


def _stacked(group: tuple[list[float], list[float]]) -> Iterator[float]:
    at = _top(group)
    for height in group[1]:
        yield at + height / 2
        at += height
