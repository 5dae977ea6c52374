"""Health at a given age: how much younger, in health, people of an age become.

When life expectancy at an age rises, some of the gained years may be lived in
good health. Then people use care as people some months younger did. The share
is uncertain, and may be below zero. What the people of the base year have
already is in the rates, so it is taken off. The method is that of the health
status adjustment of the open demand model of the New Hospital Programme; its
authors warn that the adjustment does not scale up from single trusts, so here
it acts on the rates of each place, by age and sex, before anything is added up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import ColumnOf, FiguresOf
from commonweal.base.numbers.arrays import spread
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.interval import Interval
from commonweal.base.numbers.unit import ACTIVITY, PERSON, RATIO, YEAR
from commonweal.people.residents import AGES, SEXES

STREAM = "people.health_change"


@dataclass(frozen=True, slots=True)
class Health:
    """What is known about health at a given age.

    Attributes:
        gain: years of life expectancy gained since the year its share counts from,
            shape (year, sex, age); 0 at ages where it is not known.
        before: years of age that the people of the base year have already become
            younger, shape (year, sex, age); 0 in years of which nothing is known.
        share: the share of the gain lived in good health, an interval for each year
            and sex.
    """

    gain: Array
    before: Array
    share: tuple[tuple[Interval, ...], ...]

    def shares(self, luck: Array) -> Array:
        """The share at each luck in each year, of women and of men.

        One luck serves all years and both sexes: a world in which health improves
        more than expected by 2030 is one in which it does by 2035.

        Args:
            luck: standard normal draws, shape (draw,).

        Returns:
            Shares, shape (draw, year, sex).
        """
        return np.stack(
            [np.stack([one.draws(luck) for one in sexes], axis=-1) for sexes in self.share],
            axis=1,
        )

    def shift(self, year: int, luck: Array) -> Array:
        """Years of age at each luck in one year, shape (draw, sex, age)."""
        share = self.shares(luck)[:, year]
        return health_shift(self.gain[year], share[..., None], self.before[year])


def health_from(
    life_expectancy: pl.DataFrame, health_change: pl.DataFrame, *, years: tuple[int, ...]
) -> Health:
    """Health from the tables `life_expectancy` and `health_change`; the first year is the base.

    A row of the base year is of what its people have already, since an earlier
    year. Years without a row have no change. A row of no sex is of both.
    """
    rows = _by_year_and_sex(health_change)
    base, since = years[0], {row["since"] or years[0] for row in rows.values()}
    every = tuple(sorted({*years, *since}))
    known = life_expectancy.filter(pl.col("year").is_in(every))
    left = spread(known, "years_left", {"year": every, "sex": SEXES, "age": AGES})
    gain, before = np.zeros((2, len(years), len(SEXES), len(AGES)))
    for (year, sex), row in rows.items():
        if year not in years:
            continue
        t, s = years.index(year), SEXES.index(sex)
        rise = left[every.index(year), s] - left[every.index(row["since"] or base), s]
        if year == base:
            before[:, s] = np.nan_to_num(health_before(rise, row["central"]))
        else:
            gain[t, s] = np.nan_to_num(rise)
    unknown = [[(year, sex) not in rows or year == base for sex in SEXES] for year in years]
    before[np.array(unknown)] = 0.0
    return Health(gain, before, health_shares(health_change, years))


def health_shares(
    health_change: pl.DataFrame, years: tuple[int, ...]
) -> tuple[tuple[Interval, ...], ...]:
    """The share of added life lived in good health, an interval for each year and sex.

    The first year is the base, in which nothing is added yet.
    """
    rows = _by_year_and_sex(health_change)
    return tuple(
        tuple(
            Interval(*(rows[year, sex][point] for point in ("low", "central", "high")))
            if (year, sex) in rows and year != years[0]
            else Interval.certain(0.0)
            for sex in SEXES
        )
        for year in years
    )


def _by_year_and_sex(health_change: pl.DataFrame) -> dict[tuple[int, str], dict[str, Any]]:
    """The row of each year and sex; one without a sex is of both."""
    return {
        (row["year"], sex): row
        for row in health_change.iter_rows(named=True)
        for sex in ([row["sex"]] if row["sex"] else SEXES)
    }


GAIN = ColumnOf(
    column="life_expectancy.years_left",
    unit=YEAR,
    over=("sex", "age"),
    since="health_change.since",
    missing=0.0,
)
"""Years of life expectancy gained since the year that a row of `health_change` counts from."""


@measure(
    "people.health_before",
    YEAR,
    each=("sex",),
    gain=replace(GAIN, at_base=True),
    share=ColumnOf(column="health_change.central", over=("sex",), missing=0.0, at_base=True),
)
def health_before(gain: Array, share: Array) -> Array:
    """Years of age that the people of the base year have already become younger.

    Args:
        gain: years of life expectancy gained by the base year.
        share: share of the gain lived in good health.

    Returns:
        Years of age, the shape the two make together.

    >>> float(health_before(np.array(0.2), np.array(0.9)).round(2))
    0.18
    """
    return gain * share


@measure(
    "people.health_shift",
    YEAR,
    each=("sex",),
    gain=GAIN,
    share=ColumnOf(column="health_change.central", over=("sex",), missing=0.0),
    before=FiguresOf(measure="people.health_before", same=()),
)
def health_shift(gain: Array, share: Array, before: Array) -> Array:
    """By how many years of age people are as well as younger people of the base year were.

    Args:
        gain: years of life expectancy gained since the year the share counts from.
        share: share of the gain lived in good health.
        before: years of age that the people of the base year have already.

    Returns:
        Years of age, the shape the three make together; below zero, health got worse.

    Source: health status adjustment, New Hospital Programme demand model,
    model documentation; docs/explanation/method.md.

    >>> float(health_shift(np.array(1.5), np.array(0.4), np.array(0.1)).round(2))
    0.5
    """
    return gain * share - before


@measure(
    "people.health_factor",
    RATIO,
    each=("sex",),
    smooth_rate=ColumnOf(
        column="rates.smooth_rate",
        unit=ACTIVITY / PERSON,
        over=("sex", "age"),
        missing=math.nan,
    ),
    shift=FiguresOf(measure="people.health_shift", same=()),
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
