"""Workload: residents' care brought to the bodies and sites that give it.

Residents go where the flows say, inside the system and outside it; people from
outside come in; and a factor, published as a figure, brings the model to what
each organisation itself reported for the base year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import ColumnOf, FiguresOf
from commonweal.base.numbers.arrays import spread
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import ACTIVITY, RATIO
from commonweal.place import Labels


@dataclass(frozen=True, slots=True)
class Workload:
    """How activity of residents becomes activity at sites.

    Attributes:
        flows: share of the residents' activity, shape (place, service, site).
        incoming: base-year activity of non-residents, shape (service, site).
        growing: what one unit of residents' activity brings with it of people from
            outside, shape (service, site): `incoming` over the base-year total.
        factor: the reconciling factor, shape (service, site).
        reported: (organisation, service numbers, reported, modelled) of each report.
    """

    flows: Array
    incoming: Array
    growing: Array
    factor: Array
    reported: tuple[tuple[int, tuple[int, ...], float, float], ...]

    @property
    def all_care(self) -> Array:
        """Activity at a site from one unit of residents' activity, with those who come in.

        Shape (place, service, site).
        """
        return (self.flows + self.growing) * self.factor

    @property
    def residents_care(self) -> Array:
        """The same for residents alone, shape (place, service, site)."""
        return self.flows * self.factor


@measure(
    "care.reconciling_factor",
    RATIO,
    levels=("organisation+service",),
    reported=ColumnOf(column="reported.activity", unit=ACTIVITY),
    modelled=FiguresOf(
        measure="care.activity_before_reconciling",
        same=(),
        over=("site", "service"),
        where={"site": "of_organisation", "service": "in_report"},
        total=True,
    ),
)
def reconciling_factor(reported: Array, modelled: Array) -> Array:
    """What brings the model to what an organisation itself reported for the base year.

    Args:
        reported: activity a year, as reported.
        modelled: the same from people, rates, flows and people who come in.

    Returns:
        A ratio; far from 1 it is a finding, not a silent correction.

    >>> reconciling_factor(np.array([90.0]), np.array([100.0])).tolist()
    [0.9]
    """
    return reported / modelled


@measure(
    "care.activity_before_reconciling",
    ACTIVITY,
    wanted=FiguresOf(
        measure="care.activity_of_residents",
        same=("service",),
        over=("place",),
        side="nothing",
        at_base=True,
    ),
    flows=ColumnOf(column="flows.share", over=("place",), missing=0.0),
    incoming=ColumnOf(column="incoming.activity", unit=ACTIVITY, missing=0.0),
)
def activity_before_reconciling(wanted: Array, flows: Array, incoming: Array) -> Array:
    """Base-year activity at each site before it is brought to what was reported.

    Args:
        wanted: residents' activity a year, shape (place, ...).
        flows: share given here, shape (place, ...).
        incoming: non-residents' activity a year, shape (...).

    Returns:
        Activity a year, shape (...).

    >>> ones = np.ones(2)
    >>> float(activity_before_reconciling(50 * ones, ones / 2, np.array(10.0)))
    60.0
    """
    return np.asarray((wanted * flows).sum(axis=0) + incoming)


@measure(
    "care.activity_at",
    ACTIVITY,
    levels=("site+service",),
    totals={"organisation+service": "site+service", "service": "organisation+service"},
    residents=FiguresOf(
        measure="care.activity_of_residents", same=("service",), over=("place",), side="nothing"
    ),
    flows=ColumnOf(column="flows.share", over=("place",), missing=0.0),
    incoming=ColumnOf(column="incoming.activity", unit=ACTIVITY, missing=0.0),
    now=FiguresOf(measure="care.activity_of_residents", same=("service",), side="nothing"),
    at_base=FiguresOf(
        measure="care.activity_of_residents", same=("service",), side="nothing", at_base=True
    ),
    factor=FiguresOf(
        measure="care.reconciling_factor",
        same=("organisation", "service"),
        side="either",
        at_base=True,
        missing=1.0,
    ),
    change=FiguresOf(
        measure="care.workload_by_proposal",
        over=("proposal",),
        side="change",
        reading="share",
        on="plan",
        total=True,
        missing=0.0,
    ),
)
def activity_at(
    residents: Array,
    flows: Array,
    incoming: Array,
    now: Array,
    at_base: Array,
    factor: Array,
    change: Array,
) -> Array:
    """Care given at a site in a year, to residents and to people from outside.

    Args:
        residents: residents' activity a year if nothing changes, shape (place,).
        flows: share of it given here, shape (place,).
        incoming: non-residents' activity in the base year; it grows as that of all residents.
        now, at_base: that of all residents, in the year and in the base year.
        factor: the reconciling factor.
        change: activity a year that the proposals bring here, or take away, below 0.

    Returns:
        Activity a year, a number.

    >>> half, ten = np.array([0.5, 0.5]), np.array(10.0)
    >>> float(activity_at(np.array([50.0, 50.0]), half, ten, 2 * ten, ten, ten / 10, -ten))
    60.0
    """
    here = (residents * flows).sum(axis=-1) + incoming * now / at_base
    return np.asarray(here * factor + change)


def workload_from(
    tables: Mapping[str, pl.DataFrame], labels: Labels, at_base: Array, *, reconcile: bool = True
) -> Workload:
    """Workload from the tables `flows`, `incoming` and `reported`.

    Args:
        at_base: residents' activity in the base year, central run, shape (place, service).
        reconcile: False leaves every factor at 1.
    """
    axes = {"place": labels.places, "service": labels.services, "site": labels.sites}
    flows = spread(tables["flows"], "share", axes, missing=0.0)
    incoming = spread(
        tables["incoming"],
        "activity",
        {"service": labels.services, "site": labels.sites},
        missing=0.0,
    )
    total = at_base.sum(axis=0)[:, None]
    growing = np.divide(incoming, total, out=np.zeros_like(incoming), where=total > 0)
    modelled = activity_before_reconciling(at_base[:, :, None], flows, incoming)
    factor, found = np.ones_like(modelled), []
    for organisation, services, reported in (
        tables["reported"].select("organisation", "services", "activity").iter_rows()
    ):
        o = labels.organisations.index(organisation)
        own = [j for j, owner in enumerate(labels.site_organisation) if owner == o]
        which = tuple(labels.services.index(s) for s in services)
        here = np.ix_(which, own)
        found.append((o, which, reported, float(modelled[here].sum())))
        if reconcile and modelled[here].sum() > 0:
            factor[here] = reconciling_factor(np.asarray(reported), modelled[here].sum())
    return Workload(flows, incoming, growing, factor, tuple(found))
