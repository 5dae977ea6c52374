"""Counterfactuals: what each proposal would do alone, and what is lost without it.

Each is the plan in another case, with that proposal alone or with all but it, in the first
draws of the same luck. What people ask for in such a case is had by leaving logarithms out;
what looks back is carried through the years again. Nothing of it has to close on anything,
so that some draws serve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.attribution.limits import limited
from commonweal.base.figures.spread import DETAIL_DRAWS
from commonweal.base.numbers.cases import Cases
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.threads import at_once
from commonweal.care import CareInputs, acted_on_in, overlaps_of
from commonweal.care import alone as alone_of
from commonweal.care import lost as lost_of
from commonweal.engine import BLOCK_CASES, Carried, carry_care

DRAWS = 500
"""Draws beside the central run in which it is worked out."""


@dataclass(frozen=True, slots=True)
class Counterfactuals:
    """What the proposals do apart from each other, in activity, shape (..., year, draw).

    Attributes:
        alone: of the changes `own`.
        lost: of the changes `lost`.
        alone_limits, lost_limits: the same of nights that beds limit, by proposal and item.
        overlap: what two would both count, of the changes `both`; in the first draws.
    """

    alone: Array
    lost: Array
    alone_limits: Array
    lost_limits: Array
    overlap: Array

    @property
    def draws(self) -> int:
        """How many draws `alone` and `lost` hold, the central run among them."""
        return int(self.alone.shape[-1])


def counterfactuals(care: CareInputs, carried: Carried) -> Counterfactuals:
    """What each proposal would do alone, and what is lost without it.

    Args:
        carried: every draw, with every proposal acting.
    """
    changes, years, total = care.acting.changes, len(care.nights), len(carried.cases)
    draws, everyone = min(total, DRAWS + 1), changes.proposals
    alone = np.empty((len(changes.own), years, draws))
    lost = np.empty((len(changes.lost), years, draws))
    overlap = np.empty((len(changes.both), years, min(total, DETAIL_DRAWS + 1)))
    every = Cases.with_plan(everyone, total - 1)

    def block(first: int) -> None:
        last = min(first + BLOCK_CASES, draws)
        _, acted_on = acted_on_in(care, every.part(first, last))
        share = carried.share[..., first:last].swapaxes(1, 2)
        alone[..., first:last] = alone_of(changes, acted_on).swapaxes(1, 2)
        lost[..., first:last] = lost_of(changes, acted_on, share).swapaxes(1, 2)

    for _ in at_once(block, range(0, draws, BLOCK_CASES)):
        pass
    _put_overlaps(care, every, overlap)
    alone_limits, lost_limits = _limits_apart(care, carried, draws)
    return Counterfactuals(alone, lost, alone_limits, lost_limits, overlap)


def _put_overlaps(care: CareInputs, every: Cases, overlap: Array) -> None:
    """What two proposals would both count, written into `overlap`."""
    changes, draws = care.acting.changes, overlap.shape[-1]

    def block(first: int) -> None:
        last = min(first + BLOCK_CASES, draws)
        _, acted_on = acted_on_in(care, every.part(first, last))
        overlap[..., first:last] = overlaps_of(changes, acted_on).swapaxes(1, 2)

    for _ in at_once(block, range(0, draws, BLOCK_CASES) if changes.both else ()):
        pass


def _limits_apart(care: CareInputs, carried: Carried, draws: int) -> tuple[Array, Array]:
    """What limits of beds do with each proposal alone, and what is lost of it without each.

    Limits look back, so that every case is carried through the years again.

    Returns:
        Each of shape (proposal and item, year, draw).
    """
    everyone, years = care.acting.changes.proposals, len(care.nights)
    if care.night_inputs is None:
        none = np.zeros((0, years, draws))
        return none, none
    whole = limited(carried.nothing.care, carried.plan.care)[..., :draws]
    alone, lost = (np.empty((everyone, *whole.shape)) for _ in range(2))

    def of_one(proposal: int) -> None:
        alone[proposal] = _limits_in(care, Cases.alone(proposal, everyone, draws - 1))
        lost[proposal] = whole - _limits_in(care, Cases.without(proposal, everyone, draws - 1))

    for _ in at_once(of_one, range(everyone)):
        pass
    flat = (everyone * len(whole), years, draws)
    return alone.reshape(flat), lost.reshape(flat)


def _limits_in(care: CareInputs, cases: Cases) -> Array:
    """What limits of beds do in some cases, shape (item, year, case)."""
    parts = []
    for first in range(0, len(cases), BLOCK_CASES):
        _, nothing, plan = carry_care(care, cases.part(first, first + BLOCK_CASES))
        parts.append(limited(nothing, plan))
    return np.concatenate(parts, axis=-1)
