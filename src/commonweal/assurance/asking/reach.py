"""Reach: how much care an effect acts on, in the base year, from the plan's own tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array
from commonweal.care import Effect, touches
from commonweal.people import AGES, SEXES
from commonweal.plan import Plan

PEOPLE_AND_RATES = tuple(f"table:{one}" for one in ("places", "population", "variants", "rates"))
"""What a rule needs that asks how much care an effect acts on. No figure is by age and sex."""


@dataclass(frozen=True, slots=True)
class Reach:
    """People and their care in the base year, by place, sex and age.

    Attributes:
        places: the places, in the order of the arrays.
        people: persons, shape (place, sex, age).
        care: activity of each service, same shape.
    """

    places: tuple[str, ...]
    people: Array
    care: dict[str, Array]

    def activity(self, effect: Effect, *services: str) -> float:
        """Activity a year that an effect acts on, in all its services or in some."""
        here = self._where(effect)
        return sum(float(self.care[one][here].sum()) for one in services if one in self.care)

    def people_of(self, places: tuple[str, ...]) -> float:
        """Everybody who lives in some places; () for all."""
        return float(self.people[self._in(places)].sum())

    def by_place(self, service: str) -> dict[str, float]:
        """Activity a year of each place's residents."""
        if service not in self.care:
            return {}
        return dict(zip(self.places, self.care[service].sum(axis=(1, 2)).tolist(), strict=True))

    def _in(self, places: tuple[str, ...]) -> NDArray[np.bool_]:
        return np.array([not places or place in places for place in self.places], dtype=bool)

    def _where(self, effect: Effect) -> NDArray[np.bool_]:
        return np.asarray(self._in(effect.places)[:, None, None] & touches(effect))


def reach_of(plan: Plan) -> Reach:
    """People times rates, for the base year and the projection of the central run."""
    places = tuple(plan.tables["places"]["place"])
    people = _people(plan)
    rates = _single_ages(plan.tables["rates"])
    used = rates.join(people, on=["place", "sex", "age"]).with_columns(
        is_=pl.col("rate") * pl.col("people")
    )
    return Reach(
        places,
        _array(people.with_columns(is_=pl.col("people")), places),
        {
            str(service): _array(rows, places)
            for (service,), rows in used.group_by("service", maintain_order=True)
        },
    )


def _people(plan: Plan) -> pl.DataFrame:
    variants = plan.tables["variants"].sort("weight", descending=True, maintain_order=True)
    chosen = variants["variant"].head(1).implode()
    return (
        plan.tables["population"]
        .filter(pl.col("variant").is_in(chosen) & (pl.col("year") == plan.base_year))
        .with_columns(pl.col("age").cast(pl.Int64))
    )


def _single_ages(rates: pl.DataFrame) -> pl.DataFrame:
    """A row for each sex and single year of age."""
    both = pl.when(pl.col("sex") == "all").then(pl.lit(list(SEXES)))
    return (
        rates.with_columns(
            sex=both.otherwise(pl.concat_list("sex")),
            age=pl.int_ranges(
                pl.col("age_from").cast(pl.Int64), pl.col("age_to").cast(pl.Int64) + 1
            ),
        )
        .explode("sex")
        .explode("age")
        .select("place", "service", "sex", "age", "rate")
    )


def _array(rows: pl.DataFrame, places: tuple[str, ...]) -> Array:
    """What stands in the column `is_`, added up by place, sex and age."""
    out = np.zeros((len(places), len(SEXES), len(AGES)))
    where = (
        rows["place"].replace_strict(places, range(len(places)), return_dtype=pl.Int64).to_numpy(),
        rows["sex"].replace_strict(SEXES, range(len(SEXES)), return_dtype=pl.Int64).to_numpy(),
        rows["age"].to_numpy(),
    )
    np.add.at(out, where, rows["is_"].to_numpy())
    return out
