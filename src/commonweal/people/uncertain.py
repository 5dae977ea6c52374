"""What is uncertain about people: how many there will be, and how healthy they are at an age."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from commonweal.base.numbers.interval import Interval
from commonweal.base.numbers.uncertain import Choice, Shared, Uncertain
from commonweal.base.numbers.year import Year
from commonweal.people.health import STREAM, health_shares
from commonweal.people.residents import variant_weights

VARIANT = "people.variant"


def uncertain_people(
    tables: Mapping[str, pl.DataFrame], years: tuple[int, ...]
) -> Iterator[Uncertain]:
    """The projection each draw meets, and the share of added life that is lived in good health.

    Args:
        tables: `variants`, `population` and `health_change`.
        years: starting years, the base year first.
    """
    last = years[-1]
    codes, weights = variant_weights(tables["variants"])
    by_variant = (
        tables["population"]
        .filter(pl.col("year") == last)
        .group_by("variant")
        .agg(pl.col("people").sum())
    )
    people = dict(by_variant.iter_rows())
    sizes = np.array([people[code] for code in codes])
    yield Uncertain(
        VARIANT,
        f"People who live here in {Year(last)}",
        "person",
        Choice(weights, int(np.argmax(weights)), sizes),
    )
    says = f"Share of the added years of life spent in good health, mean of the sexes, {Year(last)}"
    shares = health_shares(tables["health_change"], years)
    every = tuple(interval for sexes in shares for interval in sexes)
    # One luck serves both sexes, so the mean of their intervals is the interval of their mean.
    yield Uncertain(STREAM, says, "share", Shared(every, _mean(shares[-1])))


def _mean(sexes: tuple[Interval, ...]) -> Interval:
    points = ([getattr(one, point) for one in sexes] for point in ("low", "central", "high"))
    return Interval(*(sum(point) / len(point) for point in points))
