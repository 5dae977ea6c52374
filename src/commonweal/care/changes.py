"""Pieces: which proposal changes what, in the smallest pieces that a plan's changes come in.

A piece is what one proposal does to one thing that activity is counted at: a
place-and-service, or a move between two sites. Everything a proposal does to
activity, at any level, is a sum of its pieces, so that shares which close here
close everywhere. Each piece is told three ways, under the same luck:

    share   its share of what the whole plan does
    alone   what it would be were its proposal the only one
    lost    what the plan would lose were its proposal to fail, and the others stand
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.care.cells import Index
from commonweal.care.effects import log_mean, overlap, share_gone
from commonweal.care.site_moves import SiteMoves


@dataclass(frozen=True, slots=True)
class Groups:
    """The acts that meet on the same care, and whose they are.

    Attributes:
        sets: where each set of acts that meet begins, shape (set,).
        owners: where the acts of each set and proposal begin, shape (owner,).
        set_of_act, owner_of_act: of each act.
        set_of_owner, proposal: of each owner.
        owners_of: the owners of each set.
    """

    sets: Index
    owners: Index
    set_of_act: Index
    owner_of_act: Index
    set_of_owner: Index
    proposal: Index
    owners_of: tuple[tuple[int, ...], ...]


def groups_of(proposal: Index, set_of_act: Index) -> Groups:
    """Groups of acts that stand by set, and in a set by proposal.

    Args:
        proposal, set_of_act: of each act.
    """
    sets = np.flatnonzero(np.diff(set_of_act, prepend=-1))
    another = (np.diff(set_of_act, prepend=-1) != 0) | (np.diff(proposal, prepend=-1) != 0)
    owners = np.flatnonzero(another)
    set_of_owner = set_of_act[owners]
    return Groups(
        sets=sets,
        owners=owners,
        set_of_act=set_of_act,
        owner_of_act=np.searchsorted(owners, np.arange(len(proposal)), side="right") - 1,
        set_of_owner=set_of_owner,
        proposal=proposal[owners],
        owners_of=tuple(tuple(np.flatnonzero(set_of_owner == s)) for s in range(len(sets))),
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pieces of one kind stand.

    Attributes:
        proposal: whose each piece is, in order, shape (piece,).
        at: what it changes, by its place in `Prepared.changed`; the moves come after.
    """

    proposal: Index
    at: Index

    def __len__(self) -> int:
        return len(self.proposal)

    def of(self, proposal: int) -> slice:
        """The pieces of one proposal."""
        first, last = np.searchsorted(self.proposal, [proposal, proposal + 1])
        return slice(int(first), int(last))


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a plan, and what each is made of.

    Attributes:
        proposals: how many there are.
        changed: how many places-and-services change; the moves come after them.
        own: the pieces of what each proposal does itself: its share, and alone.
        lost: the pieces of what is lost without it; more, for where it fails the
            others find more left to do.
        both: (proposal, other proposal, what both act on, as `at`) of each overlap.
        acts, movers: the acts on residents' care, and those that move it between sites.
        removed: (cell, owner, piece of `own`, piece of `lost`) of each.
        met: (cell, owner, other owner, which of `both`) of each.
        arrived: (cell, act, effect, piece of `own`) of each; effect is whose ratio counts.
        arrived_lost: (entry of `arrived`, owner that fails, piece of `lost`) of each.
        moved: (move, piece of `own`) of each.
        moved_lost: (proposal that fails, move, piece of `lost`) of each.
        from_residents: activity at each source of moves from one unit of what is
            changed, shape (changed, source).
        source: of each move.
    """

    proposals: int
    changed: int
    own: Places
    lost: Places
    acts: Groups
    movers: Groups
    both: tuple[tuple[int, int, int], ...]
    removed: tuple[tuple[int, int, int, int], ...]
    met: tuple[tuple[int, int, int, int], ...]
    arrived: tuple[tuple[int, int, int, int], ...]
    arrived_lost: tuple[tuple[int, int, int], ...]
    moved: tuple[tuple[int, int], ...]
    moved_lost: tuple[tuple[int, int, int], ...]
    from_residents: Array
    source: Index


def pieces_of(
    acts: Groups,
    cells: Sequence[tuple[int, int]],
    arrivals: Sequence[tuple[int, int, int, int]],
    moves: SiteMoves,
    changed: Index,
    proposals: int,
) -> Pieces:
    """Find the pieces of a plan.

    Args:
        acts: the acts on residents' care.
        cells: of each touched cell, its set of acts and which of `changed` it is of.
        arrivals: (cell, act, effect, which of `changed` it arrives at) of each.
        moves: between sites.
        changed: every place-and-service whose activity the proposals can change.
    """
    movers = groups_of(moves.proposal, moves.source)
    from_residents = moves.from_residents[changed]
    took = [(acts.proposal[o], at) for s, at in cells for o in acts.owners_of[s]]
    sent = [(acts.proposal[acts.owner_of_act[act]], to) for _, act, _, to in arrivals]
    spared = [
        (acts.proposal[o], to)
        for cell, _, _, to in arrivals
        for o in acts.owners_of[cells[cell][0]]
    ]
    base = len(changed)
    own_moves = [(p, base + m) for m, p in enumerate(moves.proposal)]
    lost_moves = _moves_lost({*took, *spared}, from_residents, moves)
    own = _places([*took, *sent, *own_moves])
    lost = _places([*took, *spared, *((p, base + m) for p, m in lost_moves)])
    own_at, lost_at = _numbered(own), _numbered(lost)
    met = [
        (cell, o, other, (int(acts.proposal[o]), int(acts.proposal[other]), at))
        for cell, (s, at) in enumerate(cells)
        for o, other in combinations(acts.owners_of[s], 2)
    ]
    both = sorted({one for *_, one in met})
    entries = tuple(
        (cell, act, effect, own_at[one])
        for (cell, act, effect, _), one in zip(arrivals, sent, strict=True)
    )
    return Pieces(
        proposals=proposals,
        changed=base,
        own=own,
        lost=lost,
        acts=acts,
        movers=movers,
        both=tuple(both),
        met=tuple((cell, o, other, both.index(one)) for cell, o, other, one in met),
        removed=tuple(
            (cell, o, own_at[acts.proposal[o], at], lost_at[acts.proposal[o], at])
            for cell, (s, at) in enumerate(cells)
            for o in acts.owners_of[s]
        ),
        arrived=entries,
        arrived_lost=tuple(
            (n, o, lost_at[acts.proposal[o], to])
            for n, (cell, _, _, to) in enumerate(arrivals)
            for o in acts.owners_of[cells[cell][0]]
        ),
        moved=tuple((m, own_at[one]) for m, one in enumerate(own_moves)),
        moved_lost=tuple((p, m, lost_at[p, base + m]) for p, m in lost_moves),
        from_residents=from_residents,
        source=moves.source,
    )


def _places(found: Iterable[tuple[int, int]]) -> Places:
    rows = sorted({(int(p), int(at)) for p, at in found})
    return Places(*np.array(rows, dtype=np.intp).reshape(-1, 2).T)


def _numbered(places: Places) -> dict[tuple[int, int], int]:
    pairs = zip(places.proposal.tolist(), places.at.tolist(), strict=True)
    return {one: n for n, one in enumerate(pairs)}


def _moves_lost(
    touched: set[tuple[int, int]], from_residents: Array, moves: SiteMoves
) -> list[tuple[int, int]]:
    """The moves that change where a proposal fails.

    They are its own, those it shares a source with, and those from a source whose care
    it changes.
    """
    feeds = {
        (int(p), int(source)) for p, at in touched for source in np.flatnonzero(from_residents[at])
    }
    feeds |= {(int(p), int(s)) for p, s in zip(moves.proposal, moves.source, strict=True)}
    return [
        (p, int(m)) for p, source in sorted(feeds) for m in np.flatnonzero(moves.source == source)
    ]


@dataclass(frozen=True, slots=True)
class Left:
    """Logarithms of what acts leave, shape (..., draw, year).

    Attributes:
        acts, owners, sets: of what is left by each act, by all acts of each owner, and by
            all of each set.
    """

    acts: Array
    owners: Array
    sets: Array


def left_by(groups: Groups, logs: Array) -> Left:
    """What some acts leave.

    Args:
        logs: logarithm of what each leaves on its own, shape (act, draw, year).
    """
    if not len(logs):
        return Left(logs, logs, logs)
    owners = np.add.reduceat(logs, groups.owners, axis=0)
    return Left(logs, owners, np.add.reduceat(logs, groups.sets, axis=0))


@dataclass(frozen=True, slots=True)
class Met:
    """What the proposals meet in a block of draws, and how hard each acts on it.

    Attributes:
        cells: activity of each touched cell if nothing changes, shape (cell, draw, year).
        left: what the acts on residents' care leave.
        ratio: what takes the place of a unit avoided, shape (effect, draw, 1).
        at_source: activity at each source of moves if nothing changes, shape
            (source, draw, year).
        leaving: what the moves leave.
    """

    cells: Array
    left: Left
    ratio: Array
    at_source: Array
    leaving: Left


def shares(pieces: Pieces, met: Met) -> Array:
    """Each piece's share of what the plan changes, in activity, shape (piece, draw, year).

    Where an effect turns out to do harm there is more care, and none elsewhere is spared
    for it. Moves act on what is left at their source.
    """
    out = np.zeros((len(pieces.own), *met.cells.shape[1:]))
    groups, left, mean = pieces.acts, met.left, log_mean(met.left.sets)
    gone = share_gone(left.owners, mean[groups.set_of_owner])
    for cell, owner, own, _ in pieces.removed:
        out[own] -= met.cells[cell] * gone[owner]
    sent = np.maximum(share_gone(left.acts, mean[groups.set_of_act]), 0.0)
    for cell, act, effect, own in pieces.arrived:
        out[own] += met.cells[cell] * met.ratio[effect] * sent[act]
    if pieces.moved:
        taken = _taken(pieces, met, _planned(pieces, met, out))
        for move, own in pieces.moved:
            out[own] = taken[move]
    return out


def sum_at(pieces: Pieces, share: Array) -> Array:
    """What all proposals change together, shape (changed and moves, draw, year)."""
    out = np.zeros((pieces.changed + len(pieces.moved), *share.shape[1:]))
    for piece, at in enumerate(pieces.own.at):
        out[at] += share[piece]
    return out


@dataclass(frozen=True, slots=True)
class Apart:
    """What proposals do apart from each other, in activity, shape (piece, draw, year).

    Attributes:
        alone: what each would do were it the only one; of the pieces `own`.
        lost: what the plan would lose were it to fail; of the pieces `lost`.
        overlap: what two would both count; of the pieces `both`.
    """

    alone: Array
    lost: Array
    overlap: Array


def apart(pieces: Pieces, met: Met, share: Array) -> Apart:
    """What every proposal does apart from the others in a block of draws.

    Args:
        share: as `shares` gives it.
    """
    kinds = (pieces.own, pieces.lost, pieces.both)
    told = Apart(*(np.zeros((len(kind), *met.cells.shape[1:])) for kind in kinds))
    _removed_apart(pieces, met, told)
    _arrived_apart(pieces, met, told)
    if pieces.moved:
        _moved_apart(pieces, met, share, told)
    return told


def _removed_apart(pieces: Pieces, met: Met, told: Apart) -> None:
    """Care that would be gone from the cells it was in."""
    left, cells = met.left, met.cells
    by_itself = -np.expm1(left.owners)
    without = np.exp(left.sets[pieces.acts.set_of_owner] - left.owners) * by_itself
    for cell, owner, own, lost in pieces.removed:
        told.alone[own] -= cells[cell] * by_itself[owner]
        told.lost[lost] -= cells[cell] * without[owner]
    one = np.array(1.0)
    # Cells of many places meet the same two: what a unit of them has in common is told once.
    of_one = {
        (owner, other): overlap(one, by_itself[owner], by_itself[other])
        for _, owner, other, _ in pieces.met
    }
    for cell, owner, other, both in pieces.met:
        told.overlap[both] += cells[cell] * of_one[owner, other]


def _arrived_apart(pieces: Pieces, met: Met, told: Apart) -> None:
    """Care that would take the place of care that is gone."""
    groups, left = pieces.acts, met.left
    mean, alone = log_mean(left.sets), log_mean(left.owners)
    others = log_mean(left.sets[groups.set_of_owner] - left.owners)
    gone = np.maximum(share_gone(left.acts, mean[groups.set_of_act]), 0.0)
    by_itself = np.maximum(share_gone(left.acts, alone[groups.owner_of_act]), 0.0)
    each = np.empty((len(pieces.arrived), *met.cells.shape[1:]))
    for n, (cell, act, effect, own) in enumerate(pieces.arrived):
        np.multiply(met.cells[cell], met.ratio[effect], out=each[n])
        told.alone[own] += each[n] * by_itself[act]
    less: dict[tuple[int, int], Array] = {}
    for n, owner, lost in pieces.arrived_lost:
        act = pieces.arrived[n][1]
        if (act, owner) not in less:
            without = np.maximum(share_gone(left.acts[act], others[owner]), 0.0)
            own = owner == groups.owner_of_act[act]
            less[act, owner] = gone[act] if own else gone[act] - without
        told.lost[lost] += each[n] * less[act, owner]


def _moved_apart(pieces: Pieces, met: Met, share: Array, told: Apart) -> None:
    """Care that would go from one site to another."""
    groups, source, left = pieces.movers, pieces.source, met.leaving
    planned = _planned(pieces, met, share)
    taken = _taken(pieces, met, planned)
    by_itself = share_gone(left.acts, log_mean(left.owners)[groups.owner_of_act])
    for move, own in pieces.moved:
        proposal = int(pieces.own.proposal[own])
        there = met.at_source + _at_sources(pieces, pieces.own, told.alone, proposal)
        told.alone[own] = there[source[move]] * by_itself[move]
    for proposal, move, lost in pieces.moved_lost:
        told.lost[lost] = taken[move]
        if groups.proposal[groups.owner_of_act[move]] != proposal:
            here = source[move]
            there = planned - _at_sources(pieces, pieces.lost, told.lost, proposal)
            mine = [o for o in groups.owners_of[here] if groups.proposal[o] == proposal]
            others = left.sets[here] - left.owners[mine].sum(axis=0)
            told.lost[lost] -= there[here] * share_gone(left.acts[move], log_mean(others))


def _planned(pieces: Pieces, met: Met, share: Array) -> Array:
    """What is left, and has arrived, at each source of moves, shape (source, draw, year)."""
    return met.at_source + sum(
        _at_sources(pieces, pieces.own, share, proposal) for proposal in range(pieces.proposals)
    )


def _taken(pieces: Pieces, met: Met, planned: Array) -> Array:
    """What each move takes of what is left at its source, shape (move, draw, year)."""
    mean = log_mean(met.leaving.sets)[pieces.movers.set_of_act]
    return planned[pieces.source] * share_gone(met.leaving.acts, mean)


def _at_sources(pieces: Pieces, places: Places, values: Array, proposal: int) -> Array:
    """What a proposal's pieces change at each source of moves, shape (source, draw, year)."""
    rows = places.of(proposal)
    at = places.at[rows]
    at = at[at < pieces.changed]  # the moves come last
    return np.asarray(np.tensordot(pieces.from_residents[at], values[rows][: len(at)], axes=(0, 0)))
