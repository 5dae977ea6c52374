"""Contingency: when a plan goes wrong, how much would cover it, and who brings the risk.

A proposal can save much and bring much risk, or save little and steady the rest.
Its part in the risk is how much it moves with the whole, so that the parts sum
to the whole with nothing left over.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array

Flags = NDArray[np.bool_]


def contingency(balance: Array, chance: float) -> Array:
    """Money to set aside so that the balance holds with a wanted chance.

    Args:
        balance: GBP, income less cost, shape (draw, ...).
        chance: wanted, above 0 and up to 1, such as 0.8.

    Returns:
        GBP, shape (...): the least sum that added in every draw leaves no more than
        the rest of them out of balance. Below 0 is room to spare.

    >>> float(contingency(np.array([-5.0, -3.0, -1.0, 2.0, 4.0]), 0.8))
    3.0
    """
    shortfall = np.sort(-balance, axis=0)
    last = math.ceil(len(balance) * chance - 1e-9) - 1
    return np.asarray(shortfall[max(last, 0)] + 0.0)


@dataclass(frozen=True, slots=True)
class FirstYear:
    """When something first goes wrong.

    Attributes:
        chance: that each year is the first, shape (year, ...).
        never: that none is, shape (...).
    """

    chance: Array
    never: Array

    @property
    def by_then(self) -> Array:
        """The chance that it has gone wrong in or before each year, shape (year, ...)."""
        return np.cumsum(self.chance, axis=0)


def first_year_out(holds: Flags) -> FirstYear:
    """The first year in which a thing does not hold, with its chance.

    Args:
        holds: such as balance at or above 0, shape (draw, year, ...).

    >>> out = first_year_out(np.array([[True, True], [True, False], [False, True], [False, False]]))
    >>> out.chance.tolist(), float(out.never)
    ([0.5, 0.25], 0.25)
    """
    fails = ~holds
    before: NDArray[np.intp] = np.cumsum(fails, axis=1) - fails
    return FirstYear(
        chance=np.asarray((fails & (before == 0)).mean(axis=0)),
        never=np.asarray(holds.all(axis=1).mean(axis=0)),
    )


@dataclass(frozen=True, slots=True)
class Risk:
    """What each part brings to the risk of their sum.

    Attributes:
        parts: in the parts' unit, shape (part, ...). Below 0: the part steadies the whole.
        error: standard error of each, same shape.
        whole: the risk of the sum, shape (...); the parts sum to it.
    """

    parts: Array
    error: Array
    whole: Array


def risk_of_swing(parts: Array) -> Risk:
    """What each part brings to the standard deviation of the sum.

    Each part's covariance with the sum over the sum's standard deviation: by how much
    the risk would grow with a little more of the part (Euler's allocation).

    Args:
        parts: such as each proposal's effect on the balance in GBP, and the balance if
            nothing changes, shape (part, draw, ...).

    Source: Tasche, Capital allocation to business units and sub-portfolios: the Euler
    principle, 2008.

    >>> swing = risk_of_swing(np.array([[3.0, -3.0, 0.0], [1.0, -1.0, 0.0]]))
    >>> swing.parts.tolist(), float(swing.whole)
    ([3.0, 1.0], 4.0)
    """
    about = parts - parts.mean(axis=1, keepdims=True)
    whole = about.sum(axis=0)
    draws = parts.shape[1]
    variance = (whole**2).sum(axis=0) / (draws - 1)
    swing = np.sqrt(variance)
    scale = np.where(swing > 0, swing, 1.0)
    shares = (about * whole).sum(axis=1) / (draws - 1) / scale
    # How far each draw pulls a share: of the covariance, less half its pull on the variance.
    pull = about * whole / scale - shares[:, None] * (1.0 + whole**2 / scale**2) / 2.0
    return Risk(shares, pull.std(axis=1, ddof=1) / math.sqrt(draws), np.asarray(swing))


def risk_of_the_worst(parts: Array, worst: float) -> Risk:
    """What each part is short of its average in the worst draws of the sum.

    Expected shortfall against the average: how far below it the sum lies on average when
    things are worst, and how much of that each part brings.

    Args:
        parts: more is better, shape (part, draw, ...).
        worst: share of draws that are the worst, such as 0.1.

    Source: Tasche, 2008, as above.
    """
    draws = parts.shape[1]
    few = max(1, math.floor(draws * worst + 1e-9))
    whole = parts.sum(axis=0)
    order = np.argsort(whole, axis=0, kind="stable")[:few]
    below = parts.mean(axis=1, keepdims=True) - parts
    tail = np.take_along_axis(below, order[None], axis=1)
    shares = np.asarray(tail.mean(axis=1))
    error = tail.std(axis=1, ddof=1) / math.sqrt(few) if few > 1 else np.full_like(shares, np.inf)
    return Risk(shares, np.asarray(error), np.asarray(shares.sum(axis=0)))
