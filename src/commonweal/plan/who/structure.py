"""Structure: which rows each measure has, found once; only their values change with the year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.plan.pieces import Places
from commonweal.plan.prepare import Prepared
from commonweal.plan.who.levels import (
    Level,
    Where,
    counts_nights,
    is_inside,
    owner_of_site,
    residents_level,
    sites_level,
)
from commonweal.plan.who.pounds import Costing, costing
from commonweal.plan.who.sharing import Label, Rows, rows_of

ACTIVITY, WORKLOAD = "care.activity_by_proposal", "care.workload_by_proposal"
BED_DAYS = "care.bed_days_by_proposal"


@dataclass(frozen=True, slots=True)
class Structure:
    """The rows of every measure that some pieces add up to.

    Attributes:
        activity: rows of activity and bed-days, linear in the pieces, by measure.
        nights: rows of bed-days at sites of the system, at its organisations and in all
            of it, as they are in `activity`.
        costing: how the pieces become pounds.
    """

    activity: tuple[tuple[str, Rows], ...]
    nights: tuple[Rows, ...]
    costing: Costing


def structure_of(plan: Prepared, where: Where, pieces: Places) -> Structure:
    """The rows of every measure."""
    sites = sites_level(plan, where)
    residents = rows_of(residents_level(plan, where), pieces)
    inside = rows_of(_inside(plan, sites), pieces)
    owner, is_night = owner_of_site(plan), counts_nights(plan)
    service: list[Label] = [(label[1],) for label in inside.label]
    by_body = inside.merged(
        ("organisation", "service"), [(owner[site], one) for site, one in inside.label]
    )
    nights = tuple(
        inside.merged(
            about,
            [one if is_night[label[1]] else None for label, one in told],
            everyone=0 if about else len(plan.system.proposals),
        )
        for about, told in (
            (("site",), [(label, label[:1]) for label in inside.label]),
            (("organisation",), [(label, (owner[label[0]],)) for label in inside.label]),
            ((), [(label, ()) for label in inside.label]),
        )
    )
    of_places = residents.merged(
        ("place",), [label[:1] if is_night[label[1]] else None for label in residents.label]
    )
    activity = (
        (ACTIVITY, residents),
        (ACTIVITY, residents.merged(("service",), [label[1:] for label in residents.label])),
        (WORKLOAD, inside),
        (WORKLOAD, by_body),
        (WORKLOAD, inside.merged(("service",), service)),
        (BED_DAYS, of_places),
    )
    return Structure(activity, nights, costing(plan, where, sites, pieces))


def _inside(plan: Prepared, sites: Level) -> Level:
    """The level without sites that are not of the system."""
    owner, inside = owner_of_site(plan), is_inside(plan)
    kept = [n for n, (site, _) in enumerate(sites.labels) if inside[owner[site]]]
    return Level(
        sites.about, tuple(sites.labels[n] for n in kept), np.asarray(sites.worth[:, kept])
    )
