"""Attendances at walk-in and urgent treatment centres that no acute trust runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from .sources import MONTHS
from .trusts import COUNTED_IN

if TYPE_CHECKING:
    from .sources import Sources


def seen_by_others(sources: Sources, year: int) -> dict[str, float]:
    """Attendances of each district's residents at units that no acute trust runs.

    England's attendances are published by ICB for all providers, and by trust. What an ICB has
    beyond its acute trusts is at units of others; it is spread over the people of its districts.
    """
    here = (pl.col("people") / pl.col("people").sum().over("icb22_code")).alias("here")
    spread = (
        sources.lookup.group_by("district", "icb22_code")
        .agg(pl.col("people").sum())
        .with_columns(here)
        .join(_beyond_acute_trusts(sources, year), on="icb22_code")
        .group_by("district")
        .agg((pl.col("beyond") * pl.col("here")).sum())
    )
    return dict(spread.iter_rows())


def _beyond_acute_trusts(sources: Sources, year: int) -> pl.DataFrame:
    """Attendances by ICB at all providers, less those at its acute trusts."""
    everywhere = (
        sources.attendances_by_board.filter(pl.col("fy") == year)
        .group_by("icb22_code")
        .agg((a_year(sources, year) * pl.col("total_attendances").sum()).alias("everywhere"))
    )
    at_trusts = _at_acute_trusts(sources, year)
    beyond = pl.col("everywhere") - pl.col("at_trusts").fill_null(0.0)
    return everywhere.join(at_trusts, on="icb22_code", how="left").select(
        "icb22_code", beyond.clip(lower_bound=0.0).alias("beyond")
    )


def _at_acute_trusts(sources: Sources, year: int) -> pl.DataFrame:
    """Attendances at acute trusts by the ICB that the return counts each trust in."""
    acute = sources.shares_of_residents["trust"].unique().implode()
    boards = (
        sources.lookup.group_by("stp21_code", "icb22_code")
        .agg(pl.col("people").sum())
        .sort("people", descending=True)
        .unique("stp21_code", keep="first")
    )
    counted_in = pl.col("trust").replace_strict(COUNTED_IN, default=pl.col("icb22_code"))
    return (
        sources.emergency_departments.filter((pl.col("fy") == year) & pl.col("trust").is_in(acute))
        .join(sources.trusts, on="trust")
        .join(boards, on="stp21_code")
        .group_by(counted_in.alias("icb22_code"))
        .agg((a_year(sources, year) * pl.col("total_attendances").sum()).alias("at_trusts"))
    )


def a_year(sources: Sources, year: int) -> float:
    """What the months of a year have to be multiplied by to be a whole year: 1 if all are there."""
    there = sources.attendances_by_board.filter(pl.col("fy") == year)["date"].n_unique()
    return len(MONTHS) / there if there else 1.0
