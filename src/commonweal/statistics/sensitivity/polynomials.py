"""Polynomials: curves of each input from which a surrogate is made.

They are orthonormal, so that the square of a coefficient is a share of variance:
Hermite's for standard normals (and a bent line), Legendre's for uniforms, and for
other inputs those that their own draws give.

Source: Xiu and Karniadakis, The Wiener-Askey polynomial chaos, 2002; for inputs known
from their draws, Oladyshkin and Nowak, Data-driven uncertainty quantification using
the arbitrary polynomial chaos expansion, 2012.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array


class Law(Enum):
    """How an input is drawn, with the most curves that are made of it.

    Far out a normal's high powers rest on few draws, hence no more than 6.
    """

    NORMAL = 6
    UNIFORM = 10
    AS_DRAWN = 8


MOST_CURVES = 300
"""Curves of all inputs together; more would be slow."""

DRAWS_FOR_A_CURVE = 10
"""Draws that each curve has to rest on."""

FEW_VALUES = 25
"""An input known from its draws that has no more values than this is taken value by value."""


@dataclass(frozen=True, slots=True)
class Curves:
    """Curves of some inputs, orthonormal to one another and to the constant.

    Attributes:
        at: each curve at each draw, shape (draw, curve); a curve's draws lie side by side.
        of: the input of each, shape (curve,).
        degree: its place among the input's curves, from 0, shape (curve,).
    """

    at: Array
    of: NDArray[np.intp]
    degree: NDArray[np.intp]


def curves(inputs: Array, laws: Sequence[Law]) -> Curves:
    """As many curves of each input as so many draws can tell apart.

    Args:
        inputs: standard normals, uniforms from 0 to 1, or anything, shape (draw, input).
        laws: of the inputs.

    >>> curves(np.array([[0.0], [0.5], [1.0]]), [Law.UNIFORM]).at.round(3).tolist()
    [[-1.732, 2.236], [0.0, -1.118], [1.732, 2.236]]
    """
    draws, number = inputs.shape
    affordable = min(draws // DRAWS_FOR_A_CURVE, MOST_CURVES) // max(number, 1)
    makers = {Law.NORMAL: _hermite, Law.UNIFORM: _legendre, Law.AS_DRAWN: _as_drawn}
    made = [
        makers[law](column, max(2, min(law.value, affordable)))
        for column, law in zip(inputs.T, laws, strict=True)
    ]
    numbers = [one.shape[1] for one in made]
    return Curves(
        at=np.asfortranarray(np.concatenate(made, axis=1)) if made else np.zeros((draws, 0)),
        of=np.repeat(np.arange(number), numbers),
        degree=np.concatenate([np.arange(n) for n in numbers]) if made else np.zeros(0, int),
    )


def _hermite(z: Array, number: int) -> Array:
    """Straight line, bent line, and Hermite's polynomials from the square on, orthonormal.

    The bent line is the draw's size without its sign. An interval with unlike halves
    bends at its middle, which powers follow badly and this follows exactly.
    """
    powers = [np.ones_like(z), z]
    for n in range(1, number - 1):
        powers.append((z * powers[n] - np.sqrt(n) * powers[n - 1]) / np.sqrt(n + 1))
    bent = (np.abs(z) - math.sqrt(2.0 / math.pi)) / math.sqrt(1.0 - 2.0 / math.pi)
    raw = np.stack([z, bent, *powers[2:]], axis=-1)
    together = np.eye(number)
    for n in range(2, number):
        together[1, n] = together[n, 1] = _bent_with(n) / math.sqrt(1.0 - 2.0 / math.pi)
    return np.asarray(raw @ np.linalg.inv(np.linalg.cholesky(together)).T)


def _bent_with(n: int) -> float:
    """The mean of a standard normal's size times its n-th Hermite polynomial, n from 2 on.

    >>> round(_bent_with(2), 4), _bent_with(3)
    (0.5642, 0.0)
    """
    if n % 2:
        return 0.0
    odd = math.prod(range(n - 3, 1, -2))
    return -((-1.0) ** (n // 2)) * odd * math.sqrt(2.0 / math.pi / math.factorial(n))


def _legendre(u: Array, degree: int) -> Array:
    """Legendre's polynomials on 0 to 1, times the root of 2n + 1."""
    x = 2.0 * u - 1.0
    out = [np.ones_like(x), x]
    for n in range(1, degree):
        out.append(((2 * n + 1) * x * out[n] - n * out[n - 1]) / (n + 1))
    return np.stack([np.sqrt(2 * n + 1) * p for n, p in enumerate(out)][1:], axis=-1)


def _as_drawn(x: Array, number: int) -> Array:
    """Curves orthonormal on the draws: polynomials, or of few values all there are.

    >>> _as_drawn(np.array([-1.0, 0.0, 1.0]), 2).round(3)[:, 1].tolist()
    [0.707, -1.414, 0.707]
    """
    values, place, times = np.unique(x, return_inverse=True, return_counts=True)
    few = len(values) <= FEW_VALUES
    at = (values - x.mean()) / (x.std() or 1.0)
    powers = np.vander(at, len(values) if few else number + 1, increasing=True)
    if few:  # The line, and then each value's own step: high powers would lose their digits.
        powers[:, 2:] = np.eye(len(values))[:, : len(values) - 2]
    weight = np.sqrt(times / len(x))[:, None]
    q, r = np.linalg.qr(weight * powers)
    return np.asarray((q * np.sign(np.diag(r)) / weight)[place, 1:])
