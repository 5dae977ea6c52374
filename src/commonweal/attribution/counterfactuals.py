"""Counterfactuals: what each proposal would do alone, and what is lost without it.

Each is a plan carried again, with that proposal alone or with all but it, in the first
draws of the same luck. Nothing of it has to close on anything, so that some draws serve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.cases import Cases, Index
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.threads import at_once
from commonweal.care.asked import acted_on_in
from commonweal.care.changes import overlaps_of, shares, sum_at
from commonweal.care.inputs import CareInputs

DRAWS = 500
"""Draws beside the central run that are carried again for each proposal."""

BLOCK_CASES = 192
"""Cases in a block, as in the engine."""


@dataclass(frozen=True, slots=True)
class Counterfactuals:
    """What the proposals do apart from each other, in activity, shape (..., year, draw).

    Attributes:
        alone: of the changes `own`.
        lost: of the changes `lost`.
        overlap: what two would both count, of the changes `both`; in every draw.
    """

    alone: Array
    lost: Array
    overlap: Array

    @property
    def draws(self) -> int:
        """How many draws `alone` and `lost` hold, the central run among them."""
        return int(self.alone.shape[-1])


def counterfactuals(care: CareInputs, share: Array) -> Counterfactuals:
    """Carry a plan again with each proposal alone, and without each.

    Args:
        share: of every change, shape (change, year, draw).
    """
    changes, years, total = care.acting.changes, share.shape[1], share.shape[2]
    draws = min(total, DRAWS + 1)
    alone = np.zeros((len(changes.own), years, draws))
    lost = np.zeros((len(changes.lost), years, draws))
    whole = _at_each(care, share[..., :draws])

    def of_one(proposal: int) -> None:
        own, mine = changes.own.of(proposal), changes.lost.of(proposal)
        everyone = changes.proposals
        alone[own] = _shares_in(care, Cases.alone(proposal, everyone, draws - 1), own)
        without = _shares_in(care, Cases.without(proposal, everyone, draws - 1), slice(None))
        at = changes.lost.at[mine]
        lost[mine] = whole[at] - _at_each(care, without)[at]

    for _ in at_once(of_one, range(changes.proposals)):
        pass
    return Counterfactuals(alone, lost, _overlaps(care, total, years))


def _at_each(care: CareInputs, share: Array) -> Array:
    """What all changes together do to what they are of, shape (changed and moves, year, draw)."""
    return sum_at(care.acting.changes, share)


def _shares_in(care: CareInputs, cases: Cases, kept: slice | Index) -> Array:
    """Shares of some changes in some cases, shape (change, year, case)."""
    parts = []
    for first in range(0, len(cases), BLOCK_CASES):
        _, acted_on = acted_on_in(care, cases.part(first, first + BLOCK_CASES))
        parts.append(shares(care.acting.changes, acted_on)[kept].swapaxes(1, 2))
    return np.concatenate(parts, axis=-1)


def _overlaps(care: CareInputs, total: int, years: int) -> Array:
    """What two proposals would both count, shape (overlap, year, draw)."""
    changes = care.acting.changes
    every = Cases.with_plan(changes.proposals, total - 1)
    out = np.zeros((len(changes.both), years, total))

    def block(first: int) -> None:
        _, acted_on = acted_on_in(care, every.part(first, first + BLOCK_CASES))
        found = overlaps_of(changes, acted_on).swapaxes(1, 2)
        out[..., first : first + BLOCK_CASES] = found

    for _ in at_once(block, range(0, total, BLOCK_CASES) if changes.both else ()):
        pass
    return out
