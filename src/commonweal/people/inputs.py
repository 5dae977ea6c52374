"""The people of a plan as arrays, before any case is carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from commonweal.people.health import Health, health_from
from commonweal.people.residents import Residents, residents_from


@dataclass(frozen=True, slots=True)
class PeopleInputs:
    """Who lives where, and what is known about their health at a given age.

    Attributes:
        residents: in every published projection.
        health: at a given age.
    """

    residents: Residents
    health: Health


def people_inputs(
    tables: Mapping[str, pl.DataFrame], places: tuple[str, ...], years: tuple[int, ...]
) -> PeopleInputs:
    """People from the tables of the room.

    Args:
        places: in the order of the result.
        years: the years they start in; the first is the base year.
    """
    residents = residents_from(tables["population"], tables["variants"], places=places, years=years)
    health = health_from(tables["life_expectancy"], tables["health_change"], years=years)
    return PeopleInputs(residents, health)
