"""Noise: how much of a figure's doubt is counting luck, and how much is our not knowing.

Were every rate known, a year's admissions would still be a few more or fewer
than expected. That noise is not drawn: the variance of a count is its own
expected size, so it is added by arithmetic. It is nearly nothing in a total and
matters in a small cell.

Source: the law of total variance for a Poisson count whose mean is uncertain. A
Poisson count thinned by chance, or a sum of some, is again one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.interval import Z90


@dataclass(frozen=True, slots=True)
class Doubt:
    """The variance of figures, told apart.

    Attributes:
        knowing: from numbers not known well, in the figure's unit squared.
        counting: from counting luck, same unit and shape.
    """

    knowing: Array
    counting: Array

    @property
    def total(self) -> Array:
        """Both together, in the figure's unit squared."""
        return self.knowing + self.counting

    @property
    def share_of_counting(self) -> Array:
        """Counting luck's share of the variance; 0 where there is no doubt at all."""
        total = self.total
        return np.asarray(self.counting / np.where(total > 0, total, 1.0))


def counting_variance(expected: Array, each: Array, spread: Array) -> Array:
    """The variance that counting luck gives a figure.

    Args:
        expected: events a year, such as admissions.
        each: what one event adds to the figure on average: 1 where events are counted,
            days of stay for bed-days, GBP for a cost.
        spread: the standard deviation of that from one event to the next; 0 if all alike.

    Returns:
        The figure's unit squared, the shape they make together.

    Source: variance of a compound Poisson sum, events x mean square of each.

    >>> float(counting_variance(np.array(400.0), np.array(1.0), np.array(0.0)))
    400.0
    """
    return expected * (each**2 + spread**2)


def doubt(draws: Array, each: Array, spread: Array) -> Doubt:
    """The doubt of figures that are sums over events, told apart.

    Args:
        draws: the figures' draws without counting luck, shape (draw, ...).
        each: what one event adds to the figure on average, above 0.
        spread: the standard deviation of that from one event to the next.

    Returns:
        Shape (...).
    """
    events = draws.mean(axis=0) / each
    return Doubt(
        knowing=np.asarray(draws.var(axis=0, ddof=1)),
        counting=counting_variance(events, each, spread),
    )


def widened(low: Array, central: Array, high: Array, counting: Array) -> tuple[Array, Array]:
    """An interval with counting luck in it, from one without.

    Each half's width is a normal's 90% point; variances of independent doubts add.

    Args:
        low, central, high: the interval without, any shape.
        counting: variance of counting luck, in the figure's unit squared.

    Returns:
        Low and high with it, same shape; low may fall below 0 where counts are few.

    >>> one = np.array(1.0)
    >>> low, high = widened(60 * one, 100 * one, 140 * one, (30 / Z90) ** 2 * one)
    >>> round(float(low), 9), round(float(high), 9)
    (50.0, 150.0)
    """
    luck = Z90**2 * counting
    return (
        np.asarray(central - np.sqrt((central - low) ** 2 + luck)),
        np.asarray(central + np.sqrt((high - central) ** 2 + luck)),
    )
