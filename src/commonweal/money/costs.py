"""Costs: what care costs an organisation, in fixed, stepped and variable parts."""

from __future__ import annotations

import numpy as np

from commonweal.base.figures.measure import measure
from commonweal.base.numbers.chance import Array


@measure(
    "money.price_index",
    unit="ratio",
    pay_growth="assumption:money.pay_growth",
    price_growth="assumption:money.price_growth",
    pay_share="table:costs.pay_share",
    years="year",
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
    "money.efficiency_left",
    unit="ratio",
    efficiency="assumption:money.efficiency",
    years="year",
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


@measure("money.steps", unit="step", activity="care.activity_at", units="table:costs.step_units")
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
    unit="GBP",
    activity="care.activity_at",
    fixed="table:costs.fixed_gbp",
    steps="money.steps",
    step="table:costs.step_gbp",
    variable="table:costs.variable_gbp",
    index="money.price_index",
    efficiency="money.efficiency_left",
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
    unit="GBP",
    services="money.cost_of_service",
    paid_on="table:income.gbp",
    proposals="proposal:running_cost",
    double_running="proposal:double_running",
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
