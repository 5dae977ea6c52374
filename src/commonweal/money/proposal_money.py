"""Proposal money: what a proposal itself costs or brings, beside what it does to care."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.cases import Cases
from commonweal.base.numbers.chance import Array
from commonweal.care.proposals import Proposal

RUNNING, DOUBLE, ONCE = "running", "double", "once"


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of a proposal's own money.

    Attributes:
        kind: running cost, double running, or money that comes once.
        proposal, organisation: whose it is, and who pays or receives it.
        drawn: its column among the running costs that are drawn; None if it is certain.
        by_year: GBP in each year, or share of the full running cost, shape (year,).
    """

    kind: str
    proposal: int
    organisation: int
    drawn: int | None
    by_year: Array

    @property
    def sign(self) -> float:
        """Whether it adds to its organisation's balance, or takes from it."""
        return 1.0 if self.kind == ONCE else -1.0

    def gbp(self, running_cost: Array, price: Array, cases: Cases) -> Array:
        """GBP in cash, shape (case, year); 0 where its proposal does not act.

        Args:
            running_cost: of the cases, GBP a year at full effect, shape (case, running cost).
            price: prices of the proposals' costs against the price year, shape (case, year).
        """
        full = self.by_year * np.ones_like(price)
        if self.drawn is not None:
            full = running_cost[:, self.drawn, None] * self.by_year
        in_cash = full if self.kind == ONCE else full * price
        return np.asarray(in_cash * cases.acting[:, self.proposal, None])


def lines_of(
    proposals: tuple[Proposal, ...],
    organisations: tuple[str, ...],
    strength: Array,
    years: tuple[int, ...],
) -> tuple[MoneyLine, ...]:
    """Every line of the proposals' own money.

    Args:
        strength: share of the full effect, shape (year, proposal).
    """
    starts, body = np.array(years), {code: n for n, code in enumerate(organisations)}
    drawn = iter(range(sum(len(p.running_costs) for p in proposals)))

    def of(n: int, proposal: Proposal) -> Iterator[MoneyLine]:
        for cost in proposal.running_costs:
            yield MoneyLine(RUNNING, n, body[cost.organisation], next(drawn), strength[:, n])
        for double in proposal.double_running:
            gbp = np.where((starts >= double.first) & (starts <= double.last), double.gbp, 0.0)
            yield MoneyLine(DOUBLE, n, body[double.organisation], None, gbp)
        for once in proposal.one_off_income:
            gbp = np.where(starts == once.year, once.gbp, 0.0)
            yield MoneyLine(ONCE, n, body[once.organisation], None, gbp)

    return tuple(line for n, proposal in enumerate(proposals) for line in of(n, proposal))
