"""Beds: from bed-days to the beds a site must keep open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import (
    ByLevel,
    CalendarOf,
    ColumnOf,
    FiguresOf,
    PartsOf,
    PolicyOf,
)
from commonweal.base.figures.spread import A_SHARE_OF_DRAWS
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import BED, BED_DAY, DAY, SHARE, YEAR
from commonweal.care.cells import Index
from commonweal.care.effects import Effects
from commonweal.place import Labels


@measure(
    "care.bed_days",
    BED_DAY / YEAR,
    levels=("site", "organisation", "system", "place"),
    activity=ByLevel(
        at={
            "place": FiguresOf(
                measure="care.activity_of_residents",
                over=("service",),
                where={"service": "counts_nights"},
            )
        },
        rest=FiguresOf(
            measure="care.activity_at",
            over=("service",),
            where={"service": "counts_nights"},
            missing=0.0,
        ),
    ),
)
def bed_days(activity: Array) -> Array:
    """Nights that patients spend in beds in a year, at a site or of those who live in a place.

    Args:
        activity: activity a year of each service that counts bed-days, shape (..., service).

    Returns:
        Bed-days a year, shape (...).
    """
    return np.asarray(activity.sum(axis=-1))


@measure(
    "care.beds_needed",
    BED,
    levels=("site", "organisation", "system", "place"),
    bed_days=FiguresOf(measure="care.bed_days"),
    nights=CalendarOf(says="nights", unit=DAY / YEAR),
    ceiling=PolicyOf(code="care.occupancy_ceiling"),
)
def beds_needed(bed_days: Array, nights: Array, ceiling: Array) -> Array:
    """Beds to keep open so that average occupancy stays at the ceiling.

    Average occupied beds are bed-days shared over the nights in which they fall; the
    ceiling leaves the rest empty for the busy nights. Every year's bed-days are those
    of as many nights as the base year has, since its rates were counted over them: a
    leap year has a night more, and needs no bed more or less.

    Args:
        bed_days: bed-days a year, shape (draw, year, site).
        nights: nights of the base year, 365 or 366.
        ceiling: share of open beds full on an average night, above 0 and up to 1.

    Returns:
        Beds, same shape as `bed_days`, not rounded.

    Source: bed arithmetic, docs/explanation/method.md.

    >>> round(float(beds_needed(np.array([32850.0]), 365, 0.9)[0]), 1)
    100.0
    """
    return bed_days / nights / ceiling


@measure(
    "care.beds_open",
    BED,
    levels=("site",),
    totals={"organisation": "site", "system": "site"},
    planned=ColumnOf(column="beds.beds_open", unit=BED, latest=True, missing=0.0),
    opened=PartsOf(heading="effect", kind="beds", amount="size", unit=BED, grows=True, on="plan"),
)
def beds_open(planned: Array, opened: Array) -> Array:
    """Beds a site has open, on average over the year.

    Args:
        planned: beds open if nothing changes.
        opened: beds that proposals open (or close, below 0).

    Returns:
        Beds; never below 0.

    >>> beds_open(np.array([100.0, 10.0]), np.array([-20.0, -20.0])).tolist()
    [80.0, 0.0]
    """
    return np.maximum(planned + opened, 0.0)


@measure(
    "care.beds_spare",
    BED,
    levels=("site", "organisation", "system"),
    opened=FiguresOf(measure="care.beds_open"),
    needed=FiguresOf(measure="care.beds_needed"),
)
def beds_spare(opened: Array, needed: Array) -> Array:
    """Beds open beyond those needed; below 0, beds that are missing.

    Args:
        opened: beds.
        needed: beds.

    Returns:
        Beds.
    """
    return opened - needed


@measure(
    "care.occupancy",
    SHARE,
    levels=("site",),
    bed_days=FiguresOf(measure="care.bed_days"),
    nights=CalendarOf(says="nights", unit=DAY / YEAR),
    opened=FiguresOf(measure="care.beds_open"),
)
def occupancy(bed_days: Array, nights: Array, opened: Array) -> Array:
    """Share of a site's open beds that are full on an average night.

    Above 1 the site needs more beds than it has: patients would wait elsewhere.

    Args:
        bed_days: bed-days a year.
        nights: nights of the base year.
        opened: beds open.

    Returns:
        A share; nan where no bed is open and none is used, infinite where none is
        open and some are used.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return bed_days / nights / opened


def planned_beds(beds: pl.DataFrame, *, sites: Sequence[str], years: Sequence[int]) -> Array:
    """Beds open if nothing changes, shape (year, site).

    A year without a row keeps the beds of the last year with one; years before
    the first row take the first.
    """
    out = np.zeros((len(years), len(sites)))
    for j, site in enumerate(sites):
        known = beds.filter(pl.col("site") == site).sort("year")
        if known.height:
            given = known["year"].to_numpy()
            last = np.clip(np.searchsorted(given, years, side="right") - 1, 0, None)
            out[:, j] = known["beds_open"].to_numpy()[last]
    return out


@dataclass(frozen=True, slots=True)
class BedInputs:
    """Beds at each site with beds.

    Attributes:
        planned: open if nothing changes, shape (year, site).
        effect, proposal, site: of each effect that opens or closes beds; the site by its
            index among those with beds.
    """

    planned: Array
    effect: Index
    proposal: Index
    site: Index

    def opened(self, size: Array, acting: Array) -> Array:
        """Beds that proposals open (or close, below 0), shape (case, year, site).

        Args:
            size: of every effect, shape (case, effect).
            acting: strength of every proposal, shape (case or 1, year, proposal).
        """
        out = np.zeros((len(size), *self.planned.shape))
        for effect, proposal, site in zip(self.effect, self.proposal, self.site, strict=True):
            out[..., site] += size[:, effect, None] * acting[..., proposal]
        return out


def bed_inputs(
    beds: pl.DataFrame,
    labels: Labels,
    effects: Effects,
    bed_sites: tuple[int, ...],
    years: Sequence[int],
) -> BedInputs:
    """Beds from the table `beds`, and the effects that open or close some."""
    opening = [
        (e, proposal, bed_sites.index(labels.sites.index(effect.beds_at)))
        for e, (proposal, effect) in enumerate(effects)
        if effect.beds_at is not None
    ]
    sites = [labels.sites[j] for j in bed_sites]
    entries = np.array(opening, dtype=np.intp).reshape(-1, 3).T
    return BedInputs(planned_beds(beds, sites=sites, years=years), *entries)


def enough_beds(spare: Array) -> NDArray[np.bool_]:
    """Whether the beds open are enough.

    A thousandth of a bed short is enough: it is the noise of adding up, not a patient.

    Args:
        spare: beds open beyond those needed, any shape.
    """
    enough: NDArray[np.bool_] = np.asarray(spare > -0.001)
    return enough


@measure(
    "care.chance_enough_beds",
    SHARE,
    levels=("site", "organisation", "system"),
    from_draws=A_SHARE_OF_DRAWS,
    spare=FiguresOf(measure="care.beds_spare"),
)
def chance_enough_beds(spare: Array) -> Array:
    """The chance that the beds open are enough, at every site it is about.

    Args:
        spare: beds, shape (draw, year, site).

    Returns:
        A share of the draws, shape (year,).
    """
    return np.asarray(enough_beds(spare).all(axis=-1).mean(axis=0))
