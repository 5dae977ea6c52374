"""Accounts: the money tables as arrays, and what a block of draws spends and receives.

Cost rows of one body with one share of pay rise in price alike, so they are one
account, and all of it that is linear in activity is summed up before any draw.
Steps of cost are not linear: they are counted row by row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.care.cells import Index
from commonweal.care.workload import Places
from commonweal.money import balance as money
from commonweal.money import costs
from commonweal.plan.luck import Draws
from commonweal.plan.system import Plan


@dataclass(frozen=True, slots=True)
class Accounts:
    """The money tables as arrays.

    Attributes:
        body: which organisation bears each account, shape (account, organisation), 1 or 0.
        pay_share: share of each that is pay, shape (account,).
        fixed: GBP a year, shape (account,).
        variable: GBP for a unit of activity, shape (organisation-and-service, account).
        step_pair: the organisation-and-service that drives each row with steps.
        step_units: units one step of it carries.
        step_gbp: GBP for each step, shape (stepped row, account).
        growth: codes of the assumptions that incomes grow with.
        received, paid: GBP a year that comes to each organisation, and that it pays to
            others of the system, shape (growth, organisation).
        received_once, paid_once: the same of the base year alone.
        own_pay_share: share of the system's fixed cost that is pay: what a proposal's
            own costs rise with.
        middle: central value of each assumption about growth of prices and incomes.
    """

    body: Array
    pay_share: Array
    fixed: Array
    variable: Array
    step_pair: Index
    step_units: Array
    step_gbp: Array
    growth: tuple[str, ...]
    received: Array
    paid: Array
    received_once: Array
    paid_once: Array
    own_pay_share: float
    middle: dict[str, float]


def accounts_from(plan: Plan, where: Places, pairs: tuple[tuple[int, int], ...]) -> Accounts:
    """Accounts from the tables `costs` and `income`.

    Args:
        pairs: every organisation-and-service, in the order of the result.
    """
    rows = list(plan.tables["costs"].iter_rows(named=True))
    names = sorted({(row["organisation"], row["pay_share"]) for row in rows})
    account = {name: n for n, name in enumerate(names)}
    pair_of = {pair: n for n, pair in enumerate(pairs)}
    body, fixed = np.zeros((len(names), len(where.organisations))), np.zeros(len(names))
    variable = np.zeros((len(pairs), len(names)))
    stepped = []
    for row in rows:
        o, s = where.organisations.index(row["given_by"]), where.services.index(row["service"])
        pair, a = pair_of[o, s], account[row["organisation"], row["pay_share"]]
        body[a, where.organisations.index(row["organisation"])] = 1.0
        fixed[a] += row["fixed_gbp"]
        variable[pair, a] += row["variable_gbp"]
        if row["step_units"] is not None and row["step_gbp"]:
            stepped.append((pair, a, row["step_units"], row["step_gbp"]))
    step_gbp = np.zeros((len(stepped), len(names)))
    for n, (_, a, _, gbp) in enumerate(stepped):
        step_gbp[n, a] = gbp
    pay_share = np.array([share for _, share in names])
    total = fixed.sum()
    growth = tuple(plan.tables["income"]["grows_with"].unique().sort())
    return Accounts(
        body=body,
        pay_share=pay_share,
        fixed=fixed,
        variable=variable,
        step_pair=np.array([pair for pair, *_ in stepped], dtype=np.intp),
        step_units=np.array([units for _, _, units, _ in stepped]),
        step_gbp=step_gbp,
        own_pay_share=float(fixed @ pay_share / total) if total else 0.0,
        growth=growth,
        middle={
            code: plan.assumptions[code].interval.central
            for code in (*growth, "money.pay_growth", "money.price_growth")
        },
        **_incomes(plan, where, growth),
    )


def _incomes(plan: Plan, where: Places, growth: tuple[str, ...]) -> dict[str, Array]:
    names = ("received", "paid", "received_once", "paid_once")
    out = {name: np.zeros((len(growth), len(where.organisations))) for name in names}
    for row in plan.tables["income"].iter_rows(named=True):
        when = "" if row["recurrent"] else "_once"
        at = growth.index(row["grows_with"])
        out[f"received{when}"][at, where.organisations.index(row["organisation"])] += row["gbp"]
        if row["paid_by"] is not None:
            out[f"paid{when}"][at, where.organisations.index(row["paid_by"])] += row["gbp"]
    return out


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of a block of draws.

    Attributes:
        index: of each account against the price year, shape (draw, year, account).
        own: of the proposals' own costs, shape (draw, year).
        efficiency: what efficiency leaves of a cost, shape (draw, year).
        now: index with efficiency, shape (draw, year, account).
    """

    index: Array
    own: Array
    efficiency: Array
    now: Array


def prices(books: Accounts, luck: Draws, since_base: Array, since_prices: Array) -> Prices:
    """Prices in each draw and year.

    Args:
        since_base, since_prices: years since the base year and the price year, shape (year,).
    """
    pay, price = (
        _growth(books, luck, f"money.{kind}_growth", since_prices) for kind in ("pay", "price")
    )
    shares, of_account = np.unique(books.pay_share, return_inverse=True)
    index = costs.price_index(pay[..., None], price[..., None], shares, since_prices[:, None])[
        ..., of_account
    ]
    efficiency = costs.efficiency_left(luck.assumptions["money.efficiency"][:, None], since_base)
    own = costs.price_index(pay, price, np.asarray(books.own_pay_share), since_prices)
    return Prices(index, own, efficiency, index * efficiency[..., None])


def _growth(books: Accounts, luck: Draws, code: str, since_prices: Array) -> Array:
    """Growth a year in each draw and year, shape (draw, year).

    Before the price year there is nothing left to chance: those years are over, and
    the assumption's middle is all the plan knows of them.
    """
    return np.where(since_prices < 0, books.middle[code], luck.assumptions[code][:, None])


def income(books: Accounts, luck: Draws, since_prices: Array) -> tuple[Array, Array, Array]:
    """Income of each organisation, what it pays on to others, and what of both comes once.

    Each of shape (draw, year, organisation), GBP in cash. Money that comes once
    comes in the base year, the first.
    """
    growth = np.stack([_growth(books, luck, c, since_prices) for c in books.growth], axis=-1)
    one = np.array(1.0)
    grown = money.income(one, growth, since_prices[:, None], one * 0.0)
    received, paid_on = grown @ books.received, grown @ books.paid
    came_once, paid_once = np.zeros_like(received), np.zeros_like(received)
    came_once[:, 0] = grown[:, 0] @ books.received_once
    paid_once[:, 0] = grown[:, 0] @ books.paid_once
    return received + came_once, paid_on + paid_once, came_once - paid_once


@dataclass(frozen=True, slots=True)
class Spending:
    """What care costs in a block of draws, GBP in cash, shape (draw, year, organisation)."""

    nothing: Array
    plan: Array
    released: Array
    avoided: Array


def spending(books: Accounts, before: Array, now: Array, changed: Index, price: Prices) -> Spending:
    """Cost of services if nothing changes and with the plan, and what of it is saved.

    Args:
        before, now: activity in both scenarios, shape (draw, year, organisation-and-service).
        changed: the only ones that differ.
    """
    one = np.array(1.0)

    def cost(given: Array, steps: Array) -> Array:
        return np.asarray(
            costs.cost_of_service(
                given @ books.variable,
                books.fixed,
                steps @ books.step_gbp,
                one,
                one,
                price.index,
                price.efficiency[..., None],
            )
            @ books.body
        )

    moving = np.flatnonzero(np.isin(books.step_pair, changed))
    steps_before = costs.steps(before[..., books.step_pair], books.step_units)
    steps_now = steps_before.copy()
    steps_now[..., moving] = costs.steps(
        now[..., books.step_pair[moving]], books.step_units[moving]
    )
    units = _saved(before, now, changed)
    steps = _saved(steps_before, steps_now, moving)
    released, avoided = (
        ((u @ books.variable[changed] + s @ books.step_gbp[moving]) * price.now) @ books.body
        for u, s in zip(units, steps, strict=True)
    )
    return Spending(cost(before, steps_before), cost(now, steps_now), released, avoided)


def _saved(before: Array, now: Array, changed: Index) -> tuple[Array, Array]:
    """What frees money and what only stops it growing, of the columns that change."""
    was = before[..., changed]
    return costs.released_and_avoided(now[..., changed], was, was[:, :1])
