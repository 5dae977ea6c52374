"""Structure: which rows each measure has, found once; only their values change with the year.

Care by site and service is the finest: what is said of sites, organisations and the
whole system adds it up, and does not go back to the pieces.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonweal.attribution.beds import Opened
from commonweal.attribution.levels import (
    ChangeSites,
    residents_level,
    sites_level,
)
from commonweal.attribution.pounds import Costing, costing
from commonweal.attribution.rows import Label, Rows, rows_of, side_by_side
from commonweal.base.numbers.cases import Index
from commonweal.care import CareInputs, ChangeIndex
from commonweal.money import MoneyInputs
from commonweal.place import Labels

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
    """The rows of every measure that some changes add up to.

    Those of organisations and the system come straight from the changes, and so cheaply;
    those of sites and places are detail, and are worked out where it is asked for.

    Attributes:
        activity: care that residents use, by service.
        workload: care that is given, by organisation and service, and by service.
        pairs: care that is given, by organisation and service, outside the system too.
        beds: bed rows by organisation and of the system.
        costing: how changes of care become pounds.
        balance: rows that add up what each payer pays for care and the proposals' own
            money, by organisation.
        care_of_all, balance_of_all: rows that add up `costing.payers`, and `balance`.
        residents: care that residents use, by place and service; from the changes.
        nights_of_places: rows of `residents` by place, of services that count bed-days.
        sites: care that is given, by site and service, outside the system too; from the
            changes.
        sites_asked: the same as it is asked for, whatever the beds.
        of_sites: rows of `sites` in the system.
        beds_of_sites: bed rows by site, from `sites_asked`.
    """

    activity: Rows
    workload: tuple[Rows, ...]
    pairs: Rows
    beds: tuple[Beds, ...]
    costing: Costing
    balance: Rows
    care_of_all: Rows
    balance_of_all: Rows
    residents: Rows
    nights_of_places: Rows
    sites: Rows
    sites_asked: Rows
    of_sites: Rows
    beds_of_sites: Beds


def structure_of(
    care: CareInputs,
    money: MoneyInputs,
    where: ChangeSites,
    changes: ChangeIndex,
    limits: Index,
    opened: Opened,
    own: Rows,
) -> Structure:
    """The rows of every measure.

    Args:
        limits: which of the changes are what limits of beds do.
        opened: who opens or closes beds.
        own: the proposals' own money, by organisation.
    """
    level = sites_level(care, where)
    sites, residents = rows_of(level, changes), rows_of(residents_level(care, where), changes)
    is_night, everyone = nights_counted(care.labels), care.acting.changes.proposals
    how = costing(care, money, where, level, sites, changes)
    balance, asked = side_by_side(how.payers, own), sites.without(limits)
    by_service: list[Label] = [label[1:] for label in residents.label]
    by_place = [label[:1] if is_night[label[1]] else None for label in residents.label]
    of_sites, *workload = _workload(care, sites)
    beds_of_sites, *beds = _beds(care, sites, opened)
    return Structure(
        activity=residents.added_up(("service",), by_service).straight_from(residents),
        workload=tuple(rows.straight_from(sites) for rows in workload),
        pairs=how.pairs.straight_from(sites),
        beds=tuple(replace(one, needing=one.needing.straight_from(asked)) for one in beds),
        costing=how,
        balance=balance,
        care_of_all=how.payers.added_up((), [()] * len(how.payers), everyone),
        balance_of_all=balance.added_up((), [()] * len(balance), everyone),
        residents=residents,
        nights_of_places=residents.added_up(("place",), by_place),
        sites=sites,
        sites_asked=asked,
        of_sites=of_sites,
        beds_of_sites=beds_of_sites,
    )


def _workload(care: CareInputs, sites: Rows) -> tuple[Rows, ...]:
    """Rows of workload by site, by organisation and of the system."""
    owner, inside = care.labels.owner_of_site, bodies_inside(care.labels)
    kept = [(site, service) if inside[owner[site]] else None for site, service in sites.label]
    by_body = [one and (owner[one[0]], one[1]) for one in kept]
    return (
        sites.added_up(("site", "service"), kept),
        sites.added_up(("organisation", "service"), by_body),
        sites.added_up(("service",), [one and one[1:] for one in kept]),
    )


def _beds(care: CareInputs, sites: Rows, opened: Opened) -> tuple[Beds, ...]:
    """Bed rows by site, by organisation and of the system."""
    labels = care.labels
    owner, inside = labels.owner_of_site, bodies_inside(labels)
    is_night = nights_counted(labels)
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
        needing = sites.added_up(about, label, 0 if about else care.acting.changes.proposals)
        found.append(Beds(needing, opening, side_by_side(needing, opening)))
    return tuple(found)


def nights_counted(labels: Labels) -> dict[str, bool]:
    """Whether each service counts bed-days, by code."""
    return dict(zip(labels.services, labels.counts_nights.tolist(), strict=True))


def bodies_inside(labels: Labels) -> dict[str, bool]:
    """Whether each organisation is of the system, by code."""
    return dict(zip(labels.organisations, labels.is_inside, strict=True))
