"""The ends of the published interval, of many columns of draws at once and cheaply.

A run has tens of thousands of intervals of ten thousand draws each: most of what
summing it up costs. So a column is never sorted. Partitions, each of a part of the one
before, bring the few order statistics that matter to where they can be read; the draws
are turned so that those of a column lie side by side, a few columns at a time; and two
threads share the columns. docs/explanation/speed.md has the measurements.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array

LOW, HIGH = 0.1, 0.9
"""The published interval: eight draws in ten lie inside it."""

A_FEW_DRAWS = 20
"""Below this many draws no interval is given: its ends would be single draws."""

REACH = 2.0
"""Standard errors of rank, to either side of an end, over which the draws say how dense they
are there: wide enough to hold dozens of draws, narrow enough to be near."""

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
    """Low and high ends of the intervals of columns of draws, and their standard error.

    Args:
        columns: how many there are.
        draws: how many draws each has, at least `A_FEW_DRAWS`; the central run not among them.
        fill: told which columns, it writes their draws to `sets` tiles of shape
            (column, draw), which are then overwritten.
        sets: how many intervals each column has.

    Returns:
        The values that one draw in ten lies below and above, by linear interpolation, and the
        standard error of the less steady of the two; shape (set, low, high and error, column).
    """
    both = low, high = _End.at(LOW, draws), _End.at(HIGH, draws)
    near = np.empty((sets, len(both), 4, columns))

    def share(first: int, last: int) -> None:
        rooms = [np.empty((min(COLUMNS, last - first), draws)) for _ in range(sets)]
        for begin in range(first, last, COLUMNS):
            some = slice(begin, min(begin + COLUMNS, last))
            tiles = [room[: some.stop - begin] for room in rooms]
            fill(some, tiles)
            for n, tile in enumerate(tiles):
                _bring(tile, low, high)
                for place, end in zip(near[n, ..., some], both, strict=True):
                    end.read(tile, place)

    if columns * draws < WORTH_SHARING:
        share(0, columns)
    else:
        bounds = [columns * n // THREADS for n in range(THREADS + 1)]
        with ThreadPoolExecutor(THREADS) as threads:
            list(threads.map(share, bounds[:-1], bounds[1:]))
    values = [end.value(near[:, n]) for n, end in enumerate(both)]
    errors = [end.error(near[:, n]) for n, end in enumerate(both)]
    return np.stack([*values, np.maximum(*errors)], axis=1)


def turn(draws_first: Array, columns_first: Array) -> None:
    """Write an array of shape (draw, column) into one of shape (column, draw), tile by tile."""
    for first in range(0, len(draws_first), DRAWS):
        some = slice(first, first + DRAWS)
        columns_first[:, some] = draws_first[some].T


@dataclass(frozen=True, slots=True)
class _End:
    """One end of an interval, as ranks among the draws in order.

    Attributes:
        before, after: ranks to either side of it, far enough apart to say how dense draws are.
        rank: the rank of its lower neighbour.
        weight: how far from there to the next rank it lies.
        rank_error: the standard error of its rank: that of a binomial.
    """

    before: int
    rank: int
    after: int
    weight: float
    rank_error: float

    @classmethod
    def at(cls, chance: float, draws: int) -> _End:
        """The end that a draw lies below with a chance."""
        position, rank_error = chance * (draws - 1), math.sqrt(draws * chance * (1.0 - chance))
        rank, reach = math.floor(position), math.ceil(REACH * rank_error)
        before, after = max(0, rank - reach), min(draws - 1, rank + 1 + reach)
        return cls(before, rank, after, position - rank, rank_error)

    def read(self, tile: Array, near: Array) -> None:
        """Read the four draws that matter in each row, once brought, shape (4, row).

        They are the one before, the two neighbours of the end, and the one after.
        """
        near[0], near[3] = tile[:, self.before], tile[:, self.after]
        # The smaller neighbour is the greatest of all before the other: one partition for
        # two order statistics.
        tile[:, self.before : self.rank + 1].max(axis=1, out=near[1])
        near[2] = tile[:, self.rank + 1]

    def value(self, near: Array) -> Array:
        """The end, from what was read, shape (set, 4, column).

        From the lower of two neighbours upward, so that equal ones give just themselves,
        infinite ones too: the occupancy of a site with no bed open.
        """
        lower, upper = near[:, 1], near[:, 2]
        with np.errstate(invalid="ignore"):
            between = lower + self.weight * (upper - lower)
        return np.where(lower == upper, lower, between)

    def error(self, near: Array) -> Array:
        """The standard error of the end: that of its rank, by what a rank is worth there.

        Whatever the draws' distribution, a quantile strays by as many ranks as a binomial
        does, and the draws near it say what a rank is worth. Where draws thin out beyond the
        end it leans to the high side: by a third with a hundred draws of a skewed figure, by a
        twentieth with five hundred.

        Args:
            near: what was read, shape (set, 4, column).

        Source: Siddiqui, Distribution of quantiles in samples from a bivariate population,
        Journal of Research of the National Bureau of Standards 64B, 1960; Bloch and Gastwirth,
        On a simple estimate of the reciprocal of the density function, Annals of Mathematical
        Statistics 39, 1968.
        """
        first, last = near[:, 0], near[:, 3]
        with np.errstate(invalid="ignore"):
            a_rank = (last - first) / (self.after - self.before)
        return np.where(first == last, 0.0, self.rank_error * a_rank)


def _bring(tile: Array, low: _End, high: _End) -> None:
    """Bring the draws that the ends need to their ranks, in each row; overwrites the rows.

    Each partition is of a part that an earlier one left, and most are of few draws. Whatever
    is not a number stands last, as in any sorting.
    """
    tile.partition(low.after, axis=1)
    tile[:, : low.after].partition(low.before, axis=1)
    tile[:, low.after + 1 :].partition(high.before - low.after - 1, axis=1)
    tile[:, high.before + 1 :].partition(high.after - high.before - 1, axis=1)
    for end in (low, high):
        tile[:, end.before + 1 : end.after].partition(end.rank - end.before, axis=1)
