"""Costs: what care costs an organisation, in fixed, stepped and variable parts."""

from __future__ import annotations

import math

import numpy as np

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
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import ACTIVITY, GBP, RATIO, SHARE, STEP


@measure(
    "money.price_index",
    RATIO,
    pay_growth=AssumptionOf(code="money.pay_growth"),
    price_growth=AssumptionOf(code="money.price_growth"),
    pay_share=ColumnOf(column="costs.pay_share", of_row=True),
    years=CalendarOf(says="years_since_prices"),
)
def price_index(pay_growth: Array, price_growth: Array, pay_share: Array, years: Array) -> Array:
    """Prices against those of the price year.

    Args:
        pay_growth: growth of pay a year, a share.
        price_growth: growth of other prices a year, a share.
        pay_share: share of the cost that is pay.
        years: years since the price year; below 0 before it.

    Returns:
        A ratio, the shape they make together.

    >>> float(price_index(np.array(0.04), np.array(0.02), np.array(0.5), np.array(1)).round(4))
    1.03
    """
    return np.power(1.0 + pay_share * pay_growth + (1.0 - pay_share) * price_growth, years)


@measure(
    "money.pay_share_of_all",
    SHARE,
    fixed=ColumnOf(column="costs.fixed_gbp", unit=GBP, over=("row",)),
    pay_share=ColumnOf(column="costs.pay_share", over=("row",)),
)
def pay_share_of_all(fixed: Array, pay_share: Array) -> Array:
    """Share of the system's fixed cost that is pay: what a proposal's own costs rise with.

    Args:
        fixed: GBP a year of each row of costs.
        pay_share: share of each that is pay.

    Returns:
        A share; 0 where nothing is fixed.

    >>> float(pay_share_of_all(np.array([3.0, 1.0]), np.array([0.6, 1.0])).round(9))
    0.7
    """
    total = fixed.sum()
    return np.asarray((fixed * pay_share).sum() / total if total else 0.0)


@measure(
    "money.price_index_of_proposals",
    RATIO,
    pay_growth=AssumptionOf(code="money.pay_growth"),
    price_growth=AssumptionOf(code="money.price_growth"),
    pay_share=FiguresOf(measure="money.pay_share_of_all", same=()),
    years=CalendarOf(says="years_since_prices"),
)
def price_index_of_proposals(
    pay_growth: Array, price_growth: Array, pay_share: Array, years: Array
) -> Array:
    """Prices of the proposals' own costs against those of the price year.

    Args:
        pay_growth, price_growth, years: as of `price_index`.
        pay_share: share of the system's fixed cost that is pay.

    Returns:
        A ratio.

    >>> pay, prices, share, years = map(np.array, (0.04, 0.02, 0.5, 1))
    >>> float(price_index_of_proposals(pay, prices, share, years).round(4))
    1.03
    """
    return price_index(pay_growth, price_growth, pay_share, years)


@measure(
    "money.efficiency_left",
    RATIO,
    efficiency=AssumptionOf(code="money.efficiency"),
    years=CalendarOf(says="years_since_base"),
)
def efficiency_left(efficiency: Array, years: Array) -> Array:
    """What the same care costs after some years of doing it more efficiently.

    Args:
        efficiency: saving a year, a share, in cash and every year anew.
        years: years since the base year.

    Returns:
        A ratio, the shape they make together.

    >>> float(efficiency_left(np.array(0.02), np.array(2)).round(4))
    0.9604
    """
    return np.power(1.0 - efficiency, years)


@measure(
    "money.steps",
    STEP,
    activity=FiguresOf(
        measure="care.activity_at", same=(), keys={"organisation": "given_by", "service": "service"}
    ),
    units=ColumnOf(column="costs.step_units", unit=ACTIVITY / STEP, of_row=True, missing=math.inf),
)
def steps(activity: Array, units: Array) -> Array:
    """How many steps of cost some activity needs, such as wards or theatres.

    Args:
        activity: activity a year.
        units: activity that one step carries.

    Returns:
        Whole steps. A millionth of a step over does not open a new one: it is
        the noise of adding numbers up in another order.

    >>> steps(np.array([0.0, 1.0, 100.0, 100.1]), np.array(100.0)).tolist()
    [0.0, 1.0, 1.0, 2.0]
    """
    out = np.asarray(activity / units)
    out -= 1e-6
    np.ceil(out, out=out)
    out += 0.0  # no steps, not minus none
    return out


@measure(
    "money.cost_of_service",
    GBP,
    activity=FiguresOf(
        measure="care.activity_at", same=(), keys={"organisation": "given_by", "service": "service"}
    ),
    fixed=ColumnOf(column="costs.fixed_gbp", unit=GBP, of_row=True),
    steps=FiguresOf(measure="money.steps", same=()),
    step=ColumnOf(column="costs.step_gbp", unit=GBP / STEP, of_row=True, missing=0.0),
    variable=ColumnOf(column="costs.variable_gbp", unit=GBP / ACTIVITY, of_row=True),
    index=FiguresOf(measure="money.price_index", same=()),
    efficiency=FiguresOf(measure="money.efficiency_left", same=()),
)
def cost_of_service(
    activity: Array,
    fixed: Array,
    steps: Array,
    step: Array,
    variable: Array,
    index: Array,
    efficiency: Array,
) -> Array:
    """What a service costs an organisation in a year, in cash.

    Args:
        activity: activity a year that drives the cost.
        fixed: GBP a year whatever the activity, at price-year prices.
        steps: whole steps.
        step: GBP a year for each.
        variable: GBP for each unit of activity.
        index: prices against the price year.
        efficiency: what efficiency leaves of the cost.

    Returns:
        GBP in cash.

    >>> one = np.array(1.0)
    >>> float(cost_of_service(10 * one, 100 * one, 2 * one, 30 * one, 5 * one, one, one))
    210.0
    """
    return (fixed + steps * step + activity * variable) * index * efficiency


@measure(
    "money.cost",
    GBP,
    levels=("organisation", "system"),
    services=ByLevel(
        at={"system": RowsOf(table="costs", measure="money.cost_of_service")},
        rest=RowsOf(
            table="costs",
            measure="money.cost_of_service",
            where={"organisation": "organisation"},
        ),
    ),
    paid_on=ByLevel(
        at={"system": None},
        rest=RowsOf(
            table="income", measure="money.income_of_row", where={"paid_by": "organisation"}
        ),
    ),
    proposals=PartsOf(
        heading="running_cost", amount="gbp", unit=GBP, grows=True, priced=True, on="plan"
    ),
    double_running=PartsOf(
        heading="double_running", amount="gbp", unit=GBP, priced=True, on="plan"
    ),
)
def cost(services: Array, paid_on: Array, proposals: Array, double_running: Array) -> Array:
    """What an organisation spends in a year, in cash.

    Args:
        services: GBP for the care it gives or buys outside the system.
        paid_on: GBP it pays to other organisations of the system. For the system as
            a whole this is left out: it moves inside.
        proposals: GBP to run the proposals.
        double_running: GBP to run old and new side by side.

    Returns:
        GBP in cash.
    """
    return services + paid_on + proposals + double_running


def released_and_avoided(now: Array, before: Array, at_base: Array) -> tuple[Array, Array]:
    """Split a saving into what frees money and what only stops it growing.

    Spending taken below the base year's level can be spent on something else;
    the rest of a saving is growth that did not come, which nobody has in hand.

    Args:
        now: units (of activity, or steps) with the plan.
        before: units if nothing changes.
        at_base: units in the base year.

    Returns:
        Units released and units avoided, both 0 where the plan saves nothing; they
        sum to the fall from `before` to `now`.

    >>> one = np.array(1.0)
    >>> [float(part) for part in released_and_avoided(80 * one, 120 * one, 100 * one)]
    [20.0, 20.0]
    """
    saved = np.maximum(before - now, 0.0)
    released = np.minimum(np.maximum(at_base - now, 0.0), saved)
    return released, saved - released


def added(now: Array, before: Array) -> Array:
    """What a plan adds: care given in place of other care, and care that comes on top.

    Args:
        now: units (of activity, or steps) with the plan.
        before: units if nothing changes.

    Returns:
        Units; 0 where the plan adds nothing.

    >>> float(added(np.array(120.0), np.array(80.0))), float(added(np.array(1.0), np.array(2.0)))
    (40.0, 0.0)
    """
    return np.asarray(np.maximum(now - before, 0.0))
