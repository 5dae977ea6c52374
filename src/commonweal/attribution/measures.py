"""The measures of who did what. Each is given for a proposal in three readings.

`change`: its share of what the plan changes. `alone`: what it would do were it the
only proposal. `lost`: what the plan would lose were it to fail and the others stand.
Only the shares sum to the whole.
"""

from __future__ import annotations

import numpy as np

from commonweal.base.figures.measure import made_by_the_engine, measure
from commonweal.base.figures.parents import (
    ByLevel,
    CalendarOf,
    ColumnOf,
    FiguresOf,
    PartsOf,
    PolicyOf,
)
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import ACTIVITY, BED, BED_DAY, DAY, GBP, STEP, YEAR

EFFECTS = PartsOf(heading="effect", amount="size", grows=True)

made_by_the_engine(
    "care.activity_by_proposal",
    ACTIVITY,
    "By how much each proposal changes the care that residents use.",
    levels=("place+service+proposal",),
    totals={"service+proposal": "place+service+proposal"},
    made_by="cell by cell, each proposal's logarithmic-mean share of what all of them change "
    "(`commonweal.care.shares`); held to plain sums by tests/reference",
    activity=FiguresOf(
        measure="care.activity_of_residents", same=("place", "service"), side="nothing"
    ),
    effects=EFFECTS,
)


@measure(
    "care.workload_by_proposal",
    ACTIVITY,
    levels=("site+service+proposal",),
    totals={
        "organisation+service+proposal": "site+service+proposal",
        "service+proposal": "organisation+service+proposal",
    },
    change=FiguresOf(
        measure="care.activity_by_proposal",
        same=("service", "proposal"),
        over=("place",),
        missing=0.0,
    ),
    flows=ColumnOf(column="flows.share", over=("place",), missing=0.0),
    factor=FiguresOf(
        measure="care.reconciling_factor",
        same=("organisation", "service"),
        side="either",
        at_base=True,
        missing=1.0,
    ),
    moved=PartsOf(heading="effect", kind="move_site", amount="size", unit=ACTIVITY),
)
def workload_by_proposal(change: Array, flows: Array, factor: Array, moved: Array) -> Array:
    """By how much each proposal changes the work that staff of an organisation or site do.

    Args:
        change: of the care that residents use, activity a year, shape (place,).
        flows: share of it given here, shape (place,).
        factor: what brings the model to what was reported.
        moved: activity a year that it moves here from other sites (or away, below 0).

    Returns:
        Activity a year; below 0, less.
    """
    return np.asarray((change * flows).sum(axis=-1) * factor + moved)


@measure(
    "care.bed_days_by_proposal",
    BED_DAY / YEAR,
    levels=("site+proposal", "organisation+proposal", "proposal", "place+proposal"),
    workload=ByLevel(
        at={
            "place+proposal": FiguresOf(
                measure="care.activity_by_proposal",
                over=("service",),
                where={"service": "counts_nights"},
                missing=0.0,
            )
        },
        rest=FiguresOf(
            measure="care.workload_by_proposal",
            over=("service",),
            where={"service": "counts_nights"},
            missing=0.0,
        ),
    ),
)
def bed_days_by_proposal(workload: Array) -> Array:
    """By how much each proposal changes the bed-days of the system's sites, or of residents.

    Args:
        workload: change in activity of each service that counts bed-days.

    Returns:
        Bed-days a year; below 0, fewer.
    """
    return np.asarray(workload.sum(axis=-1))


@measure(
    "care.beds_needed_by_proposal",
    BED,
    levels=("site+proposal", "organisation+proposal", "proposal", "place+proposal"),
    bed_days=FiguresOf(measure="care.bed_days_by_proposal"),
    nights=CalendarOf(says="nights", unit=DAY / YEAR),
    ceiling=PolicyOf(code="care.occupancy_ceiling"),
)
def beds_needed_by_proposal(bed_days: Array, nights: float, ceiling: float) -> Array:
    """By how much each proposal changes the beds that are needed.

    Args:
        bed_days: by which it changes bed-days, a year.
        nights: of the base year.
        ceiling: share of open beds full on an average night.

    Returns:
        Beds; below 0, fewer.
    """
    return bed_days / nights / ceiling


made_by_the_engine(
    "care.beds_open_by_proposal",
    BED,
    "By how much each proposal changes the beds that are open.",
    levels=("site+proposal",),
    totals={"organisation+proposal": "site+proposal", "proposal": "site+proposal"},
    made_by="by `beds_open_by_proposal`, of one proposal apart; where several close the last beds "
    "of a site, each has its Shapley share of what they close (`commonweal.attribution.beds`)",
    planned=ColumnOf(column="beds.beds_open", unit=BED, latest=True, missing=0.0),
    opened=PartsOf(heading="effect", kind="beds", amount="size", unit=BED, grows=True),
)


def beds_open_by_proposal(planned: Array, opened: Array) -> Array:
    """By how much each proposal changes the beds that are open.

    No site has fewer than no beds. Where several proposals close the last of them, each
    has its Shapley share of what they close.

    Args:
        planned: beds open if nothing changes.
        opened: beds the proposal opens, or closes, below 0.

    Returns:
        Beds; below 0, fewer.
    """
    return np.maximum(planned + opened, 0.0) - planned


@measure(
    "care.beds_spare_by_proposal",
    BED,
    levels=("site+proposal", "organisation+proposal", "proposal"),
    opened=FiguresOf(measure="care.beds_open_by_proposal", missing=0.0),
    needed=FiguresOf(measure="care.beds_needed_by_proposal", missing=0.0),
)
def beds_spare_by_proposal(opened: Array, needed: Array) -> Array:
    """By how much each proposal changes the beds open beyond those needed.

    Args:
        opened, needed: by how much it changes them, beds.

    Returns:
        Beds; below 0, fewer to spare.
    """
    return opened - needed


made_by_the_engine(
    "money.care_cost_by_proposal",
    GBP,
    "By how much each proposal changes what care costs.",
    levels=("organisation+proposal", "proposal", "site+proposal", "place+proposal"),
    made_by="(workload x variable + steps) x price index x efficiency, of each row of costs. Where "
    "several proposals cross a step together each has its Shapley share of it, and its parts by "
    "site or place have theirs by how much they change what drives the steps "
    "(`commonweal.attribution.pounds`). Source: Shapley, A value for n-person games, 1953",
    workload=FiguresOf(measure="care.workload_by_proposal", same=("proposal",), over=("service",)),
    variable=ColumnOf(column="costs.variable_gbp", unit=GBP / ACTIVITY, over=("row",)),
    step=ColumnOf(column="costs.step_gbp", unit=GBP / STEP, over=("row",), missing=0.0),
    efficiency=FiguresOf(measure="money.efficiency_left", same=()),
)


made_by_the_engine(
    "money.saving_gross_by_proposal",
    GBP,
    "What each proposal takes off the costs of care that it lowers, before what it adds to others.",
    levels=("organisation+proposal", "proposal"),
    made_by="as `money.care_cost_by_proposal`, of the rows of costs that it lowers. Where "
    "one proposal adds to a cost that another lowers, both are counted, and the system's gross "
    "saving is less than their sum (`commonweal.attribution.pounds`)",
    workload=FiguresOf(measure="care.workload_by_proposal", same=("proposal",), over=("service",)),
    variable=ColumnOf(column="costs.variable_gbp", unit=GBP / ACTIVITY, over=("row",)),
    step=ColumnOf(column="costs.step_gbp", unit=GBP / STEP, over=("row",), missing=0.0),
    efficiency=FiguresOf(measure="money.efficiency_left", same=()),
)


@measure(
    "money.care_added_by_proposal",
    GBP,
    levels=("proposal",),
    care=FiguresOf(measure="money.care_cost_by_proposal", missing=0.0),
    saved=FiguresOf(measure="money.saving_gross_by_proposal", missing=0.0),
)
def care_added_by_proposal(care: Array, saved: Array) -> Array:
    """What each proposal adds to the costs of care that it raises.

    Args:
        care: GBP by which it changes what care costs, all in all.
        saved: GBP that it takes off the costs it lowers.

    Returns:
        GBP in cash.
    """
    return care + saved


@measure(
    "money.saving_cash_releasing_by_proposal",
    GBP,
    levels=("proposal",),
    gross=FiguresOf(
        measure="money.saving_gross_by_proposal",
        same=("proposal",),
        over=("organisation",),
        missing=0.0,
    ),
    released=FiguresOf(
        measure="money.saving_cash_releasing", same=(), over=("organisation",), missing=0.0
    ),
    of_all=FiguresOf(measure="money.saving_gross", same=(), over=("organisation",), missing=0.0),
)
def cash_releasing_by_proposal(gross: Array, released: Array, of_all: Array) -> Array:
    """How much of each proposal's gross saving frees money; the rest only stops growth.

    Whether a saving takes an organisation below what it spent in the base year follows from all
    proposals together. So each one's saving there frees money in the proportion that all do.

    Args:
        gross: GBP of it at each organisation, shape (organisation,).
        released, of_all: GBP that the whole plan frees and saves there, likewise.

    Returns:
        GBP in cash.

    >>> gross, released, of_all = (np.array(one) for one in ([4.0, 2.0], [5.0, 0.0], [10.0, 0.0]))
    >>> float(cash_releasing_by_proposal(gross, released, of_all))
    2.0
    """
    return np.asarray(freed(gross, released, of_all).sum(axis=-1))


def freed(gross: Array, released: Array, of_all: Array) -> Array:
    """The part of some gross savings that frees money, as that of all does; arrays of one shape."""
    return gross * np.divide(released, of_all, out=np.zeros_like(of_all), where=of_all > 0)


@measure(
    "money.by_proposal",
    GBP,
    levels=("organisation+proposal", "proposal"),
    care=FiguresOf(measure="money.care_cost_by_proposal", missing=0.0),
    running=PartsOf(heading="running_cost", amount="gbp", unit=GBP, grows=True, priced=True),
    double=PartsOf(heading="double_running", amount="gbp", unit=GBP, priced=True),
    once=PartsOf(heading="one_off_income", amount="gbp", unit=GBP),
)
def by_proposal(care: Array, running: Array, double: Array, once: Array) -> Array:
    """What each proposal adds to the yearly balance, its own costs taken off.

    Args:
        care: GBP by which it changes what care costs.
        running: GBP to run it.
        double: GBP to run old and new side by side.
        once: GBP that come once.

    Returns:
        GBP in cash; below 0, it takes away.
    """
    return once - care - running - double


@measure(
    "money.sampling_error_by_proposal",
    GBP,
    levels=("proposal",),
    from_draws="a standard error over the draws, of the orders that were tried",
    steps=FiguresOf(measure="money.care_cost_by_proposal"),
)
def sampling_error_by_proposal(steps: Array) -> Array:
    """How far off a share of stepped costs may be, as not every order of proposals was tried.

    Args:
        steps: GBP of standard error in each draw, shape (draw, ...).

    Returns:
        GBP in cash: the root of the mean square over the draws.
    """
    return np.asarray(np.sqrt(np.mean(steps**2, axis=0)))


def money_overlap(overlap: Array, variable: Array, index: Array, efficiency: Array) -> Array:
    """What care that two proposals both count would save, were it saved twice.

    Args:
        overlap: activity a year that both count.
        variable: GBP for a unit of it, at price-year prices.
        index: prices against the price year.
        efficiency: what efficiency leaves of a cost.

    Returns:
        GBP in cash.
    """
    return overlap * variable * index * efficiency


made_by_the_engine(
    "money.overlap",
    GBP,
    "What care that two proposals both count would save, were it saved twice.",
    levels=("proposal+other",),
    made_by="by `money_overlap`, of each place, whose care goes to bodies with costs of their own",
    overlap=FiguresOf(measure="care.overlap", same=("proposal", "other"), over=("service",)),
    variable=ColumnOf(column="costs.variable_gbp", unit=GBP / ACTIVITY, over=("row",)),
    efficiency=FiguresOf(measure="money.efficiency_left", same=()),
)
