"""Moves between sites: effects that take care from one site to another, as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.care.cells import Index
from commonweal.care.effects import Effect, Effects
from commonweal.care.workload import Workload
from commonweal.place import Labels


@dataclass(frozen=True, slots=True)
class SiteMoves:
    """Effects that move care from one site to another.

    One entry for each effect and service; entries with one source stand together.

    Attributes:
        effect: the effect.
        reach: how much of the site's care it can touch, and for bed-days the length
            of the stays moved against the average.
        source: its index among the sources.
        begins: where each source's entries begin.
        from_all, from_residents: activity at each source from one unit of
            residents' activity, shapes (place-and-service, source).
        to_pairs: what one unit moved does to each organisation-and-service.
        to_beds: what it does to each site with beds.
        proposal: whose it is.
        service, here, there: what moves, from which site and to which.
        residents: where the people moved live, as in the base year, shape (entry, place);
            what is left of 1 are people from elselabels.
    """

    effect: Index
    reach: Array
    source: Index
    begins: Index
    from_all: Array
    from_residents: Array
    to_pairs: Array
    to_beds: Array
    proposal: Index
    service: Index
    here: Index
    there: Index
    residents: Array


def moved(effects: Effects, labels: Labels) -> Iterator[tuple[int, Effect, int, float]]:
    """What moves between sites: effect, service, and length of the stays moved to the average."""
    for e, (_, effect) in enumerate(effects):
        for s, (service, parent) in enumerate(zip(labels.services, labels.stays_of, strict=True)):
            ratio = effect.moves(service, parent)
            if ratio is not None:
                yield e, effect, s, ratio


def site_moves(
    effects: Effects,
    labels: Labels,
    workload: Workload,
    at_base: Array,
    pairs: tuple[tuple[int, int], ...],
    bed_sites: tuple[int, ...],
) -> SiteMoves:
    """The moves between sites of a plan.

    Args:
        at_base: residents' activity in the base year, central run, shape (place, service).
        pairs: every organisation-and-service.
        bed_sites: sites with beds.
    """
    counts_nights = labels.counts_nights
    pair_of = {pair: n for n, pair in enumerate(pairs)}
    rows = []
    for e, effect, s, ratio in moved(effects, labels):
        here, there = (labels.sites.index(str(j)) for j in (effect.from_site, effect.to_site))
        touched = _touched(effect, labels, workload, at_base, here, s)
        rows.append((s, here, there, e, effects[e][0], ratio * touched[0], touched[1]))
    rows.sort(key=lambda row: row[:2])
    sources = sorted({row[:2] for row in rows})
    to_pairs, to_beds = np.zeros((len(rows), len(pairs))), np.zeros((len(rows), len(bed_sites)))
    for n, (s, here, there, *_) in enumerate(rows):
        to_pairs[n, pair_of[labels.site_organisation[here], s]] -= 1.0
        to_pairs[n, pair_of[labels.site_organisation[there], s]] += 1.0
        for site, sign in ((here, -1.0), (there, 1.0)):
            if counts_nights[s] and site in bed_sites:
                to_beds[n, bed_sites.index(site)] += sign
    source = np.array([sources.index(row[:2]) for row in rows], dtype=np.intp)

    def at_sources(care: Array) -> Array:
        out = np.zeros((*care.shape[:2], len(sources)))
        for n, (s, j) in enumerate(sources):
            out[:, s, n] = care[:, s, j]
        return out.reshape(care.shape[0] * care.shape[1], len(sources))

    return SiteMoves(
        effect=np.array([row[3] for row in rows], dtype=np.intp),
        reach=np.array([row[5] for row in rows], dtype=float),
        source=source,
        begins=np.flatnonzero(np.diff(source, prepend=-1)),
        from_all=at_sources(workload.all_care),
        from_residents=at_sources(workload.residents_care),
        to_pairs=to_pairs,
        to_beds=to_beds,
        proposal=np.array([row[4] for row in rows], dtype=np.intp),
        service=np.array([row[0] for row in rows], dtype=np.intp),
        here=np.array([row[1] for row in rows], dtype=np.intp),
        there=np.array([row[2] for row in rows], dtype=np.intp),
        residents=np.array([row[6] for row in rows]).reshape(-1, len(labels.places)),
    )


def _touched(
    effect: Effect, labels: Labels, workload: Workload, at_base: Array, site: int, service: int
) -> tuple[float, Array]:
    """Share of a site's base-year care that a move can touch, and where those people live.

    A move that names places touches their residents alone; one that names none
    touches everybody at the site, people from outside included.
    """
    every = at_base[:, service] * workload.flows[:, service, site]
    total = every.sum() + workload.incoming[service, site]
    if not effect.places:
        return 1.0, every / total if total > 0 else every * 0.0
    named = every * np.array([place in effect.places for place in labels.places])
    touched = named.sum()
    return float(touched / total) if total > 0 else 0.0, named / touched if touched > 0 else named
