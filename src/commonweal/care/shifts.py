"""Shifts: by how many years of age people are as well as younger people were, at each luck.

Every curve of use is straight between whole ages, so that use at any shift is known from what
it is at whole shifts, of which there are few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.interval import Z90, Interval
from commonweal.people import Health

Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Shifts:
    """How ages shift in one year, at each of some lucks of health.

    Attributes:
        moves: which sexes and ages shift at all, sexes one after the other.
        ages: those that do.
        whole: whole shifts that hold all those met in any year, rising by one.
        below: the whole shift below that of each luck and age, by its index, shape (luck, age).
        up: how far each lies from it to the next, shape (luck, age).
    """

    moves: NDArray[np.bool_]
    ages: Index
    whole: Array
    below: Index
    up: Array

    def between(self, at_whole: Array) -> Array:
        """Something at each luck and age that moves, from what it is at whole shifts.

        Args:
            at_whole: shape (..., whole shift, age).

        Returns:
            Shape (..., luck, age that moves).
        """
        low, high = (at_whole[..., below, self.ages] for below in (self.below, self.below + 1))
        high -= low
        high *= self.up
        high += low
        return np.asarray(high)


def shifts_at(health: Health, lucks: Sequence[Array]) -> tuple[Shifts, ...]:
    """How ages shift in each year, at each of its lucks."""
    shifts = [health.shift(year, each).reshape(len(each), -1) for year, each in enumerate(lucks)]
    first = np.floor(min(shift.min() for shift in shifts))
    last = np.ceil(max(shift.max() for shift in shifts))
    whole = np.arange(first, max(last, first + 1) + 1)
    moves = ((health.gain != 0) | (health.before != 0)).reshape(len(shifts), -1)
    return tuple(_shifts(*each, whole) for each in zip(shifts, moves, strict=True))


def _shifts(shift: Array, moves: NDArray[np.bool_], whole: Array) -> Shifts:
    shift = shift[:, moves]
    below = np.clip(np.floor(shift), whole[0], whole[-1] - 1)
    return Shifts(
        moves=moves,
        ages=np.flatnonzero(moves),
        whole=whole,
        below=(below - whole[0]).astype(np.intp),
        up=shift - below,
    )


def knots_of(health: Health, year: int, low: float, high: float) -> Array:
    """Where an age less its shift is a whole number, for any age and sex, between two lucks.

    Between two such lucks every age moves along one straight piece of its curve. At 0,
    where the two pieces of an interval meet, the line may bend.
    """
    low, high = min(low, 0.0), max(high, 0.0)
    steps = [np.array([low, 0.0, high])]
    for sex, share in enumerate(health.share[year]):
        ages = np.stack([health.gain[year, sex], health.before[year, sex]])
        for gain, before in np.unique(ages, axis=1).T:
            steps += [_whole_shifts(gain, before, share, bound) for bound in (low, high)]
    found = np.unique(np.concatenate(steps))
    found = found[(found >= low) & (found <= high)]
    return found if len(found) > 1 else np.array([0.0, 1.0])


def _whole_shifts(gain: float, before: float, share: Interval, bound: float) -> Array:
    """The lucks between 0 and a bound at which gain times share, less before, is whole."""
    width = share.high - share.central if bound > 0 else share.central - share.low
    slope = gain * width / Z90
    if not slope:
        return np.empty(0)
    start = gain * share.central - before
    ends = sorted((start, start + slope * bound))
    return np.asarray((np.arange(np.ceil(ends[0]), np.floor(ends[1]) + 1) - start) / slope)
