"""Structure: which rows each measure has, found once; only their values change with the year.

Care by site and service is the finest: what is told of sites, organisations and the
whole system adds it up, and does not go back to the pieces.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.attribution.beds import Opened
from commonweal.attribution.levels import (
    Where,
    counts_nights,
    is_inside,
    owner_of_site,
    residents_level,
    sites_level,
)
from commonweal.attribution.pounds import Costing, costing
from commonweal.attribution.rows import Label, Rows, rows_of, side_by_side
from commonweal.care.changes import Places
from commonweal.engine.prepare import Prepared

ACTIVITY, WORKLOAD = "care.activity_by_proposal", "care.workload_by_proposal"
BED_DAYS = "care.bed_days_by_proposal"


@dataclass(frozen=True, slots=True)
class Beds:
    """Bed rows of one level: who changes bed-days, who opens beds, and both."""

    needing: Rows
    opening: Rows
    spare: Rows


@dataclass(frozen=True, slots=True)
class Structure:
    """The rows of every measure that some pieces add up to.

    Attributes:
        residents: care that residents use, by place and service; from the pieces.
        of_residents: rows that add that up, by measure.
        sites: care that is given, by site and service, outside the system too; from the
            pieces.
        of_sites: rows that add that up, by measure.
        beds: rows that add up bed-days, and beds that are opened, by site, by
            organisation and of the system.
        costing: how changes of care become pounds.
        balance: rows that add up what each payer pays for care and the proposals' own
            money, by organisation.
        care_of_all, balance_of_all: rows that add up `costing.payers`, and `balance`.
    """

    residents: Rows
    of_residents: tuple[tuple[str, Rows], ...]
    sites: Rows
    of_sites: tuple[tuple[str, Rows], ...]
    beds: tuple[Beds, ...]
    costing: Costing
    balance: Rows
    care_of_all: Rows
    balance_of_all: Rows


def structure_of(
    prepared: Prepared, where: Where, pieces: Places, opened: Opened, own: Rows
) -> Structure:
    """The rows of every measure.

    Args:
        opened: who opens or closes beds.
        own: the proposals' own money, by organisation.
    """
    level = sites_level(prepared, where)
    sites, residents = rows_of(level, pieces), rows_of(residents_level(prepared, where), pieces)
    is_night, everyone = counts_nights(prepared), len(prepared.plan.proposals)
    how = costing(prepared, where, level, sites, pieces)
    balance = side_by_side(how.payers, own)
    by_service: list[Label] = [label[1:] for label in residents.label]
    by_place = [label[:1] if is_night[label[1]] else None for label in residents.label]
    return Structure(
        residents=residents,
        of_residents=(
            (ACTIVITY, residents.added_up(("service",), by_service)),
            (BED_DAYS, residents.added_up(("place",), by_place)),
        ),
        sites=sites,
        of_sites=_workload(prepared, sites),
        beds=_beds(prepared, sites, opened),
        costing=how,
        balance=balance,
        care_of_all=how.payers.added_up((), [()] * len(how.payers), everyone),
        balance_of_all=balance.added_up((), [()] * len(balance), everyone),
    )


def _workload(prepared: Prepared, sites: Rows) -> tuple[tuple[str, Rows], ...]:
    """Rows of workload by site, by organisation and of the system."""
    owner, inside = owner_of_site(prepared), is_inside(prepared)
    kept = [(site, service) if inside[owner[site]] else None for site, service in sites.label]
    return (
        (WORKLOAD, sites.added_up(("site", "service"), kept)),
        (
            WORKLOAD,
            sites.added_up(
                ("organisation", "service"), [one and (owner[one[0]], one[1]) for one in kept]
            ),
        ),
        (WORKLOAD, sites.added_up(("service",), [one and one[1:] for one in kept])),
    )


def _beds(prepared: Prepared, sites: Rows, opened: Opened) -> tuple[Beds, ...]:
    owner, inside, is_night = owner_of_site(prepared), is_inside(prepared), counts_nights(prepared)
    levels: tuple[tuple[Label, dict[str, Label]], ...] = (
        (("site",), {site: (site,) for site in owner}),
        (("organisation",), {site: (body,) for site, body in owner.items()}),
        ((), dict.fromkeys(owner, ())),
    )
    found = []
    for (about, names), opening in zip(levels, opened.rows, strict=True):
        label = [
            names[site] if is_night[service] and inside[owner[site]] else None
            for site, service in sites.label
        ]
        needing = sites.added_up(about, label, 0 if about else len(prepared.plan.proposals))
        found.append(Beds(needing, opening, side_by_side(needing, opening)))
    return tuple(found)
