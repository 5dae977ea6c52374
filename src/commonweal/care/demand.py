"""Demand: people times rates, times health at a given age, times other growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import AssumptionOf, CalendarOf, ColumnOf, FiguresOf
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import ACTIVITY, PERSON, RATIO, SHARE
from commonweal.people import AGES, SEXES


@dataclass(frozen=True, slots=True)
class Rates:
    """Use of each service by one resident in a year.

    Attributes:
        raw: as counted, shape (place, service, sex, age); 0 where no row is given.
        smooth: smoothed over ages, same shape; nan where no curve is known.
    """

    raw: Array
    smooth: Array


def rates_from(rates: pl.DataFrame, *, places: Sequence[str], services: Sequence[str]) -> Rates:
    """Rates from the table `rates`, each row spread over its sexes and ages."""
    shape = (len(places), len(services), len(SEXES), len(AGES))
    raw, smooth = np.zeros(shape), np.full(shape, np.nan)
    place_of = {code: i for i, code in enumerate(places)}
    service_of = {code: i for i, code in enumerate(services)}
    sexes = {"female": slice(0, 1), "male": slice(1, 2), "all": slice(0, 2)}
    columns = ("place", "service", "sex", "age_from", "age_to", "rate", "smooth_rate")
    for place, service, sex, first, last, rate, curve in rates.select(columns).iter_rows():
        at = (place_of[place], service_of[service], sexes[sex], slice(first, last + 1))
        raw[at] = rate
        if curve is not None:
            smooth[at] = curve
    return Rates(raw, smooth)


@measure(
    "care.activity_of_residents",
    ACTIVITY,
    levels=("place+service",),
    totals={"service": "place+service"},
    people=ColumnOf(column="population.people", unit=PERSON, over=("sex", "age")),
    rate=ColumnOf(column="rates.rate", unit=ACTIVITY / PERSON, over=("sex", "age"), missing=0.0),
    health=FiguresOf(measure="people.health_factor"),
    growth=FiguresOf(measure="care.growth_since_base", same=("service",)),
    change=FiguresOf(
        measure="care.activity_by_proposal",
        over=("proposal",),
        side="change",
        reading="share",
        on="plan",
        total=True,
        missing=0.0,
    ),
)
def activity_of_residents(
    people: Array, rate: Array, health: Array, growth: Array, change: Array
) -> Array:
    """Care that the residents of a place use in a year, wherever it is given.

    Args:
        people: persons by sex and age, in the last two axes.
        rate: activity per person a year, same axes.
        health: change of the rate with health at a given age, a ratio, same axes.
        growth: non-demographic growth since the base year, a ratio.
        change: activity a year that the proposals add, or take away, below 0.

    Returns:
        Activity a year in the service's unit, summed over sex and age.

    Source: the population-based method of the New Hospital Programme demand
    model and of NHS planning since the 1970s; docs/explanation/method.md.

    >>> two = np.ones((2, 3))
    >>> float(activity_of_residents(100 * two, 0.5 * two, two, np.array(1.1), np.array(-30.0)))
    300.0
    """
    return np.asarray((people * rate * health).sum(axis=(-2, -1)) * growth + change)


@measure(
    "care.growth_since_base",
    RATIO,
    yearly=AssumptionOf(code="care.growth"),
    years=CalendarOf(says="years_since_base"),
)
def growth_since_base(yearly: Array, years: Array) -> Array:
    """Non-demographic growth since the base year: what neither people nor health explain.

    Args:
        yearly: growth a year, as a share.
        years: whole years since the base year.

    Returns:
        A ratio, the shape the two make together.

    >>> float(growth_since_base(np.array(0.02), np.array(2)).round(4))
    1.0404
    """
    return np.power(1.0 + yearly, years)


@measure(
    "care.demand_growth",
    SHARE,
    levels=("place+service", "service"),
    now=FiguresOf(measure="care.activity_of_residents", side="nothing"),
    at_base=FiguresOf(measure="care.activity_of_residents", side="nothing", at_base=True),
    other=FiguresOf(measure="care.growth_since_base", same=("service",)),
)
def demand_growth(now: Array, at_base: Array, other: Array) -> Array:
    """Growth in the need for a service since the base year, from people and their health alone.

    Args:
        now: activity if nothing changes.
        at_base: the same in the base year.
        other: growth since then that neither people nor their health explain, a ratio.

    Returns:
        A share; 0.1 means a tenth more.

    >>> demand_growth(np.array([132.0]), np.array([100.0]), np.array([1.2])).round(9).tolist()
    [0.1]
    """
    return now / other / at_base - 1.0
