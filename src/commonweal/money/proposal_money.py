"""Proposal money: what a proposal itself costs or brings, beside what it does to care."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.base.declare.parts import ProposalPart
from commonweal.base.numbers.cases import Cases
from commonweal.base.numbers.chance import Array
from commonweal.money.parts import DoubleRunning, OneOffIncome, RunningCost

RUNNING, DOUBLE, ONCE = "running", "double", "once"

Parts = Sequence[tuple[int, ProposalPart]]
"""Parts of proposals, each with the index of its proposal."""


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


def running_costs(parts: Parts) -> list[str]:
    """The codes of the running costs, in the order of the lines that are drawn."""
    return [part.code for _, part in parts if isinstance(part, RunningCost)]


def lines_of(
    parts: Parts,
    organisations: tuple[str, ...],
    strength: Array,
    years: tuple[int, ...],
) -> tuple[MoneyLine, ...]:
    """Every line of the proposals' own money.

    Args:
        parts: of every proposal, each with the index of its proposal.
        strength: share of the full effect, shape (year, proposal).
    """
    starts, body = np.array(years), {code: n for n, code in enumerate(organisations)}
    drawn = itertools.count()

    def of(n: int, part: ProposalPart) -> Iterator[MoneyLine]:
        if isinstance(part, RunningCost):
            yield MoneyLine(RUNNING, n, body[part.organisation], next(drawn), strength[:, n])
        elif isinstance(part, DoubleRunning):
            gbp = np.where((starts >= part.first) & (starts <= part.last), part.gbp, 0.0)
            yield MoneyLine(DOUBLE, n, body[part.organisation], None, gbp)
        elif isinstance(part, OneOffIncome):
            gbp = np.where(starts == part.year, part.gbp, 0.0)
            yield MoneyLine(ONCE, n, body[part.organisation], None, gbp)

    return tuple(line for n, part in parts for line in of(n, part))
