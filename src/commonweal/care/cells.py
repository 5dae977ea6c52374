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
    shifts, variants = shifts_at(health, knots), len(residents.people)
    activity = [np.empty((variants, len(known), len(cells.place))) for known in knots]
    for place in np.unique(cells.place):
        here = np.flatnonzero(cells.place == place)
        service, members = cells.service[here], cells.members[here].reshape(len(here), -1)
        rate = rates.raw[place].reshape(len(rates.raw[place]), -1)[service] * members
        people = residents.people[:, place].reshape(variants, len(knots), -1)
        use = _use(rates.smooth[place], shifts[0].whole)
        for t, rows in enumerate(activity):
            care = rate[:, None] * people[:, t]
            rows[:, :, here] = _at_knots(care, use, service, shifts[t])
    begins = np.cumsum([0, *(variants * len(known) for known in knots)])[:-1]
    together = np.concatenate([rows.reshape(-1, len(cells.place)) for rows in activity])
    return Baseline(knots, begins, together)


def _at_knots(care: Array, use: Array, service: Index, shifts: Shifts) -> Array:
    """A year's activity of some cells at each knot, shape (variant, knot, cell).

    Args:
        care: of each cell were health as it is, shape (cell, variant, sex and age).
        use: as of `_use`.
        service: of each cell.
        shifts: how ages shift at each knot.
    """
    at_knots = shifts.between(use)[service]
    moving = care[..., shifts.ages] @ at_knots.swapaxes(-2, -1)
    moving += care[..., ~shifts.moves].sum(axis=-1)[..., None]
    return moving.transpose(1, 2, 0)


def _use(curves: Array, whole: Array) -> Array:
    """How use of each service changes at whole shifts, shape (service, shift, sex and age)."""
    out = np.ones((len(curves), len(whole), 2, curves.shape[-1]))
    shift = np.broadcast_to(whole[:, None], (len(whole), curves.shape[-1]))
    for service, sexes in enumerate(curves):
        for sex, curve in enumerate(sexes):
            out[service, :, sex] = health_factor(curve, shift)
    return out.reshape(len(curves), len(whole), -1)
