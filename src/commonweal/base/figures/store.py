"""Store: figures as rows of tidy frames.

A figure says what it measures, at which level, of what, on which side and in which year, how
sure it is, in which unit, and what kind of number it is. One without an interval says
why it has none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.base.figures.keys import KEYS, level_of
from commonweal.base.figures.measure import MEASURES

SIDES = ("nothing", "plan", "change", "either")
"""If nothing changes, with the plan, the difference, or what is the same on both sides."""

READINGS = ("share", "alone", "lost")
"""Three ways to say what a proposal does: its share of what the whole plan changes, what it
would change were it the only one, and what would be lost were it to fail."""

FIGURE_SCHEMA: dict[str, pl.DataType] = {
    "measure": pl.String(),
    "level": pl.String(),
    "side": pl.String(),
    "reading": pl.String(),
    **{key: pl.String() for key in KEYS},
    "year": pl.Int32(),
    "low": pl.Float64(),
    "central": pl.Float64(),
    "high": pl.Float64(),
    "draws": pl.Int32(),
    "error": pl.Float64(),
    "unit": pl.String(),
    "status": pl.String(),
    "why_no_interval": pl.String(),
}

NO_DRAWS = "run without draws"
CERTAIN = "nothing uncertain goes into it"

NO_KEYS = ("year", "side", "unit")
"""What an axis may be about that is not a key."""

KEPT = 1000
"""Columns of labels that are kept for the next array with the same."""

AxisLabels = Mapping[str | tuple[str, ...], Iterable[Any]]
"""What each axis of an array is about, and its labels."""


def rows_from_arrays(
    measure: str,
    values: Mapping[str, NDArray[np.float64]],
    axes: AxisLabels,
    *,
    side: str | None = None,
    reading: str | None = None,
    unit: str | None = None,
    status: str,
    why_no_interval: str | None = None,
) -> pl.DataFrame:
    """Figures from arrays over named axes.

    Args:
        measure: the measure's code.
        values: `central`, and `low`, `high`, the `draws` they rest on and the standard `error`
            of the ends where there is an interval; each of the shape of the axes, in their order.
        axes: what each axis is about (a key, "year", "side" or "unit") and its labels; or
            several names, and for each label one of each. The keys are the figures' level.
        side: one of `SIDES`, where no axis says it.
        reading: one of `READINGS`, of what a proposal does.
        unit: the unit of the values, where no axis says it.
        status: measured, derived, illustrative or assumed.
        why_no_interval: said of every figure whose low and high are blank or equal.

    Returns:
        A frame of the figures' schema, one row for each cell of the arrays.
    """
    labels = {name: list(ticks) for name, ticks in axes.items()}
    shape = tuple(len(ticks) for ticks in labels.values())
    size = math.prod(shape)
    points = {
        name: pl.Series(name, np.asarray(ends, float).reshape(-1)).cast(FIGURE_SCHEMA[name])
        for name, ends in values.items()
    }
    columns = _interval(points, why_no_interval, size)
    named = [name for names in labels for name in ((names,) if isinstance(names, str) else names)]
    said = {
        "measure": measure,
        "level": _level_at(measure, named),
        "side": side,
        "reading": reading,
        "unit": unit,
        "status": status,
    }
    columns |= {name: _repeated(name, label, size) for name, label in said.items()}
    for axis, (names, ticks) in enumerate(labels.items()):
        columns |= _along(names, ticks, np.indices(shape, np.uint32, sparse=True)[axis], shape)
    return pl.DataFrame(
        [
            columns[name] if name in columns else _repeated(name, None, size)
            for name in FIGURE_SCHEMA
        ]
    )


def _interval(
    points: dict[str, pl.Series], why_none: str | None, size: int
) -> dict[str, pl.Series]:
    """The columns of the numbers: a range with its width, or the reason for none.

    A range is drawn out to hold its central value. Where a cost moves in steps, or effects that
    differ are multiplied, the central run may lie outside eight draws in ten, and a number outside
    its own range would puzzle everybody.
    """
    if "low" not in points:
        return points | {
            "why_no_interval": _repeated("why_no_interval", why_none or NO_DRAWS, size)
        }
    # Only an interval with some width is one; blanks are made only where there are any.
    flat = points["low"] == points["high"]
    reason = _repeated("why_no_interval", why_none or CERTAIN, size)
    columns = points | {"why_no_interval": reason if flat.all() else reason.set(~flat, None)}
    low, central, high = (points[end] for end in ("low", "central", "high"))
    columns["low"] = low.zip_with(low <= central, central)
    columns["high"] = high.zip_with(high >= central, central)
    if flat.any():
        columns |= {end: columns[end].set(flat, None) for end in points if end != "central"}
    return columns


def _level_at(code: str, axes: list[str]) -> str:
    """The level that some axes make, if the measure says it is published there."""
    level = level_of(name for name in axes if name not in NO_KEYS)
    known = MEASURES.get(code)
    if known is not None and level not in known.published_at:
        raise TypeError(f"{code} is not published by {level}; say so where it is declared")
    return level


def _repeated(name: str, label: str | None, size: int) -> pl.Series:
    """One label in every row: repeated by Polars, for a run has hundreds of thousands."""
    return _labels(name, (label,)).new_from_index(0, size)


@lru_cache(KEPT)
def _labels(name: str, labels: tuple[str | int | None, ...]) -> pl.Series:
    """Labels, once each; kept, for a run has some thousand columns of a few hundred labels."""
    return pl.Series(name, labels, FIGURE_SCHEMA[name])


def _along(
    names: str | tuple[str, ...],
    ticks: list[Any],
    place: NDArray[np.uint32],
    shape: tuple[int, ...],
) -> dict[str, pl.Series]:
    """The labels of an axis in every row, one column for each of its names."""
    if isinstance(names, str):
        names, ticks = (names,), [(tick,) for tick in ticks]
    rows = np.broadcast_to(place, shape).reshape(-1)
    return {
        name: _labels(name, tuple(tick[n] for tick in ticks))[rows] for n, name in enumerate(names)
    }
