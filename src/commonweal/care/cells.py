"""Cells: the smallest groups of people that the plan can tell apart.

All ages and sexes of a place that meet the same effects of proposals on a
service are one cell. Summing people times rates over a cell before any draw is
made is exact, because everything drawn afterwards multiplies a whole cell;
health at a given age alone acts inside it, and as the share of life expectancy
gained moves, a cell's activity moves in straight lines between knots, so that
knowing it at the knots is knowing it everywhere. See docs/adr/0001-cells.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array
from commonweal.care.demand import Rates
from commonweal.care.effects import Act, Effects, acts_on, touches
from commonweal.people.health import Health, health_factor, health_shift
from commonweal.people.residents import Residents

Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Cells:
    """The plan's cells, in the order of place, service, signature.

    Attributes:
        place, service: of each cell, shape (cell,).
        signature: which set of acts it meets, shape (cell,); set 0 is none.
        signatures: the sets of acts.
        members: which sexes and ages belong to it, shape (cell, sex, age).
    """

    place: Index
    service: Index
    signature: Index
    signatures: tuple[tuple[Act, ...], ...]
    members: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Activity of each cell before other growth and proposals.

    Attributes:
        knots: for each year, shares of life expectancy gained, rising.
        begins: the row in which each year begins, shape (year,).
        activity: shape (row, cell); a year has a row for each variant and knot of it.
    """

    knots: tuple[Array, ...]
    begins: Index
    activity: Array

    def locate(self, variant: Index, share: Array) -> tuple[Index, Array]:
        """Between which rows each draw and year lies, and how far from the first to the next.

        Args:
            variant: the projection each draw meets, shape (draw,).
            share: its share of life expectancy gained, shape (draw, year).

        Returns:
            The first row and the way from it to the next, 0 to 1, both shape (draw, year).
        """
        row, way = np.empty(share.shape, dtype=np.intp), np.empty(share.shape)
        for t, knots in enumerate(self.knots):
            here = share[:, t]
            left = np.searchsorted(knots, here, side="right") - 1
            left = np.clip(left, 0, len(knots) - 2)
            row[:, t] = self.begins[t] + variant * len(knots) + left
            way[:, t] = (here - knots[left]) / (knots[left + 1] - knots[left])
        return row, way

    def between(self, row: Index, way: Array) -> Array:
        """Activity a year on the way from one row to the next, shape (draw, year, cell)."""
        below = self.activity[row]
        out = self.activity[row + 1]
        out -= below
        out *= way[..., None]
        out += below
        return out

    def at(self, variant: Index, share: Array) -> Array:
        """Activity a year in each draw, shape (draw, year, cell); arguments as of `locate`."""
        return self.between(*self.locate(variant, share))


def cells_of(
    effects: Effects,
    *,
    places: tuple[str, ...],
    services: tuple[str, ...],
    parents: tuple[str | None, ...],
) -> Cells:
    """Find the cells of a plan.

    Args:
        parents: for each service that counts bed-days, its admissions.
    """
    signatures: dict[tuple[Act, ...], int] = {(): 0}
    rows: list[tuple[int, int, int]] = []
    members: list[NDArray[np.bool_]] = []
    for p, place in enumerate(places):
        for s, (service, parent) in enumerate(zip(services, parents, strict=True)):
            acts = acts_on(effects, service, parent, place)
            touched = np.zeros((2, 91, len(acts)), dtype=bool)
            for i, act in enumerate(acts):
                touched[..., i] = touches(effects[act.effect][1])
            patterns, which = np.unique(touched.reshape(182, -1), axis=0, return_inverse=True)
            for n, pattern in enumerate(patterns):
                met = tuple(act for act, here in zip(acts, pattern, strict=True) if here)
                rows.append((p, s, signatures.setdefault(met, len(signatures))))
                members.append(which.reshape(2, 91) == n)
    place_of, service_of, signature_of = (np.array(column) for column in zip(*rows, strict=True))
    return Cells(place_of, service_of, signature_of, tuple(signatures), np.stack(members))


def baseline_of(
    cells: Cells,
    residents: Residents,
    rates: Rates,
    health: Health,
    *,
    reach: tuple[float, float],
) -> Baseline:
    """Sum people times rates times health over each cell, in every year and at every knot.

    Args:
        reach: the lowest and highest share of life expectancy gained in any draw.
    """
    knots = tuple(_knots(gain, *reach) for gain in health.gain)
    years = [
        _of_year(cells, residents.people[:, :, t], rates, health.gain[t], known)
        for t, known in enumerate(knots)
    ]
    begins = np.cumsum([0, *(len(rows) for rows in years)])[:-1]
    return Baseline(knots, begins, np.concatenate(years))


def _of_year(cells: Cells, people: Array, rates: Rates, gain: Array, knots: Array) -> Array:
    """One year's rows, shape (variant and knot, cell)."""
    out = np.empty((len(people), len(knots), len(cells.place)))
    bounds = np.flatnonzero(np.diff(cells.place * (cells.service.max() + 1) + cells.service)) + 1
    for group in np.split(np.arange(len(cells.place)), bounds):
        p, s = cells.place[group[0]], cells.service[group[0]]
        factor = np.ones((len(knots), 2, 91))
        if np.isfinite(rates.smooth[p, s]).any() and gain.any() and knots.any():
            for sex in range(2):
                shift = health_shift(gain[sex], knots[:, None])
                factor[:, sex] = health_factor(rates.smooth[p, s, sex], shift)
        use = (rates.raw[p, s] * factor).reshape(len(knots), 1, 182) * cells.members[group].reshape(
            1, -1, 182
        )
        wanted = people[:, p].reshape(-1, 182) @ use.reshape(-1, 182).T
        out[:, :, group] = wanted.reshape(len(people), len(knots), len(group))
    return out.reshape(-1, len(cells.place))


def _knots(gain: Array, low: float, high: float) -> Array:
    """Where an age less its shift is a whole number, for any age and sex, between bounds.

    Between two such shares every age moves along one straight piece of its curve.
    """
    low, high = min(low, 0.0), max(high, 0.0)
    steps = [np.array([low, 0.0, high])]
    for years in np.unique(gain[gain != 0.0]):
        whole = np.sort([low * years, high * years])
        steps.append(np.arange(np.ceil(whole[0]), np.floor(whole[1]) + 1) / years)
    found = np.unique(np.concatenate(steps))
    found = found[(found >= low) & (found <= high)]
    return found if len(found) > 1 else np.array([0.0, 1.0])
