"""Capital: money for buildings and equipment, what is asked for and what is in sight."""

from __future__ import annotations

import numpy as np
import polars as pl

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import ColumnOf, PartsOf
from commonweal.base.numbers.arrays import spread
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import GBP
from commonweal.money.parts import Capital
from commonweal.money.proposal_money import Parts

SECURED = ("secured",)
IN_SIGHT = ("secured", "agreed")
"""Certainties of a fund that count as in sight. A bid or a hope does not."""


def funds_by_year(capital: pl.DataFrame, certainty: tuple[str, ...], years: list[int]) -> Array:
    """What funds of some certainty hold in each year, GBP, shape (year,)."""
    kept = capital.filter(pl.col("certainty").is_in(list(certainty)))
    by_year = kept.group_by("year").agg(pl.col("gbp").sum())
    return spread(by_year, "gbp", {"year": years}, missing=0.0)


def asked_by_proposal(parts: Parts, proposals: int, years: list[int]) -> Array:
    """Capital each proposal asks for, GBP in cash, shape (year, proposal).

    Args:
        parts: of every proposal, each with the index of its proposal.
        proposals: how many there are.
    """
    asked = np.zeros((len(years), proposals))
    for proposal, part in parts:
        if isinstance(part, Capital) and part.year in years:
            asked[years.index(part.year), proposal] += part.gbp
    return asked


@measure(
    "money.capital_asked",
    GBP,
    levels=("system", "proposal"),
    asked=PartsOf(heading="capital", amount="gbp", unit=GBP),
)
def capital_asked(asked: Array) -> Array:
    """Money the proposals ask for, for buildings and equipment.

    Args:
        asked: GBP in cash that each part of a proposal asks for in the year, or in all.
    """
    return asked


@measure(
    "money.capital_in_sight",
    GBP,
    levels=("system",),
    funds=ColumnOf(
        column="capital.gbp",
        unit=GBP,
        over=("row",),
        where={"certainty": IN_SIGHT},
        total=True,
        missing=0.0,
    ),
)
def capital_in_sight(funds: Array) -> Array:
    """Money for buildings and equipment that is secured or agreed.

    Args:
        funds: GBP in cash of each fund in the year, or in all.
    """
    return funds


@measure(
    "money.capital_secured",
    GBP,
    levels=("system",),
    funds=ColumnOf(
        column="capital.gbp",
        unit=GBP,
        over=("row",),
        where={"certainty": SECURED},
        total=True,
        missing=0.0,
    ),
)
def capital_secured(funds: Array) -> Array:
    """Money for buildings and equipment that is secured.

    Args:
        funds: GBP in cash of each fund in the year, or in all.
    """
    return funds
