"""Figures of beds: needed, open, spare, and the chance that they are enough."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.base.figures.spread import (
    A_SHARE_OF_DRAWS,
    Axes,
    compared,
    figures,
    share_of_draws,
)
from commonweal.base.numbers.chance import Array
from commonweal.care import beds
from commonweal.care.given import CarePath
from commonweal.care.inputs import CareInputs


def bed_figures(
    care: CareInputs, sides: tuple[CarePath, CarePath], ceiling: float, years: list[int]
) -> Iterator[pl.DataFrame]:
    """Bed figures by site, by organisation, for the system, and for the residents of each place.

    Args:
        sides: if nothing changes, and with the plan.
        ceiling: share of open beds that may be full on an average night.
    """
    labels, bed_sites = care.labels, care.givers.bed_sites
    sites, nights = [labels.sites[j] for j in bed_sites], care.nights[:, None]
    days = tuple(side.bed_days for side in sides)
    opened = tuple(side.beds_open for side in sides)
    spare = spare_beds(care, sides, ceiling)
    owners = np.array([labels.site_organisation[j] for j in bed_sites], dtype=int)
    bodies = list(dict.fromkeys(owners.tolist()))
    by_site: Axes = {"year": years, "site": sites}
    by_body: Axes = {"year": years, "organisation": [labels.organisations[o] for o in bodies]}
    whole: Axes = {"year": years}
    for code, values in (
        ("care.bed_days", days),
        ("care.beds_needed", tuple(_needed(care, d, ceiling) for d in days)),
        ("care.beds_open", opened),
        ("care.beds_spare", spare),
    ):
        yield compared(code, values, by_site)
        yield compared(code, (_summed(v, owners, bodies) for v in values), by_body)
        yield compared(code, (v.sum(axis=-1) for v in values), whole)
    at_home: Axes = {"year": years, "place": labels.places}
    of_places = tuple(_nights_of_residents(care, side.asked) for side in sides)
    for code, values in (
        ("care.bed_days", of_places),
        ("care.beds_needed", tuple(_needed(care, d, ceiling) for d in of_places)),
    ):
        yield compared(code, values, at_home)
    # Where no bed is open, as in a draw that closes them all, there is no share to be full.
    full = [
        np.where(o > 0, beds.occupancy(d, nights, o), np.nan)
        for d, o in zip(days, opened, strict=True)
    ]
    points = pl.col("low", "central", "high")
    known = pl.all_horizontal(points.is_null() | points.is_finite())
    yield compared("care.occupancy", full, by_site).filter(known)
    for side, extra in zip(("nothing", "plan"), spare, strict=True):
        yield from _chances(care, extra, side, years)


def _needed(care: CareInputs, bed_days: Array, ceiling: float) -> Array:
    return beds.beds_needed(bed_days, care.nights[:, None], np.asarray(ceiling))


def _nights_of_residents(care: CareInputs, asked: Array) -> Array:
    """Nights that the residents of each place spend in beds, wherever they are.

    Args:
        asked: activity, shape (draw, year, place-and-service).

    Returns:
        Bed-days a year, shape (draw, year, place).
    """
    labels = care.labels
    by_both = asked.reshape(*asked.shape[:2], len(labels.places), len(labels.services))
    return beds.bed_days(by_both[..., np.flatnonzero(labels.counts_nights)])


def _summed(values: Array, owners: NDArray[np.int_], bodies: list[int]) -> Array:
    """By site to by organisation, shape (draw, year, organisation)."""
    return np.asarray(values @ (owners[:, None] == np.array(bodies, dtype=int)))


def spare_beds(
    care: CareInputs, sides: tuple[CarePath, CarePath], ceiling: float
) -> tuple[Array, Array]:
    """Beds open beyond those needed on both sides, shape (draw, year, site)."""
    nothing, plan = (
        beds.beds_spare(side.beds_open, _needed(care, side.bed_days, ceiling)) for side in sides
    )
    return nothing, plan


def _chances(care: CareInputs, spare: Array, side: str, years: list[int]) -> Iterator[pl.DataFrame]:
    """The chance of enough beds at each site, at all of an organisation's, and at all."""
    code, enough = "care.chance_enough_beds", beds.enough_beds(spare)
    by_site: Axes = {"year": years, "site": [care.labels.sites[j] for j in care.givers.bed_sites]}
    every = share_of_draws(enough.all(axis=-1))
    yield figures(code, share_of_draws(enough), by_site, side, why_not=A_SHARE_OF_DRAWS)
    yield figures(code, every, {"year": years}, side, why_not=A_SHARE_OF_DRAWS)
    owners = [care.labels.site_organisation[j] for j in care.givers.bed_sites]
    for o in dict.fromkeys(owners):
        own = enough[..., [owner == o for owner in owners]].all(axis=-1, keepdims=True)
        axes: Axes = {"year": years, "organisation": [care.labels.organisations[o]]}
        yield figures(code, share_of_draws(own), axes, side, why_not=A_SHARE_OF_DRAWS)
