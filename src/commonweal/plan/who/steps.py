"""Steps: who shares in what is not linear, stepped costs, under the same luck.

Each stepped cost is driven by one kind of care at one organisation, and only the
few proposals that change it share in its steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.chance import Array
from commonweal.care.cells import Index
from commonweal.money.costs import steps
from commonweal.plan.stress.fair import MOST_EXACT, orders, shares_of_one

LUCK = 1
"""Where the orders come from that are tried when there are too many to try them all. It is
not the run's seed: two runs that differ in luck alone try the same orders."""


Tried = NDArray[np.intp]
"""Orders of the proposals, as `commonweal.plan.stress.fair.orders` gives them."""


@dataclass(frozen=True, slots=True)
class Driver:
    """The care that drives some stepped costs, and who changes it.

    Attributes:
        pair: its organisation-and-service.
        rows: who changes it: the rows of proposal and organisation-and-service.
        proposals: whose each of them is.
        costs: which rows of the stepped costs it drives.
    """

    pair: int
    rows: Index
    proposals: Index
    costs: Index

    @property
    def is_sampled(self) -> bool:
        """Whether there are too many who change it to try every order."""
        return len(self.rows) > MOST_EXACT


def in_orders(codes: list[str]) -> Tried:
    """Orders in which the proposals could come, for where there are too many to try all."""
    return orders(codes, np.random.default_rng(LUCK))


def shared(
    before: Array, changes: Array, units: float, tried: Tried, proposals: Index
) -> tuple[Array, Array | None]:
    """Shares of the steps that the changes save or need, and their errors.

    Args:
        before: activity if nothing changes, shape (draw,).
        changes: by which each proposal changes it, shape (row, draw).
        units: that one step carries.
        tried: as `in_orders` gives them.
        proposals: whose each row is.

    Returns:
        Steps, shapes (row, draw); no error where every order was tried.
    """
    parts = [(int(p), change) for p, change in zip(proposals, changes, strict=True)]
    found = shares_of_one(lambda care: steps(care, np.asarray(units)), before, parts, tried)
    return found.share, found.error if len(parts) > MOST_EXACT else None


def alone(before: Array, changes: Array, units: float) -> Array:
    """Steps that each change would save or need by itself, shape (row, draw)."""
    each = np.asarray(units)
    return steps(before + changes, each) - steps(before, each)


def lost(after: Array, changes: Array, units: float) -> Array:
    """Steps that the plan would not save or need without each, shape (row, draw).

    Args:
        after: activity with the plan, shape (draw,).
        changes: by which the plan without each differs from it.
    """
    each = np.asarray(units)
    return steps(after, each) - steps(after - changes, each)
