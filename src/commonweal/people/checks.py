"""People: that every projection counts everybody, and that gained years have the gain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.base.reading.checks import Folder, check
from commonweal.base.reading.problems import Problem
from commonweal.people.residents import SEXES


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


@check("system", "life_expectancy", "health_change")
def health_problems(folder: Folder) -> Iterator[Problem]:
    """Shares of a gain that no life expectancy gives, two for one sex and year, and none."""
    left = set(folder.tables["life_expectancy"].select("year", "sex").unique().iter_rows())
    base, last = folder.years[0], folder.years[-1]
    seen: set[tuple[int, str]] = set()
    for row in folder.tables["health_change"].iter_rows(named=True):
        year = row["year"]
        if not base <= year <= last:
            continue
        for sex in [row["sex"]] if row["sex"] else SEXES:
            if (year, sex) in seen:
                yield _twice(year, sex, row.get("row"))
            seen.add((year, sex))
            for needed in sorted({year, row["since"] or base}):
                if (needed, sex) not in left:
                    yield _no_gain(needed, sex, year)
    if not folder.tables["health_change"].is_empty():
        yield from _years_without(seen, folder.years[1:])


def _years_without(seen: set[tuple[int, str]], years: Sequence[int]) -> Iterator[Problem]:
    """Years after the base that have no share: health would fall back to that of the base year."""
    for sex in SEXES:
        lacking = [str(Year(year)) for year in years if (year, sex) not in seen]
        if lacking:
            yield Problem(
                "X03",
                "health_change.csv",
                None,
                "year",
                f"no row for {sex} in {', '.join(lacking)}; the plan's later years each need one",
                "add a row for each, or write 0 where health at a given age stays as it is",
            )


def _twice(year: int, sex: str, row: int | None) -> Problem:
    return Problem(
        "K01",
        "health_change.csv",
        row,
        "sex",
        f"{Year(year)} has two rows for {sex}: one of them may be the row with a blank sex, which "
        "is for both",
        "keep one row for both sexes, or one for each",
    )


def _no_gain(needed: int, sex: str, year: int) -> Problem:
    return Problem(
        "X03",
        "life_expectancy.csv",
        None,
        "year",
        f"no row has the years of life left in {Year(needed)} ({sex}); health_change needs them "
        f"for {Year(year)}",
        f"add the rows of {Year(needed)}, or delete those of {Year(year)} from health_change.csv",
    )
