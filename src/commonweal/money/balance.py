"""Balance: money in less money out, for each organisation and for the system."""

from __future__ import annotations

import numpy as np

from commonweal.base.chance import Array
from commonweal.base.measures import measure


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


def chance_at_least_zero(draws: Array) -> Array:
    """Share of draws at or above zero.

    A penny below still counts as balance: sums of pounds in another order differ
    by less than that.

    Args:
        draws: shape (draw, ...).

    Returns:
        A share, shape (...).

    >>> float(chance_at_least_zero(np.array([-1.0, 0.0, 2.0, 3.0])))
    0.75
    """
    return np.asarray((draws > -0.01).mean(axis=0))
