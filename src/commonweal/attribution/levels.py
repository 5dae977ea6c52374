"""Levels: where something is counted, and what a unit of each change is worth there.

What changes is activity at a place-and-service, or at a move between two sites
(`Acting.changed`, after them the moves, and then nights that beds
limit). What happens at a level is linear in
it, so that a level is a matrix.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.care import CareInputs, Index


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
class ChangeSites:
    """Place and service of each change; moves and limits have no place of their own.

    Attributes:
        place: of each change; below 0 for a move, and for what a limit does to nights.
        service: of each change.
        residents: of which place the people are whom a move moves, and of the changes
            themselves, shape (changed and moves, place); what is left of 1 are people
            from elsewhere.
    """

    place: Index
    service: Index
    residents: Array


def change_sites(care: CareInputs) -> ChangeSites:
    """Where each change happens."""
    place, service = np.divmod(care.acting.changed, len(care.labels.services))
    moves, nights = care.acting.moves, care.night_inputs
    own = np.eye(len(care.labels.places))[place]
    services, residents = [service, moves.service], [own, moves.residents]
    if nights is not None:
        services, residents = [*services, nights.service], [*residents, nights.residents]
    elsewhere = np.full(sum(map(len, services)) - len(place), -1)
    return ChangeSites(
        place=np.concatenate([place, elsewhere]),
        service=np.concatenate(services),
        residents=np.concatenate(residents),
    )


def residents_level(care: CareInputs, where: ChangeSites) -> Level:
    """Care that residents use, by place and service."""
    here = np.flatnonzero(where.place >= 0)
    names = care.labels
    labels = tuple((names.places[where.place[n]], names.services[where.service[n]]) for n in here)
    return Level(("place", "service"), labels, np.eye(len(where.place))[:, here])


def sites_level(care: CareInputs, where: ChangeSites) -> Level:
    """Care that is given, by site and service; sites outside the system too."""
    flows, names, moves = care.workload.residents_care, care.labels, care.acting.moves
    base = len(care.acting.changed)
    found = {
        (int(j), int(where.service[n])): None
        for n in range(base)
        for j in np.flatnonzero(flows[where.place[n], where.service[n]])
    }
    for ends in (moves.here, moves.there):
        found |= {(int(j), int(s)): None for j, s in zip(ends, moves.service, strict=True)}
    found |= {(site, s): None for _, site, s in _limited_items(care)}
    order = sorted(found)
    at = {one: n for n, one in enumerate(order)}
    worth = np.zeros((len(where.place), len(order)))
    for n in range(base):
        p, s = where.place[n], where.service[n]
        for j in np.flatnonzero(flows[p, s]):
            worth[n, at[int(j), int(s)]] = flows[p, s, j]
    for m, (s, here, there) in enumerate(zip(moves.service, moves.here, moves.there, strict=True)):
        worth[base + m, at[int(here), int(s)]] -= 1.0
        worth[base + m, at[int(there), int(s)]] += 1.0
    for n, site, s in _limited_items(care):
        worth[base + len(moves.service) + n, at[site, s]] = 1.0
    labels = tuple((names.sites[j], names.services[s]) for j, s in order)
    return Level(("site", "service"), labels, worth)


def _limited_items(care: CareInputs) -> list[tuple[int, int, int]]:
    """The number, site and service of each kind of nights that beds limit."""
    nights = care.night_inputs
    if nights is None:
        return []
    sites = (care.givers.bed_sites[j] for j in nights.site)
    return [(n, j, int(s)) for n, (j, s) in enumerate(zip(sites, nights.service, strict=True))]
