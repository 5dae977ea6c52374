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
    columns: dict[str, Any] = {"measure": [measure] * size, "scenario": [scenario] * size}
    for axis, (name, ticks) in enumerate(labels.items()):
        index = np.indices(shape)[axis].ravel()
        columns[name] = [ticks[i] for i in index]
    central = np.asarray(values["central"], float).reshape(-1)
    columns["central"] = central
    if "low" in values:
        low, high = (np.asarray(values[k], float).reshape(-1) for k in ("low", "high"))
        same = low == high
        columns["low"] = pl.Series(np.where(same, np.nan, low)).fill_nan(None)
        columns["high"] = pl.Series(np.where(same, np.nan, high)).fill_nan(None)
        reason = why_no_interval or CERTAIN
        columns["why_no_interval"] = [reason if s else None for s in same]
    else:
        columns["why_no_interval"] = [why_no_interval or NO_DRAWS] * size
    columns["unit"], columns["status"] = [unit] * size, [status] * size
    frame = pl.DataFrame(columns)
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in FIGURE_SCHEMA.items()
    )
