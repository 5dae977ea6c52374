"""Shares: how much of what is acted on is each proposal's, and what it does alone or takes if lost.

Shares are logarithmic means: they close in every case and year, whoever acts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.care.changes import ChangeIndex, Changes, Groups
from commonweal.care.effects import log_mean, overlap, share_gone


@dataclass(frozen=True, slots=True)
class LogKept:
    """Logarithms of what acts leave, shape (..., draw, year).

    Attributes:
        acts, owners, sets: of what is left by each act, by all acts of each owner, and by
            all of each set.
    """

    acts: Array
    owners: Array
    sets: Array


def log_kept(groups: Groups, logs: Array) -> LogKept:
    """What some acts leave.

    Args:
        logs: logarithm of what each leaves on its own, shape (act, draw, year).
    """
    if not len(logs):
        return LogKept(logs, logs, logs)
    owners = np.add.reduceat(logs, groups.owners, axis=0)
    return LogKept(logs, owners, np.add.reduceat(logs, groups.sets, axis=0))


@dataclass(frozen=True, slots=True)
class CareActedOn:
    """What the proposals act on in a block of cases, and how hard each does.

    Attributes:
        cells: activity of each touched cell if nothing changes, shape (cell, case, year).
        kept: what the acts on residents' care leave.
        ratio: what takes the place of a unit avoided, shape (effect, case, 1).
        at_source: activity at each source of moves if nothing changes, shape
            (source, case, year).
        staying: what the moves leave.
    """

    cells: Array
    kept: LogKept
    ratio: Array
    at_source: Array
    staying: LogKept


def shares(changes: Changes, care: CareActedOn) -> Array:
    """Each change's share of what the plan changes, in activity, shape (change, case, year).

    Where an effect turns out to do harm there is more care, and none elsewhere is spared
    for it. Moves act on what is left at their source.
    """
    out = np.zeros((len(changes.own), *care.cells.shape[1:]))
    groups, kept, mean = changes.acts, care.kept, log_mean(care.kept.sets)
    gone = share_gone(kept.owners, mean[groups.set_of_owner])
    for cell, owner, own, _ in changes.removed:
        out[own] -= care.cells[cell] * gone[owner]
    sent = np.maximum(share_gone(kept.acts, mean[groups.set_of_act]), 0.0)
    for cell, act, effect, own in changes.arrived:
        out[own] += care.cells[cell] * care.ratio[effect] * sent[act]
    if changes.moved:
        taken = _taken(changes, care, out)
        for move, own in changes.moved:
            out[own] = taken[move]
    return out


def sum_at(changes: Changes, share: Array) -> Array:
    """What all proposals change together, shape (changed and moves, case, year)."""
    out = np.zeros((changes.changed + len(changes.moved), *share.shape[1:]))
    for change, at in enumerate(changes.own.at):
        out[at] += share[change]
    return out


def _taken(changes: Changes, care: CareActedOn, share: Array) -> Array:
    """What each move takes of what is left, and has arrived, at its source.

    Shape (move, case, year).
    """
    left = _left_at_sources(changes, care, share)
    mean = log_mean(care.staying.sets)[changes.movers.set_of_act]
    return np.asarray(left[changes.source] * share_gone(care.staying.acts, mean))


def _left_at_sources(changes: Changes, care: CareActedOn, share: Array) -> Array:
    """What is left, and has arrived, at each source of moves, shape (source, case, year)."""
    out = care.at_source.copy()
    residents = np.flatnonzero(changes.own.at < changes.changed)  # the moves come last
    for change in residents:
        worth = changes.from_residents[changes.own.at[change]]
        for source in np.flatnonzero(worth):
            out[source] += worth[source] * share[change]
    return out


def _at_source(
    changes: Changes, index: ChangeIndex, rows: slice, values: Array, source: int
) -> Array:
    """What a proposal's changes do to what is at one source of moves, shape (case, year)."""
    out = np.zeros(values.shape[1:])
    for change in range(rows.start, rows.stop):
        at = index.at[change]
        if at < changes.changed and changes.from_residents[at, source]:
            out += changes.from_residents[at, source] * values[change]
    return out


def alone(changes: Changes, care: CareActedOn) -> Array:
    """What each change would be were its proposal the only one, shape (change, case, year).

    The same as `shares` with no other proposal acting: its logarithms are then the whole.
    """
    out = np.zeros((len(changes.own), *care.cells.shape[1:]))
    groups, kept = changes.acts, care.kept
    by_itself, mean = np.expm1(kept.owners), log_mean(kept.owners)
    for cell, owner, own, _ in changes.removed:
        out[own] += care.cells[cell] * by_itself[owner]
    sent = np.maximum(share_gone(kept.acts, mean[groups.owner_of_act]), 0.0)
    for cell, act, effect, own in changes.arrived:
        out[own] += care.cells[cell] * care.ratio[effect] * sent[act]
    if changes.moved:
        movers = changes.movers
        gone = share_gone(care.staying.acts, log_mean(care.staying.owners)[movers.owner_of_act])
        for move, own in changes.moved:
            rows = changes.own.of(int(changes.own.proposal[own]))
            here = changes.source[move]
            left = care.at_source[here] + _at_source(changes, changes.own, rows, out, here)
            out[own] = left * gone[move]
    return out


def lost(changes: Changes, care: CareActedOn, share: Array) -> Array:
    """What the plan would lose were each proposal to fail, shape (change, case, year).

    The plan less the plan without it: whose logarithms are those of all less its own.

    Args:
        share: as `shares` gives it.

    Returns:
        Of the changes `lost`.
    """
    out = np.zeros((len(changes.lost), *care.cells.shape[1:]))
    groups, kept = changes.acts, care.kept
    whole, without = kept.sets[groups.set_of_owner], kept.sets[groups.set_of_owner] - kept.owners
    removed = np.exp(whole) - np.exp(without)
    for cell, owner, _, gone in changes.removed:
        out[gone] += care.cells[cell] * removed[owner]
    mean, mean_without = log_mean(whole), log_mean(without)
    for (owner, send), spared in _spared(changes, care, mean, mean_without).items():
        for cell, gone in changes.cells_of_spared[owner, send]:
            out[gone] += care.cells[cell] * spared
    if changes.moved:
        _moves_without(changes, care, share, out)
    return out


def _moves_without(changes: Changes, care: CareActedOn, share: Array, out: Array) -> None:
    """What moves between sites the plan would lose, written into `out`."""
    movers, staying = changes.movers, care.staying
    left = _left_at_sources(changes, care, share)
    mean = log_mean(staying.sets)
    for proposal, move, gone in changes.moved_lost:
        here, rows = changes.source[move], changes.lost.of(proposal)
        out[gone] = left[here] * share_gone(staying.acts[move], mean[here])
        if movers.proposal[movers.owner_of_act[move]] != proposal:
            there = left[here] - _at_source(changes, changes.lost, rows, out, here)
            mine = [o for o in movers.owners_of[here] if movers.proposal[o] == proposal]
            others = staying.sets[here] - staying.owners[mine].sum(axis=0)
            out[gone] -= there * share_gone(staying.acts[move], log_mean(others))


def _spared(
    changes: Changes, care: CareActedOn, mean: Array, mean_without: Array
) -> dict[tuple[int, int], Array]:
    """What a unit of care sends on with the plan, less what it would without each owner.

    Args:
        mean, mean_without: logarithmic means of each owner's set, with it and without.
    """
    gone, owner_of = np.maximum(-care.kept.acts, 0.0), changes.acts.owner_of_act
    every, own = dict[int, Array](), dict[tuple[int, int], Array]()
    for send, acts in enumerate(changes.sends):
        for act, effect in acts:
            sent = gone[act] * care.ratio[effect]
            pair = (int(owner_of[act]), send)
            own[pair] = own[pair] + sent if pair in own else sent
            every[send] = every[send] + sent if send in every else sent
    return {
        (owner, send): mean[owner] * every[send]
        - mean_without[owner] * (every[send] - own.get((owner, send), 0.0))
        for owner, send in changes.cells_of_spared
    }


def overlaps_of(changes: Changes, care: CareActedOn) -> Array:
    """Care that two proposals would both count as theirs, shape (overlap, case, year)."""
    out = np.zeros((len(changes.both), *care.cells.shape[1:]))
    by_itself, one = -np.expm1(care.kept.owners), np.array(1.0)
    # Cells of many places meet the same two: what a unit of them has in common is worked out once.
    of_one = {
        (owner, other): overlap(one, by_itself[owner], by_itself[other])
        for _, owner, other, _ in changes.meeting
    }
    for cell, owner, other, both in changes.meeting:
        out[both] += care.cells[cell] * of_one[owner, other]
    return out
