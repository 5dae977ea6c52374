"""Figures of capital: what proposals ask for, and where it would come from."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from commonweal.base.figures.spread import AS_WRITTEN, Axes, figures
from commonweal.base.numbers.chance import Array
from commonweal.money.capital import IN_SIGHT, SECURED, asked_by_proposal, funds_by_year
from commonweal.money.proposal_money import Parts


def capital_figures(
    capital: pl.DataFrame, parts: Parts, proposals: list[str], years: list[int]
) -> Iterator[pl.DataFrame]:
    """Capital asked for and in sight, year by year and in all.

    Args:
        capital: the table.
        parts: of every proposal, each with the index of its proposal.
        proposals: their codes.
    """
    asked = asked_by_proposal(parts, len(proposals), years)
    totals = {
        "money.capital_in_sight": funds_by_year(capital, IN_SIGHT, years),
        "money.capital_secured": funds_by_year(capital, SECURED, years),
        "money.capital_asked": asked.sum(axis=1),
    }
    for code, by_year in totals.items():
        yield _as_written(code, by_year, {"year": years})
        yield _as_written(code, by_year.sum(), {})
    if proposals:
        yield _as_written("money.capital_asked", asked, {"year": years, "proposal": proposals})


def _as_written(code: str, gbp: Array, about: Axes) -> pl.DataFrame:
    values = {"central": gbp}
    return figures(code, values, about, "plan", status="assumed", why_not=AS_WRITTEN)
