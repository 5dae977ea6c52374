"""Balance: money in less money out, for each organisation and for the system."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commonweal.base.figures.measure import measure
from commonweal.base.numbers.chance import Array


@measure(
    "money.income",
    unit="GBP",
    at_base="table:income.gbp",
    growth="table:income.grows_with",
    years="year",
    one_off="proposal:one_off_income",
)
def income(at_base: Array, growth: Array, years: Array, one_off: Array) -> Array:
    """Money that comes to an organisation in a year, in cash.

    Args:
        at_base: GBP a year at the prices of the price year.
        growth: growth a year, a share, in cash.
        years: years since the price year; below 0 before it.
        one_off: GBP that comes once, in this year.

    Returns:
        GBP in cash.

    >>> float(income(np.array(100.0), np.array(0.03), np.array(1), np.array(5.0)))
    108.0
    """
    return at_base * np.power(1.0 + growth, years) + one_off


@measure("money.balance", unit="GBP", income="money.income", cost="money.cost")
def balance(income: Array, cost: Array) -> Array:
    """What is left of a year's money; below 0, what is missing.

    Args:
        income: GBP in cash.
        cost: GBP in cash.

    Returns:
        GBP in cash.
    """
    return income - cost


@measure("money.gap", unit="GBP", balance="money.balance")
def gap(balance: Array) -> Array:
    """What the system is short of in a year; below 0, what it has over.

    Args:
        balance: GBP in cash.

    Returns:
        GBP in cash.
    """
    return -balance


@measure(
    "money.gap_without_efficiency",
    unit="GBP",
    income="money.income",
    cost="money.cost",
    efficiency="money.efficiency_left",
)
def gap_without_efficiency(income: Array, cost: Array, efficiency: Array) -> Array:
    """The gap if costs had not been made more efficient since the base year.

    The Five Year Forward View's gap was this one: growing need, no further
    efficiency, and the money in sight.

    Args:
        income: GBP in cash.
        cost: GBP in cash, of services after efficiency.
        efficiency: what efficiency leaves of the cost.

    Returns:
        GBP in cash.
    """
    return cost / efficiency - income


def in_balance(balance: Array) -> NDArray[np.bool_]:
    """Whether a year ends in balance.

    A penny short counts: pounds added up in another order differ by less.

    Args:
        balance: GBP in cash, any shape.
    """
    return np.asarray(balance > -0.01)


@measure("money.chance_of_balance", unit="share", balance="money.balance")
def chance_of_balance(balance: Array) -> Array:
    """The chance that a year ends in balance.

    Args:
        balance: GBP in cash, shape (draw, ...).

    Returns:
        A share of the draws, shape (...).

    >>> float(chance_of_balance(np.array([-1.0, 0.0, 2.0, 3.0])))
    0.75
    """
    return np.asarray(in_balance(balance).mean(axis=0))


@measure(
    "money.one_off",
    unit="GBP",
    income="proposal:one_off_income + table:income.gbp",
    double_running="proposal:double_running",
)
def one_off(income: Array, double_running: Array) -> Array:
    """Money that comes once, less costs that come once.

    Args:
        income: GBP in cash.
        double_running: GBP in cash to run old and new side by side.

    Returns:
        GBP in cash.
    """
    return income - double_running


@measure("money.recurrent_balance", unit="GBP", balance="money.balance", one_off="money.one_off")
def recurrent_balance(balance: Array, one_off: Array) -> Array:
    """The balance without what comes or goes only once: what next year starts from.

    Args:
        balance: GBP in cash.
        one_off: GBP in cash.

    Returns:
        GBP in cash.
    """
    return balance - one_off


@measure(
    "money.saving_cash_releasing",
    unit="GBP",
    now="care.activity_at",
    before="care.activity_at",
    price="table:costs.variable_gbp",
)
def saving_cash_releasing(now: Array, before: Array, price: Array) -> Array:
    """Saving on care that takes spending below the base year's level: money somebody has.

    Args:
        now: activity with the plan, not below the base year's less what is saved.
        before: activity it is released from.
        price: GBP for each unit and step, in cash.

    Returns:
        GBP in cash.
    """
    return (before - now) * price


@measure(
    "money.saving_cost_avoiding",
    unit="GBP",
    now="care.activity_at",
    before="care.activity_at",
    price="table:costs.variable_gbp",
)
def saving_cost_avoiding(now: Array, before: Array, price: Array) -> Array:
    """Saving on care that only stops spending from growing: money nobody has in hand.

    Args:
        now: activity with the plan, not below the base year's.
        before: activity if nothing changes.
        price: GBP for each unit and step, in cash.

    Returns:
        GBP in cash.
    """
    return (before - now) * price
