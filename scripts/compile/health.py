"""Health at a given age: published life expectancy and expert judgement as two tables.

The judgement that is current (April 2026) is of the share of the years left at 65 that are lived
free of disability. The one before it (January 2024) is of the share of the gain in life expectancy
that is lived in good health; published growth for 360 areas rests on it, so it stays as a choice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from .distributions import metalog_mean, metalog_quantile, split_normal_quantile
from .judgements import numbers
from .sources import Sources

SEXES = {"female": (2, "f"), "male": (1, "m")}
"""Sex to its number in the life tables and its letter in the judgements."""

AGES = (55, 90)
"""First and last age whose health is taken to change, as the makers of both judgements do."""

REFERENCE_AGE = 65
"""The age at which the judgement of 2026 was asked for."""

CHANCES = (0.1, 0.5, 0.9)

MODEL = "github.com/The-Strategy-Unit/nhp_model (MIT)"
NOT_FROM_TRUSTS = (
    "published warning: the judgement is about the country and does not scale up from single "
    "trusts; applied here to rates by age"
)
NOTE_2026 = (
    f"expert elicitation of April 2026, {MODEL}: share of the years left at {REFERENCE_AGE} lived "
    "free of disability, nine-term metalog; here its median (not its mean) and 80% interval, less "
    "the disability-free years of the reference year, over the gain in life expectancy at "
    f"{REFERENCE_AGE}; {NOT_FROM_TRUSTS}"
)
NOTE_BEFORE = (
    "the mean of the same judgement for the base year, of the gain since the reference year: "
    "people have it already, so it is taken off every later year"
)
NOTE_2024 = (
    f"expert elicitation of January 2024, {MODEL}: share of the gain in life expectancy since 2018 "
    "lived in good health, split normal of the principal life table; here its {middle} and 80% "
    "interval, applied to the gain since the base year as its makers apply it in published growth; "
    f"{NOT_FROM_TRUSTS}"
)
MEDIAN, MODE = "median (not its mode)", "mode (not its median), to compare with published growth"


@dataclass(frozen=True)
class HealthTables:
    """The tables `life_expectancy` and `health_change`."""

    life_expectancy: pl.DataFrame
    health_change: pl.DataFrame


def years_left(table: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """The `life_expectancy` table from rows of year, sex (1 or 2), age and years left."""
    return (
        table.filter(pl.col("year").is_between(first, last) & pl.col("age").is_between(*AGES))
        .select(
            "year",
            pl.when(pl.col("sex") == 2)
            .then(pl.lit("female"))
            .otherwise(pl.lit("male"))
            .alias("sex"),
            "age",
            years_left="ex",
        )
        .sort("year", "sex", "age")
    )


def health_of_2026(sources: Sources, base: int, horizon: int) -> HealthTables:
    """Health as judged in April 2026, with what the base year already has taken off."""
    reference = int(numbers("health.disability_free_at_65")["year"])
    left = years_left(sources.life_expectancy, reference, horizon)
    rows = [_row(base, sex, reference, _mean_before(sources, left, base, sex)) for sex in SEXES]
    rows += [
        _row(year, sex, base, *_shares_of_2026(sources, left, year, sex, base))
        for year in range(base + 1, horizon + 1)
        for sex in SEXES
    ]
    return HealthTables(
        left.filter((pl.col("year") == reference) | (pl.col("year") >= base)), pl.DataFrame(rows)
    )


def health_of_2024(sources: Sources, base: int, horizon: int) -> HealthTables:
    """Health as judged in January 2024, on the life table of its day; its median the middle."""
    return _of_2024(sources, base, horizon, MEDIAN)


def health_of_2024_at_its_likeliest(sources: Sources, base: int, horizon: int) -> HealthTables:
    """The same with its mode the middle, as in the single line of growth that was published."""
    return _of_2024(sources, base, horizon, MODE)


def _of_2024(sources: Sources, base: int, horizon: int, middle: str) -> HealthTables:
    judged = sources.health_split_normal.filter(pl.col("var") == "ppp")
    rows = []
    for year in range(base + 1, horizon + 1):
        for sex, (_, letter) in SEXES.items():
            shape = judged.filter((pl.col("year") == year) & (pl.col("sex") == letter))
            mode, below, above = shape.select("mode", "sd1", "sd2").row(0)
            low, median, high = (split_normal_quantile(c, mode, below, above) for c in CHANCES)
            central = mode if middle == MODE else median
            note = NOTE_2024.format(middle=middle)
            rows.append(_row(year, sex, base, low, central, high, note=note))
    left = years_left(sources.life_expectancy_of_2018, base, horizon)
    return HealthTables(left, pl.DataFrame(rows))


FORMS: dict[str, Callable[[Sources, int, int], HealthTables]] = {
    "2026": health_of_2026,
    "2024": health_of_2024,
    "2024-likeliest": health_of_2024_at_its_likeliest,
}
"""The judgements one may compile with; the first unless another is asked for."""


def _row(
    year: int, sex: str, since: int, *shares: float, note: str = NOTE_2026
) -> dict[str, object]:
    """One row of `health_change`; a single share is one without doubt."""
    low, central, high = (round(s, 4) for s in (shares if len(shares) == 3 else shares * 3))
    return {
        "year": year,
        "sex": sex,
        "since": since,
        "low": low,
        "central": central,
        "high": high,
        "status": "derived",
        "source": note if len(shares) == 3 else f"{note}; {NOTE_BEFORE}",
    }


def _shares_of_2026(
    sources: Sources, left: pl.DataFrame, year: int, sex: str, since: int
) -> tuple[float, ...]:
    """Low, central and high share of the gain since a year that is lived in good health."""
    return tuple(
        _share_of_gain(
            left, year, sex, since, metalog_quantile(chance, *_judged(sources, year, sex))
        )
        for chance in CHANCES
    )


def _mean_before(sources: Sources, left: pl.DataFrame, base: int, sex: str) -> float:
    """The mean share of the gain from the reference year to the base year."""
    reference = int(numbers("health.disability_free_at_65")["year"])
    return _share_of_gain(left, base, sex, reference, metalog_mean(*_judged(sources, base, sex)))


def _judged(sources: Sources, year: int, sex: str) -> tuple[list[float], float, float]:
    """The metalog terms and bounds of one year and sex."""
    found = sources.health_metalog[str(year)][SEXES[sex][1]]
    bounds = found["metalog_params"]
    return found["a"], bounds["lower_bound"], bounds["upper_bound"]


def _share_of_gain(
    left: pl.DataFrame, year: int, sex: str, since: int, free_of_disability: float
) -> float:
    """Disability-free years gained at 65 since the reference year, over years of life gained.

    Args:
        free_of_disability: percentage of the years left at 65 lived free of disability.

    Raises:
        LookupError: if life expectancy at 65 did not rise, so that there is no gain to share.
    """
    then, now = (_left_at_65(left, y, sex) for y in (since, year))
    if now <= then:
        raise LookupError(f"life expectancy at 65 ({sex}) does not rise from {since} to {year}")
    before = numbers("health.disability_free_at_65")[sex]
    return (free_of_disability / 100 * now - before) / (now - then)


def _left_at_65(left: pl.DataFrame, year: int, sex: str) -> float:
    at = (pl.col("year") == year) & (pl.col("sex") == sex) & (pl.col("age") == REFERENCE_AGE)
    return float(left.filter(at)["years_left"].item())
