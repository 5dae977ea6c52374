"""Surrogate: a sum of curves that stands in for the whole model, fitted on its draws.

Polynomial chaos: an output as a sum of products of polynomials, one for each
input. Only products that stand out from noise are kept.

Sources: Sudret, Global sensitivity analysis using polynomial chaos expansions,
2008; Blatman and Sudret, Adaptive sparse polynomial chaos expansion based on least
angle regression, 2011.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array
from commonweal.statistics.sensitivity.polynomials import Curves

Term = tuple[int, ...]
"""A product of curves of different inputs: their places, in rising order."""

PAIR_CURVES = 128
"""Curves that are tried in pairs; more would be slow."""

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


def fit(curves: Curves, output: Array) -> Surrogate:
    """Choose the terms that stand out and fit them by least squares.

    Args:
        curves: of the inputs.
        output: shape (draw,).

    Raises:
        ValueError: with fewer draws than twice the groups.
    """
    if len(output) < 2 * GROUPS:
        raise ValueError(f"{len(output)} draws are too few to fit on: {2 * GROUPS} at least")
    centred = output - output.mean()
    if np.abs(centred).max() <= ROUNDING * np.abs(output).max():
        centred = np.zeros_like(output)
    return _fitted(_chosen(curves, centred), curves, centred)


def _products(terms: tuple[Term, ...], curves: Curves) -> Array:
    """Each term in each draw, shape (draw, term)."""
    out = np.empty((len(curves.at), len(terms)), order="F")
    for n, term in enumerate(terms):
        out[:, n] = curves.at[:, term[0]]
        for more in term[1:]:
            out[:, n] *= curves.at[:, more]
    return out


def _chosen(curves: Curves, centred: Array) -> tuple[Term, ...]:
    """Terms picked round by round from what the terms before leave unexplained.

    Inputs alone come first; then also products of two, and of a product already
    chosen with one more input (so that three act together only where two do).
    """
    room = min(len(centred) // DRAWS_FOR_A_TERM, MOST_TERMS)
    terms: tuple[Term, ...] = ()
    left = centred
    for together in (False, True):
        for _ in range(ROUNDS):
            found = _standing_out(curves, left, terms, together=together)
            terms += tuple(term for term in found if term not in set(terms))[: room - len(terms)]
            if not found or len(terms) == room:
                break
            left = centred - _explained(_products(terms, curves), centred)
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
    curves: Curves, left: Array, terms: tuple[Term, ...], *, together: bool
) -> list[Term]:
    """Terms whose product with what is left is more than noise, the strongest first."""
    found = _alone(curves, left)
    if together:
        few = np.flatnonzero(curves.degree < max(1, PAIR_CURVES // (int(curves.of.max()) + 1)))
        found += _pairs(curves, few, left) + _further(curves, few, left, terms)
    found.sort(key=lambda scored: (-scored[0], scored[1]))
    return list(dict.fromkeys(term for _, term in found))


Scored = list[tuple[float, Term]]


def _alone(curves: Curves, left: Array) -> Scored:
    """Curves of one input that stand out."""
    scores = _scores(curves.at, left[:, None])[:, 0]
    return [(float(scores[n]), (int(n),)) for n in np.flatnonzero(scores > _bar(scores.size))]


def _pairs(curves: Curves, few: NDArray[np.intp], left: Array) -> Scored:
    """Products of curves of two inputs that stand out."""
    scores = _scores(curves.at[:, few], curves.at[:, few] * left[:, None])
    apart = curves.of[few][:, None] < curves.of[few]
    at = np.argwhere(apart & (scores > _bar(int(apart.sum()))))
    return [(float(scores[a, b]), (int(few[a]), int(few[b]))) for a, b in at]


def _further(curves: Curves, few: NDArray[np.intp], left: Array, terms: tuple[Term, ...]) -> Scored:
    """Products already chosen, with one more input, that stand out."""
    grown = tuple(term for term in terms if len(term) > 1)
    if not grown:
        return []
    scores = _scores(_products(grown, curves), curves.at[:, few] * left[:, None])
    found: Scored = []
    for t, n in np.argwhere(scores > _bar(scores.size)):
        more = int(few[n])
        if curves.of[more] not in curves.of[list(grown[t])]:
            found.append((float(scores[t, n]), tuple(sorted((*grown[t], more)))))
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


def _fitted(terms: tuple[Term, ...], curves: Curves, output: Array) -> Surrogate:
    """Least squares on all draws and without each group, from sums over the groups."""
    x = np.column_stack([np.ones(len(output)), _products(terms, curves)])
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
