"""Figures of people."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from commonweal.base.figures.spread import Axes, figures, spread_of
from commonweal.base.numbers.cases import Index
from commonweal.people import residents as people
from commonweal.people.inputs import PeopleInputs


def people_figures(
    inputs: PeopleInputs,
    registered_lists: pl.DataFrame,
    variant: Index,
    places: tuple[str, ...],
    years: list[int],
) -> Iterator[pl.DataFrame]:
    """Residents by place and year, and how they compare with GP lists.

    Args:
        registered_lists: the table `registered`.
        variant: the projection each draw meets, shape (draw,).
    """
    by_variant = people.residents(inputs.residents.people)
    drawn = by_variant[variant].swapaxes(1, 2)
    by_place: Axes = {"year": years, "place": places}
    yield figures("people.residents", spread_of(drawn), by_place, "either", status="measured")
    whole = spread_of(drawn.sum(axis=-1))
    yield figures("people.residents", whole, {"year": years}, "either", status="measured")
    on_lists = np.array(
        [registered_lists.filter(pl.col("place") == place)["patients"].sum() for place in places],
        float,
    )
    registered = people.registered(on_lists[:, None])
    more = people.registered_less_residents(registered, drawn[0, 0])
    at_base: Axes = {"place": places, "year": years[:1]}
    yield figures(
        "people.registered",
        {"central": registered[:, None]},
        at_base,
        "either",
        status="measured",
        why_not="a count of GP lists",
    )
    yield figures(
        "people.registered_less_residents",
        {"central": more[:, None]},
        at_base,
        "either",
        why_not="a difference of two counts",
    )
