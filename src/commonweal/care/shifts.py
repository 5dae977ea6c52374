"""Shifts: which ages grow younger together, and where their use of care bends.

Ages of one sex that gain as many years move along their curves by the same shift, and every
curve is straight between whole ages. So the care of such a group is known at all lucks from
what it is at whole shifts, of which there are few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.interval import Z90, Interval
from commonweal.people.health import Health

if TYPE_CHECKING:
    from scipy.sparse import csr_array  # type: ignore[import-untyped]  # SciPy ships no types

Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Shifts:
    """How ages shift in one year, at each of some lucks of health.

    Attributes:
        moves: which sexes and ages shift at all, sexes one after the other.
        ages: those that do, group by group.
        begins: where each group begins among them.
        whole: whole shifts that hold all those met, rising by one.
        weights: how each luck lies between whole shifts of each group, shape (luck,
            whole shift and group); each group's weights sum to one.
    """

    moves: NDArray[np.bool_]
    ages: Index
    begins: Index
    whole: Array
    weights: csr_array

    def at_knots(self, people: Array, use: Array) -> Array:
        """Activity at each luck, shape (variant, luck, cell).

        Args:
            people: those who shift, shape (variant, age that moves).
            use: activity of each at each whole shift, shape (cell, whole shift, age that moves).
        """
        by_age = people[:, None, None, :] * use
        by_group = np.add.reduceat(by_age, self.begins, axis=-1)
        known = by_group.transpose(2, 3, 0, 1).reshape(self.weights.shape[1], -1)
        at = np.asarray(self.weights @ known)
        return at.reshape(-1, len(people), len(use)).transpose(1, 0, 2)


def shifts_at(health: Health, year: int, lucks: Array) -> Shifts | None:
    """How ages shift in one year, at each of some lucks; nothing if none does."""
    gain, before = health.gain[year], health.before[year]
    moves = ((gain != 0) | (before != 0)).reshape(-1)
    if not moves.any():
        return None
    sex = np.repeat(np.arange(len(gain)), gain.shape[-1])
    alike = np.stack([sex, gain.reshape(-1), before.reshape(-1)])[:, moves]
    _, first, group = np.unique(alike, axis=1, return_index=True, return_inverse=True)
    order = np.argsort(group.reshape(-1), kind="stable")
    shift = health.shift(year, lucks).reshape(len(lucks), -1)[:, moves][:, first]
    whole = np.arange(
        np.floor(shift.min()), max(np.ceil(shift.max()), np.floor(shift.min()) + 1) + 1
    )
    return Shifts(
        moves=moves,
        ages=np.flatnonzero(moves)[order],
        begins=np.searchsorted(group.reshape(-1)[order], np.arange(len(first))),
        whole=whole,
        weights=_between_wholes(shift, whole),
    )


def _between_wholes(shift: Array, whole: Array) -> csr_array:
    """The weight of each whole shift in each shift, shape (luck, whole shift and group)."""
    lucks, groups = shift.shape
    below = np.clip(np.floor(shift), whole[0], whole[-1] - 1)
    up = shift - below
    luck, group = np.indices(shift.shape).reshape(2, -1)
    at = ((below - whole[0]).astype(np.intp) * groups).reshape(-1) + group
    rows, columns = np.concatenate([luck, luck]), np.concatenate([at, at + groups])
    values = np.concatenate([(1 - up).reshape(-1), up.reshape(-1)])
    from scipy.sparse import csr_array  # not before it is asked for: it is slow to open

    return csr_array((values, (rows, columns)), shape=(lucks, len(whole) * groups))


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
