"""Cases: what is worked out together, each a row of luck and the proposals that act in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array

Index = NDArray[np.intp]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Cases:
    """What is worked out together.

    Attributes:
        draw: which row of luck, shape (case,); 0 is the central run.
        acting: which proposals act, shape (case, proposal).
    """

    draw: Index
    acting: Flags

    @classmethod
    def with_plan(cls, proposals: int, draws: int) -> Cases:
        """Every draw, the central run first, and everybody acting.

        >>> Cases.with_plan(proposals=2, draws=1).acting.tolist()
        [[True, True], [True, True]]
        """
        return cls(np.arange(draws + 1), np.broadcast_to(True, (draws + 1, proposals)))

    @classmethod
    def alone(cls, proposal: int, proposals: int, draws: int) -> Cases:
        """One proposal by itself, in the first draws."""
        acting = np.arange(proposals) == proposal
        return cls(np.arange(draws + 1), np.broadcast_to(acting, (draws + 1, proposals)))

    @classmethod
    def without(cls, proposal: int, proposals: int, draws: int) -> Cases:
        """One proposal left out, in the first draws."""
        acting = np.arange(proposals) != proposal
        return cls(np.arange(draws + 1), np.broadcast_to(acting, (draws + 1, proposals)))

    @classmethod
    def of_coalitions(cls, coalitions: Flags) -> Cases:
        """The central run, with each of some sets of proposals acting, shape (set, proposal)."""
        return cls(np.zeros(len(coalitions), dtype=np.intp), coalitions)

    def __len__(self) -> int:
        return len(self.draw)

    def part(self, first: int, last: int) -> Cases:
        """Some of the cases, `last` not included."""
        return Cases(self.draw[first:last], self.acting[first:last])

    @property
    def rows(self) -> slice | Index:
        """The rows of luck: a slice where they follow each other, which copies nothing."""
        first, many = int(self.draw[0]), len(self.draw)
        follow = int(self.draw[-1]) == first + many - 1 and bool((np.diff(self.draw) == 1).all())
        return slice(first, first + many) if follow else self.draw

    def only_acting(self, values: Array, proposal: Index) -> Array:
        """Values of those that act, and 0 of those that do not.

        Args:
            values: shape (case, item).
            proposal: whose each item is, shape (item,).
        """
        return values if self.acting.all() else values * self.acting[:, proposal]
