"""The bridge: from what a plan saves on care to what it does to the balance.

Gross saving, less care given in its place, less what the proposals cost to run, less old and new
side by side, and what comes in once: the change in the balance, to the penny.

A saving is *cash-releasing* only where a cost that somebody pays today really ends. A fixed cost
never does. The part of a cost that moves with each patient, and the steps that fewer patients give
up, do, as far as care falls below what was given in the base year. What only stops care from
growing is *cost-avoiding*: nobody has that money in hand. So the two follow from the care and the
costs of a plan (`savings`), whatever its owners call a saving they claim.

Staff that a proposal asks for have no price of their own: their pay is in the running cost that
its owners write down.
"""

from __future__ import annotations

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import FiguresOf, PartsOf
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import GBP
from commonweal.money.costs import added
from commonweal.money.savings import (
    BEFORE,
    EFFICIENCY,
    INDEX,
    NOW,
    STEP_GBP,
    STEPS_BEFORE,
    STEPS_NOW,
    VARIABLE,
    rows_of_costs,
)

WHOSE = ("organisation", "system")
OWN = (*WHOSE, "proposal")
"""Levels of a proposal's own money."""


@measure(
    "money.saving_gross",
    GBP,
    levels=WHOSE,
    released=FiguresOf(measure="money.saving_cash_releasing"),
    avoided=FiguresOf(measure="money.saving_cost_avoiding"),
)
def saving_gross(released: Array, avoided: Array) -> Array:
    """Saving on care before anything is taken off it.

    Args:
        released: GBP in cash of it that frees money.
        avoided: GBP in cash of it that only stops spending from growing.

    Returns:
        GBP in cash.
    """
    return released + avoided


@measure(
    "money.added_of_row",
    GBP,
    now=NOW,
    before=BEFORE,
    steps_now=STEPS_NOW,
    steps_before=STEPS_BEFORE,
    variable=VARIABLE,
    step=STEP_GBP,
    index=INDEX,
    efficiency=EFFICIENCY,
)
def added_of_row(
    now: Array,
    before: Array,
    steps_now: Array,
    steps_before: Array,
    variable: Array,
    step: Array,
    index: Array,
    efficiency: Array,
) -> Array:
    """What care added by a plan costs on one row of costs.

    Args:
        now, before: activity a year with the plan and if nothing changes.
        steps_now, steps_before: steps of cost, likewise.
        variable, step: GBP for a unit and for a step, at price-year prices.
        index: prices against the price year.
        efficiency: what efficiency leaves of the cost.

    Returns:
        GBP in cash.

    >>> float(added_of_row(120, 80, 0, 0, variable=1, step=0, index=1, efficiency=1))
    40.0
    """
    units, steps = added(now, before), added(steps_now, steps_before)
    return (units * variable + steps * step) * index * efficiency


@measure("money.care_added", GBP, levels=WHOSE, rows=rows_of_costs("money.added_of_row"))
def care_added(rows: Array) -> Array:
    """Cost of care that takes the place of what is saved, or comes on top of it.

    Args:
        rows: GBP in cash of all rows of costs.

    Returns:
        GBP in cash.
    """
    return rows


@measure(
    "money.running_cost",
    GBP,
    levels=OWN,
    amounts=PartsOf(heading="running_cost", amount="gbp", unit=GBP, grows=True, priced=True),
)
def running_cost(amounts: Array) -> Array:
    """What it costs to run the proposals, the pay of their staff in it; below 0, it saves.

    Args:
        amounts: GBP in cash of every running cost.

    Returns:
        GBP in cash.
    """
    return amounts


@measure(
    "money.double_running",
    GBP,
    levels=OWN,
    amounts=PartsOf(heading="double_running", amount="gbp", unit=GBP, priced=True),
)
def double_running(amounts: Array) -> Array:
    """What it costs to run old and new side by side.

    Args:
        amounts: GBP in cash of every such cost in the year.

    Returns:
        GBP in cash.
    """
    return amounts


@measure(
    "money.one_off_income",
    GBP,
    levels=OWN,
    amounts=PartsOf(heading="one_off_income", amount="gbp", unit=GBP),
)
def one_off_income(amounts: Array) -> Array:
    """Money that proposals bring in once.

    Args:
        amounts: GBP in cash of all that comes in the year.

    Returns:
        GBP in cash.
    """
    return amounts
