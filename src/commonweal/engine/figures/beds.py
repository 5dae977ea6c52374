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
from commonweal.base.numbers.year import Year
from commonweal.care import beds
from commonweal.engine.evaluate import Outcome
from commonweal.engine.prepare import BED_DAY_UNIT, Prepared, years_of


def bed_figures(prepared: Prepared, out: Outcome, ceiling: float) -> Iterator[pl.DataFrame]:
    """Bed figures by site, by organisation, for the system, and for the residents of each place.

    Args:
        ceiling: share of open beds that may be full on an average night.
    """
    sites, years = [prepared.where.sites[j] for j in prepared.bed_sites], years_of(prepared)
    nights = np.array([Year(y).nights for y in years], float)[:, None]
    days = (out.bed_days_nothing, out.bed_days_plan)
    opened = (np.broadcast_to(prepared.beds_planned, out.beds_open.shape), out.beds_open)
    needed = tuple(beds.beds_needed(d, nights, np.asarray(ceiling)) for d in days)
    spare = spare_beds(prepared, out, ceiling)
    owners = np.array([prepared.where.site_organisation[j] for j in prepared.bed_sites], dtype=int)
    bodies = list(dict.fromkeys(owners.tolist()))
    names = [prepared.where.organisations[o] for o in bodies]
    by_site: Axes = {"year": years, "site": sites}
    by_body: Axes = {"year": years, "organisation": names}
    whole: Axes = {"year": years}
    for code, values in (
        ("care.bed_days", days),
        ("care.beds_needed", needed),
        ("care.beds_open", opened),
        ("care.beds_spare", spare),
    ):
        yield compared(code, values, by_site)
        yield compared(code, (_summed(v, owners, bodies) for v in values), by_body)
        yield compared(code, (v.sum(axis=-1) for v in values), whole)
    at_home: Axes = {"year": years, "place": prepared.where.places}
    of_places = tuple(
        _nights_of_residents(prepared, v) for v in (out.wanted_nothing, out.wanted_plan)
    )
    for code, values in (
        ("care.bed_days", of_places),
        (
            "care.beds_needed",
            tuple(beds.beds_needed(d, nights, np.asarray(ceiling)) for d in of_places),
        ),
    ):
        yield compared(code, values, at_home)
    # Where no bed is open, as in a draw that closes them all, there is no share to be full.
    full = [
        np.where(o > 0, beds.occupancy(d, nights, o), np.nan)
        for d, o in zip(days, opened, strict=True)
    ]
    points = pl.col("low", "central", "high")
    told = pl.all_horizontal(points.is_null() | points.is_finite())
    yield compared("care.occupancy", full, by_site).filter(told)
    for scenario, extra in zip(("nothing", "plan"), spare, strict=True):
        yield from _chances(prepared, extra, scenario)


def _nights_of_residents(prepared: Prepared, wanted: Array) -> Array:
    """Nights that the residents of each place spend in beds, wherever they are.

    Args:
        wanted: activity, shape (draw, year, place-and-service).

    Returns:
        Bed-days a year, shape (draw, year, place).
    """
    units = prepared.plan.tables["services"]["unit"]
    counts = [s for s, unit in enumerate(units) if unit == BED_DAY_UNIT]
    by_both = wanted.reshape(*wanted.shape[:2], len(prepared.where.places), len(units))
    return beds.bed_days(by_both[..., counts])


def _summed(values: Array, owners: NDArray[np.int_], bodies: list[int]) -> Array:
    """By site to by organisation, shape (draw, year, organisation)."""
    return np.asarray(values @ (owners[:, None] == np.array(bodies, dtype=int)))


def spare_beds(prepared: Prepared, out: Outcome, ceiling: float) -> tuple[Array, Array]:
    """Beds open beyond those needed, if nothing changes and with the plan."""
    nights = np.array([year.nights for year in prepared.plan.years], float)[:, None]
    nothing, planned = (
        beds.beds_needed(d, nights, np.asarray(ceiling))
        for d in (out.bed_days_nothing, out.bed_days_plan)
    )
    return beds.beds_spare(prepared.beds_planned, nothing), beds.beds_spare(out.beds_open, planned)


def _chances(prepared: Prepared, spare: Array, scenario: str) -> Iterator[pl.DataFrame]:
    """The chance of enough beds at each site, at all of an organisation's, and at all."""
    code, years, enough = "care.chance_enough_beds", years_of(prepared), beds.enough_beds(spare)
    by_site: Axes = {"year": years, "site": [prepared.where.sites[j] for j in prepared.bed_sites]}
    every = share_of_draws(enough.all(axis=-1))
    yield figures(code, share_of_draws(enough), by_site, scenario, why_not=A_SHARE_OF_DRAWS)
    yield figures(code, every, {"year": years}, scenario, why_not=A_SHARE_OF_DRAWS)
    owners = [prepared.where.site_organisation[j] for j in prepared.bed_sites]
    for o in dict.fromkeys(owners):
        own = enough[..., [owner == o for owner in owners]].all(axis=-1)
        axes: Axes = {"year": years, "organisation": [prepared.where.organisations[o]]}
        chance = {"central": share_of_draws(own)["central"][:, None]}
        yield figures(code, chance, axes, scenario, why_not=A_SHARE_OF_DRAWS)
