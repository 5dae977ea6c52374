"""Balance: money in less money out, for each organisation and for the system."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import (
    AssumptionOf,
    ByLevel,
    CalendarOf,
    ColumnOf,
    FiguresOf,
    PartsOf,
    RowsOf,
)
from commonweal.base.figures.spread import A_SHARE_OF_DRAWS
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import GBP, SHARE


@measure(
    "money.income_of_row",
    GBP,
    at_base=ColumnOf(column="income.gbp", unit=GBP, of_row=True),
    growth=AssumptionOf(code="row:grows_with"),
    years=CalendarOf(says="years_since_prices"),
)
def income_of_row(at_base: Array, growth: Array, years: Array) -> Array:
    """Money that a row of income brings in a year, in cash.

    Args:
        at_base: GBP a year at the prices of the price year.
        growth: growth a year, a share, in cash.
        years: years since the price year; below 0 before it.

    Returns:
        GBP in cash.

    >>> float(income_of_row(np.array(100.0), np.array(0.03), np.array(1)))
    103.0
    """
    return at_base * np.power(1.0 + growth, years)


ONCE = PartsOf(heading="one_off_income", amount="gbp", unit=GBP, on="plan")
"""What proposals bring in once, in cash."""


@measure(
    "money.income",
    GBP,
    levels=("organisation", "system"),
    received=ByLevel(
        at={"system": RowsOf(table="income", measure="money.income_of_row", where={"paid_by": ""})},
        rest=RowsOf(
            table="income", measure="money.income_of_row", where={"organisation": "organisation"}
        ),
    ),
    one_off=ONCE,
)
def income(received: Array, one_off: Array) -> Array:
    """Money that comes to an organisation in a year, in cash.

    Args:
        received: GBP of all rows of its income. For the system, what its organisations pay
            each other is left out.
        one_off: GBP that proposals bring in once, in this year.

    Returns:
        GBP in cash.
    """
    return received + one_off


@measure(
    "money.balance",
    GBP,
    levels=("organisation", "system"),
    income=FiguresOf(measure="money.income"),
    cost=FiguresOf(measure="money.cost"),
)
def balance(income: Array, cost: Array) -> Array:
    """What is left of a year's money; below 0, what is missing.

    Args:
        income: GBP in cash.
        cost: GBP in cash.

    Returns:
        GBP in cash.
    """
    return income - cost


@measure("money.gap", GBP, levels=("system",), balance=FiguresOf(measure="money.balance"))
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
    GBP,
    levels=("system",),
    income=FiguresOf(measure="money.income"),
    cost=FiguresOf(measure="money.cost"),
    services=RowsOf(table="costs", measure="money.cost_of_service"),
    efficiency=FiguresOf(measure="money.efficiency_left", same=()),
)
def gap_without_efficiency(income: Array, cost: Array, services: Array, efficiency: Array) -> Array:
    """The gap if costs had not been made more efficient since the base year.

    The Five Year Forward View's gap was this one: growing need, no further
    efficiency, and the money in sight.

    Args:
        income: GBP in cash.
        cost: GBP in cash.
        services: GBP of it for care, after efficiency.
        efficiency: what efficiency leaves of the cost.

    Returns:
        GBP in cash.
    """
    return services / efficiency + (cost - services) - income


def in_balance(balance: Array) -> NDArray[np.bool_]:
    """Whether the money of a year is enough.

    A penny short counts: pounds added up in another order differ by less.

    Args:
        balance: GBP in cash, any shape.
    """
    return np.asarray(balance > -0.01)


@measure(
    "money.chance_of_balance",
    SHARE,
    levels=("organisation", "system"),
    from_draws=A_SHARE_OF_DRAWS,
    balance=FiguresOf(measure="money.balance"),
)
def chance_of_balance(balance: Array) -> Array:
    """The chance that the money of a year is enough.

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
    GBP,
    levels=("organisation", "system"),
    received=ByLevel(
        at={"system": RowsOf(table="income", measure="money.income_of_row", once=True)},
        rest=RowsOf(
            table="income",
            measure="money.income_of_row",
            where={"organisation": "organisation"},
            once=True,
        ),
    ),
    paid=ByLevel(
        at={
            "system": RowsOf(
                table="income",
                measure="money.income_of_row",
                where={"paid_by": "*"},
                once=True,
            )
        },
        rest=RowsOf(
            table="income",
            measure="money.income_of_row",
            where={"paid_by": "organisation"},
            once=True,
        ),
    ),
    proposals=ONCE,
    double_running=PartsOf(
        heading="double_running", amount="gbp", unit=GBP, priced=True, on="plan"
    ),
)
def one_off(received: Array, paid: Array, proposals: Array, double_running: Array) -> Array:
    """Money that comes once, less costs that come once.

    Args:
        received, paid: GBP in cash that comes once from others, and goes once to them.
        proposals: GBP in cash that proposals bring in once.
        double_running: GBP in cash to run old and new side by side.

    Returns:
        GBP in cash.
    """
    return received - paid + proposals - double_running


@measure(
    "money.recurrent_balance",
    GBP,
    levels=("organisation", "system"),
    balance=FiguresOf(measure="money.balance"),
    one_off=FiguresOf(measure="money.one_off"),
)
def recurrent_balance(balance: Array, one_off: Array) -> Array:
    """The balance without what comes or goes only once: what next year starts from.

    Args:
        balance: GBP in cash.
        one_off: GBP in cash.

    Returns:
        GBP in cash.
    """
    return balance - one_off
