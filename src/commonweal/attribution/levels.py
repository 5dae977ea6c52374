"""Levels: where something is counted, and what a unit of each change is worth there.

What changes is activity at a place-and-service, or at a move between two sites
(`Prepared.changed`, and after them the moves). What happens at a level is linear in
it, so that a level is a matrix.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.care.cells import Index
from commonweal.engine.prepare import BED_DAY_UNIT, Prepared


@dataclass(frozen=True, slots=True)
class Level:
    """Where something is counted.

    Attributes:
        about: what each count is of, such as organisation and service; () for the system.
        labels: of each count, in the order of `about`, shape (count, name).
        worth: what a unit of each change adds, shape (changed and moves, count).
    """

    about: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    worth: Array


@dataclass(frozen=True, slots=True)
class Where:
    """Place and service of each change; a move has no place of its own.

    Attributes:
        place: of each change; below 0 for a move.
        service: of each change.
        residents: of which place the people are whom a move moves, and of the changes
            themselves, shape (changed and moves, place); what is left of 1 are people
            from elsewhere.
    """

    place: Index
    service: Index
    residents: Array


def where_of(prepared: Prepared) -> Where:
    """Where each change happens."""
    place, service = np.divmod(prepared.changed, len(prepared.where.services))
    none = np.full(len(prepared.moves.proposal), -1)
    own = np.eye(len(prepared.where.places))[place]
    return Where(
        place=np.concatenate([place, none]),
        service=np.concatenate([service, prepared.moves.service]),
        residents=np.concatenate([own, prepared.moves.residents]),
    )


def residents_level(prepared: Prepared, where: Where) -> Level:
    """Care that residents use, by place and service."""
    here = np.flatnonzero(where.place >= 0)
    names = prepared.where
    labels = tuple((names.places[where.place[n]], names.services[where.service[n]]) for n in here)
    return Level(("place", "service"), labels, np.eye(len(where.place))[:, here])


def sites_level(prepared: Prepared, where: Where) -> Level:
    """Care that is given, by site and service; sites outside the system too."""
    care, names, moves = prepared.workload.residents_care, prepared.where, prepared.moves
    base = len(prepared.changed)
    found = {
        (int(j), int(where.service[n])): None
        for n in range(base)
        for j in np.flatnonzero(care[where.place[n], where.service[n]])
    }
    for ends in (moves.here, moves.there):
        found |= {(int(j), int(s)): None for j, s in zip(ends, moves.service, strict=True)}
    order = sorted(found)
    at = {one: n for n, one in enumerate(order)}
    worth = np.zeros((len(where.place), len(order)))
    for n in range(base):
        p, s = where.place[n], where.service[n]
        for j in np.flatnonzero(care[p, s]):
            worth[n, at[int(j), int(s)]] = care[p, s, j]
    for m, (s, here, there) in enumerate(zip(moves.service, moves.here, moves.there, strict=True)):
        worth[base + m, at[int(here), int(s)]] -= 1.0
        worth[base + m, at[int(there), int(s)]] += 1.0
    labels = tuple((names.sites[j], names.services[s]) for j, s in order)
    return Level(("site", "service"), labels, worth)


def owner_of_site(prepared: Prepared) -> dict[str, str]:
    """The organisation of each site."""
    names = prepared.where
    owners = (names.organisations[o] for o in names.site_organisation)
    return dict(zip(names.sites, owners, strict=True))


def is_inside(prepared: Prepared) -> dict[str, bool]:
    """Whether each organisation is of the system."""
    kinds = prepared.plan.tables["organisations"]["kind"]
    names = prepared.where.organisations
    return {name: kind != "outside" for name, kind in zip(names, kinds, strict=True)}


def counts_nights(prepared: Prepared) -> dict[str, bool]:
    """Whether each service counts bed-days."""
    units = prepared.plan.tables["services"]["unit"]
    return {s: u == BED_DAY_UNIT for s, u in zip(prepared.where.services, units, strict=True)}
