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
from commonweal.base.numbers.arrays import spread
from commonweal.base.numbers.chance import Array
from commonweal.place.labels import Labels


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
    unit="ratio",
    reported="table:reported.activity",
    modelled="care.activity_before_reconciling",
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
    unit="activity",
    wanted="care.activity_of_residents",
    flows="table:flows.share",
    incoming="table:incoming.activity",
)
def activity_before_reconciling(wanted: Array, flows: Array, incoming: Array) -> Array:
    """Base-year activity at each site before it is brought to what was reported.

    Args:
        wanted: residents' activity a year, shape (place, service).
        flows: share given at each site, shape (place, service, site).
        incoming: non-residents' activity a year, shape (service, site).

    Returns:
        Activity a year, shape (service, site).
    """
    return np.asarray(np.einsum("ps,psj->sj", wanted, flows) + incoming)


@measure(
    "care.activity_at",
    unit="activity",
    residents="care.activity_of_residents",
    flows="table:flows.share",
    incoming="table:incoming.activity",
    factor="care.reconciling_factor",
    moved="proposal:effect",
)
def activity_at(
    residents: Array, flows: Array, incoming: Array, factor: Array, moved: Array
) -> Array:
    """Care an organisation gives in a year, to residents and to people from outside.

    Args:
        residents: residents' activity a year, shape (place,).
        flows: share of it given here, shape (place,).
        incoming: non-residents' activity a year, grown like the residents'.
        factor: the reconciling factor.
        moved: activity a year that proposals move here from other sites (or away, below 0).

    Returns:
        Activity a year, a number.

    >>> ones = np.ones(2)
    >>> float(activity_at(50 * ones, ones / 2, np.array(10.0), np.array(1.1), np.array(0.0)))
    66.0
    """
    return np.asarray(((residents * flows).sum(axis=-1) + incoming) * factor + moved)


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
    modelled = activity_before_reconciling(at_base, flows, incoming)
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
