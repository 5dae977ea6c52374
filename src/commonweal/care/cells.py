"""Cells: the smallest groups of people that the plan can tell apart.

All ages and sexes of a place that meet the same effects of proposals on a
service are one cell. Summing people times rates over a cell before any draw is
made is exact, because everything drawn afterwards multiplies a whole cell;
health at a given age alone acts inside it, and as the luck of health moves, a
cell's activity moves in straight lines between knots, so that knowing it at the
knots is knowing it everywhere. See docs/adr/0001-cells.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array
from commonweal.care.demand import Rates
from commonweal.care.effects import Act, Effects, acts_on, touches
from commonweal.care.shifts import Shifts, knots_of, shifts_at
from commonweal.people import Health, Residents, health_factor

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
        knots: for each year, lucks of health as standard normals, rising.
        begins: the row in which each year begins, shape (year,).
        activity: shape (row, cell); a year has a row for each variant and knot of it.
    """

    knots: tuple[Array, ...]
    begins: Index
    activity: Array

    def locate(self, variant: Index, luck: Array) -> tuple[Index, Array]:
        """Between which rows each draw and year lies, and how far from the first to the next.

        Args:
            variant: the projection each draw meets, shape (draw,).
            luck: its luck of health, a standard normal, shape (draw,).

        Returns:
            The first row and the way from it to the next, 0 to 1, both shape (draw, year).
        """
        shape = (len(luck), len(self.knots))
        row, way = np.empty(shape, dtype=np.intp), np.empty(shape)
        for t, knots in enumerate(self.knots):
            left = np.searchsorted(knots, luck, side="right") - 1
            left = np.clip(left, 0, len(knots) - 2)
            row[:, t] = self.begins[t] + variant * len(knots) + left
            way[:, t] = (luck - knots[left]) / (knots[left + 1] - knots[left])
        return row, way

    def between(self, row: Index, way: Array) -> Array:
        """Activity a year on the way from one row to the next, shape (draw, year, cell)."""
        below = self.activity[row]
        out = self.activity[row + 1]
        out -= below
        out *= way[..., None]
        out += below
        return out

    def at(self, variant: Index, luck: Array) -> Array:
        """Activity a year in each draw, shape (draw, year, cell); arguments as of `locate`."""
        return self.between(*self.locate(variant, luck))


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
        reach: the lowest and highest luck of health in any draw.
    """
    knots = tuple(knots_of(health, t, *reach) for t in range(len(health.share)))
    years = [
        _of_year(cells, residents.people[:, :, t], rates, shifts_at(health, t, known), len(known))
        for t, known in enumerate(knots)
    ]
    begins = np.cumsum([0, *(len(rows) for rows in years)])[:-1]
    return Baseline(knots, begins, np.concatenate(years))


def _of_year(cells: Cells, people: Array, rates: Rates, shifts: Shifts | None, knots: int) -> Array:
    """One year's rows, shape (variant and knot, cell)."""
    out = np.zeros((len(people), knots, len(cells.place)))
    for place in np.unique(cells.place):
        residents = people[:, place].reshape(len(people), -1)
        raw = rates.raw[place].reshape(len(rates.raw[place]), -1)
        factors = None if shifts is None else _factors(rates.smooth[place], shifts)
        at_home = np.flatnonzero(cells.place == place)
        for service in np.unique(cells.service[at_home]):
            here = at_home[cells.service[at_home] == service]
            # Every sex and age of a place and service is in one of its cells.
            cell_of = cells.members[here].reshape(len(here), -1).argmax(axis=0)
            care = residents * raw[service]
            if shifts is None or factors is None:
                out[:, :, here] += _by_cell(care, cell_of, len(here))[:, None]
                continue
            still = ~shifts.moves
            out[:, :, here] += _by_cell(care[:, still], cell_of[still], len(here))[:, None]
            use = shifts.between(factors[service])
            moving = care[:, None, shifts.ages] * use
            out[:, :, here] += _by_cell(moving, cell_of[shifts.ages], len(here))
    return out.reshape(-1, len(cells.place))


def _by_cell(care: Array, cell_of: Index, cells: int) -> Array:
    """Care of some sexes and ages summed up by cell, shape (..., cell).

    Args:
        care: shape (..., sex and age).
        cell_of: of each sex and age.
    """
    order = np.argsort(cell_of, kind="stable")
    found, begins = np.unique(cell_of[order], return_index=True)
    out = np.zeros((*care.shape[:-1], cells))
    if len(found):
        out[..., found] = np.add.reduceat(care[..., order], begins, axis=-1)
    return out


def _factors(curves: Array, shifts: Shifts) -> Array:
    """Of each service, how use changes at each whole shift: (service, shift, age that moves)."""
    out = np.ones((len(curves), len(shifts.whole), 2, curves.shape[-1]))
    for service, sexes in enumerate(curves):
        for sex, curve in enumerate(sexes):
            if np.isfinite(curve).any():
                shift = np.broadcast_to(shifts.whole[:, None], (len(shifts.whole), len(curve)))
                out[service, :, sex] = health_factor(curve, shift)
    return out.reshape(len(curves), len(shifts.whole), -1)[..., shifts.ages]
