"""Surrogate: a polynomial that stands in for the whole model, fitted on its draws.

Polynomial chaos: an output as a sum of products of polynomials, one for each
input. The polynomials are orthonormal: Hermite's for standard normals, Legendre's
for uniforms, and for other inputs those that their own draws give, which fit an
input of a few values exactly. Only products that stand out from noise are kept.

Sources: Sudret, Global sensitivity analysis using polynomial chaos expansions,
2008; Oladyshkin and Nowak, Data-driven uncertainty quantification using the
arbitrary polynomial chaos expansion, 2012; Blatman and Sudret, Adaptive sparse
polynomial chaos expansion based on least angle regression, 2011.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from commonweal.base.chance import Array

Term = tuple[tuple[int, int], ...]
"""A product: the inputs in it and the degree of each, in order of input."""


class Law(Enum):
    """How the inputs are drawn, with the highest degree of polynomial tried for it.

    Far out a normal's high powers rest on few draws, hence no more than 6.
    """

    NORMAL = 6
    UNIFORM = 10
    AS_DRAWN = 8


MAIN_COLUMNS, PAIR_COLUMNS = 300, 128
"""How many polynomials of one input are tried alone, and in pairs; more would be slow."""

DRAWS_FOR_A_TERM = 10
"""Draws that each further term of a fit has to rest on."""

MOST_TERMS = 300
ROUNDS = 5
FALSE_TERMS = 0.05
"""The chance that a round lets in a term of a kind that is noise (Bonferroni)."""

ROUNDING = 1e-12
"""An output that changes by no more than this share of itself does not change."""

GROUPS = 20
"""Groups of draws left out in turn, for the cross-validation and the jackknife."""


@dataclass(frozen=True, slots=True)
class Surrogate:
    """A fitted sum of terms, and the same sum fitted without each group of draws.

    Attributes:
        terms: what is summed, the constant left out.
        coefficients: the output's unit, shape (1 + group, term): first the fit on
            all draws, then those without each group.
        noise: variance that each fit leaves, shape (1 + group,).
        together: mean products of the terms about their means on each fit's draws,
            shape (1 + group, term, term).
        draws: draws of each fit, shape (1 + group,).
        left: what the fit on all draws leaves of the output, shape (draw,).
        explained: cross-validated share of the output's variance; can be below 0.
    """

    terms: tuple[Term, ...]
    coefficients: Array
    noise: Array
    together: Array
    draws: Array
    left: Array
    explained: float


def polynomials(inputs: Array, laws: Sequence[Law]) -> Array:
    """Polynomials of each input, orthonormal to one another and to the constant.

    The degree is as high as so many draws can tell apart for so many inputs.

    Args:
        inputs: standard normals, uniforms from 0 to 1, or anything, shape (draw, input).
        laws: of the inputs.

    Returns:
        Shape (draw, input, degree), degree 1 first; nought above an input's highest.

    >>> polynomials(np.array([[0.0], [1.0], [2.0]]), [Law.NORMAL]).round(3)[:, 0].tolist()
    [[0.0, -0.707], [1.0, 0.0], [2.0, 2.121]]
    """
    draws, number = inputs.shape
    affordable = min(draws // DRAWS_FOR_A_TERM, MAIN_COLUMNS) // max(number, 1)
    makers = {Law.NORMAL: _hermite, Law.UNIFORM: _legendre, Law.AS_DRAWN: _as_drawn}
    degrees = {law: max(2, min(law.value, affordable)) for law in set(laws)}
    out = np.zeros((draws, number, max(degrees.values(), default=2)))
    for law, degree in degrees.items():
        of = [n for n, one in enumerate(laws) if one is law]
        out[:, of, :degree] = makers[law](inputs[:, of], degree)
    return out


def _hermite(z: Array, degree: int) -> Array:
    """Hermite's polynomials over the root of n factorial."""
    out = [np.ones_like(z), z]
    for n in range(1, degree):
        out.append((z * out[n] - np.sqrt(n) * out[n - 1]) / np.sqrt(n + 1))
    return np.stack(out[1:], axis=-1)


def _legendre(u: Array, degree: int) -> Array:
    """Legendre's polynomials on 0 to 1, times the root of 2n + 1."""
    x = 2.0 * u - 1.0
    out = [np.ones_like(x), x]
    for n in range(1, degree):
        out.append(((2 * n + 1) * x * out[n] - n * out[n - 1]) / (n + 1))
    return np.stack([np.sqrt(2 * n + 1) * p for n, p in enumerate(out)][1:], axis=-1)


def _as_drawn(inputs: Array, degree: int) -> Array:
    """Polynomials orthonormal on the draws, by Stieltjes' three-term recurrence.

    Where an input has too few different values for a degree, that polynomial is nought.

    >>> _as_drawn(np.array([[-1.0], [0.0], [1.0]]), 2).round(3)[:, 0].tolist()
    [[-1.225, 0.707], [0.0, -1.414], [1.225, 0.707]]
    """
    spread = inputs.std(axis=0)
    x = (inputs - inputs.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    out = np.zeros((*inputs.shape, degree))
    before, now = np.zeros_like(x), np.ones_like(x)
    length = np.zeros(x.shape[1])
    for k in range(degree):
        following = x * now - (x * now * now).mean(axis=0) * now - length * before
        following -= following.mean(axis=0)
        length = np.sqrt((following**2).mean(axis=0))
        length = np.where(length > 1e-6, length, 0.0)
        before, now = now, np.where(length > 0, following / np.where(length > 0, length, 1.0), 0.0)
        out[..., k] = now
    return out


def fit(columns: Array, output: Array) -> Surrogate:
    """Choose the terms that stand out and fit them by least squares.

    Args:
        columns: the inputs' polynomials, shape (draw, input, degree).
        output: shape (draw,).

    Raises:
        ValueError: with fewer draws than twice the groups.
    """
    if len(output) < 2 * GROUPS:
        raise ValueError(f"{len(output)} draws are too few to fit on: {2 * GROUPS} at least")
    centred = output - output.mean()
    if np.abs(centred).max() <= ROUNDING * np.abs(output).max():
        centred = np.zeros_like(output)
    return _fitted(_chosen(columns, centred), columns, centred)


def _products(terms: tuple[Term, ...], columns: Array) -> Array:
    """Each term in each draw, shape (draw, term)."""
    out = np.ones((len(columns), len(terms)))
    for n, term in enumerate(terms):
        for which, degree in term:
            out[:, n] *= columns[:, which, degree - 1]
    return out


def _chosen(columns: Array, centred: Array) -> tuple[Term, ...]:
    """Terms picked round by round from what the terms before leave unexplained.

    Inputs alone come first; then also products of two, and of a product already
    chosen with one more input (so that three act together only where two do).
    """
    room = min(len(centred) // DRAWS_FOR_A_TERM, MOST_TERMS)
    terms: tuple[Term, ...] = ()
    left = centred
    for together in (False, True):
        for _ in range(ROUNDS):
            found = _standing_out(columns, left, terms, together=together)
            terms += tuple(term for term in found if term not in set(terms))[: room - len(terms)]
            if not found or len(terms) == room:
                break
            left = centred - _explained(_products(terms, columns), centred)
    return terms


def _explained(products: Array, centred: Array) -> Array:
    """The least-squares fit of centred terms to a centred output, shape (draw,)."""
    x = products - products.mean(axis=0)
    return np.asarray(x @ _solve(x.T @ x, x.T @ centred))


def _solve(square: Array, against: Array) -> Array:
    """Least squares from the normal equations.

    The terms are near orthonormal, so this loses no digits that matter; the sliver on
    the diagonal only parts columns that are one another's copy.
    """
    sliver = 1e-10 * np.trace(square, axis1=-2, axis2=-1)[..., None, None] / square.shape[-1]
    firm = square + sliver * np.eye(square.shape[-1])
    return np.asarray(np.linalg.solve(firm, against[..., None])[..., 0])


def _standing_out(
    columns: Array, left: Array, terms: tuple[Term, ...], *, together: bool
) -> list[Term]:
    """Terms whose product with what is left is more than noise, the strongest first."""
    found = _alone(columns, left)
    if together:
        few = columns[..., : max(1, PAIR_COLUMNS // columns.shape[1])]
        found += _pairs(few, left) + _further(few, left, terms, columns)
    found.sort(key=lambda scored: -scored[0])
    return list(dict.fromkeys(term for _, term in found))


Scored = list[tuple[float, Term]]


def _alone(columns: Array, left: Array) -> Scored:
    """Polynomials of one input that stand out."""
    scores = _scores(columns.reshape(len(left), -1), left[:, None])[:, 0]
    at = np.flatnonzero(scores > _bar(scores.size))
    degrees = columns.shape[-1]
    return [(float(scores[n]), ((int(n) // degrees, int(n) % degrees + 1),)) for n in at]


def _pairs(columns: Array, left: Array) -> Scored:
    """Products of polynomials of two inputs that stand out."""
    degrees = columns.shape[-1]
    flat = columns.reshape(len(left), -1)
    scores = _scores(flat, flat * left[:, None])
    of = np.arange(flat.shape[1]) // degrees
    apart = of[:, None] < of[None, :]
    at = np.argwhere(apart & (scores > _bar(int(apart.sum()))))
    return [
        (
            float(scores[a, b]),
            ((int(of[a]), int(a) % degrees + 1), (int(of[b]), int(b) % degrees + 1)),
        )
        for a, b in at
    ]


def _further(columns: Array, left: Array, terms: tuple[Term, ...], whole: Array) -> Scored:
    """Products already chosen, with one more input, that stand out."""
    grown = [term for term in terms if len(term) > 1]
    if not grown:
        return []
    degrees = columns.shape[-1]
    scores = _scores(_products(tuple(grown), whole), columns.reshape(len(left), -1) * left[:, None])
    found: Scored = []
    for t, n in np.argwhere(scores > _bar(scores.size)):
        which, degree = int(n) // degrees, int(n) % degrees + 1
        if which not in {i for i, _ in grown[t]}:
            longer = tuple(sorted((*grown[t], (which, degree))))
            found.append((float(scores[t, n]), longer))
    return found


def _scores(first: Array, second: Array) -> Array:
    """How far each sum of products is from 0, in its own standard errors.

    Single precision: this only chooses, and it is twice as fast.

    Args:
        first: shape (draw, m).
        second: shape (draw, n), with what is left multiplied in.

    Returns:
        Shape (m, n); 0 where there is nothing to score.
    """
    a, b = first.astype(np.float32), second.astype(np.float32)
    b /= max(float(np.abs(b).max(initial=0.0)), 1e-30)
    sums, squares = a.T @ b, (a * a).T @ (b * b)
    return np.asarray(np.abs(sums) / np.sqrt(np.where(squares > 0, squares, np.inf)))


def _bar(candidates: int) -> float:
    """What a score has to pass for so many to let in noise only once in twenty rounds."""
    return NormalDist().inv_cdf(1.0 - FALSE_TERMS / 2 / max(candidates, 1))


def _fitted(terms: tuple[Term, ...], columns: Array, output: Array) -> Surrogate:
    """Least squares on all draws and without each group, from sums over the groups."""
    x = np.column_stack([np.ones(len(output)), _products(terms, columns)])
    groups = [np.arange(len(output)) % GROUPS == g for g in range(GROUPS)]
    squares = np.stack([x[g].T @ x[g] for g in groups])
    against = np.stack([x[g].T @ output[g] for g in groups])
    of_output = np.array([(output[g] ** 2).sum() for g in groups])
    size = np.array([g.sum() for g in groups], dtype=float)

    def whole_and_without(parts: Array) -> Array:
        whole = parts.sum(axis=0)
        return np.concatenate([whole[None], whole - parts])

    g, b = whole_and_without(squares), whole_and_without(against)
    draws = whole_and_without(size)
    c = _solve(g, b)
    over = whole_and_without(of_output) - (c * b).sum(axis=-1)
    noise = np.maximum(over, 0.0) / (draws - x.shape[1])
    return Surrogate(
        terms=terms,
        coefficients=c[:, 1:],
        noise=noise,
        together=_about_the_mean(g),
        draws=draws,
        left=output - x @ c[0],
        explained=_cross_validated(x, output, c[1:], groups),
    )


def _about_the_mean(squares: Array) -> Array:
    """Covariances of the terms, from sums of squares whose first row is the constant's."""
    draws = squares[:, :1, :1]
    means = squares[:, 0, 1:] / draws[:, 0]
    return np.asarray(squares[:, 1:, 1:] / draws - means[:, :, None] * means[:, None, :])


def _cross_validated(
    x: Array, output: Array, without: Array, groups: list[NDArray[np.bool_]]
) -> float:
    """Share of variance that fits explain of the draws they have not seen."""
    missed = sum(((output[g] - x[g] @ c) ** 2).sum() for g, c in zip(groups, without, strict=True))
    means = [output[~g].mean() for g in groups]
    spread = sum(((output[g] - m) ** 2).sum() for g, m in zip(groups, means, strict=True))
    return float(1.0 - missed / spread) if spread > 0 else 0.0
