"""Overflow: what becomes of nights in hospital for which a site has no bed.

A site gives the nights it has open beds for. What it cannot give waits for the next year,
goes to another site of the system with a bed to spare, or stays in the emergency
department, as the plan's assumption `care.overflow` says. Nothing is lost on the way:

    asked + carried over = given + elsewhere + waiting + in emergency

at every site and service, in every case and year; and what goes elsewhere is taken in by
the other sites. Off by default: then every site gives what is asked of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.cases import Flags, Index
from commonweal.base.numbers.chance import Array
from commonweal.care.acting import Acting
from commonweal.care.givers import Givers
from commonweal.care.workload import Workload
from commonweal.place import Labels

OFF, WAITS, ELSEWHERE, EMERGENCY = "off", "waits", "elsewhere", "emergency"
OVERFLOWS = (OFF, WAITS, ELSEWHERE, EMERGENCY)
"""What can become of nights without a bed; the words of `care.overflow`."""


@dataclass(frozen=True, slots=True)
class NightInputs:
    """The nights that beds are needed for, by site and service: the items.

    Attributes:
        overflow: what becomes of nights without a bed; not `OFF`.
        site: of each item, its index among the sites with beds.
        service: of each item.
        pair: of each item, its index among the organisations-and-services.
        from_all, from_residents: nights of each item from one unit of residents' activity,
            and of what changes of it, shapes (place-and-service, item) and (changed, item).
        takes_in: whether the site gives such nights today, and so can take some in.
        from_moves: what one unit moved between sites does to each, shape (move, item).
        residents: where the people of each item live, shape (item, place); what is left of 1
            are people from elsewhere.
    """

    overflow: str
    site: Index
    service: Index
    pair: Index
    from_all: Array
    from_residents: Array
    from_moves: Array
    residents: Array
    takes_in: Flags

    def at_pairs(self, nights: Array, pairs: int) -> Array:
        """Nights by organisation-and-service, shape (..., pair)."""
        adds = np.zeros((len(self.pair), pairs))
        adds[np.arange(len(self.pair)), self.pair] = 1.0
        return np.asarray(nights @ adds)

    def at_sites(self, nights: Array, sites: int) -> Array:
        """Nights by site with beds, shape (..., site)."""
        adds = np.zeros((len(self.site), sites))
        adds[np.arange(len(self.site)), self.site] = 1.0
        return np.asarray(nights @ adds)


def night_inputs(
    overflow: str,
    labels: Labels,
    workload: Workload,
    at_base: Array,
    acting: Acting,
    givers: Givers,
) -> NightInputs | None:
    """Nights by site and service; None where every site gives what is asked of it.

    Args:
        at_base: residents' activity in the base year, central run, shape (place, service).
    """
    if overflow == OFF:
        return None
    moves, changed = acting.moves, acting.changed
    given = {
        (n, int(s))
        for n, j in enumerate(givers.bed_sites)
        for s in np.flatnonzero(labels.counts_nights)
        if workload.all_care[:, s, j].any()
    }
    arriving = {
        (givers.bed_sites.index(int(j)), int(s))
        for j, s in zip(moves.there, moves.service, strict=True)
        if labels.counts_nights[s] and int(j) in givers.bed_sites
    }
    items = sorted(given | arriving)
    site, service = np.array(items, dtype=np.intp).reshape(-1, 2).T
    whole = np.array(givers.bed_sites, dtype=np.intp)[site]
    owner = np.array(labels.site_organisation)[whole]
    number = {pair: n for n, pair in enumerate(givers.pairs)}
    pair = [number[int(o), int(s)] for o, s in zip(owner, service, strict=True)]
    return NightInputs(
        overflow=overflow,
        site=site,
        service=service,
        pair=np.array(pair, dtype=np.intp),
        from_all=_from(workload.all_care, service, whole),
        from_residents=_from(workload.residents_care, service, whole)[changed],
        from_moves=(whole == moves.there[:, None]) * 1.0 * (service == moves.service[:, None])
        - (whole == moves.here[:, None]) * 1.0 * (service == moves.service[:, None]),
        residents=_residents(workload, at_base, service, whole),
        takes_in=np.array([item in given for item in items], dtype=bool),
    )


def _from(care: Array, service: Index, site: Index) -> Array:
    """Nights of each item from a unit of residents' activity, shape (place-and-service, item)."""
    places, services, _ = care.shape
    out = np.zeros((places, services, len(site)))
    for n, (s, j) in enumerate(zip(service, site, strict=True)):
        out[:, s, n] = care[:, s, j]
    return out.reshape(places * services, len(site))


def _residents(workload: Workload, at_base: Array, service: Index, site: Index) -> Array:
    """Where the people of each item live in the base year, shape (item, place)."""
    nights = at_base[:, service] * workload.flows[:, service, site]
    everybody = nights.sum(axis=0) + workload.incoming[service, site]
    share = np.divide(nights, everybody, out=np.zeros_like(nights), where=everybody > 0)
    return np.asarray(share.T)


@dataclass(frozen=True, slots=True)
class Nights:
    """What became of nights in hospital, by site and service, shape (case, item) or with years.

    Attributes:
        asked: of a site by those who are to be cared for there.
        given: there, to those who asked for it there.
        taken: there, to those whom another site had no bed for.
        elsewhere: at another site, to those who asked here.
        waiting: at the end of the year.
        in_emergency: spent in the emergency department for want of a bed.
    """

    asked: Array
    given: Array
    taken: Array
    elsewhere: Array
    waiting: Array
    in_emergency: Array

    @property
    def worked(self) -> Array:
        """Nights that staff of the site gave, to whomever."""
        return self.given + self.taken

    @classmethod
    def of_years(cls, years: Sequence[Nights]) -> Nights:
        """Years one after another, shape (case, year, item)."""
        parts = zip(
            *((y.asked, y.given, y.taken, y.elsewhere, y.waiting, y.in_emergency) for y in years),
            strict=True,
        )
        return cls(*(np.stack(part, axis=1) for part in parts))


def a_year_on(inputs: NightInputs, asked: Array, waiting: Array, room: Array) -> Nights:
    """What becomes of a year's nights.

    A site that is asked for more than it has room for gives each of its services the same
    share. Beds to spare elsewhere are filled in proportion to how many there are, with
    nights of every service in proportion to those without a bed.

    Args:
        asked: nights asked for in the year, shape (case, item).
        waiting: nights left waiting by the year before, same shape.
        room: nights that the open beds have room for, shape (case, site).

    Returns:
        Nights, each of shape (case, item).
    """
    sites = room.shape[1]
    wanted = asked + waiting
    at_site = inputs.at_sites(wanted, sites)
    fits = np.divide(room, at_site, out=np.ones_like(room), where=at_site > room)
    given = wanted * fits[:, inputs.site]
    left = wanted - given
    nothing = np.zeros_like(left)
    if inputs.overflow == WAITS:
        return Nights(asked, given, nothing, nothing, left, nothing)
    if inputs.overflow == EMERGENCY:
        return Nights(asked, given, nothing, nothing, nothing, left)
    assert inputs.overflow == ELSEWHERE, f"no way to handle {inputs.overflow}"
    # A site that gives no nights today takes none in, however many beds stand in it.
    takes_in = inputs.at_sites(inputs.takes_in[None].astype(float), sites) > 0
    spare = np.where(takes_in, room - inputs.at_sites(given, sites), 0.0)
    without, free = left.sum(axis=1, keepdims=True), spare.sum(axis=1, keepdims=True)
    moved = np.minimum(without, free)
    out = left * np.divide(moved, without, out=np.zeros_like(moved), where=without > 0)
    share = spare * np.divide(1.0, free, out=np.zeros_like(free), where=free > 0)
    taken = _taken_in(inputs, out, share)
    return Nights(asked, given, taken, out, left - out, nothing)


def _taken_in(inputs: NightInputs, out: Array, share: Array) -> Array:
    """Nights that each site takes in from others, by the service they are of.

    A site that gives a service no nights of its own takes in the same service as its first.

    Args:
        out: nights that go elsewhere, shape (case, item).
        share: of them that each site takes, shape (case, site).
    """
    taken = np.zeros_like(out)
    every = zip(inputs.site.tolist(), inputs.service.tolist(), strict=True)
    items = {item: n for n, item in enumerate(every) if inputs.takes_in[n]}
    first = {site: n for (site, _), n in reversed(items.items())}
    for service in dict.fromkeys(inputs.service.tolist()):
        of_service = out[:, inputs.service == service].sum(axis=1)
        for site, item in first.items():
            taken[:, items.get((site, service), item)] += of_service * share[:, site]
    return taken
