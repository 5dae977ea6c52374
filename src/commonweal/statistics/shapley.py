"""Fair: what each proposal's share is of a result that is not a sum of parts.

Shapley's share is the average of what a proposal adds over all orders in which
the proposals could have come. It is the only one that sums to the whole, treats
equals alike, gives nothing to who does nothing, and adds up over results.

Where a result is linear its shares are known without this (logarithmic means).
Steps of cost and floors are taken one kind of care at a time, with only the few
proposals that touch it, so that the shares are exact.

Source: Shapley, A value for n-person games, 1953.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array

Flags = NDArray[np.bool_]
Worth = Callable[[Flags], Array]
"""What some proposals come to, of any shape: told which act, shape (proposal,)."""

TOGETHER = 16
"""Sets of proposals weighed at once, so that they stay near the processor."""

AT_ONCE = 1 << 16
"""Sets times draws of one activity that are weighed at once: half a megabyte, near the processor.
Four times as many take two to five times as long."""

MOST_EXACT = 10
"""With more proposals than this at one thing, orders are sampled: 2^10 is a thousand."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Each proposal's share of a result.

    Attributes:
        share: shape (proposal, ...); they sum to the whole change, to rounding.
        error: standard error of each from sampling orders, same shape; 0 where exact.
    """

    share: Array
    error: Array


def exact_shares(worth: Worth, proposals: int) -> Array:
    """Shapley's shares from all sets of proposals.

    Args:
        worth: what a set of proposals comes to.
        proposals: how many; the sets are 2 to that power.

    Returns:
        Shape (proposal, ...).

    >>> both_needed = lambda act: np.array([12.0 if act.all() else 0.0])
    >>> exact_shares(both_needed, 2).tolist()
    [[6.0], [6.0]]
    """
    nothing = worth(np.zeros(proposals, dtype=bool))
    sets = (np.arange(1, 2**proposals)[:, None] >> np.arange(proposals)) & 1 == 1
    out = np.zeros((proposals, nothing.size))
    for first in range(0, len(sets), TOGETHER):
        some = sets[first : first + TOGETHER]
        # What a set adds to nothing: the same shares, with less to round.
        added = np.stack([(worth(acting) - nothing).ravel() for acting in some])
        out += _weights(some) @ added
    return out.reshape(proposals, *nothing.shape)


def _weights(sets: Flags) -> Array:
    """How each set's worth counts in each proposal's share, shape (proposal, set).

    For a proposal in the set, the chance that just the others come before it in a
    random order; for one outside, less the chance that just these do.
    """
    proposals = sets.shape[1]
    size = sets.sum(axis=1)
    chance = np.array([_chance(n, proposals) for n in range(proposals)] + [0.0])
    return np.asarray(np.where(sets.T, chance[size - 1], -chance[size]))


def _chance(others: int, proposals: int) -> float:
    """The chance that just so many certain others come before one in a random order."""
    return 1.0 / (proposals * math.comb(proposals - 1, others))


def orders(names: Sequence[str], luck: np.random.Generator, pairs: int = 50) -> NDArray[np.intp]:
    """Orders in which proposals could come, each with its reverse.

    An order and its reverse err in opposite ways, so a pair errs less than two. The
    orders go by the names and not by the places in which the proposals are listed.

    Args:
        names: of the proposals.
        luck: where the orders come from.
        pairs: orders, their reverses not counted; 2 or more.

    Returns:
        Places of the proposals, shape (pair, 2, proposal).
    """
    by_name = np.argsort(np.array(list(names)), kind="stable")
    drawn = np.array([by_name[luck.permutation(len(names))] for _ in range(pairs)])
    return np.stack([drawn, drawn[:, ::-1]], axis=1)


def sampled_shares(worth: Worth, in_orders: NDArray[np.intp]) -> Shares:
    """Shapley's shares from some of the orders.

    Args:
        worth: what a set of proposals comes to.
        in_orders: as `orders` gives them, shape (pair, 2, proposal).
    """
    pairs, _, proposals = in_orders.shape
    nothing = worth(np.zeros(proposals, dtype=bool))
    mean = np.zeros((proposals, *nothing.shape))
    squares = np.zeros_like(mean)
    for k, (order, back) in enumerate(in_orders, start=1):
        both = (_added(worth, order, nothing) + _added(worth, back, nothing)) / 2.0
        step = both - mean
        mean += step / k
        squares += step * (both - mean)
    return Shares(mean, np.sqrt(squares / (pairs - 1) / pairs))


def _added(worth: Worth, order: NDArray[np.intp], nothing: Array) -> Array:
    """What each proposal adds when they come in an order, shape (proposal, ...)."""
    out = np.empty((len(order), *nothing.shape))
    acting = np.zeros(len(order), dtype=bool)
    before = nothing
    for n in order:
        acting[n] = True
        now = worth(acting.copy())
        out[n] = now - before
        before = now
    return out


def shares(worth: Worth, in_orders: NDArray[np.intp]) -> Shares:
    """Shapley's shares: exact for a few proposals, from the orders given for many."""
    proposals = in_orders.shape[-1]
    if proposals > MOST_EXACT:
        return sampled_shares(worth, in_orders)
    share = exact_shares(worth, proposals)
    return Shares(share, np.zeros_like(share))


Part = tuple[int, Array]
"""A proposal's place and by how much it changes one kind of activity, any shape."""


def shares_of_one(
    pounds: Callable[[Array], Array],
    base: Array,
    parts: Sequence[Part],
    in_orders: NDArray[np.intp],
) -> Shares:
    """Shares of what a change of one activity costs, however it is stepped.

    Args:
        pounds: GBP of some activity, of the activity's shape.
        base: activity before any proposal, shape (...).
        parts: the proposals that touch it, and their changes of it.
        in_orders: orders of all proposals, used where many touch it.

    Returns:
        GBP by each of the parts, shape (part, ...).

    A ward for each 100 stays, at 50 pounds: 105 stays fall by 3 and by 4. Together
    they close a ward that neither would alone.

    >>> wards = lambda stays: 50.0 * np.ceil(stays / 100.0)
    >>> two = [(0, np.array(-3.0)), (1, np.array(-4.0))]
    >>> luck = np.random.default_rng(1)
    >>> shares_of_one(wards, np.array(105.0), two, orders(["A", "B"], luck)).share.tolist()
    [-25.0, -25.0]
    """
    tried = _among(in_orders, [proposal for proposal, _ in parts])
    changes = np.stack([change for _, change in parts])
    if len(changes) <= MOST_EXACT:
        share = _exact_of_one(pounds, base, changes)
        return Shares(share, np.zeros_like(share))

    return _sampled_of_one(pounds, base, changes, tried)


def _sampled_of_one(
    pounds: Callable[[Array], Array], base: Array, changes: Array, in_orders: NDArray[np.intp]
) -> Shares:
    """Shapley's shares of what one activity costs, from some of the orders.

    Along an order the activity is a running sum, so that an order takes as long as it has
    proposals, and not as the square of them.

    Args:
        base: activity before any proposal, shape (...).
        changes: by which each proposal changes it, shape (proposal, ...).
        in_orders: as `orders` gives them, shape (pair, 2, proposal).
    """
    mean, squares = np.zeros_like(changes), np.zeros_like(changes)
    added, running = np.empty_like(changes), np.empty((len(changes) + 1, *base.shape))
    for k, both in enumerate(in_orders, start=1):
        added[:] = 0.0
        for order in both:
            running[0] = 0.0
            for n, proposal in enumerate(order):
                np.add(running[n], changes[proposal], out=running[n + 1, ...])
            running += base
            worth = pounds(running)
            worth[1:] -= worth[:-1].copy()
            worth /= 2.0
            for n, proposal in enumerate(order, start=1):
                added[proposal] += worth[n]
        step = added - mean
        mean += step / k
        squares += step * (added - mean)
    pairs = len(in_orders)
    return Shares(mean, np.sqrt(squares / (pairs - 1) / pairs))


def _exact_of_one(pounds: Callable[[Array], Array], base: Array, changes: Array) -> Array:
    """Shapley's shares of what one activity costs, from all sets at once.

    The activity with each set acting is that of the set without its last proposal, and
    that one's change: one sum for each set.

    Args:
        base: activity before any proposal, shape (...).
        changes: by which each proposal changes it, shape (proposal, ...).
    """
    proposals = len(changes)
    sets = (np.arange(1 << proposals)[:, None] >> np.arange(proposals)) & 1 == 1
    weights = _weights(sets)
    out = np.empty((proposals, base.size))
    flat, each = base.ravel(), changes.reshape(proposals, -1)
    some = max(AT_ONCE >> proposals, 1)
    for first in range(0, base.size, some):
        here = slice(first, first + some)
        activity = np.empty((1 << proposals, len(flat[here])))
        activity[0] = flat[here]
        for n in range(proposals):
            np.add(activity[: 1 << n], each[n, here], out=activity[1 << n : 2 << n])
        worth = pounds(activity)
        # What a set adds to nothing: the same shares, with less to round.
        worth -= worth[0].copy()
        np.matmul(weights, worth, out=out[:, here])
    # Who does nothing has nothing, to the last digit.
    out[~each.any(axis=1)] = 0.0
    return out.reshape(changes.shape)


def _among(in_orders: NDArray[np.intp], proposals: Sequence[int]) -> NDArray[np.intp]:
    """The orders of some proposals among themselves, as places in their own list."""
    own = np.full(in_orders.shape[-1], -1)
    own[list(proposals)] = np.arange(len(proposals))
    renamed = own[in_orders]
    return renamed[renamed >= 0].reshape(*in_orders.shape[:2], len(proposals))
