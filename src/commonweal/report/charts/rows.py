"""Charts of rows, each with its label above it: long names stay readable on a phone.

Vertical places are in units from the top, so that a label of two lines can take
the room of two lines and no other row has to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import altair as alt

from commonweal.report.charts import style

Values = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """Where one row stands.

    Attributes:
        lines: its label.
        top: where the label starts.
        body: where what is drawn starts.
    """

    lines: list[str]
    top: float
    body: float

    @property
    def label(self) -> dict[str, Any]:
        """The label as a value to draw."""
        return {"label": self.lines, "label_at": self.top}


def stacked(
    names: Iterable[str], *, body: float, first_gap: float = 0.0, start: float = 0.0
) -> Iterator[Row]:
    """Rows from the top down, each with room for its label.

    Args:
        names: their labels.
        body: the room under each label, white space after it included.
        first_gap: more white space after the first row, where it is a total.
        start: room above the first row.

    >>> [(row.top, row.body) for row in stacked(["A", "B"], body=30, first_gap=8)]
    [(0.0, 18.0), (56.0, 74.0)]
    """
    at = start
    for n, name in enumerate(names):
        lines = style.wrapped(name)
        under = at + len(lines) * style.LINE + 2
        yield Row(lines, at, under)
        at = under + body + (0 if n else first_gap)


def chart_of(values: Values) -> alt.Chart:
    """A chart of values, from which marks are made.

    Altair copies a chart at every turn and every value with it, unless they stand in a
    tuple. For the same haste, channels that are told a word alone are written
    `alt.Text("says:N")`: for `text="says:N"` Altair goes through all it knows.
    """
    return alt.Chart(alt.Data(values=tuple(values)))


def down(field: str, height: float) -> alt.Y:
    """A vertical place in units from the top."""
    return alt.Y(
        f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, height], reverse=True, nice=False)
    )


def labels(values: Values, height: float, **look: Any) -> alt.LayerChart:
    """Each row's label, from its left edge, on a strip of paper so that no line crosses it."""
    base = chart_of(values).encode(
        x=alt.XValue(0), y=down("label_at", height), text=alt.Text("label:N")
    )
    told = {"align": "left", "baseline": "top", "lineHeight": style.LINE, **look}
    paper = base.mark_text(stroke="white", strokeWidth=5, strokeJoin="round", **told)
    return paper + base.mark_text(**told)
