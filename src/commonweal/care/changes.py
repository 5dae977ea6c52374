"""Changes: which proposal changes what, in the smallest pieces that a plan's changes come in.

A change is what one proposal does to one thing that activity is counted at: a
place-and-service, or a move between two sites. Everything a proposal does to
activity, at any level, is a sum of its changes, so that shares which close here
close everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.care.cells import Index
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
class ChangeIndex:
    """Which changes there are.

    Attributes:
        proposal: whose each change is, in order, shape (change,).
        at: what it changes, by its index in `CareInputs.changed`; the moves come after.
    """

    proposal: Index
    at: Index

    def __len__(self) -> int:
        return len(self.proposal)

    def of(self, proposal: int) -> slice:
        """The changes of one proposal."""
        first, last = np.searchsorted(self.proposal, [proposal, proposal + 1])
        return slice(int(first), int(last))


@dataclass(frozen=True)
class Changes:
    """The changes of a plan, and what each is made of.

    Attributes:
        proposals: how many there are.
        changed: how many places-and-services change; the moves come after them.
        own: what each proposal does itself.
        lost: what could differ were it to fail; more, for then the others find more to do.
        acts, movers: the acts on residents' care, and those that move it between sites.
        removed: (cell, owner, change of `own`, change of `lost`) of each.
        arrived: (cell, act, effect, change of `own`) of each; effect is whose ratio counts.
        sends: the acts that send care on from a set to one place-and-service, of each.
        spared: (cell, owner, which of `sends`, change of `lost`) of each.
        moved: (move, change of `own`) of each.
        moved_lost: (proposal that fails, move, change of `lost`) of each.
        both: (proposal, other proposal, what both act on, as `at`) of each overlap.
        meeting: (cell, owner, other owner, which of `both`) of each.
        from_residents: activity at each source of moves from one unit of what is
            changed, shape (changed, source).
        source: of each move.
    """

    proposals: int
    changed: int
    own: ChangeIndex
    lost: ChangeIndex
    acts: Groups
    movers: Groups
    removed: tuple[tuple[int, int, int, int], ...]
    arrived: tuple[tuple[int, int, int, int], ...]
    sends: tuple[tuple[tuple[int, int], ...], ...]
    spared: tuple[tuple[int, int, int, int], ...]
    moved: tuple[tuple[int, int], ...]
    moved_lost: tuple[tuple[int, int, int], ...]
    both: tuple[tuple[int, int, int], ...]
    meeting: tuple[tuple[int, int, int, int], ...]
    from_residents: Array
    source: Index

    @cached_property
    def cells_of_spared(self) -> dict[tuple[int, int], list[tuple[int, int]]]:
        """(cell, change of `lost`) of each owner and each of `sends`: they meet alike."""
        found: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for cell, owner, send, gone in self.spared:
            found.setdefault((owner, send), []).append((cell, gone))
        return found


def changes_of(
    acts: Groups,
    cells: Sequence[tuple[int, int]],
    arrivals: Sequence[tuple[int, int, int, int]],
    moves: SiteMoves,
    changed: Index,
    proposals: int,
) -> Changes:
    """Find the changes of a plan.

    Args:
        acts: the acts on residents' care.
        cells: of each touched cell, its set of acts and which of `changed` it is of.
        arrivals: (cell, act, effect, which of `changed` it arrives at) of each.
        changed: every place-and-service whose activity the proposals can change.
    """
    base, from_residents = len(changed), moves.from_residents[changed]
    touched = [(cell, o, at) for cell, (s, at) in enumerate(cells) for o in acts.owners_of[s]]
    took = [(acts.proposal[o], at) for _, o, at in touched]
    sent = [(acts.proposal[acts.owner_of_act[act]], to) for _, act, _, to in arrivals]
    spared = [
        (acts.proposal[o], to)
        for cell, _, _, to in arrivals
        for o in acts.owners_of[cells[cell][0]]
    ]
    own_moves = [(p, base + m) for m, p in enumerate(moves.proposal)]
    lost_moves = [(p, base + m) for p, m in _moves_lost({*took, *spared}, from_residents, moves)]
    own = _index_of([*took, *sent, *own_moves])
    lost = _index_of([*took, *spared, *own_moves, *lost_moves])
    own_at, lost_at = _numbered(own), _numbered(lost)
    sends, sent_from = _sends(arrivals)
    both, meeting = _meeting(acts, cells)
    return Changes(
        proposals=proposals,
        changed=base,
        own=own,
        lost=lost,
        acts=acts,
        movers=groups_of(moves.proposal, moves.source),
        removed=tuple(
            (cell, o, own_at[acts.proposal[o], at], lost_at[acts.proposal[o], at])
            for cell, o, at in touched
        ),
        arrived=tuple(
            (cell, act, effect, own_at[one])
            for (cell, act, effect, _), one in zip(arrivals, sent, strict=True)
        ),
        sends=sends,
        spared=tuple(
            (cell, o, n, lost_at[acts.proposal[o], to])
            for cell, to, n in sent_from
            for o in acts.owners_of[cells[cell][0]]
        ),
        moved=tuple((m, own_at[one]) for m, one in enumerate(own_moves)),
        moved_lost=tuple((p, at - base, lost_at[p, at]) for p, at in {*own_moves, *lost_moves}),
        both=both,
        meeting=meeting,
        from_residents=from_residents,
        source=moves.source,
    )


MOST_MEETINGS = 20_000
"""Two proposals on one cell, at most so many times: a plan of hundreds of proposals on the same
care has a pair for every two of them, and nobody would read their overlaps."""


def _meeting(
    acts: Groups, cells: Sequence[tuple[int, int]]
) -> tuple[tuple[tuple[int, int, int], ...], tuple[tuple[int, int, int, int], ...]]:
    """Every two proposals that act on a cell, as of `Changes.both` and `meeting`."""
    many = sum(len(acts.owners_of[s]) * (len(acts.owners_of[s]) - 1) // 2 for s, _ in cells)
    if many > MOST_MEETINGS:
        return (), ()
    found = [
        (cell, o, other, (int(acts.proposal[o]), int(acts.proposal[other]), at))
        for cell, (s, at) in enumerate(cells)
        for o, other in combinations(acts.owners_of[s], 2)
    ]
    both = sorted({pair for *_, pair in found})
    number = {pair: n for n, pair in enumerate(both)}
    return tuple(both), tuple((cell, o, other, number[pair]) for cell, o, other, pair in found)


def _sends(
    arrivals: Sequence[tuple[int, int, int, int]],
) -> tuple[tuple[tuple[tuple[int, int], ...], ...], list[tuple[int, int, int]]]:
    """The acts, with their effects, that send care on from each set to one place-and-service.

    Returns:
        The acts of each; and (cell, where it arrives, which of them) of each cell.
    """
    by_cell: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell, act, effect, to in arrivals:
        by_cell.setdefault((cell, to), []).append((act, effect))
    number: dict[tuple[tuple[int, int], ...], int] = {}
    sent_from = [
        (cell, to, number.setdefault(tuple(acts), len(number)))
        for (cell, to), acts in by_cell.items()
    ]
    return tuple(number), sent_from


def _index_of(found: Iterable[tuple[int, int]]) -> ChangeIndex:
    rows = sorted({(int(p), int(at)) for p, at in found})
    return ChangeIndex(*np.array(rows, dtype=np.intp).reshape(-1, 2).T)


def _numbered(index: ChangeIndex) -> dict[tuple[int, int], int]:
    pairs = zip(index.proposal.tolist(), index.at.tolist(), strict=True)
    return {pair: n for n, pair in enumerate(pairs)}


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
