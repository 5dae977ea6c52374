"""Givers: the organisations and sites that care leads to, as matrices over residents' care."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from commonweal.base.numbers.chance import Array
from commonweal.care.cells import Index
from commonweal.care.effects import Effects
from commonweal.care.site_moves import moved
from commonweal.care.workload import Workload
from commonweal.place import Labels


@dataclass(frozen=True, slots=True)
class Givers:
    """Who gives care.

    Attributes:
        pairs: every organisation-and-service with any activity or cost.
        pairs_all, beds_all: activity at each of them, and at each site with beds, from
            one unit of residents' activity and those from outside it brings along,
            shape (place-and-service, ...).
        pairs_residents, beds_residents: from residents alone; of what changes, once it is known.
        bed_sites: the sites with beds, by their index among the sites.
        changed_pairs: the organisations-and-services that the proposals can change.
    """

    pairs: tuple[tuple[int, int], ...]
    pairs_all: Array
    pairs_residents: Array
    bed_sites: tuple[int, ...]
    beds_all: Array
    beds_residents: Array
    changed_pairs: Index

    def of_changes(self, changed: Index, to_pairs: Array) -> Givers:
        """The same with what residents alone bring about kept only where care changes.

        Args:
            changed: every place-and-service whose activity the proposals can change.
            to_pairs: what one unit moved between sites does to each pair.
        """
        residents = self.pairs_residents[changed]
        return replace(
            self,
            pairs_residents=residents,
            beds_residents=self.beds_residents[changed],
            changed_pairs=np.flatnonzero(residents.any(axis=0) | to_pairs.any(axis=0)),
        )


def givers_of(
    tables: Mapping[str, pl.DataFrame], labels: Labels, workload: Workload, effects: Effects
) -> Givers:
    """Find who gives care."""
    pairs = _pairs(tables["costs"], labels, workload, effects)
    bed_sites = _bed_sites(tables["beds"], labels, workload, effects)
    return Givers(
        pairs=pairs,
        pairs_all=_to_pairs(workload.all_care, labels, pairs),
        pairs_residents=_to_pairs(workload.residents_care, labels, pairs),
        bed_sites=bed_sites,
        beds_all=_to_beds(workload.all_care, bed_sites, labels),
        beds_residents=_to_beds(workload.residents_care, bed_sites, labels),
        changed_pairs=np.array([], dtype=np.intp),
    )


def _pairs(
    costs: pl.DataFrame, labels: Labels, workload: Workload, effects: Effects
) -> tuple[tuple[int, int], ...]:
    """Every organisation-and-service with any activity or any cost."""
    owner = np.array(labels.site_organisation)
    found = set()
    for o in range(len(labels.organisations)):
        busy = workload.all_care[:, :, owner == o].sum(axis=(0, 2)) > 0
        found |= {(o, int(s)) for s in np.flatnonzero(busy)}
    for _, effect, s, _ in moved(effects, labels):
        found |= {
            (labels.site_organisation[labels.sites.index(str(site))], s)
            for site in (effect.from_site, effect.to_site)
        }
    for given_by, service in zip(costs["given_by"], costs["service"], strict=True):
        found.add((labels.organisations.index(given_by), labels.services.index(service)))
    return tuple(sorted(found))


def _to_pairs(care: Array, labels: Labels, pairs: tuple[tuple[int, int], ...]) -> Array:
    """Activity of each organisation-and-service from one unit of residents' activity."""
    owner = np.array(labels.site_organisation)
    places, services, _ = care.shape
    out = np.zeros((places, services, len(pairs)))
    for n, (o, s) in enumerate(pairs):
        out[:, s, n] = care[:, s, owner == o].sum(axis=-1)
    return out.reshape(places * services, len(pairs))


def _bed_sites(
    beds: pl.DataFrame, labels: Labels, workload: Workload, effects: Effects
) -> tuple[int, ...]:
    """Sites inside the system that have beds or bed-days, or that a proposal sends some to."""
    inside, counts_nights = labels.is_inside, labels.counts_nights
    used = workload.all_care[:, counts_nights].sum(axis=(0, 1)) > 0
    given = set(beds["site"])
    given |= {effect.to_site for _, effect, s, _ in moved(effects, labels) if counts_nights[s]}
    return tuple(
        j
        for j, site in enumerate(labels.sites)
        if inside[labels.site_organisation[j]] and (used[j] or site in given)
    )


def _to_beds(care: Array, bed_sites: tuple[int, ...], labels: Labels) -> Array:
    kept = care[:, :, list(bed_sites)] * labels.counts_nights[None, :, None]
    return kept.reshape(-1, len(bed_sites))
