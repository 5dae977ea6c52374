"""Steps: bars that each start where the last one ended, from one amount to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from commonweal.report.charts.drawing import style
from commonweal.report.charts.drawing.layout import Row, Scale, axis_below, rows_of, wide
from commonweal.report.charts.drawing.marks import Bar, Dot, Line, Mark, Picture, Text
from commonweal.report.charts.drawing.style import Size, Tone

HEIGHT = 18.0


@dataclass(frozen=True, slots=True)
class Step:
    """One row.

    Attributes:
        name: what it is.
        start, end: from where to where it goes; a total only stands at its end.
        says: how much it is, in words.
        tone: its colour.
        total: whether it is where the steps have come to, and no step itself.
    """

    name: str
    start: float
    end: float
    says: str
    tone: Tone
    total: bool = False


def stepped(steps: Sequence[Step], size: Size, *, title: str) -> Picture:
    """Describe the steps, from the top down.

    Args:
        title: what the scale below them counts.
    """
    rows = rows_of([step.name for step in steps], size, body=HEIGHT, gap=12, start=2)
    reach = [end for step in steps for end in (step.start, step.end)]
    low, high = min(reach), max(reach)
    room = max(wide(step.says, size, bold=True) for step in steps) + 16
    x = Scale(low, high if high > low else low + 1, start=size.beside + 8, end=size.width - room)
    bottom = rows[-1].end + 6
    behind, below, end = axis_below(x, size, 0, bottom, title=title)
    marks = list(behind)
    if low < 0 < high:
        marks.append(Line(points=((x.at(0), 0), (x.at(0), bottom)), colour=style.INK))
    for (row, step), (under, _) in pairwise(zip(rows, steps, strict=True)):
        points = ((x.at(step.end), row.bottom), (x.at(step.end), under.body))
        marks.append(Line(points=points, colour=style.SOFT_INK, dash="2 2"))
    for row, step in zip(rows, steps, strict=True):
        marks += [*row.label(size, bold=step.total), *_drawn(row, step, x)]
    return Picture((*marks, *below), end)


def _drawn(row: Row, step: Step, x: Scale) -> Iterator[Mark]:
    """A bar or a total's dot, and what it says after it."""
    left, right = sorted((x.at(step.start), x.at(step.end)))
    if step.total:
        left = right = x.at(step.end)
        yield Dot(x=right, y=row.middle, colour=step.tone)
    else:
        right = max(right, left + 1)
        yield Bar(left=left, right=right, top=row.body, bottom=row.bottom, fill=step.tone)
    yield Text(says=step.says, x=right + 10, y=row.middle, bold=True, halo=True)
