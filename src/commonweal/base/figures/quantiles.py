"""The ends of the published interval, of many columns of draws at once and cheaply.

A run has tens of thousands of intervals of ten thousand draws each: most of what
summing it up costs. So a column is never sorted. Two partitions, one after the other,
bring the four order statistics that matter to where they can be read; the draws are
turned so that those of a column lie side by side, a few columns at a time; and two
threads share the columns. docs/explanation/speed.md has the measurements.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from commonweal.base.numbers.chance import Array

LOW, HIGH = 0.1, 0.9
"""The published interval: eight draws in ten lie inside it."""

A_FEW_DRAWS = 20
"""Below this many draws no interval is given: its ends would be single draws."""

COLUMNS, DRAWS = 32, 512
"""How many columns are turned together, and how many draws of them at a time: a tile that
stays near the processor while it is read along one side and written along the other."""

THREADS = 2
"""Threads that share the columns. Each column is one thread's, so their number moves nothing."""

WORTH_SHARING = 500_000
"""Values below which a second thread takes longer to start than it saves."""

Fill = Callable[[slice, Sequence[Array]], None]
"""Writes the draws of some columns into as many tiles as there are intervals of each."""


def ends_of(columns: int, draws: int, fill: Fill, *, sets: int = 1) -> Array:
    """Low and high ends of the intervals of columns of draws.

    Args:
        columns: how many there are.
        draws: how many draws each has, at least `A_FEW_DRAWS`; the central run not among them.
        fill: told which columns, it writes their draws to `sets` tiles of shape
            (column, draw), which are then overwritten.
        sets: how many intervals each column has.

    Returns:
        The values that one draw in ten lies below and above, by linear interpolation;
        shape (set, end, column).
    """
    out = np.empty((sets, 2, columns))

    def share(first: int, last: int) -> None:
        rooms = [np.empty((min(COLUMNS, last - first), draws)) for _ in range(sets)]
        for begin in range(first, last, COLUMNS):
            some = slice(begin, min(begin + COLUMNS, last))
            tiles = [room[: some.stop - begin] for room in rooms]
            fill(some, tiles)
            for n, tile in enumerate(tiles):
                out[n, :, some] = _ends(tile)

    if columns * draws < WORTH_SHARING:
        share(0, columns)
        return out
    bounds = [columns * n // THREADS for n in range(THREADS + 1)]
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(share, bounds[:-1], bounds[1:]))
    return out


def turn(draws_first: Array, columns_first: Array) -> None:
    """Write an array of shape (draw, column) into one of shape (column, draw), tile by tile."""
    for first in range(0, len(draws_first), DRAWS):
        some = slice(first, first + DRAWS)
        columns_first[:, some] = draws_first[some].T


def _ends(tile: Array) -> Array:
    """Low and high ends of each row of draws, shape (end, row). Overwrites the rows.

    Whatever is not a number stands last, as in any sorting.
    """
    last = tile.shape[1] - 1
    (low, high), out = (math.floor(LOW * last), math.floor(HIGH * last)), np.empty((2, len(tile)))
    # The smaller neighbour of a place is the greatest of all before it, and the greater
    # one the least of all behind it: one partition for two order statistics.
    tile.partition(low + 1, axis=1)
    right = tile[:, low + 2 :]
    at = high - (low + 2)
    right.partition(at, axis=1)
    lower = (tile[:, : low + 1].max(axis=1), right[:, at])
    upper = (tile[:, low + 1], np.fmin.reduce(right[:, at + 1 :], axis=1))
    for n, position in enumerate((LOW * last, HIGH * last)):
        weight = position - math.floor(position)
        # From the lower of two neighbours upward, so that equal ones give just themselves,
        # infinite ones too: the occupancy of a site with no bed open.
        with np.errstate(invalid="ignore"):
            between = lower[n] + weight * (upper[n] - lower[n])
        out[n] = np.where(lower[n] == upper[n], lower[n], between)
    return out
