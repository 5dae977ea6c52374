"""People: that every projection a plan uses counts everybody, in every year."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.base.reading.checks import Folder, check
from commonweal.base.reading.problems import Problem


@check("system", "variants", "places", "population")
def population_problems(folder: Folder) -> Iterator[Problem]:
    """Every used variant must have every place, year, sex and age."""
    used = folder.tables["variants"].filter(pl.col("weight") > 0)["variant"]
    years = folder.years
    counts = (
        folder.tables["population"]
        .filter(pl.col("variant").is_in(used.implode()) & pl.col("year").is_in(list(years)))
        .group_by("variant", "place", "year")
        .len()
    )
    full = {(v, p, y) for v, p, y, n in counts.iter_rows() if n == 182}
    for variant in used:
        for place in folder.tables["places"]["place"]:
            missing = [y for y in years if (variant, place, y) not in full]
            if missing:
                which = ", ".join(str(Year(y)) for y in missing[:3])
                more = f" and {len(missing) - 3} more years" if len(missing) > 3 else ""
                yield Problem(
                    "X03",
                    "population.csv",
                    None,
                    "year",
                    f"{place} in the projection '{variant}' lacks people in {which}{more}",
                    "give one row for each sex and each age from 0 to 90, in every year from "
                    f"{Year(years[0])} to {Year(years[-1])}",
                )
