"""Acting: which proposals act on which care, found once for a plan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.care.cells import Cells, Index
from commonweal.care.changes import Changes, changes_of, groups_of
from commonweal.care.effects import Act, Effects
from commonweal.care.givers import Givers
from commonweal.care.site_moves import SiteMoves, site_moves
from commonweal.care.workload import Workload
from commonweal.place import Labels


@dataclass(frozen=True, slots=True)
class Acting:
    """What the proposals act on, and how strongly in each year.

    Attributes:
        effects: every effect of the plan, with the index of its proposal.
        strength: share of the full effect, shape (year, proposal).
        cell_service: of each touched cell.
        changed: every place-and-service whose activity the proposals can change.
        act_effect, act_proposal: of each act.
        act_strength: how strong each act is, shape (year, act).
        moves: of care between sites.
        changes: which proposal changes what.
    """

    effects: Effects
    strength: Array
    cell_service: Index
    changed: Index
    act_effect: Index
    act_proposal: Index
    act_strength: Array
    moves: SiteMoves
    changes: Changes


def acting_of(
    labels: Labels,
    cells: Cells,
    touched: Index,
    effects: Effects,
    strength: Array,
    workload: Workload,
    at_base: Array,
    givers: Givers,
) -> Acting:
    """Find what the proposals of a plan act on.

    Args:
        touched: the cells that any proposal acts on.
        strength: share of the full effect, shape (year, proposal).
        at_base: residents' activity in the base year, central run, shape (place, service).
    """
    at = place_service(cells, labels)
    acts = tuple(act for signature in cells.signatures for act in signature)
    sizes = [len(signature) for signature in cells.signatures[1:]]
    act_effect = np.array([act.effect for act in acts], dtype=np.intp)
    act_proposal = np.array([effects[e][0] for e in act_effect], dtype=np.intp)
    arrivals = _arrivals(cells, touched, acts, effects, labels)
    arrives = np.array([to for *_, to in arrivals], dtype=np.intp)
    changed = np.unique(np.concatenate([at[touched], arrives]))
    number = {int(one): n for n, one in enumerate(changed)}
    moves = site_moves(effects, labels, workload, at_base, givers.pairs, givers.bed_sites)
    return Acting(
        effects=effects,
        strength=strength,
        cell_service=cells.service[touched],
        changed=changed,
        act_effect=act_effect,
        act_proposal=act_proposal,
        act_strength=strength[:, act_proposal] * np.array([act.ratio for act in acts]),
        moves=moves,
        changes=changes_of(
            groups_of(act_proposal, np.repeat(np.arange(len(sizes)), sizes)),
            [(int(cells.signature[n]) - 1, number[int(at[n])]) for n in touched],
            [(n, a, e, number[to]) for n, a, e, to in arrivals],
            moves,
            changed,
            strength.shape[1],
        ),
    )


def place_service(cells: Cells, labels: Labels) -> Index:
    """The place-and-service of each cell."""
    return cells.place * len(labels.services) + cells.service


def _arrivals(
    cells: Cells, touched: Index, acts: tuple[Act, ...], effects: Effects, labels: Labels
) -> list[tuple[int, int, int, int]]:
    """Care that takes the place of care avoided or moved.

    For each cell and act that sends care somewhere: the cell's index among those
    touched, the act, its effect, and the place-and-service the care arrives at.
    """
    first_act = np.cumsum([0, *(len(s) for s in cells.signatures)])
    found = []
    for n, cell in enumerate(touched):
        signature = cells.signature[cell]
        for a in range(first_act[signature], first_act[signature + 1]):
            effect = effects[acts[a].effect][1]
            if acts[a].direct and effect.to_service is not None:
                to = labels.services.index(effect.to_service)
                at = int(cells.place[cell]) * len(labels.services) + to
                found.append((n, a, acts[a].effect, at))
    return found
