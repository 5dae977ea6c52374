"""Limits: each proposal's part of what the limits of beds take or give.

What people ask for is shared out exactly. What a limit does to it is not a sum of what
proposals do: in the central run it is shared by Shapley's rule, over plans carried with
some of the proposals; in another draw, the difference from the central run is put to the
proposals in proportion to their parts. So the parts close in every draw, and none falls
to a proposal that does not act.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from commonweal.attribution.rows import NO_CHANGE
from commonweal.base.numbers.cases import Cases, Flags, Index
from commonweal.base.numbers.chance import Array
from commonweal.care import CareInputs, CarePath, ChangeIndex
from commonweal.engine import BLOCK_CASES, Carried, carry_care
from commonweal.statistics import MOST_EXACT, shares


def limited(nothing: CarePath, plan: CarePath) -> Array:
    """Nights that the limits take from the change that is asked for, or give to it.

    Returns:
        Nights by site and service, shape (item, year, case).
    """
    assert nothing.nights is not None
    assert plan.nights is not None
    here = plan.nights.worked - plan.nights.asked
    there = nothing.nights.worked - nothing.nights.asked
    return np.ascontiguousarray(np.moveaxis(here - there, 0, -1).swapaxes(0, 1))


def with_limits(care: CareInputs, index: ChangeIndex) -> tuple[ChangeIndex, Index]:
    """Changes with one more for each proposal and each site and service that beds limit.

    Returns:
        The changes, and where in them those of the limits are, by proposal and item.
    """
    items = len(care.night_inputs.pair) if care.night_inputs is not None else 0
    changes = care.acting.changes
    if not items:
        return index, np.array([], dtype=np.intp)
    first = changes.changed + len(changes.moved)
    everyone = np.repeat(np.arange(changes.proposals), items)
    every_item = np.tile(first + np.arange(items), changes.proposals)
    proposal = np.concatenate([index.proposal, everyone])
    at = np.concatenate([index.at, every_item])
    order = np.lexsort((at, proposal))
    return ChangeIndex(proposal[order], at[order]), np.flatnonzero(at[order] >= first)


def put_in(values: Array, of_limits: Array, where: Index) -> Array:
    """Values of the changes, and of the limits among them.

    Args:
        values: of the changes alone, shape (change, year, case).
        of_limits: shape (proposal and item, year, case).
        where: as `with_limits` gives it.
    """
    if not len(where):
        return values
    out = np.empty((len(values) + len(of_limits), *values.shape[1:]))
    out[where] = of_limits
    out[np.setdiff1d(np.arange(len(out)), where)] = values
    return out


def shares_of_limits(care: CareInputs, carried: Carried, orders: Index) -> Array:
    """Each proposal's part of what the limits take or give.

    Args:
        carried: every draw, with every proposal acting.
        orders: in which the proposals could come, shape (pair, 2, proposal).

    Returns:
        Shape (proposal and item, year, draw).
    """
    limits = limited(carried.nothing.care, carried.plan.care)
    proposals, does = care.acting.changes.proposals, _nights_and_beds(care, carried)
    # One that changes no nights and no beds moves no limit, and gets none of its rounding.
    central = _central(care, orders) * (does > 0)[:, None, None]
    # One that moves no limit in the central run may do so in another draw.
    size = np.abs(central)
    size = np.where(size.sum(axis=0) > NO_CHANGE, size, does[:, None, None])
    whole = size.sum(axis=0)
    part = size / np.where(whole > 0, whole, 1.0)
    rest = limits - limits[..., :1]
    out = central[..., None] + part[..., None] * rest
    return out.reshape(proposals * len(limits), *limits.shape[1:])


def _nights_and_beds(care: CareInputs, carried: Carried) -> Array:
    """How much each proposal does to nights and beds in all draws and years, shape (proposal,).

    Nights, and the nights that beds have room for, in either direction.
    """
    changes, nights = care.acting.changes, care.night_inputs
    assert nights is not None
    worth = np.abs(np.concatenate([nights.from_residents, nights.from_moves])).sum(axis=1)
    out = np.zeros(changes.proposals)
    np.add.at(
        out, changes.own.proposal, np.abs(carried.share).sum(axis=(1, 2)) * worth[changes.own.at]
    )
    for effect, proposal in zip(care.beds.effect, care.beds.proposal, strict=True):
        beds = np.abs(care.luck.size[:, effect]).sum() * care.acting.strength[:, proposal]
        out[proposal] += (beds * care.nights).sum()
    return out


def _central(care: CareInputs, orders: Index) -> Array:
    """Shapley's shares in the central run, shape (proposal, item, year)."""
    found = _of_coalitions(care, _coalitions(orders))

    def worth(acting: Flags) -> Array:
        return found[acting.tobytes()]

    return shares(worth, orders).share


def _coalitions(orders: Index) -> Flags:
    """Every set of proposals that sharing asks for, shape (set, proposal)."""
    proposals = orders.shape[-1]
    if proposals <= MOST_EXACT:
        return np.asarray((np.arange(2**proposals)[:, None] >> np.arange(proposals)) & 1 == 1)
    comes = np.argsort(orders.reshape(-1, proposals), axis=1)
    sets = comes[:, None, :] < np.arange(proposals + 1)[:, None]
    return np.asarray(np.unique(sets.reshape(-1, proposals), axis=0))


def _of_coalitions(care: CareInputs, coalitions: Flags) -> dict[bytes, Array]:
    """What the limits do in the central run with each set of proposals, shape (item, year)."""
    found = {}
    for some in _blocks(Cases.of_coalitions(coalitions)):
        _, nothing, plan = carry_care(care, some)
        limits = limited(nothing, plan)
        for n, acting in enumerate(some.acting):
            found[acting.tobytes()] = limits[..., n]
    return found


def _blocks(cases: Cases) -> Iterable[Cases]:
    return (cases.part(first, first + BLOCK_CASES) for first in range(0, len(cases), BLOCK_CASES))
