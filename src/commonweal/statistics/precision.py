"""Enough: whether a run had draws enough, figure by figure.

More draws do not make a plan surer; they make its figures steadier. A figure is
steady enough when another seed would move it by little against its own interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array
from commonweal.statistics.distributions import beta_chance

FAR_TAIL = 8.0
"""Standard errors of a rank beyond which a draw says nothing of a quantile."""


def mean_error(values: Array) -> Array:
    """The standard error of the mean of draws.

    Args:
        values: shape (draw, ...).

    Returns:
        The values' own unit, shape (...).

    >>> float(mean_error(np.array([1.0, 3.0])))
    1.0
    """
    return np.asarray(values.std(axis=0, ddof=1) / math.sqrt(len(values)))


def quantile_error(values: Array, chance: float) -> Array:
    """The standard error of a quantile of draws, whatever their distribution.

    Which draw comes to stand at a rank follows a beta; its spread over the draws
    in order is the quantile's.

    Args:
        values: shape (draw, ...).
        chance: of lying below the quantile, between 0 and 1.

    Returns:
        The values' own unit, shape (...).

    Source: Maritz and Jarrett, A note on estimating the variance of the sample
    median, JASA 1978.
    """
    return np.asarray(quantile_errors(values, (chance,))[0])


def quantile_errors(values: Array, chances: tuple[float, ...]) -> Array:
    """The standard errors of several quantiles at once; see `quantile_error`.

    Returns:
        Shape (chance, ...).
    """
    in_order = _in_order(values)
    return np.array([_error_in_order(in_order, chance) for chance in chances])


def _in_order(values: Array) -> Array:
    """Draws from the smallest to the largest, last axis: (draw, ...) -> (..., draw)."""
    in_order = np.array(np.moveaxis(values, 0, -1), order="C")
    in_order.sort(axis=-1)
    return in_order


def _quantile_in_order(in_order: Array, chance: float) -> Array:
    """A quantile by linear interpolation from the nearer of two draws, as NumPy's."""
    position = chance * (in_order.shape[-1] - 1)
    below = math.floor(position)
    lower, upper = in_order[..., below], in_order[..., math.ceil(position)]
    way, between = position - below, upper - lower
    nearer = lower + way * between if way < 0.5 else upper - (1.0 - way) * between
    return np.asarray(nearer)


def _error_in_order(in_order: Array, chance: float) -> Array:
    draws = in_order.shape[-1]
    a, b = chance * (draws + 1), (1.0 - chance) * (draws + 1)
    reach = FAR_TAIL * math.sqrt(chance * (1.0 - chance) * draws)
    first, last = max(0, math.floor(a - reach)), min(draws, math.ceil(a + reach))
    weights = np.diff(beta_chance(a, b, np.arange(first, last + 1) / draws))
    near = in_order[..., first:last] - in_order[..., first : first + 1]  # equal draws: exactly 0
    middle = near @ weights
    return np.asarray(np.sqrt((near - middle[..., None]) ** 2 @ weights))


def chance_interval(hits: int, draws: int, covers: float = 0.8) -> tuple[float, float]:
    """An interval for a chance, from how often something happened in the draws.

    Args:
        hits: draws in which it happened.
        draws: all draws, above 0.
        covers: the share of such intervals that hold the true chance.

    Source: Wilson, Probable inference, the law of succession, and statistical
    inference, JASA 1927.

    >>> tuple(round(end, 4) for end in chance_interval(8, 10, covers=0.95))
    (0.4902, 0.9433)
    """
    z = NormalDist().inv_cdf((1.0 + covers) / 2.0)
    share = hits / draws
    middle = (share + z * z / (2 * draws)) / (1.0 + z * z / draws)
    half = float(_wilson_half(np.asarray(share), draws, z))
    return max(0.0, middle - half), min(1.0, middle + half)


def chance_error(share: Array, draws: int) -> Array:
    """The standard error of a chance: half of Wilson's interval at one standard error.

    Unlike the usual formula it is not nought where something always or never happened.

    Args:
        share: of draws in which it happened, any shape.
        draws: all draws, above 0.
    """
    return _wilson_half(share, draws, 1.0)


def _wilson_half(share: Array, draws: int, z: float) -> Array:
    inside = share * (1.0 - share) / draws + z * z / (4.0 * draws * draws)
    return np.asarray(z * np.sqrt(inside) / (1.0 + z * z / draws))


@dataclass(frozen=True, slots=True)
class Enough:
    """Whether draws were enough for some figures.

    Attributes:
        error: standard error that chance leaves in each figure, its own unit.
        allowed: the largest that would do, same unit and shape.
        draws: draws there were.
    """

    error: Array
    allowed: Array
    draws: int

    @property
    def is_enough(self) -> NDArray[np.bool_]:
        """Whether each figure is steady enough."""
        return np.asarray(self.error <= self.allowed)

    @property
    def draws_needed(self) -> Array:
        """Draws that would do for each figure: an error halves with four times as many."""
        certain = self.error == 0
        ratio = self.error / np.where(certain | (self.allowed == 0), 1.0, self.allowed)
        needed = np.where(self.allowed == 0, np.inf, self.draws * ratio**2)
        return np.where(certain, 1.0, np.ceil(needed * (1 - 1e-12)))


def enough_for_interval(
    values: Array, target: float, low: float = 0.1, high: float = 0.9
) -> Enough:
    """Whether the ends of intervals are steady enough.

    Args:
        values: the draws, without the central run, shape (draw, ...).
        target: standard error allowed, as a share of the interval's width.
        low, high: the chances of lying below the interval's ends.

    Returns:
        For the end that is less steady, shape (...).
    """
    in_order = _in_order(values)
    width = _quantile_in_order(in_order, high) - _quantile_in_order(in_order, low)
    error = np.maximum(_error_in_order(in_order, low), _error_in_order(in_order, high))
    return Enough(error, target * width, len(values))


def enough_for_chance(happened: NDArray[np.bool_], target: float) -> Enough:
    """Whether chances are steady enough.

    Args:
        happened: shape (draw, ...).
        target: standard error allowed, such as 0.02 for two draws in a hundred.

    Returns:
        For each chance, shape (...).
    """
    share = np.asarray(happened.mean(axis=0))
    error = chance_error(share, len(happened))
    return Enough(error, np.full_like(error, target), len(happened))


def enough_for_mean(values: Array, target: float) -> Enough:
    """Whether averages are steady enough.

    Args:
        values: shape (draw, ...).
        target: standard error allowed, in the values' own unit.
    """
    error = mean_error(values)
    return Enough(error, np.full_like(error, target), len(values))
