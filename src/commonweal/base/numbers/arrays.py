"""From tidy frames to arrays over named axes, aligned exactly."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence

import numpy as np
import polars as pl

from commonweal.base.numbers.chance import Array


def spread(
    frame: pl.DataFrame,
    value: str,
    axes: Mapping[str, Sequence[Hashable]],
    *,
    missing: float = np.nan,
) -> Array:
    """A column of a frame, spread over axes.

    Args:
        frame: one row for each cell; rows off the axes are left out.
        value: the column to spread; a blank in it counts as missing.
        axes: column name -> its labels, in order.
        missing: what stands where the frame has no row. The default makes an
            arithmetic that uses it come out as nan, never as a smaller answer.

    Returns:
        An array of the shape of the axes.

    >>> few = pl.DataFrame({"place": ["A", "B"], "year": [2026, 2027], "people": [1.0, 2.0]})
    >>> spread(few, "people", {"place": ["B", "A"], "year": [2026, 2027]}, missing=0.0).tolist()
    [[0.0, 2.0], [1.0, 0.0]]
    """
    places = [
        pl.col(name).replace_strict(
            list(labels), list(range(len(labels))), default=None, return_dtype=pl.Int64
        )
        for name, labels in axes.items()
    ]
    found = frame.select(*places, pl.col(value).alias("_value")).drop_nulls()
    out = np.full(tuple(len(labels) for labels in axes.values()), missing)
    out[tuple(found[name].to_numpy() for name in axes)] = found["_value"].to_numpy()
    return out


def times(values: Array, matrix: Array) -> Array:
    """A product over the last axis, of whatever shape stands before it, as one of two matrices.

    NumPy takes an array of three axes a slab at a time: half as long again for slabs as small
    as the years of one case.

    >>> times(np.ones((2, 3, 4)), np.ones((4, 5))).shape
    (2, 3, 5)
    >>> float(times(np.ones((2, 3, 0)), np.ones((0, 5))).sum())
    0.0
    """
    # Of an axis of none NumPy cannot work out how many rows there are.
    rows = math.prod(values.shape[:-1])
    flat = values.reshape(rows, values.shape[-1]) @ matrix
    return np.asarray(flat.reshape(*values.shape[:-1], matrix.shape[1]))
