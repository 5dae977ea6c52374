"""Sharing: rows, one for each proposal and what it changes, as sums of smaller things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array  # type: ignore[import-untyped]  # SciPy ships no types

from commonweal.attribution.levels import Level
from commonweal.base.numbers.chance import Array
from commonweal.care import ChangeIndex, Index

Label = tuple[str, ...]

NO_CHANGE = 1e-6
"""Activity, nights or beds a year that are no change: a million of them add up with an error of
some 1e-10, and shares in proportion to that error would depend on the order of the proposals."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A row for each proposal and what it changes.

    Attributes:
        about: what the labels name, such as organisation and service.
        proposal, label: of each row.
        adds: what a unit of each smaller thing adds to each row, shape (row, thing).
    """

    about: Label
    proposal: Index
    label: tuple[Label, ...]
    adds: csr_array

    def __len__(self) -> int:
        return len(self.proposal)

    def of(self, values: Array) -> Array:
        """The rows' values, shape (row, draw), from those of the smaller things."""
        return np.asarray(self.adds @ values)

    def straight_from(self, finer: Rows) -> Rows:
        """These rows from the things that `finer` rows add up, which these add up in turn."""
        return Rows(self.about, self.proposal, self.label, csr_array(self.adds @ finer.adds))

    def without(self, things: Index) -> Rows:
        """The same rows, to which some things add nothing."""
        kept = np.ones(self.adds.shape[1])
        kept[things] = 0.0
        adds = csr_array(self.adds @ diags_array(kept))
        return Rows(self.about, self.proposal, self.label, adds)

    def added_up(self, about: Label, label: Sequence[Label | None], everyone: int = 0) -> Rows:
        """Rows that add these up by proposal and label; as of `adding_up`."""
        return adding_up(about, self.proposal, label, everyone)


def adding_up(
    about: Label, proposal: Index, label: Sequence[Label | None], everyone: int = 0
) -> Rows:
    """Rows that add things up by proposal and label; in order of both.

    Args:
        proposal, label: of each thing; those labelled None are left out.
        everyone: so many proposals have a row for the whole system, if nothing adds to it.
    """
    keys = [(int(p), one) for p, one in zip(proposal, label, strict=True)]
    kept = sorted(
        {(p, one) for p, one in keys if one is not None} | {(p, ()) for p in range(everyone)}
    )
    at = {key: n for n, key in enumerate(kept)}
    entries = [(at[p, one], n) for n, (p, one) in enumerate(keys) if one is not None]
    into, things = np.array(entries, dtype=np.intp).reshape(-1, 2).T
    adds = csr_array((np.ones(len(into)), (into, things)), shape=(len(kept), len(keys)))
    return Rows(
        about, np.array([p for p, _ in kept], dtype=np.intp), tuple(one for _, one in kept), adds
    )


def rows_of(level: Level, changes: ChangeIndex) -> Rows:
    """The rows of a level, from the changes of a plan."""
    entries = [
        (int(p), level.labels[count], change, float(level.worth[at, count]))
        for change, (p, at) in enumerate(zip(changes.proposal, changes.at, strict=True))
        for count in np.flatnonzero(level.worth[at])
    ]
    by_entry = adding_up(
        level.about,
        np.array([entry[0] for entry in entries], dtype=np.intp),
        [entry[1] for entry in entries],
    )
    worth, change = [entry[3] for entry in entries], [entry[2] for entry in entries]
    of_changes = csr_array(
        (worth, (range(len(entries)), change)), shape=(len(entries), len(changes))
    )
    return Rows(
        level.about, by_entry.proposal, by_entry.label, csr_array(by_entry.adds @ of_changes)
    )


def side_by_side(one: Rows, other: Rows) -> Rows:
    """Rows that add up those of two kinds, the things being the one's rows and then the other's."""
    both = np.concatenate([one.proposal, other.proposal])
    return adding_up(one.about, both, [*one.label, *other.label])
