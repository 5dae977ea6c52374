"""Drivers: how much of a result's variance each uncertain number brings about.

The *first-order* share of an input is the share of variance that would go if
it were known, the *total* share what would stay if all the others were (Sobol,
1993; Homma and Saltelli, 1996). Without interaction they are the same and sum
to 1. Both come from the draws of the run itself: a polynomial surrogate tells
the shares, a rank statistic adds what the surrogate leaves of each input alone,
and the rest, which could belong to anyone's total, is counted in full in the
totals' errors.

Inputs must be independent. Of numbers drawn together, give the normals from
before they were bound and name them as one group: the group's share is exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array
from commonweal.statistics.sensitivity.polynomials import Law, curves
from commonweal.statistics.sensitivity.surrogate import Surrogate, fit

TRUSTED = 0.9
"""A surrogate that explains less than this of the variance is not to be leant on."""


@dataclass(frozen=True, slots=True)
class Drivers:
    """Shares of one output's variance, with their standard errors.

    A share near 0 may come out a little below it: that keeps its mean right.

    Attributes:
        names: the inputs, or groups of inputs.
        first, first_error: first-order share, shape (name,).
        total, total_error: total share, shape (name,).
        explained: cross-validated share of the variance that the surrogate explains;
            1 where the model itself was run again.
    """

    names: tuple[str, ...]
    first: Array
    first_error: Array
    total: Array
    total_error: Array
    explained: float

    @property
    def is_trusted(self) -> bool:
        """Whether enough of the output is explained for the totals to be told."""
        return self.explained >= TRUSTED

    @property
    def in_order(self) -> tuple[int, ...]:
        """Places of the names, the largest total first."""
        return tuple(int(n) for n in np.argsort(-self.total, kind="stable"))


def drivers(
    inputs: Array,
    outputs: Array,
    names: Sequence[str],
    groups: Mapping[str, Sequence[str]] | None = None,
    laws: Sequence[Law] | None = None,
) -> tuple[Drivers, ...]:
    """Variance shares of each output, from the draws of a run.

    Args:
        inputs: the independent standard normals behind the draws, shape (draw, input).
        outputs: shape (draw, output).
        names: of the inputs.
        groups: names to take together, by the group's name; each input alone if None.
        laws: of the inputs, where they are not all standard normals. Those known only
            from their draws make the shares less sure.

    Returns:
        One for each output. One that never changes has shares of 0.
    """
    together, members = memberships(names, groups)
    laws = [Law.NORMAL] * len(names) if laws is None else laws
    drawn = np.array([law is Law.AS_DRAWN for law in laws], dtype=bool)
    made = curves(inputs, laws)
    order = np.argsort(inputs, axis=0, kind="stable")
    return tuple(
        _shares(together, members, fit(made, output), made.of, order, drawn) for output in outputs.T
    )


def memberships(
    names: Sequence[str], groups: Mapping[str, Sequence[str]] | None
) -> tuple[tuple[str, ...], NDArray[np.bool_]]:
    """The groups' names and which inputs are in each, shape (group, input).

    >>> memberships(["a", "b"], {"both": ["b", "a"]})[1].tolist()
    [[True, True]]
    """
    at = {name: n for n, name in enumerate(names)}
    together = {name: [name] for name in names} if groups is None else groups
    members = np.zeros((len(together), len(names)), dtype=bool)
    for n, group in enumerate(together.values()):
        members[n, [at[name] for name in group]] = True
    return tuple(together), members


def _between_neighbours(centred: Array, order: NDArray[np.intp]) -> Array:
    """Products of neighbours in each input's order, shape (draw, input)."""
    in_order = centred[order]
    return in_order * np.roll(in_order, -1, axis=0)


def _shares(
    names: tuple[str, ...],
    members: NDArray[np.bool_],
    found: Surrogate,
    of: NDArray[np.intp],
    order: NDArray[np.intp],
    drawn: NDArray[np.bool_],
) -> Drivers:
    """Shares of groups of inputs from a surrogate and from what it leaves.

    Args:
        members: shape (group, input).
        of: the input of each of the surrogate's curves, shape (curve,).
        order: draws in the order of each input, shape (draw, input).
        drawn: inputs whose law is known only from their draws, shape (input,).
    """
    inside, touching, every = _belonging([of[list(term)] for term in found.terms], members)
    unsure = np.asarray((members & drawn).any(axis=1))
    variance = _brought(found, every, np.array([drawn.any()])) + found.noise[:, None]
    scale = np.where(variance > 0, variance, 1.0)
    first, first_error = _jackknifed(_brought(found, inside, unsure) / scale)
    total, total_error = _jackknifed(_brought(found, touching, unsure) / scale)
    alone, alone_error = _alone(found.left, order, float(scale[0, 0]))
    more, more_error = members @ alone, np.sqrt(members @ alone_error**2)
    unexplained = max(1.0 - found.explained, 0.0) if variance[0, 0] > 0 else 0.0
    within = np.where(members.sum(axis=1) > 1, unexplained, 0.0)
    leaked = _leaked(first, total - first, len(found.left)) if drawn.any() else 0.0
    return Drivers(
        names=names,
        first=first + more,
        first_error=np.sqrt(first_error**2 + more_error**2 + within**2 + leaked**2),
        total=total + more,
        total_error=np.sqrt(total_error**2 + more_error**2 + unexplained**2),
        explained=found.explained,
    )


def _brought(found: Surrogate, of: Array, unsure: NDArray[np.bool_]) -> Array:
    """Variance that some terms bring about in each fit, shape (1 + group, name).

    A coefficient's square is too large by its own variance, on average. Where the law of
    an input is known only from its draws, the fits without some draws must feel that they
    know it from fewer; else the terms are orthonormal by law and the squares add up.

    Args:
        of: which terms, shape (term, name).
        unsure: names with such an input, shape (name,).
    """
    out = np.asarray((found.coefficients**2 - (found.noise / found.draws)[:, None]) @ of)
    for n in np.flatnonzero(unsure):
        terms = of[:, n] > 0
        c, g = found.coefficients[1:, terms], found.together[1:, terms][..., terms]
        out[1:, n] = np.einsum("gs,gst,gt->g", c, g, c)
    return out


def _leaked(first: Array, interacting: Array, draws: int) -> Array:
    """Error of first-order shares because others' averages are known only from draws.

    A term of two inputs is centred on the draws of each; were the true average of one
    off by 1 / sqrt(draws), that much of the term would be the other's own.
    """
    shared = np.maximum(interacting, 0.0) / draws
    return np.sqrt(4.0 * np.maximum(first, 0.0) * shared + 3.0 * shared**2)


def _belonging(
    terms: list[NDArray[np.intp]], members: NDArray[np.bool_]
) -> tuple[Array, Array, Array]:
    """Which terms lie inside each group, which touch it, and all.

    Args:
        terms: the inputs of each.
        members: shape (group, input).

    Returns:
        Each 1 or 0, shape (term, group); all are of one group.
    """
    has = np.zeros((len(terms), members.shape[1]))
    for n, term in enumerate(terms):
        has[n, term] = 1.0
    inside = (has @ ~members.T) == 0
    touching = (has @ members.T) > 0
    return inside.astype(float), touching.astype(float), np.ones((len(terms), 1))


def _jackknifed(shares: Array) -> tuple[Array, Array]:
    """The share on all draws and its standard error from leaving out groups in turn.

    Args:
        shares: shape (1 + group, name), that on all draws first.
    """
    without = shares[1:]
    groups = len(without)
    squares = ((without - without.mean(axis=0)) ** 2).sum(axis=0)
    return shares[0], np.sqrt((groups - 1) / groups * squares)


def _alone(left: Array, order: NDArray[np.intp], variance: float) -> tuple[Array, Array]:
    """What each input alone brings about of what a surrogate leaves, and its error.

    A product of neighbours shares a draw with the next, hence the second part of
    the error.
    """
    products = _between_neighbours(left, order)
    mean = products.mean(axis=0)
    about = products - mean
    squares = (about**2).mean(axis=0) + 2.0 * (about * np.roll(about, -1, axis=0)).mean(axis=0)
    error = np.sqrt(np.maximum(squares, 0.0) / len(left))
    return mean / variance, error / variance
