"""Chances: of the normal, the beta and the binomial, as SciPy gives them, with their types."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from commonweal.base.numbers.chance import Array


@cache
def _special() -> Any:
    """SciPy's functions, opened when a chance is first asked for: a central run asks for none."""
    from scipy import special  # type: ignore[import-untyped]  # SciPy ships no types

    return special


def normal_chance(z: ArrayLike) -> Array:
    """The chance that a standard normal lies below `z`, any shape.

    >>> float(normal_chance(0.0))
    0.5
    """
    return np.asarray(_special().ndtr(z))


def beta_chance(a: ArrayLike, b: ArrayLike, share: ArrayLike) -> Array:
    """The chance that a beta of shapes `a` and `b`, above 0, lies below a share of 0 to 1.

    >>> float(beta_chance(1.0, 2.0, 0.5).round(9))  # 1 - (1 - 0.5) ** 2
    0.75
    """
    return np.asarray(_special().betainc(a, b, share))


def beta_point(a: ArrayLike, b: ArrayLike, chance: ArrayLike) -> Array:
    """The share that a beta of shapes `a` and `b` has this chance of lying below.

    >>> float(beta_point(1.0, 2.0, 0.75).round(9))
    0.5
    """
    return np.asarray(_special().betaincinv(a, b, chance))


def beta_first_shape(chance: float, b: float, share: float) -> float:
    """The first shape that puts this chance below a share, with the second shape given.

    >>> round(beta_first_shape(0.75, 2.0, 0.5), 9)
    1.0
    """
    return float(_special().btdtria(chance, b, share))


def at_least_so_many(hits: ArrayLike, tries: ArrayLike, chance: ArrayLike) -> Array:
    """The chance of so many hits or more in independent tries: the binomial's upper tail.

    >>> float(at_least_so_many(2, 2, 0.5).round(9))
    0.25
    """
    k, n = np.asarray(hits, dtype=float), np.asarray(tries, dtype=float)
    some = np.maximum(k, 1.0)
    return np.where(k <= 0, 1.0, _special().betainc(some, np.maximum(n - some + 1.0, 0.5), chance))
