"""Health at a given age: how much younger, in health, people of an age become.

When life expectancy at an age rises, some of the gained years may be lived in
good health. Then people use care as people some months younger did. The share
is uncertain, and may be below zero. The method is that of the health status
adjustment of the open demand model of the New Hospital Programme; its authors
warn that the adjustment does not scale up from single trusts, so here it acts
on the rates of each place, by age and sex, before anything is added up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.base.figures.measure import measure
from commonweal.base.numbers.arrays import spread
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.interval import Interval
from commonweal.base.numbers.unit import YEAR
from commonweal.people.residents import AGES, SEXES

STREAM = "people.health_change"


@dataclass(frozen=True, slots=True)
class Health:
    """What is known about health at a given age.

    Attributes:
        gain: years of life expectancy gained since the base year, shape
            (year, sex, age); 0 at ages where it is not known.
    """

    gain: Array


def health_from(life_expectancy: pl.DataFrame, *, years: tuple[int, ...]) -> Health:
    """Health from the table `life_expectancy`; the first year is the base."""
    left = spread(life_expectancy, "years_left", {"year": years, "sex": SEXES, "age": AGES})
    gain = np.nan_to_num(left - left[:1])
    return Health(gain)


def health_shares(health_change: pl.DataFrame, years: tuple[int, ...]) -> tuple[Interval, ...]:
    """The share of added life lived in good health, an interval a year; the first is the base.

    Years without a row in `health_change` have a share of 0: no change.
    """
    rows = {row["year"]: row for row in health_change.iter_rows(named=True)}
    return tuple(
        Interval(rows[y]["low"], rows[y]["central"], rows[y]["high"])
        if y in rows and y != years[0]
        else Interval.certain(0.0)
        for y in years
    )


@measure(
    "people.health_shift",
    unit=YEAR,
    gain="table:life_expectancy.years_left",
    share="table:health_change.central",
)
def health_shift(gain: Array, share: Array) -> Array:
    """By how many years of age people are as well as younger people were.

    Args:
        gain: years of life expectancy gained since the base year.
        share: share of the gain lived in good health.

    Returns:
        Years of age, the shape the two make together; below zero, health got worse.

    Source: health status adjustment, New Hospital Programme demand model,
    model documentation; docs/explanation/method.md.

    >>> float(health_shift(np.array(1.5), np.array(0.4)).round(2))
    0.6
    """
    return gain * share


@measure(
    "people.health_factor",
    unit="ratio",
    smooth_rate="table:rates.smooth_rate",
    shift="people.health_shift",
)
def health_factor(smooth_rate: Array, shift: Array) -> Array:
    """How the use of care at each age changes when health at that age does.

    The rate a shift younger over the rate at the age itself, on the smoothed
    curve, straight lines between whole ages. Beyond the ends of the curve its
    end value holds.

    Args:
        smooth_rate: smoothed use at each whole age, shape (age,); nan where the
            curve is not known.
        shift: years of age, shape (..., age).

    Returns:
        A ratio for each age, the shape of `shift`; 1 where the curve is not known or is 0.

    >>> health_factor(np.array([1.0, 2.0, 4.0]), np.array([0.5, 0.5, 0.5])).tolist()
    [1.0, 0.75, 0.75]
    """
    ages = np.arange(len(smooth_rate), dtype=float)
    known = np.isfinite(smooth_rate) & (smooth_rate > 0)
    if not known.any():
        return np.ones_like(shift)
    moved = np.interp(ages - shift, ages[known], smooth_rate[known])
    return np.where(known, moved / np.where(known, smooth_rate, 1.0), 1.0)
