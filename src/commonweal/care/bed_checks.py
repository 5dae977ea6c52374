"""Beds: that those of the base year are known, wherever people spend nights."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.base.reading.checks import Folder, check
from commonweal.base.reading.problems import Problem


@check("system", "beds")
def bed_problems(folder: Folder) -> Iterator[Problem]:
    """The beds of the base year: a later row says nothing of what was open before it."""
    base = folder.system["base_year"]
    first = (
        folder.tables["beds"].group_by("site", maintain_order=True).agg(pl.col("year", "row").min())
    )
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


@check("organisations", "sites", "services", "rates", "flows", "beds")
def night_problems(folder: Folder) -> Iterator[Problem]:
    """Where residents spend nights there are beds."""
    nights = folder.tables["services"].filter(pl.col("unit") == "bed_day")["service"].implode()
    used = folder.tables["rates"].filter(pl.col("rate") > 0).select("place", "service").unique()
    kinds = folder.tables["organisations"].select("organisation", "kind")
    given = (
        folder.tables["flows"]
        .filter(pl.col("service").is_in(nights) & (pl.col("share") > 0))
        .join(used, on=["place", "service"], how="semi")
        .join(folder.tables["sites"].select("site", "organisation"), on="site")
        .join(kinds, on="organisation")
        .filter(pl.col("kind") != "outside")
    )
    bare = given.join(folder.tables["beds"], on="site", how="anti")
    for site, service in bare.unique("site", maintain_order=True).select("site", "service").rows():
        yield Problem(
            "X03",
            "beds.csv",
            None,
            "site",
            f"people spend nights at {site} ({service}), and no row says how many beds it has",
            f"add a row for {site}; write 0 if it has none",
        )
