"""Residents: who lives where, by age and sex, in every published projection."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import ColumnOf, FiguresOf
from commonweal.base.numbers.arrays import spread
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import PERSON

AGES = tuple(range(91))
SEXES = ("female", "male")


@dataclass(frozen=True, slots=True)
class Residents:
    """People by variant, place, year, sex and single year of age (90 is 90 and over).

    Attributes:
        variants: the projections' codes.
        weights: how much of the draws each gets, shape (variant,), summing to 1.
        people: shape (variant, place, year, sex, age).
    """

    variants: tuple[str, ...]
    weights: Array
    people: Array

    @property
    def central(self) -> int:
        """The variant of the central run: the one of the largest weight."""
        return int(np.argmax(self.weights))


def residents_from(
    population: pl.DataFrame,
    variants: pl.DataFrame,
    *,
    places: tuple[str, ...],
    years: tuple[int, ...],
) -> Residents:
    """Residents from the tables `population` and `variants`.

    Variants of no weight are left out: no draw would meet them.

    Args:
        places: the places, in the order of the result.
        years: starting years, in the order of the result.
    """
    codes, weights = variant_weights(variants)
    axes = {"variant": codes, "place": places, "year": years, "sex": SEXES, "age": AGES}
    return Residents(codes, weights, spread(population, "people", axes))


def variant_weights(variants: pl.DataFrame) -> tuple[tuple[str, ...], Array]:
    """The projections of any weight, and how much of the draws each gets: shares of 1."""
    used = variants.filter(pl.col("weight") > 0)
    weights = used["weight"].to_numpy().astype(float)
    return tuple(used["variant"]), weights / weights.sum()


@measure(
    "people.residents",
    PERSON,
    levels=("place",),
    totals={"system": "place"},
    people=ColumnOf(column="population.people", unit=PERSON, over=("sex", "age")),
)
def residents(people: Array) -> Array:
    """People who live in a place, at the middle of the calendar year.

    Args:
        people: by sex and single year of age in the last two axes, persons.

    Returns:
        Persons, summed over sex and age.

    Source: Office for National Statistics, population estimates and projections.
    """
    return np.asarray(people.sum(axis=(-2, -1)))


@measure(
    "people.registered",
    PERSON,
    levels=("place",),
    patients=ColumnOf(column="registered.patients", unit=PERSON, over=("row",)),
)
def registered(patients: Array) -> Array:
    """Patients on the lists of a place's GP practices, wherever they live.

    Args:
        patients: by where they live in the last axis, persons.

    Returns:
        Persons, summed over where they live.

    Source: NHS Digital, patients registered at a GP practice.
    """
    return np.asarray(patients.sum(axis=-1))


@measure(
    "people.registered_less_residents",
    PERSON,
    levels=("place",),
    registered=FiguresOf(measure="people.registered"),
    residents=FiguresOf(measure="people.residents"),
)
def registered_less_residents(registered: Array, residents: Array) -> Array:
    """How many more people are on GP lists of a place than live there.

    NHS money follows the list and council money the residents. A person can be
    in one and not in the other, so the difference is shown.

    Args:
        registered: persons.
        residents: persons, same shape.

    Returns:
        Persons; below zero where more live than are registered.

    >>> registered_less_residents(np.array([105.0]), np.array([100.0])).tolist()
    [5.0]
    """
    return registered - residents
