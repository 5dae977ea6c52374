"""Deprivation: how many people of each place live in the most deprived neighbourhoods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from .areas import Place
    from .sources import Sources

SOURCE = (
    "MHCLG, Indices of Multiple Deprivation 2019, neighbourhoods (LSOA 2011) in deciles 1 and 2, "
    "weighted by people at mid-2020"
)


def deprivation_table(sources: Sources, places: Sequence[Place]) -> pl.DataFrame:
    """The table `deprivation`; places that no neighbourhood of 2011 lies in are left out."""
    people = (pl.col("IMD_decile") <= 2) * pl.col("people")
    found = (
        sources.lookup.select("lsoa11_code", "district", "people")
        .join(sources.deprivation, on="lsoa11_code")
        .group_by(place="district")
        .agg((people.sum() / pl.col("people").sum()).alias("share_in_most_deprived_fifth"))
    )
    codes = pl.DataFrame({"place": [place.code for place in places]})
    return (
        codes.join(found, on="place", maintain_order="left")
        .drop_nulls()
        .with_columns(
            pl.col("share_in_most_deprived_fifth").round(4),
            status=pl.lit("derived"),
            source=pl.lit(SOURCE),
        )
    )
