"""The measures of who did what. Each is told of a proposal in three worlds.

`change`: its share of what the plan changes. `alone`: what it would do were it the
only proposal. `lost`: what the plan would lose were it to fail and the others stand.
Only the shares sum to the whole.
"""

from __future__ import annotations

import numpy as np

from commonweal.base.figures.measure import measure
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import BED, GBP


@measure(
    "care.activity_by_proposal",
    unit="activity",
    gone="care.share_kept",
    activity="care.activity_of_residents",
    sent="proposal:effect",
)
def activity_by_proposal(gone: Array, activity: Array, sent: Array) -> Array:
    """By how much each proposal changes the care that residents use.

    Where proposals act on the same people each has its logarithmic-mean share.

    Args:
        gone: share of the activity that is gone through the proposal.
        activity: activity a year if nothing changes.
        sent: activity a year that comes here in place of care avoided elsewhere.

    Returns:
        Activity a year; below 0, less.
    """
    return sent - gone * activity


@measure(
    "care.workload_by_proposal",
    unit="activity",
    change="care.activity_by_proposal",
    flows="table:flows.share",
    factor="care.reconciling_factor",
    moved="proposal:effect",
)
def workload_by_proposal(change: Array, flows: Array, factor: Array, moved: Array) -> Array:
    """By how much each proposal changes the work that staff of an organisation or site do.

    Args:
        change: of the care that residents use, activity a year.
        flows: share of it given here.
        factor: what brings the model to what was reported.
        moved: activity a year that it moves here from other sites (or away, below 0).

    Returns:
        Activity a year; below 0, less.
    """
    return change * flows * factor + moved


@measure("care.bed_days_by_proposal", unit="bed·day/year", workload="care.workload_by_proposal")
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
    unit=BED,
    bed_days="care.bed_days_by_proposal",
    nights="year",
    ceiling="rulebook:care.occupancy_ceiling",
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


@measure(
    "care.beds_open_by_proposal",
    unit=BED,
    planned="table:beds.beds_open",
    opened="proposal:effect",
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
    unit=BED,
    opened="care.beds_open_by_proposal",
    needed="care.beds_needed_by_proposal",
)
def beds_spare_by_proposal(opened: Array, needed: Array) -> Array:
    """By how much each proposal changes the beds open beyond those needed.

    Args:
        opened, needed: by how much it changes them, beds.

    Returns:
        Beds; below 0, fewer to spare.
    """
    return opened - needed


@measure(
    "money.care_cost_by_proposal",
    unit=GBP,
    workload="care.workload_by_proposal",
    variable="table:costs.variable_gbp",
    steps="table:costs.step_gbp",
    index="money.price_index",
    efficiency="money.efficiency_left",
)
def care_cost_by_proposal(
    workload: Array, variable: Array, steps: Array, index: Array, efficiency: Array
) -> Array:
    """By how much each proposal changes what care costs.

    Where a cost moves in steps, such as a ward, that several proposals cross together,
    each has its Shapley share of the steps; its parts by site or place have theirs by how
    much they change what drives the steps.

    Args:
        workload: by which it changes the activity that drives the cost, a year.
        variable: GBP for a unit of it, at price-year prices.
        steps: GBP of steps that are its share, at price-year prices.
        index: prices against the price year.
        efficiency: what efficiency leaves of a cost.

    Returns:
        GBP in cash; below 0, less.

    Source: Shapley, A value for n-person games, 1953.
    """
    return (workload * variable + steps) * index * efficiency


@measure(
    "money.by_proposal",
    unit=GBP,
    care="money.care_cost_by_proposal",
    running="proposal:running_cost",
    double="proposal:double_running",
    once="proposal:one_off_income",
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


@measure("money.sampling_error_by_proposal", unit=GBP, steps="table:costs.step_gbp")
def sampling_error_by_proposal(steps: Array) -> Array:
    """How far off a share of stepped costs may be, as not every order of proposals was tried.

    Args:
        steps: GBP of standard error in each draw, shape (draw, ...).

    Returns:
        GBP in cash: the root of the mean square over the draws.
    """
    return np.asarray(np.sqrt(np.mean(steps**2, axis=0)))


@measure(
    "money.overlap",
    unit=GBP,
    overlap="care.overlap",
    variable="table:costs.variable_gbp",
    index="money.price_index",
    efficiency="money.efficiency_left",
)
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
