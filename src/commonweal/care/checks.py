"""Care: that it is used by people there are, given somewhere, and counted once."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from commonweal.base.reading.checks import Folder, check
from commonweal.base.reading.problems import Problem


@check("rates", "flows")
def flow_problems(folder: Folder) -> Iterator[Problem]:
    """Care that residents use must be given somewhere."""
    used = folder.tables["rates"].filter(pl.col("rate") > 0).select("place", "service").unique()
    given = folder.tables["flows"].select("place", "service").unique()
    lost = used.join(given, on=["place", "service"], how="anti").sort("place", "service")
    for place, service in lost.iter_rows():
        yield Problem(
            "X03",
            "flows.csv",
            None,
            "service",
            f"people of {place} use {service}, but no row says where they go for it",
            f"add rows for {place} and {service}, with shares that sum to 1",
        )


@check("services")
def stay_problems(folder: Folder) -> Iterator[Problem]:
    """Bed-days belong to admissions, not to other bed-days."""
    services = folder.tables["services"]
    unit = dict(zip(services["service"], services["unit"], strict=True))
    for service, of, row in services.select("service", "stays_of", "row").iter_rows():
        if of is not None and (unit[service] != "bed_day" or unit.get(of) == "bed_day"):
            yield Problem(
                "X04",
                "services.csv",
                row,
                "stays_of",
                f"{service} counts {unit[service]}s and is said to be the stays of {of}, "
                f"which counts {unit.get(of, 'something unknown')}s",
                "fill in stays_of only for a bed_day service, with a service of admissions",
            )


@check("rates")
def age_problems(folder: Folder) -> Iterator[Problem]:
    """No age of a place and service may have two rates: one of them would be passed over."""
    rates = folder.tables["rates"].with_columns(
        pl.when(pl.col("sex") == "all")
        .then(pl.lit(["female", "male"]))
        .otherwise(pl.concat_list("sex"))
        .alias("sexes")
    )
    ages = rates.select(
        *("place", "service", "row"),
        pl.col("sexes").alias("sex"),
        pl.int_ranges("age_from", pl.col("age_to") + 1).alias("age"),
    )
    twice = (
        ages.explode("sex")
        .explode("age")
        .group_by("place", "service", "sex", "age")
        .agg(pl.col("row").sort())
        .filter(pl.col("row").list.len() > 1)
        .with_columns(first=pl.col("row").list.get(0), second=pl.col("row").list.get(1))
        .group_by("place", "service", "first", "second")
        .agg(pl.col("age").min().alias("from"), pl.col("age").max().alias("to"))
        .sort("second", "first")
    )
    for place, service, first, second, young, old in twice.iter_rows():
        yield Problem(
            "X04",
            "rates.csv",
            second,
            "age_from",
            f"{place} has two rates of {service} at ages {young} to {old}: the other is in "
            f"row {first}",
            "let each age and sex stand in one row",
        )


@check("reported", "services")
def report_problems(folder: Folder) -> Iterator[Problem]:
    """An organisation reports each service once, and a report counts one kind of thing."""
    seen: dict[tuple[str, str], int] = {}
    units = dict(folder.tables["services"].select("service", "unit").iter_rows())
    for body, services, row in (
        folder.tables["reported"].select("organisation", "services", "row").iter_rows()
    ):
        counted = sorted({units[service] for service in services})
        if len(counted) > 1:
            yield Problem(
                "X04",
                "reported.csv",
                row,
                "services",
                f"the services of one report count different things: {', '.join(counted)}",
                "write one row for each unit, each with its own activity",
            )
        for service in services:
            if (body, service) in seen:
                yield Problem(
                    "X04",
                    "reported.csv",
                    row,
                    "services",
                    f"{body} reports {service} in row {seen[body, service]} too",
                    "let each service of an organisation stand in one row",
                )
            seen.setdefault((body, service), row)


@check("rates", "incoming")
def incoming_problems(folder: Folder) -> Iterator[Problem]:
    """Care for people from outside grows as residents' care does, so there must be some."""
    used = set(folder.tables["rates"].filter(pl.col("rate") > 0)["service"])
    for service, row in folder.tables["incoming"].select("service", "row").iter_rows():
        if service not in used:
            yield Problem(
                "X03",
                "incoming.csv",
                row,
                "service",
                f"people from outside use {service}, and no resident does",
                f"add rates of {service}, or leave the row out",
            )
