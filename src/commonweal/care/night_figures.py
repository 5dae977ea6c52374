"""Figures of nights in hospital where beds limit them: given, gone elsewhere, waiting."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from commonweal.base.figures.measure import measure
from commonweal.base.figures.spread import Axes, compared
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import BED_DAY, YEAR
from commonweal.care.given import CarePath
from commonweal.care.inputs import CareInputs


@measure(
    "care.nights_given",
    unit=BED_DAY / YEAR,
    asked="care.bed_days",
    carried_over="care.nights_waiting",
    beds="care.beds_open",
    nights="year",
    taken="care.nights_taken",
)
def nights_given(
    asked: Array, carried_over: Array, beds: Array, nights: Array, taken: Array
) -> Array:
    """Nights that a site gives in its beds, to its own patients and to those it takes in.

    Args:
        asked: nights asked for at the site in the year.
        carried_over: nights left waiting there by the year before.
        beds: open, on average over the year.
        nights: in the year.
        taken: nights given to those another site had no bed for.

    Returns:
        Bed-days a year.

    >>> ten = np.array(10.0)
    >>> float(nights_given(365 * 11 * ten, 0 * ten, 10 * ten, np.array(365.0), 0 * ten))
    36500.0
    """
    return np.minimum(asked + carried_over, beds * nights) + taken


@measure("care.nights_taken", unit=BED_DAY / YEAR, elsewhere="care.nights_elsewhere")
def nights_taken(elsewhere: Array) -> Array:
    """Nights that a site gives to patients for whom another site had no bed.

    What all sites take in is what goes elsewhere from all of them.
    """
    return elsewhere


@measure(
    "care.nights_elsewhere",
    unit=BED_DAY / YEAR,
    asked="care.bed_days",
    carried_over="care.nights_waiting",
    beds="care.beds_open",
    nights="year",
)
def nights_elsewhere(asked: Array, carried_over: Array, beds: Array, nights: Array) -> Array:
    """Nights asked for at a site without a bed for them, given at another site of the system.

    No more than the site cannot give, and no more than the others have room for.
    """
    return np.maximum(asked + carried_over - beds * nights, 0.0)


@measure(
    "care.nights_waiting",
    unit=BED_DAY / YEAR,
    asked="care.bed_days",
    carried_over="care.nights_waiting",
    beds="care.beds_open",
    nights="year",
    elsewhere="care.nights_elsewhere",
)
def nights_waiting(
    asked: Array, carried_over: Array, beds: Array, nights: Array, elsewhere: Array
) -> Array:
    """Nights for which patients still wait at the end of a year, for want of a bed."""
    return np.maximum(asked + carried_over - beds * nights, 0.0) - elsewhere


@measure(
    "care.nights_in_emergency",
    unit=BED_DAY / YEAR,
    asked="care.bed_days",
    beds="care.beds_open",
    nights="year",
)
def nights_in_emergency(asked: Array, beds: Array, nights: Array) -> Array:
    """Nights that patients spend in the emergency department for want of a bed."""
    return np.maximum(asked - beds * nights, 0.0)


def night_figures(
    care: CareInputs, sides: tuple[CarePath, CarePath], years: list[int]
) -> Iterator[pl.DataFrame]:
    """Nights by site, by organisation and of the system; none where every site has beds for all.

    Args:
        sides: if nothing changes, and with the plan.
    """
    nothing, plan = (side.nights for side in sides)
    if nothing is None or plan is None or care.night_inputs is None:
        return
    labels, bed_sites, inputs = care.labels, care.givers.bed_sites, care.night_inputs
    owners = [labels.organisations[labels.site_organisation[j]] for j in bed_sites]
    bodies = list(dict.fromkeys(owners))
    of_body = np.array([[owner == body for body in bodies] for owner in owners], dtype=float)
    by_site: Axes = {"year": years, "site": [labels.sites[j] for j in bed_sites]}
    for code, both in (
        ("care.nights_given", (nothing.worked, plan.worked)),
        ("care.nights_taken", (nothing.taken, plan.taken)),
        ("care.nights_elsewhere", (nothing.elsewhere, plan.elsewhere)),
        ("care.nights_waiting", (nothing.waiting, plan.waiting)),
        ("care.nights_in_emergency", (nothing.in_emergency, plan.in_emergency)),
    ):
        at_sites = [inputs.at_sites(nights, len(bed_sites)) for nights in both]
        yield compared(code, at_sites, by_site)
        at_bodies = (nights @ of_body for nights in at_sites)
        yield compared(code, at_bodies, {"year": years, "organisation": bodies})
        yield compared(code, (nights.sum(axis=-1) for nights in at_sites), {"year": years})
