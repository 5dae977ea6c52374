"""Residents: a district's people by year, sex and age, and the tables made from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import polars as pl

from .ages import Array, pooled
from .areas import Place
from .sources import Sources

ENGLAND = "E92000001"
PRINCIPAL = "principal"
AS_PUBLISHED = "as_published"
SINGLE_YEAR_ESTIMATES = (2022, 2023)
"""Base years for which every district has an estimate by single year of age."""


@dataclass(frozen=True)
class Residents:
    """One district: its estimate in the base year and every variant, by year, sex and age."""

    estimate: Array
    """Base year estimate, shape (2, 91); female first."""
    projected: dict[str, Array]
    """Variant to people from the base year on, shape (year, 2, 91), as the plan uses them."""
    published: Array
    """Principal projection as published: estimates, then the projection, same shape."""
    own_base: Array
    """What the principal projection itself held in the base year, shape (2, 91)."""
    split: bool
    """Whether variants' single years had to be split from five-year bands."""


def cube(frame: pl.DataFrame, first: int, last: int) -> Array:
    """People by year, sex and age from rows of year, age, female, male."""
    rows = frame.filter(pl.col("year").is_between(first, last)).sort("year", "age")
    years = last - first + 1
    ages = rows.height // years
    if rows.height != years * ages or not ages:
        raise LookupError(f"years {first} to {last} are not all there")
    return np.stack(
        [rows[sex].to_numpy().reshape(years, ages).astype(float) for sex in ("female", "male")],
        axis=1,
    )


def estimate_of(sources: Sources, district: str, year: int) -> Array:
    """A district's mid-year estimate, shape (2, 91)."""
    rows = sources.population_selected_years.filter(
        (pl.col("area_code") == district) & (pl.col("variant") == "v0")
    )
    return pooled(cube(rows, year, year)[0])


class Projection(Protocol):
    """A published projection that the residents of a system can be made from."""

    def residents(self, place: Place) -> Residents:
        """One district's people."""
        ...

    def variants_table(self) -> pl.DataFrame:
        """The `variants` table."""
        ...

    def about(self) -> list[str]:
        """The lines of NOTES.md about it."""
        ...


def regrown(estimate: Array, projection: Array) -> Array:
    """The estimate carried forward by the projection's own growth at each age and sex.

    A projection that starts too high or too low in its first years would show a jump where it
    meets the estimates; growth measured across that jump is not growth. So each later year is the
    base year's estimate times (projection that year / the same projection in the base year).
    Where the projection had less than one person, its later number is taken as it is.

    >>> regrown(np.array([90.0]), np.array([[100.0], [110.0]])).tolist()
    [[90.0], [99.0]]
    """
    start = projection[0]
    factor = np.where(start >= 1, estimate / np.maximum(start, 1.0), 1.0)
    out = projection * factor[None]
    out[0] = estimate
    return out


def population_table(districts: dict[str, Residents], base: int) -> pl.DataFrame:
    """The `population` table: every variant, and the principal exactly as published."""
    parts = []
    for place, residents in districts.items():
        series = residents.projected | {AS_PUBLISHED: residents.published}
        for variant, people in series.items():
            years, _, ages = people.shape
            grid = np.indices(people.shape).reshape(3, -1)
            parts.append(
                pl.DataFrame(
                    {
                        "place": pl.repeat(place, years * 2 * ages, eager=True),
                        "variant": pl.repeat(variant, years * 2 * ages, eager=True),
                        "year": (grid[0] + base).astype(np.int32),
                        "sex": np.array(["female", "male"])[grid[1]],
                        "age": grid[2].astype(np.int32),
                        "people": people.reshape(-1).round(2),
                    }
                )
            )
    return pl.concat(parts)


def registered_table(sources: Sources, places: tuple[Place, ...]) -> pl.DataFrame:
    """The `registered` table: list by place of the practice and place of home."""
    inside = [p.code for p in places]
    home = sources.lookup.select("lsoa11_code", lives_in="district")
    practice = sources.practices.select("practice", place="district")

    def or_outside(column: str) -> pl.Expr:
        return (
            pl.when(pl.col(column).is_in(inside))
            .then(pl.col(column))
            .otherwise(pl.lit("outside"))
            .alias(column)
        )

    return (
        sources.registrations.join(home, on="lsoa11_code", how="left")
        .join(practice, on="practice", how="left")
        .with_columns(or_outside("place"), or_outside("lives_in"))
        .filter((pl.col("place") != "outside") | (pl.col("lives_in") != "outside"))
        .group_by("place", "lives_in")
        .agg(pl.col("patients").sum())
        .with_columns(
            pl.lit("measured").alias("status"),
            pl.lit("NHS Digital, patients registered at a GP practice by LSOA, 2022").alias(
                "source"
            ),
        )
        .sort("place", "lives_in")
    )
