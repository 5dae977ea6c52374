"""Own money: what a proposal itself costs or brings, beside what it does to care."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.engine.prepare import Prepared
from commonweal.plan.luck import Draws

RUNNING, DOUBLE, ONCE = "running", "double", "once"


@dataclass(frozen=True, slots=True)
class OwnMoney:
    """One line of a proposal's own money.

    Attributes:
        kind: running cost, double running, or money that comes once.
        proposal, organisation: whose it is, and who pays or receives it.
        gbp: in cash, shape (draw, year).
    """

    kind: str
    proposal: int
    organisation: int
    gbp: Array

    @property
    def to_balance(self) -> Array:
        """What it adds to its organisation's balance, GBP in cash, shape (draw, year)."""
        return self.gbp if self.kind == ONCE else -self.gbp


def own_money(prepared: Prepared, luck: Draws, price: Array) -> Iterator[OwnMoney]:
    """Every line of the proposals' own money.

    Args:
        luck: a block of draws.
        price: prices of the proposals' costs against the price year, shape (draw, year).
    """
    body = {code: n for n, code in enumerate(prepared.where.organisations)}
    years = np.array([year.starts_in for year in prepared.plan.years])
    drawn = 0
    for n, proposal in enumerate(prepared.plan.proposals):
        for one in proposal.running_costs:
            gbp = luck.running_cost[:, drawn, None] * prepared.strength[:, n] * price
            yield OwnMoney(RUNNING, n, body[one.organisation], gbp)
            drawn += 1
        for two in proposal.double_running:
            gbp = np.where((years >= two.first) & (years <= two.last), two.gbp, 0.0) * price
            yield OwnMoney(DOUBLE, n, body[two.organisation], gbp)
        for once in proposal.one_off_income:
            gbp = np.where(years == once.year, once.gbp, 0.0)
            yield OwnMoney(ONCE, n, body[once.organisation], np.broadcast_to(gbp, price.shape))
