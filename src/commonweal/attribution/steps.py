"""Steps: who shares in what is not linear, stepped costs, under the same luck.

Each stepped cost is driven by one kind of care at one organisation, and only the
few proposals that change it share in its steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array
from commonweal.care import Index
from commonweal.money import CostTables, steps
from commonweal.statistics import MOST_EXACT, orders, shares_of_one

SHAPLEY_SEED = 1
"""Where the orders come from that are tried when there are too many to try them all. It is
not the run's seed: two runs that differ in luck alone try the same orders."""

Tried = NDArray[np.intp]
"""Orders of the proposals, as `commonweal.statistics.shapley.orders` gives them."""


@dataclass(frozen=True, slots=True)
class Stepped:
    """Who changes what drives each stepped cost: an entry for each of them and cost.

    Attributes:
        row: of each entry, the row of proposal, organisation and service.
        proposal, pair: whose it is, and its organisation-and-service.
        account: that pays.
        units: that one step carries, shape (entry, 1).
        gbp: for each step, shape (entry, 1).
        together: the entries of each cost that several change.
    """

    row: Index
    proposal: Index
    pair: Index
    account: Index
    units: Array
    gbp: Array
    together: tuple[slice, ...]

    @property
    def is_sampled(self) -> bool:
        """Whether anywhere there are too many to try every order."""
        return any(several.stop - several.start > MOST_EXACT for several in self.together)


def stepped_by(tables: CostTables, proposal: Index, pair: Index) -> Stepped:
    """Who changes what drives each stepped cost.

    Args:
        proposal, pair: of each row of proposal, organisation and service.
    """
    entries: list[tuple[int, int]] = []
    together = []
    for cost, driver in enumerate(tables.step_pair):
        rows = np.flatnonzero(pair == driver).tolist()
        if len(rows) > 1:
            together.append(slice(len(entries), len(entries) + len(rows)))
        entries += [(row, cost) for row in rows]
    row, of_cost = np.array(entries, dtype=np.intp).reshape(-1, 2).T
    account = np.zeros(len(entries), dtype=np.intp)
    if entries:
        account[:] = np.abs(tables.step_gbp).argmax(axis=1)[of_cost]
    return Stepped(
        row=row,
        proposal=proposal[row],
        pair=pair[row],
        account=account,
        units=tables.step_units[of_cost][:, None],
        gbp=tables.step_gbp[of_cost, account][:, None],
        together=tuple(together),
    )


def in_orders(codes: list[str]) -> Tried:
    """Orders in which the proposals could come, for where there are too many to try all."""
    return orders(codes, np.random.default_rng(SHAPLEY_SEED))


def alone(who: Stepped, before: Array, changes: Array) -> Array:
    """Steps that each would save or need by itself, shape (entry, draw).

    Args:
        before: activity that drives each entry's cost if nothing changes.
        changes: by which each entry changes it.
    """
    return steps(before + changes, who.units) - steps(before, who.units)


def lost(who: Stepped, after: Array, changes: Array) -> Array:
    """Steps that the plan would not save or need without each, shape (entry, draw).

    Args:
        after: activity that drives each entry's cost with the plan.
        changes: by which the plan without each differs from it.
    """
    return steps(after, who.units) - steps(after - changes, who.units)


def shared(who: Stepped, before: Array, changes: Array, tried: Tried) -> tuple[Array, Array | None]:
    """Each one's share of the steps that all save or need together, and its error.

    Args:
        before, changes: as for `alone`.
        tried: as `in_orders` gives them.

    Returns:
        Steps, shapes (entry, draw); no error where every order was tried everywhere.
    """
    share = alone(who, before, changes)
    error = np.zeros_like(share) if who.is_sampled else None
    for several in who.together:
        units, base, own = who.units[several.start], before[several.start], changes[several]
        # Where no set of them takes a step, nobody has one; that is so in most draws.
        least, most = (base + cut(own, 0.0).sum(axis=0) for cut in (np.minimum, np.maximum))
        steps_taken = np.flatnonzero(steps(least, units) != steps(most, units))
        share[several] = 0.0
        if not len(steps_taken):
            continue
        parts = list(zip(who.proposal[several].tolist(), own[:, steps_taken], strict=True))
        found = shares_of_one(partial(steps, units=units), base[steps_taken], parts, tried)
        share[several, steps_taken] = found.share
        if error is not None:
            error[several, steps_taken] = found.error
    return share, error
