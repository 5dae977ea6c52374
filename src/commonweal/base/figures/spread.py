"""From draws to figures: the central run and the interval about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from commonweal.base.figures.measure import MEASURES
from commonweal.base.figures.quantiles import A_FEW_DRAWS, ends_of, turn
from commonweal.base.figures.standard_error import chance_error
from commonweal.base.figures.store import AxisLabels, rows_from_arrays
from commonweal.base.numbers.cases import Index
from commonweal.base.numbers.chance import Array

A_SHARE_OF_DRAWS = "a share of the draws: it already says how sure we are"
AS_WRITTEN = "as the proposals and tables write it"

Axes = AxisLabels
"""What each axis of an array is about, and its labels."""

DETAIL_DRAWS = 2048
"""Draws beside the central run on which the ends of detail rest: a service at a place or a site,
a proposal at either. Ends of what an organisation or the system comes to rest on all draws."""

FIRST_LOOK = 64
"""Draws that tell most of the columns that differ from those that may not."""

COMPARED = ("nothing", "plan", "change")
"""If nothing changes, with the plan, and the difference: the sides that are compared."""


def spread_of(values: Array) -> dict[str, Array]:
    """Central, low and high of draws.

    Args:
        values: shape (draw, ...); the first row is the central run.

    Returns:
        `central`, and `low` and `high` where there are draws enough: the values
        that one draw in ten lies below and above, by linear interpolation; on how many `draws`
        they rest; and the standard `error` that this leaves in the less steady of the two.
    """
    central, draws = values[0], len(values) - 1
    if draws < A_FEW_DRAWS:
        return {"central": central}
    columns = values[1:].reshape(draws, -1)

    def fill(some: slice, tiles: Sequence[Array]) -> None:
        turn(columns[:, some], tiles[0])

    (ends,) = ends_of(columns.shape[1], draws, fill)
    return _with_ends(central, ends, draws)


def spread_of_rows(values: Array) -> dict[str, Array]:
    """Central, low and high of draws that lie side by side: the last axis is the draws.

    Args:
        values: shape (..., draw); the first of the last axis is the central run. Read, not
            written to, and copied a few rows at a time where it is contiguous.

    Returns:
        As of `spread_of`, of the shape of the axes before the draws.
    """
    central, draws = values[..., 0], values.shape[-1] - 1
    if draws < A_FEW_DRAWS:
        return {"central": central}
    rows = values.reshape(-1, draws + 1)

    def fill(some: slice, tiles: Sequence[Array]) -> None:
        np.copyto(tiles[0], rows[some, 1:])

    (ends,) = ends_of(len(rows), draws, fill)
    return _with_ends(central, ends, draws)


def spreads_compared(nothing: Array, plan: Array) -> tuple[dict[str, Array], ...]:
    """Spreads if nothing changes, with the plan, and of the change under the same luck.

    The same as three calls of `spread_of`, without an array of all the differences. Where a
    plan changes nothing in any draw, as before its first proposal starts, one spread is both.

    Args:
        nothing, plan: shape (draw, ...); the first row is the central run.
    """
    centrals, draws = (nothing[0], plan[0], plan[0] - nothing[0]), len(plan) - 1
    if draws < A_FEW_DRAWS:
        return tuple({"central": central} for central in centrals)
    both = [values[1:].reshape(draws, -1) for values in (nothing, plan)]
    differ, same = _that_differ(*both)
    ends = np.zeros((3, 3, both[0].shape[1]))

    def fill_same(some: slice, tiles: Sequence[Array]) -> None:
        turn(both[0][:, same[some]], tiles[0])

    def fill(some: slice, tiles: Sequence[Array]) -> None:
        for columns, tile in zip(both, tiles[:2], strict=True):
            turn(columns[:, differ[some]], tile)
        np.subtract(tiles[1], tiles[0], out=tiles[2])

    ends[:2, :, same] = ends_of(len(same), draws, fill_same)
    ends[..., differ] = ends_of(len(differ), draws, fill, sets=3)
    return tuple(
        _with_ends(central, found, draws) for central, found in zip(centrals, ends, strict=True)
    )


def _that_differ(one: Array, other: Array) -> tuple[Index, Index]:
    """The columns that differ in any draw, and those that do not."""
    first = slice(0, FIRST_LOOK)
    same = np.flatnonzero((one[first] == other[first]).all(axis=0))
    same = same[(one[:, same] == other[:, same]).all(axis=0)]
    return np.setdiff1d(np.arange(one.shape[1]), same), same


def _with_ends(central: Array, ends: Array, draws: int) -> dict[str, Array]:
    low, high, error = (end.reshape(central.shape) for end in ends)
    rests_on = np.full(central.shape, float(draws))
    return {"central": central, "low": low, "high": high, "draws": rests_on, "error": error}


def figures(
    code: str,
    values: Mapping[str, Array],
    axes: Axes,
    side: str | None = None,
    *,
    unit: str | None = None,
    status: str = "derived",
    why_not: str | None = None,
) -> pl.DataFrame:
    """Figures of one measure; the unit is the measure's own unless given or told by an axis."""
    return rows_from_arrays(
        code,
        values,
        axes,
        side=side,
        unit=unit or str(MEASURES[code].unit),
        status=status,
        why_no_interval=why_not,
    )


def in_detail(both: Iterable[Array]) -> list[Array]:
    """The first draws of something in detail: so many settle its ends."""
    return [values[: DETAIL_DRAWS + 1] for values in both]


def compared(
    code: str, both: Iterable[Array], axes: Axes, *, only: Sequence[int] | None = None
) -> pl.DataFrame:
    """Figures if nothing changes, with the plan, and of the change under the same luck.

    Args:
        code: the measure's code.
        both: its draws if nothing changes, and with the plan.
        axes: what the axes after the draws are about.
        only: which indices of the last axis are given; all where left out.
    """
    spread = side_by_side(spreads_compared(*both))
    if only is not None:
        spread = {end: values[..., only] for end, values in spread.items()}
    return figures(code, spread, {"side": COMPARED, **axes})


def side_by_side(spreads: Sequence[Mapping[str, Array]]) -> dict[str, Array]:
    """Spreads of one shape as one, with an axis for them before the others."""
    return {end: np.stack([spread[end] for spread in spreads]) for end in spreads[0]}


def share_of_draws(true: Any) -> dict[str, Array]:
    """Share of the draws in which something holds; of the central run where it is alone.

    Args:
        true: yes or no, shape (draw, ...).

    Returns:
        `central`, and where there are draws, on how many `draws` it rests and the standard
        `error` of such a chance.
    """
    draws = len(true) - 1
    if not draws:
        return {"central": np.asarray(true[0] * 1.0)}
    share = np.asarray(true[1:].mean(axis=0))
    error, rests_on = chance_error(share, draws), np.full(share.shape, float(draws))
    return {"central": share, "draws": rests_on, "error": error}
