"""Counterfactuals: what each proposal would do alone, and what is lost without it.

Each is a plan carried again, with that proposal alone or with all but it, in the first
draws of the same luck. Nothing of it has to close on anything, so that some draws serve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.attribution.limits import limited
from commonweal.base.numbers.cases import Cases
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.threads import at_once
from commonweal.care.asked import acted_on_in
from commonweal.care.changes import overlaps_of, shares, sum_at
from commonweal.care.inputs import CareInputs
from commonweal.engine.path import Carried
from commonweal.engine.run import BLOCK_CASES, carry_care

DRAWS = 500
"""Draws beside the central run that are carried again for each proposal."""


@dataclass(frozen=True, slots=True)
class Counterfactuals:
    """What the proposals do apart from each other, in activity, shape (..., year, draw).

    Attributes:
        alone: of the changes `own`.
        lost: of the changes `lost`.
        alone_limits, lost_limits: the same of nights that beds limit, by proposal and item.
        overlap: what two would both count, of the changes `both`; in every draw.
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
    """Carry a plan again with each proposal alone, and without each.

    Args:
        carried: every draw, with every proposal acting.
    """
    changes, years, total = care.acting.changes, len(care.nights), len(carried.cases)
    draws, everyone = min(total, DRAWS + 1), changes.proposals
    whole = sum_at(changes, carried.share[..., :draws])
    limits = _limits_of(care, carried, draws)
    alone = np.zeros((len(changes.own), years, draws))
    lost = np.zeros((len(changes.lost), years, draws))
    alone_limits, lost_limits = (np.zeros((everyone, *limits.shape)) for _ in range(2))

    def of_one(proposal: int) -> None:
        own, mine = changes.own.of(proposal), changes.lost.of(proposal)
        share, alone_limits[proposal] = _again(care, Cases.alone(proposal, everyone, draws - 1))
        alone[own] = share[own]
        share, without = _again(care, Cases.without(proposal, everyone, draws - 1))
        at = changes.lost.at[mine]
        lost[mine] = whole[at] - sum_at(changes, share)[at]
        lost_limits[proposal] = limits - without

    for _ in at_once(of_one, range(everyone)):
        pass
    flat = (everyone * len(limits), years, draws)
    return Counterfactuals(
        alone, lost, alone_limits.reshape(flat), lost_limits.reshape(flat), _overlaps(care, total)
    )


def _limits_of(care: CareInputs, carried: Carried, draws: int) -> Array:
    """What the limits of beds do to the plan, shape (item, year, draw)."""
    if care.night_inputs is None:
        return np.zeros((0, len(care.nights), draws))
    return limited(carried.nothing.care, carried.plan.care)[..., :draws]


def _again(care: CareInputs, cases: Cases) -> tuple[Array, Array]:
    """Shares of the changes, and what the limits do, in some cases; shape (..., year, case)."""
    shared, limits = [], []
    for first in range(0, len(cases), BLOCK_CASES):
        part = cases.part(first, first + BLOCK_CASES)
        if care.night_inputs is None:
            share = shares(care.acting.changes, acted_on_in(care, part)[1])
            limits.append(np.zeros((0, len(care.nights), len(part))))
        else:
            asked, nothing, plan = carry_care(care, part)
            share = asked.share
            limits.append(limited(nothing, plan))
        shared.append(share.swapaxes(1, 2))
    return np.concatenate(shared, axis=-1), np.concatenate(limits, axis=-1)


def _overlaps(care: CareInputs, total: int) -> Array:
    """What two proposals would both count, shape (overlap, year, draw)."""
    changes = care.acting.changes
    every = Cases.with_plan(changes.proposals, total - 1)
    out = np.zeros((len(changes.both), len(care.nights), total))

    def block(first: int) -> None:
        _, acted_on = acted_on_in(care, every.part(first, first + BLOCK_CASES))
        out[..., first : first + BLOCK_CASES] = overlaps_of(changes, acted_on).swapaxes(1, 2)

    for _ in at_once(block, range(0, total, BLOCK_CASES) if changes.both else ()):
        pass
    return out
