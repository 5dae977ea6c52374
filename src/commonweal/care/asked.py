"""Asked for: the care that residents want, and what proposals leave, take away and send elsewhere.

Nothing here looks back: every year of a case is worked out at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.cases import Cases
from commonweal.base.numbers.chance import Array
from commonweal.care import demand
from commonweal.care.effects import share_kept
from commonweal.care.inputs import CareInputs
from commonweal.care.shares import CareActedOn, log_kept, shares, sum_at


@dataclass(frozen=True, slots=True)
class Asked:
    """Care that residents ask for in a block of cases.

    Attributes:
        nothing: if nothing changes, shape (case, year, place-and-service).
        change: by the proposals, shape (case, year, changed).
        moved: between sites, shape (case, year, move).
        share: of each proposal in that, shape (change, case, year).
    """

    nothing: Array
    change: Array
    moved: Array
    share: Array


def asked_for(care: CareInputs, cases: Cases) -> Asked:
    """What residents ask for in some cases, and what the proposals that act change of it."""
    nothing, acted_on = acted_on_in(care, cases)
    changes = care.acting.changes
    share = shares(changes, acted_on)
    total = np.ascontiguousarray(np.moveaxis(sum_at(changes, share), 0, -1))
    change, moved = np.split(total, [changes.changed], axis=-1)
    return Asked(nothing, change, moved, share)


def acted_on_in(care: CareInputs, cases: Cases) -> tuple[Array, CareActedOn]:
    """What residents use if nothing changes, and what of it the proposals act on.

    Returns:
        Activity of each place-and-service, shape (case, year, place-and-service); and
        what the proposals act on.
    """
    luck, acting, here = care.luck, care.acting, cases.rows
    activity = care.baseline.between(care.row[here], care.way[here])
    every = len(care.labels.places) * len(care.labels.services)
    growth = demand.growth_since_base(luck.growth[here][:, None, :], care.since_base[:, None])
    nothing = activity[..., :every] * np.tile(growth, len(care.labels.places))
    size, moves, changes = luck.size[here], acting.moves, acting.changes
    of_acts = cases.only_acting(size[:, acting.act_effect], acting.act_proposal)
    moving = cases.only_acting(np.maximum(size[:, moves.effect], 0.0), moves.proposal)
    acted_on = CareActedOn(
        cells=_rows(activity[..., every:] * growth[..., acting.cell_service]),
        kept=log_kept(changes.acts, _logs(of_acts, acting.act_strength)),
        ratio=_rows(luck.ratio[here][:, None]),
        at_source=_rows(nothing @ moves.from_all),
        staying=log_kept(
            changes.movers, _logs(moving, acting.strength[:, moves.proposal] * moves.reach)
        ),
    )
    return nothing, acted_on


def _logs(size: Array, strength: Array) -> Array:
    """Logarithm of what each effect leaves on its own, shape (act, case, year)."""
    return _rows(np.log(share_kept(size[:, None], strength)))


def _rows(values: Array) -> Array:
    """What is last made first, so that each row of cases and years stands together."""
    return np.ascontiguousarray(np.moveaxis(values, -1, 0))
