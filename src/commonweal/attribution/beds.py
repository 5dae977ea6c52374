"""Beds: who opens and closes them, and who needs more or fewer.

What is needed follows bed-days. What is open does not: no site has fewer than no
beds, so where several proposals close more than there are each has its Shapley share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.attribution.measures import beds_open_by_proposal
from commonweal.attribution.rows import Rows, adding_up
from commonweal.attribution.steps import Tried
from commonweal.base.figures.store import READINGS
from commonweal.base.numbers.chance import Array
from commonweal.care import CareInputs
from commonweal.statistics import shares_of_one

SHARE, ALONE, LOST = READINGS


@dataclass(frozen=True, slots=True)
class Opened:
    """Who opens or closes beds where.

    Attributes:
        site: of each entry, its index among the sites with beds; entries of a site and
            proposal are one.
        proposal: of each entry.
        effects: of each entry.
        rows: by site, by organisation and of the system.
    """

    site: tuple[int, ...]
    proposal: tuple[int, ...]
    effects: tuple[tuple[int, ...], ...]
    rows: tuple[Rows, ...]


def opened_by(care: CareInputs) -> Opened:
    """Who opens or closes beds where."""
    beds, labels = care.beds, care.labels
    found: dict[tuple[int, int], list[int]] = {}
    for effect, proposal, site in zip(beds.effect, beds.proposal, beds.site, strict=True):
        found.setdefault((int(site), int(proposal)), []).append(int(effect))
    keys = sorted(found)
    sites = [labels.sites[care.givers.bed_sites[site]] for site, _ in keys]
    owner, everyone = labels.owner_of_site, care.acting.changes.proposals
    whose = np.array([p for _, p in keys], dtype=np.intp)
    return Opened(
        site=tuple(site for site, _ in keys),
        proposal=tuple(p for _, p in keys),
        effects=tuple(tuple(found[key]) for key in keys),
        rows=(
            adding_up(("site",), whose, [(site,) for site in sites]),
            adding_up(("organisation",), whose, [(owner[site],) for site in sites]),
            adding_up((), whose, [()] * len(sites), everyone),
        ),
    )


def beds_opened(
    who: Opened, care: CareInputs, year: int, some: slice, reading: str, tried: Tried
) -> Array:
    """Beds by which each entry changes those open in a year, shape (entry, draw).

    Args:
        some: which draws.
    """
    size = care.luck.size[some]
    out = np.zeros((len(who.site), len(size)))
    for site in dict.fromkeys(who.site):
        rows = [n for n, one in enumerate(who.site) if one == site]
        planned = np.full(len(size), care.beds.planned[year, site])
        changes = np.stack([_change(who, care, n, year, size) for n in rows])
        if reading == SHARE:
            parts = [(who.proposal[n], one) for n, one in zip(rows, changes, strict=True)]
            share = shares_of_one(lambda beds: np.maximum(beds, 0.0), planned, parts, tried)
            out[rows] = share.share
        elif reading == ALONE:
            out[rows] = beds_open_by_proposal(planned, changes)
        else:
            whole = planned + changes.sum(axis=0)
            out[rows] = np.maximum(whole, 0.0) - np.maximum(whole - changes, 0.0)
    return out


def _change(who: Opened, care: CareInputs, entry: int, year: int, size: Array) -> Array:
    """Beds that an entry would open or close were there no floor, shape (draw,).

    Args:
        size: of every effect, shape (draw, effect).
    """
    strength = care.acting.strength[year, who.proposal[entry]]
    return np.asarray(size[:, list(who.effects[entry])].sum(axis=1) * strength)
