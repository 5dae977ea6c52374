"""Demand: people times rates, times health at a given age, times other growth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.base.figures.measure import measure
from commonweal.base.numbers.chance import Array
from commonweal.people.residents import AGES, SEXES


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
    unit="activity",
    people="people.residents",
    rate="table:rates.rate",
    health="people.health_factor",
    growth="assumption:care.growth",
    kept="care.share_kept",
)
def activity_of_residents(
    people: Array, rate: Array, health: Array, growth: Array, kept: Array
) -> Array:
    """Care that the residents of a place use in a year, wherever it is given.

    Args:
        people: persons by sex and age, in the last two axes.
        rate: activity per person a year, same axes.
        health: change of the rate with health at a given age, a ratio, same axes.
        growth: non-demographic growth since the base year, a ratio.
        kept: share that the proposals leave in the service, same axes as `people`.

    Returns:
        Activity a year in the service's unit, summed over sex and age. Care that
        proposals move here from other services is added to it afterwards.

    Source: the population-based method of the New Hospital Programme demand
    model and of NHS planning since the 1970s; docs/explanation/method.md.

    >>> two = np.ones((2, 3))
    >>> float(activity_of_residents(100 * two, 0.5 * two, two, np.array(1.1), two).round(9))
    330.0
    """
    return np.asarray((people * rate * health * kept).sum(axis=(-2, -1)) * growth)


@measure("care.growth_since_base", unit="ratio", yearly="assumption:care.growth", years="year")
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
    unit="share",
    now="care.activity_of_residents",
    at_base="care.activity_of_residents",
)
def demand_growth(now: Array, at_base: Array) -> Array:
    """Growth in the need for a service since the base year, from people and their health alone.

    Args:
        now: activity without other growth and without proposals.
        at_base: the same in the base year.

    Returns:
        A share; 0.1 means a tenth more.

    >>> demand_growth(np.array([110.0]), np.array([100.0])).round(9).tolist()
    [0.1]
    """
    return now / at_base - 1.0
