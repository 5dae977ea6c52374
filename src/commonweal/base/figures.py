"""Figures: every published number, in one tidy frame.

A figure says what it measures, of what, in which world and year, how sure it
is, in which unit, and what kind of number it is. One without an interval says
why it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

ABOUT = ("place", "organisation", "site", "service", "proposal")
"""What a figure can be about. All blank: the whole system."""

FIGURE_SCHEMA: dict[str, pl.DataType] = {
    "measure": pl.String(),
    "scenario": pl.String(),
    **{name: pl.String() for name in ABOUT},
    "year": pl.Int32(),
    "low": pl.Float64(),
    "central": pl.Float64(),
    "high": pl.Float64(),
    "unit": pl.String(),
    "status": pl.String(),
    "why_no_interval": pl.String(),
}

NO_DRAWS = "run without draws"
CERTAIN = "nothing uncertain goes into it"


def grid(
    measure: str,
    values: Mapping[str, NDArray[np.float64]],
    axes: Mapping[str, Iterable[Any]],
    *,
    scenario: str,
    unit: str,
    status: str,
    why_no_interval: str | None = None,
) -> pl.DataFrame:
    """Figures from arrays over named axes.

    Args:
        measure: the measure's code.
        values: `central`, and `low` and `high` where there is an interval; each
            of the shape of the axes, in their order.
        axes: what each axis is about (a name of `ABOUT` or "year") and its labels.
        scenario: "nothing", "plan", "change" or "both".
        unit: the unit of the values.
        status: measured, derived, illustrative or assumed.
        why_no_interval: said of every figure whose low and high are blank or equal.

    Returns:
        A frame of the figures' schema, one row for each cell of the arrays.
    """
    labels = {name: list(ticks) for name, ticks in axes.items()}
    shape = tuple(len(ticks) for ticks in labels.values())
    size = int(np.prod(shape)) if shape else 1
    # Columns are built whole and typed at once: a frame for each grid, and there are
    # hundreds, would spend most of a run's summing-up on casting.
    columns: dict[str, Any] = dict.fromkeys(FIGURE_SCHEMA, [None] * size)
    columns |= {"measure": [measure] * size, "scenario": [scenario] * size}
    for axis, (name, ticks) in enumerate(labels.items()):
        columns[name] = [ticks[i] for i in np.indices(shape)[axis].ravel()]
    columns["central"] = np.asarray(values["central"], float).reshape(-1)
    if "low" in values:
        low, high = (np.asarray(values[end], float).reshape(-1) for end in ("low", "high"))
        wide = low != high
        columns["low"] = [end if w else None for end, w in zip(low, wide, strict=True)]
        columns["high"] = [end if w else None for end, w in zip(high, wide, strict=True)]
        reason = why_no_interval or CERTAIN
        columns["why_no_interval"] = [None if w else reason for w in wide]
    else:
        columns["why_no_interval"] = [why_no_interval or NO_DRAWS] * size
    columns["unit"], columns["status"] = [unit] * size, [status] * size
    return pl.DataFrame(columns, schema=FIGURE_SCHEMA)
