"""Structure: which rows each measure has, found once; only their values change with the year.

Care by site and service is the finest: what is told of sites, organisations and the
whole system adds it up, and does not go back to the pieces.
"""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.attribution.beds import Opened
from commonweal.attribution.levels import (
    ChangeSites,
    residents_level,
    sites_level,
)
from commonweal.attribution.pounds import Costing, costing
from commonweal.attribution.rows import Label, Rows, rows_of, side_by_side
from commonweal.care.changes import ChangeIndex
from commonweal.care.inputs import CareInputs
from commonweal.money.inputs import MoneyInputs
from commonweal.place.labels import Labels

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

    Attributes:
        residents: care that residents use, by place and service; from the changes.
        of_residents: rows that add that up, by measure.
        sites: care that is given, by site and service, outside the system too; from the
            changes.
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
    care: CareInputs,
    money: MoneyInputs,
    where: ChangeSites,
    changes: ChangeIndex,
    opened: Opened,
    own: Rows,
) -> Structure:
    """The rows of every measure.

    Args:
        opened: who opens or closes beds.
        own: the proposals' own money, by organisation.
    """
    level = sites_level(care, where)
    sites, residents = rows_of(level, changes), rows_of(residents_level(care, where), changes)
    is_night, everyone = nights_counted(care.labels), care.acting.changes.proposals
    how = costing(care, money, where, level, sites, changes)
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
        of_sites=_workload(care, sites),
        beds=_beds(care, sites, opened),
        costing=how,
        balance=balance,
        care_of_all=how.payers.added_up((), [()] * len(how.payers), everyone),
        balance_of_all=balance.added_up((), [()] * len(balance), everyone),
    )


def _workload(care: CareInputs, sites: Rows) -> tuple[tuple[str, Rows], ...]:
    """Rows of workload by site, by organisation and of the system."""
    owner, inside = care.labels.owner_of_site, bodies_inside(care.labels)
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


def _beds(care: CareInputs, sites: Rows, opened: Opened) -> tuple[Beds, ...]:
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
