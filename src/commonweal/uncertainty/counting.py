"""Counting: how much of the doubt about care is counting luck, and how much our not knowing.

Were every rate known, a year would still bring a few more or fewer people. Care
whose events are not counted (weeks of care, nights of stays that no table counts)
is left out: how much luck there is in it cannot be told. Visits of one person
hang together, so that of visits the share told here is the least it can be.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import ColumnOf, FiguresOf
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import SHARE
from commonweal.engine import Carried, Prepared
from commonweal.statistics import doubt
from commonweal.uncertainty.balances import Drawn

EVENTS = ("attendance", "admission", "day_case", "appointment", "contact", "delivery")
"""Units in which one is one event."""


@measure(
    "care.counting_share",
    SHARE,
    levels=("place+service", "service"),
    from_draws="it comes from all the draws together",
    activity=FiguresOf(measure="care.activity_of_residents"),
    stay=ColumnOf(column="services.stays_of", over=("row",)),
)
def counting_share(activity: Array, stay: Array) -> Array:
    """How much of what is uncertain about a year's care is counting luck.

    The rest of the doubt comes from numbers we do not know well. The length of a stay is
    taken to vary as much as its own average (as that of an exponential wait does).

    Args:
        activity: activity of residents, without counting luck, shape (draw, ...).
        stay: what one event adds to it: 1, or nights of an average stay, shape (...).

    Returns:
        A share of the variance, shape (...).

    >>> activity = np.array([[90.0], [110.0]])  # a variance of 200 beside one of 100
    >>> float(counting_share(activity, np.ones(1)).round(4)[0])
    0.3333
    """
    spread = np.where(stay == 1.0, 0.0, stay)
    return doubt(activity, stay, spread).share_of_counting


@dataclass(frozen=True, slots=True)
class Counting:
    """Counting luck's share of the doubt about care with the plan.

    Attributes:
        services, places, years: of the axes.
        whole: for the system, shape (year, service).
        cells: by place in the last year, shape (place, service).
    """

    services: list[str]
    places: list[str]
    years: list[int]
    whole: Array
    cells: Array

    @property
    def largest(self) -> tuple[str, str, float]:
        """The place and service with the largest share, and the share."""
        place, service = np.unravel_index(int(self.cells.argmax()), self.cells.shape)
        return self.places[place], self.services[service], float(self.cells[place, service])


def counting(prepared: Prepared, carried: Carried, drawn: Drawn) -> Counting | None:
    """Counting luck's share, for services whose events are counted; None without any.

    The base year is left out: no draw differs in what was counted then.
    """
    own = slice(drawn.first, None)
    table = prepared.plan.tables["services"]
    names, units = list(table["service"]), list(table["unit"])
    parents = list(table["stays_of"])
    places = prepared.labels.places
    shape = (*carried.plan.care.asked.shape[:2], len(places), len(names))
    activity = carried.plan.care.asked.reshape(shape)
    totals, last = activity[:, own].sum(axis=2), activity[:, -1]
    kept, cells, whole = [], [], []
    for s, (name, unit, parent) in enumerate(zip(names, units, parents, strict=True)):
        event = s if unit in EVENTS else names.index(parent) if parent in names else None
        if event is None:
            continue
        total, care = totals[..., s], last[..., s]
        whole.append(counting_share(total[1:], _each(total[0], totals[0, :, event])))
        cells.append(counting_share(care[1:], _each(care[0], last[0, :, event])))
        kept.append(name)
    if not kept:
        return None
    by_service = np.stack(whole, axis=-1), np.stack(cells, axis=-1)
    return Counting(kept, list(places), drawn.years[own], *by_service)


def _each(care: Array, events: Array) -> Array:
    """What one event adds: 1 where care is its own event, else nights of an average stay."""
    return np.where(events > 0, care / np.where(events > 0, events, 1.0), 1.0)
