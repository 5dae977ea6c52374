"""Savings on care: what frees money, and what only stops spending from growing."""

from __future__ import annotations

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import ByLevel, ColumnOf, FiguresOf, RowsOf
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import ACTIVITY, GBP, STEP
from commonweal.money.costs import released_and_avoided

GIVEN = {"organisation": "given_by", "service": "service"}
NOW = FiguresOf(measure="care.activity_at", same=(), keys=GIVEN, side="plan")
BEFORE = FiguresOf(measure="care.activity_at", same=(), keys=GIVEN, side="nothing")
AT_BASE = FiguresOf(measure="care.activity_at", same=(), keys=GIVEN, side="nothing", at_base=True)
STEPS_NOW = FiguresOf(measure="money.steps", same=(), side="plan")
STEPS_BEFORE = FiguresOf(measure="money.steps", same=(), side="nothing")
STEPS_AT_BASE = FiguresOf(measure="money.steps", same=(), side="nothing", at_base=True)
VARIABLE = ColumnOf(column="costs.variable_gbp", unit=GBP / ACTIVITY, of_row=True)
STEP_GBP = ColumnOf(column="costs.step_gbp", unit=GBP / STEP, of_row=True, missing=0.0)
INDEX = FiguresOf(measure="money.price_index", same=())
EFFICIENCY = FiguresOf(measure="money.efficiency_left", same=())


@measure(
    "money.released_of_row",
    GBP,
    now=NOW,
    before=BEFORE,
    at_base=AT_BASE,
    steps_now=STEPS_NOW,
    steps_before=STEPS_BEFORE,
    steps_at_base=STEPS_AT_BASE,
    variable=VARIABLE,
    step=STEP_GBP,
    index=INDEX,
    efficiency=EFFICIENCY,
)
def released_of_row(
    now: Array,
    before: Array,
    at_base: Array,
    steps_now: Array,
    steps_before: Array,
    steps_at_base: Array,
    variable: Array,
    step: Array,
    index: Array,
    efficiency: Array,
) -> Array:
    """Saving on one row of costs below what it was in the base year.

    Args:
        now, before, at_base: activity a year with the plan, if nothing changes, and in the base
            year.
        steps_now, steps_before, steps_at_base: steps of cost, likewise.
        variable, step: GBP for a unit and for a step, at price-year prices.
        index: prices against the price year.
        efficiency: what efficiency leaves of the cost.

    Returns:
        GBP in cash.

    >>> float(released_of_row(80, 120, 100, 0, 0, 0, variable=1, step=0, index=1, efficiency=1))
    20.0
    """
    units = released_and_avoided(now, before, at_base)[0]
    steps = released_and_avoided(steps_now, steps_before, steps_at_base)[0]
    return (units * variable + steps * step) * index * efficiency


@measure(
    "money.avoided_of_row",
    GBP,
    now=NOW,
    before=BEFORE,
    at_base=AT_BASE,
    steps_now=STEPS_NOW,
    steps_before=STEPS_BEFORE,
    steps_at_base=STEPS_AT_BASE,
    variable=VARIABLE,
    step=STEP_GBP,
    index=INDEX,
    efficiency=EFFICIENCY,
)
def avoided_of_row(
    now: Array,
    before: Array,
    at_base: Array,
    steps_now: Array,
    steps_before: Array,
    steps_at_base: Array,
    variable: Array,
    step: Array,
    index: Array,
    efficiency: Array,
) -> Array:
    """Saving on one row of costs that only stops it from growing.

    Args:
        now, before, at_base: activity a year with the plan, if nothing changes, and in the base
            year.
        steps_now, steps_before, steps_at_base: steps of cost, likewise.
        variable, step: GBP for a unit and for a step, at price-year prices.
        index: prices against the price year.
        efficiency: what efficiency leaves of the cost.

    Returns:
        GBP in cash.

    >>> float(avoided_of_row(80, 130, 100, 0, 0, 0, variable=1, step=0, index=1, efficiency=1))
    30.0
    """
    units = released_and_avoided(now, before, at_base)[1]
    steps = released_and_avoided(steps_now, steps_before, steps_at_base)[1]
    return (units * variable + steps * step) * index * efficiency


def rows_of_costs(code: str) -> ByLevel:
    """A measure of each row of costs: of an organisation, or of all."""
    own = RowsOf(table="costs", measure=code, where={"organisation": "organisation"})
    return ByLevel(at={"system": RowsOf(table="costs", measure=code)}, rest=own)


@measure(
    "money.saving_cash_releasing",
    GBP,
    levels=("organisation", "system"),
    rows=rows_of_costs("money.released_of_row"),
)
def saving_cash_releasing(rows: Array) -> Array:
    """Saving on care that takes spending below the base year's level: money somebody has.

    Args:
        rows: GBP in cash of all rows of costs.

    Returns:
        GBP in cash.
    """
    return rows


@measure(
    "money.saving_cost_avoiding",
    GBP,
    levels=("organisation", "system"),
    rows=rows_of_costs("money.avoided_of_row"),
)
def saving_cost_avoiding(rows: Array) -> Array:
    """Saving on care that only stops spending from growing: money nobody has in hand.

    Args:
        rows: GBP in cash of all rows of costs.

    Returns:
        GBP in cash.
    """
    return rows
