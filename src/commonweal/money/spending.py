"""Spending: what some cases cost and bring in, once the care that is given is known.

Money looks back at nothing and feeds nothing back, so that it is settled on a finished
path, for all years at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.arrays import times
from commonweal.base.numbers.cases import Cases
from commonweal.base.numbers.chance import Array
from commonweal.care import Index
from commonweal.money import balance, costs
from commonweal.money.inputs import CostTables, MoneyInputs
from commonweal.money.proposal_money import DOUBLE, ONCE, RUNNING


@dataclass(frozen=True, slots=True)
class MoneyPath:
    """The money of some cases, on one side of a plan, GBP in cash.

    Each of shape (case, year, organisation).

    Attributes:
        services: cost of care alone.
        cost: all that is spent.
        income: all that comes in.
        one_off: what comes once, less costs that come once.
    """

    services: Array
    cost: Array
    income: Array
    one_off: Array

    @property
    def balance(self) -> Array:
        """What is left over."""
        return balance.balance(self.income, self.cost)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a plan saves and adds on care, GBP in cash, shape (case, year, organisation).

    Attributes:
        released: frees money that can be spent on something else.
        avoided: stops spending from growing.
        added: care that takes the place of what is saved, or comes on top.
    """

    released: Array
    avoided: Array
    added: Array


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of some cases.

    Attributes:
        index: of each account against the price year, shape (case, year, account).
        proposals: of the proposals' own costs, shape (case, year).
        efficiency: what efficiency leaves of a cost, shape (case, year).
        now: index with efficiency, shape (case, year, account).
    """

    index: Array
    proposals: Array
    efficiency: Array
    now: Array


def prices_in(money: MoneyInputs, cases: Cases) -> Prices:
    """Prices in each case and year."""
    tables, since_prices = money.costs, money.since_prices
    pay, price = (_growth(money, f"money.{kind}_growth", cases) for kind in ("pay", "price"))
    shares, of_account = np.unique(tables.pay_share, return_inverse=True)
    index = costs.price_index(pay[..., None], price[..., None], shares, since_prices[:, None])[
        ..., of_account
    ]
    yearly = money.luck.assumptions["money.efficiency"][cases.rows]
    efficiency = costs.efficiency_left(yearly[:, None], money.since_base)
    of_proposals = costs.price_index(pay, price, np.asarray(tables.own_pay_share), since_prices)
    return Prices(index, of_proposals, efficiency, index * efficiency[..., None])


def _growth(money: MoneyInputs, code: str, cases: Cases) -> Array:
    """Growth a year in each case and year, shape (case, year).

    Before the price year there is nothing left to chance: those years are over, and
    the assumption's middle is all the plan knows of them.
    """
    drawn = money.luck.assumptions[code][cases.rows]
    return np.where(money.since_prices < 0, money.costs.middle[code], drawn[:, None])


def income_in(money: MoneyInputs, cases: Cases) -> tuple[Array, Array, Array]:
    """Income of each organisation, what it pays on to others, and what of both comes once.

    Each of shape (case, year, organisation), GBP in cash. Money that comes once
    comes in the base year, the first.
    """
    tables, one = money.costs, np.array(1.0)
    growth = np.stack([_growth(money, code, cases) for code in tables.growth], axis=-1)
    grown = balance.income_of_row(one, growth, money.since_prices[:, None])
    received, paid_on = grown @ tables.received, grown @ tables.paid
    came_once, paid_once = np.zeros_like(received), np.zeros_like(received)
    came_once[:, 0] = grown[:, 0] @ tables.received_once
    paid_once[:, 0] = grown[:, 0] @ tables.paid_once
    return received + came_once, paid_on + paid_once, came_once - paid_once


def settle(
    money: MoneyInputs, cases: Cases, before: Array, now: Array, changed: Index
) -> tuple[MoneyPath, MoneyPath, Saved]:
    """Settle the money of some cases: if nothing changes, with the plan, and what that saves.

    Args:
        before, now: activity on the two sides, shape (case, year, organisation-and-service).
        changed: the only ones that differ.
    """
    prices = prices_in(money, cases)
    services, saved = _services(money.costs, before, now, changed, prices)
    income, paid_on, once = income_in(money, cases)
    own = proposal_money(money, cases, prices.proposals)
    none = np.array(0.0)
    nothing = MoneyPath(
        services=services[0],
        cost=costs.cost(services[0], paid_on, none, none),
        income=income,
        one_off=balance.one_off(once, none, none, none),
    )
    plan = MoneyPath(
        services=services[1],
        cost=costs.cost(services[1], paid_on, own[RUNNING], own[DOUBLE]),
        income=balance.income(income, own[ONCE]),
        one_off=balance.one_off(once, none, own[ONCE], own[DOUBLE]),
    )
    return nothing, plan, saved


def proposal_money(money: MoneyInputs, cases: Cases, price: Array) -> dict[str, Array]:
    """The proposals' own money by kind, in cash, each of shape (case, year, organisation).

    Args:
        price: prices of the proposals' costs against the price year, shape (case, year).
    """
    shape = (*price.shape, money.costs.body.shape[1])
    out = {kind: np.zeros(shape) for kind in (RUNNING, DOUBLE, ONCE)}
    running_cost = money.luck.running_cost[cases.rows]
    for line in money.lines:
        out[line.kind][..., line.organisation] += line.gbp(running_cost, price, cases)
    return out


def _services(
    tables: CostTables, before: Array, now: Array, changed: Index, price: Prices
) -> tuple[tuple[Array, Array], Saved]:
    """Cost of services if nothing changes and with the plan, and what of it is saved."""
    one = np.array(1.0)

    def cost(given: Array, steps: Array) -> Array:
        of_accounts = costs.cost_of_service(
            times(given, tables.variable),
            tables.fixed,
            times(steps, tables.step_gbp),
            one,
            one,
            price.index,
            price.efficiency[..., None],
        )
        return times(of_accounts, tables.body)

    moving = np.flatnonzero(np.isin(tables.step_pair, changed))
    steps_before = costs.steps(before[..., tables.step_pair], tables.step_units)
    steps_now = steps_before.copy()
    steps_now[..., moving] = costs.steps(
        now[..., tables.step_pair[moving]], tables.step_units[moving]
    )
    units = _changed_parts(before, now, changed)
    steps = _changed_parts(steps_before, steps_now, moving)
    parts = (
        times(
            (times(u, tables.variable[changed]) + times(s, tables.step_gbp[moving])) * price.now,
            tables.body,
        )
        for u, s in zip(units, steps, strict=True)
    )
    return (cost(before, steps_before), cost(now, steps_now)), Saved(*parts)


def _changed_parts(before: Array, now: Array, changed: Index) -> tuple[Array, Array, Array]:
    """What frees money, what only stops it growing, and what is added, where care changes."""
    was, is_now = before[..., changed], now[..., changed]
    released, avoided = costs.released_and_avoided(is_now, was, was[:, :1])
    return released, avoided, costs.added(is_now, was)
