"""Beds: that those of the base year are known, wherever people spend nights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.base.reading.problems import Problem

Document = Mapping[str, Any]
Tables = Mapping[str, pl.DataFrame]


def bed_problems(plan: Document, tables: Tables) -> Iterator[Problem]:
    """The beds of the base year: a later row says nothing of what was open before it."""
    base = plan["base_year"]
    first = tables["beds"].group_by("site", maintain_order=True).agg(pl.col("year", "row").min())
    for site, year, row in first.iter_rows():
        if year > base:
            yield Problem(
                "X03",
                "beds.csv",
                row,
                "year",
                f"the first row of {site} is of {Year(year)}, and the base year is {Year(base)}",
                f"add its beds of {Year(base)}; write 0 if none were open then",
            )


def night_problems(tables: Tables) -> Iterator[Problem]:
    """Where residents spend nights there are beds."""
    nights = tables["services"].filter(pl.col("unit") == "bed_day")["service"].implode()
    used = tables["rates"].filter(pl.col("rate") > 0).select("place", "service").unique()
    kinds = tables["organisations"].select("organisation", "kind")
    given = (
        tables["flows"]
        .filter(pl.col("service").is_in(nights) & (pl.col("share") > 0))
        .join(used, on=["place", "service"], how="semi")
        .join(tables["sites"].select("site", "organisation"), on="site")
        .join(kinds, on="organisation")
        .filter(pl.col("kind") != "outside")
    )
    bare = given.join(tables["beds"], on="site", how="anti")
    for site, service in bare.unique("site", maintain_order=True).select("site", "service").rows():
        yield Problem(
            "X03",
            "beds.csv",
            None,
            "site",
            f"people spend nights at {site} ({service}), and no row says how many beds it has",
            f"add a row for {site}; write 0 if it has none",
        )
