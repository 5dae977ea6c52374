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

from commonweal.base.chance import Array
from commonweal.care.cells import Index
from commonweal.care.effects import log_mean, overlap, share_gone
from commonweal.plan.site_moves import SiteMoves


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
class Changes:
    """What the pieces come to in a block of draws, in activity. Shape (piece, draw, year).

    Attributes:
        share, alone: of the pieces `own`.
        lost: of the pieces `lost`.
        overlap: of the pieces `both`: what two proposals both count.
    """

    share: Array
    alone: Array
    lost: Array
    overlap: Array

    def sum_at(self, pieces: Pieces) -> Array:
        """What all proposals change together, shape (changed and moves, draw, year)."""
        out = np.zeros((pieces.changed + len(pieces.moved), *self.share.shape[1:]))
        for piece, at in enumerate(pieces.own.at):
            out[at] += self.share[piece]
        return out


@dataclass(frozen=True, slots=True)
class Left:
    """What acts leave, as logarithms and logarithmic means, shape (..., draw, year).

    Attributes:
        acts, owners, sets: logarithm of what is left by each act, by all acts of each
            owner, and by all of each set.
        mean: of all acts of each set.
        mean_alone: of each owner's acts.
        mean_without: of the acts of the others of its set.
    """

    acts: Array
    owners: Array
    sets: Array
    mean: Array
    mean_alone: Array
    mean_without: Array


def left_by(groups: Groups, logs: Array) -> Left:
    """What some acts leave.

    Args:
        logs: logarithm of what each leaves on its own, shape (act, draw, year).
    """
    owners = sets = logs
    if len(logs):
        owners = np.add.reduceat(logs, groups.owners, axis=0)
        sets = np.add.reduceat(logs, groups.sets, axis=0)
    others = sets[groups.set_of_owner] - owners
    return Left(logs, owners, sets, log_mean(sets), log_mean(owners), log_mean(others))


def changes(
    pieces: Pieces, cells: Array, logs: Array, ratio: Array, at_source: Array, leaving: Array
) -> Changes:
    """What every proposal changes in a block of draws.

    Args:
        cells: activity of each touched cell if nothing changes, shape (cell, draw, year).
        logs: logarithm of what each act leaves on its own, shape (act, draw, year).
        ratio: what takes the place of a unit avoided, shape (effect, draw, 1).
        at_source: activity at each source of moves if nothing changes, shape
            (source, draw, year).
        leaving: logarithm of what each move leaves on its own, shape (move, draw, year).
    """
    shape = cells.shape[1:]
    share, alone = np.zeros((2, len(pieces.own), *shape))
    lost, both = (np.zeros((many, *shape)) for many in (len(pieces.lost), len(pieces.both)))
    told = Changes(share, alone, lost, both)
    left = left_by(pieces.acts, logs)
    _removed(pieces, cells, left, told)
    _arrived(pieces, cells, left, ratio, told)
    _moved(pieces, at_source, left_by(pieces.movers, leaving), told)
    return told


def _removed(pieces: Pieces, cells: Array, left: Left, told: Changes) -> None:
    """Care that is gone from the cells it was in."""
    groups = pieces.acts
    gone = share_gone(left.owners, left.mean[groups.set_of_owner])
    by_itself = share_gone(left.owners, left.mean_alone)
    without = np.exp(left.sets[groups.set_of_owner] - left.owners) * by_itself
    for cell, owner, own, lost in pieces.removed:
        told.share[own] -= cells[cell] * gone[owner]
        told.alone[own] -= cells[cell] * by_itself[owner]
        told.lost[lost] -= cells[cell] * without[owner]
    for cell, owner, other, both in pieces.met:
        told.overlap[both] += overlap(cells[cell], by_itself[owner], by_itself[other])


def _arrived(pieces: Pieces, cells: Array, left: Left, ratio: Array, told: Changes) -> None:
    """Care that takes the place of care that is gone.

    Where an effect turns out to do harm there is more care, and none elsewhere is
    spared for it.
    """
    groups = pieces.acts
    gone = np.maximum(share_gone(left.acts, left.mean[groups.set_of_act]), 0.0)
    by_itself = np.maximum(share_gone(left.acts, left.mean_alone[groups.owner_of_act]), 0.0)
    each = np.empty((len(pieces.arrived), *cells.shape[1:]))
    for n, (cell, act, effect, own) in enumerate(pieces.arrived):
        np.multiply(cells[cell], ratio[effect], out=each[n])
        told.share[own] += each[n] * gone[act]
        told.alone[own] += each[n] * by_itself[act]
    for n, owner, lost in pieces.arrived_lost:
        act = pieces.arrived[n][1]
        less = gone[act]
        if owner != groups.owner_of_act[act]:
            others = share_gone(left.acts[act], left.mean_without[owner])
            less = less - np.maximum(others, 0.0)
        told.lost[lost] += each[n] * less


def _moved(pieces: Pieces, at_source: Array, left: Left, told: Changes) -> None:
    """Care that goes from one site to another. Moves act on what is left at their source."""
    if not pieces.moved:
        return
    groups, source = pieces.movers, pieces.source
    planned = at_source + sum(
        _at_sources(pieces, pieces.own, told.share, proposal)
        for proposal in range(pieces.proposals)
    )
    taken = planned[source] * share_gone(left.acts, left.mean[groups.set_of_act])
    by_itself = share_gone(left.acts, left.mean_alone[groups.owner_of_act])
    for move, own in pieces.moved:
        proposal = int(pieces.own.proposal[own])
        there = at_source + _at_sources(pieces, pieces.own, told.alone, proposal)
        told.share[own] = taken[move]
        told.alone[own] = there[source[move]] * by_itself[move]
    for proposal, move, lost in pieces.moved_lost:
        told.lost[lost] = taken[move]
        if groups.proposal[groups.owner_of_act[move]] != proposal:
            here = source[move]
            there = planned - _at_sources(pieces, pieces.lost, told.lost, proposal)
            mine = [o for o in groups.owners_of[here] if groups.proposal[o] == proposal]
            others = left.sets[here] - left.owners[mine].sum(axis=0)
            told.lost[lost] -= there[here] * share_gone(left.acts[move], log_mean(others))


def _at_sources(pieces: Pieces, places: Places, values: Array, proposal: int) -> Array:
    """What a proposal's pieces change at each source of moves, shape (source, draw, year)."""
    rows = places.of(proposal)
    at = places.at[rows]
    at = at[at < pieces.changed]  # the moves come last
    return np.asarray(np.tensordot(pieces.from_residents[at], values[rows][: len(at)], axes=(0, 0)))
