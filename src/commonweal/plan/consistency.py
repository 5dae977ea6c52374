"""Consistency: what each file says is readable, but together they cannot be run.

These are problems, not findings: nothing can be worked out until they are mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import polars as pl

from commonweal.base.guess import nearest
from commonweal.base.problems import Problem
from commonweal.base.years import Year
from commonweal.plan.luck import GROWTH
from commonweal.rulebook import evidence_library

Document = Mapping[str, Any]
Tables = Mapping[str, pl.DataFrame]

NEEDED = ("money.pay_growth", "money.price_growth", "money.efficiency")
"""Assumptions that every plan makes, beside those its own tables name."""

FEW_YEARS, MANY_YEARS = 1, 60
"""The shortest and longest horizon, in years from base to last."""


def system_problems(
    system: Document, assumptions: Document, tables: Tables, sound: AbstractSet[str]
) -> list[Problem]:
    """Problems between the system's own documents and tables.

    Args:
        system, assumptions: the documents.
        tables: the tables that could be read.
        sound: names of the documents and tables without a problem of their own. A
            check that reads anything else is left for when that is mended: what is
            not there would look wrong for the wrong reason.
    """
    checks: tuple[tuple[set[str], Callable[[], Iterable[Problem]]], ...] = (
        ({"system"}, lambda: _years(system)),
        ({"assumptions", "services", "income"}, lambda: _assumptions(assumptions, tables)),
        ({"assumptions", "income"}, lambda: _rates(assumptions, tables)),
        (
            {"system", "variants", "places", "population"},
            lambda: _population(system, tables),
        ),
        ({"rates", "flows"}, lambda: _flows(tables)),
        ({"services"}, lambda: _stays(tables)),
        ({"organisations", "costs", "income"}, lambda: _bodies(tables)),
        ({"rates"}, lambda: _ages(tables)),
        ({"reported"}, lambda: _reports(tables)),
        ({"rates", "incoming"}, lambda: _incoming(tables)),
    )
    return [problem for needs, look in checks if needs <= sound for problem in look()]


def proposal_problems(
    proposal: Document, system: Document, tables: Tables, file: str
) -> list[Problem]:
    """Problems inside one proposal."""
    found = []
    if proposal["end"] is not None and proposal["end"] < proposal["start"]:
        found.append(
            Problem(
                "D07",
                file,
                None,
                "end",
                f"the proposal ends in {Year(proposal['end'])}, before it starts",
                f"write a year from {Year(proposal['start'])} on, or leave end out",
            )
        )
    inside = range(system["base_year"], system["last_year"] + 1)
    if proposal["start"] not in inside or proposal["start"] == system["base_year"]:
        found.append(
            Problem(
                "D07",
                file,
                None,
                "start",
                f"the proposal starts in {Year(proposal['start'])}; the plan runs from "
                f"{Year(system['base_year'] + 1)} to {Year(system['last_year'])}",
                "start it in a year of the plan, or move the file out of proposals/",
            )
        )
    asked = (proposal["consultation_from"], proposal["consultation_to"])
    if None not in asked and asked[1] < asked[0]:
        found.append(
            Problem(
                "D07",
                file,
                None,
                "consultation_to",
                f"the consultation ends on {asked[1]}, before it starts on {asked[0]}",
                "write the earlier day as consultation_from",
            )
        )
    for one in proposal["capital"]:
        if one["year"] not in inside:
            found.append(
                Problem(
                    "D07",
                    file,
                    None,
                    "capital year",
                    f"capital is asked for in {Year(one['year'])}; the plan runs to "
                    f"{Year(system['last_year'])}",
                    "ask for it in a year of the plan",
                )
            )
    for number, effect in enumerate(proposal["effect"], 1):
        if effect["cites"] is not None and effect["cites"] not in evidence_library():
            found.append(_not_in_library(effect["cites"], file, number))
        amiss = (*_effect(effect, tables), *_lost(effect, proposal, tables))
        for column, says, fix in amiss:
            found.append(Problem("D08", file, None, f"effect {number} {column}", says, fix))
    return found


def _not_in_library(cites: str, file: str, number: int) -> Problem:
    near = nearest(cites, evidence_library())
    return Problem(
        "X01",
        file,
        None,
        f"effect {number} cites",
        f"'{cites}' is not in the evidence library",
        f"write '{near}'" if near else "write a code that `commonweal evidence` shows",
    )


def _years(system: Document) -> Iterator[Problem]:
    base, first, last = (system[f"{name}_year"] for name in ("base", "first", "last"))
    if not base <= first <= last:
        yield Problem(
            "D07",
            "system.toml",
            None,
            "first_year",
            f"the plan's years are out of order: base {Year(base)}, first {Year(first)}, "
            f"last {Year(last)}",
            "write them so that base_year comes first, then first_year, then last_year",
        )
    elif not FEW_YEARS <= last - base <= MANY_YEARS:
        yield Problem(
            "D07",
            "system.toml",
            None,
            "last_year",
            f"the plan covers {last - base} years after its base year; it may cover "
            f"{FEW_YEARS} to {MANY_YEARS}",
            "choose another last_year",
        )


def _assumptions(assumptions: Document, tables: Tables) -> Iterator[Problem]:
    file = "assumptions.toml"
    needed = dict.fromkeys(NEEDED, "every plan needs it")
    if f"{GROWTH}all" not in assumptions:
        for service in tables["services"]["service"]:
            if GROWTH + service not in assumptions:
                needed[GROWTH + service] = f"the growth of {service} comes from nowhere else"
    for code in tables["income"]["grows_with"].unique().sort():
        needed[str(code)] = "income.csv grows with it"
    for code, why in needed.items():
        if code not in assumptions:
            guess = nearest(code, assumptions)
            fix = f"add a table headed [{code}]"
            yield Problem(
                "D09",
                file,
                None,
                code,
                f"the assumption {code} is missing; {why}",
                f"{fix}, or rename [{guess}] if that is what it is" if guess else fix,
            )
    services = set(tables["services"]["service"])
    for code in assumptions:
        service = code.removeprefix(GROWTH)
        if code.startswith(GROWTH) and service not in services | {"all"}:
            guess = nearest(service, services)
            yield Problem(
                "D09",
                file,
                None,
                code,
                f"{code} is about '{service}', which is not a service",
                f"write [{GROWTH}{guess}]" if guess else "use a code of services.csv",
            )


def is_a_rate(code: str, tables: Tables) -> bool:
    """Whether an assumption is a share by which something grows or shrinks each year."""
    grown = tables["income"]["grows_with"].to_list()
    return code in NEEDED or code.startswith(GROWTH) or code in grown


def beyond_a_rate(low: float, high: float) -> str | None:
    """What is amiss with a yearly rate; None for one that leaves something, and at most doubles.

    >>> beyond_a_rate(0.02, 0.04)
    >>> beyond_a_rate(2, 4)
    'from 2 to 4 a year is beyond -1 to 1'
    """
    if low > -1 and high <= 1:
        return None
    return f"from {low:g} to {high:g} a year is beyond -1 to 1"


def _rates(assumptions: Document, tables: Tables) -> Iterator[Problem]:
    for code, one in assumptions.items():
        amiss = beyond_a_rate(one["low"], one["high"]) if is_a_rate(code, tables) else None
        if amiss is not None:
            fix = "write a share: 0.03 for 3% a year"
            yield Problem("V11", "assumptions.toml", None, code, f"{code} {amiss}", fix)


def _population(system: Document, tables: Tables) -> Iterator[Problem]:
    """Every used variant must have every place, year, sex and age."""
    used = tables["variants"].filter(pl.col("weight") > 0)["variant"]
    years = range(system["base_year"], system["last_year"] + 1)
    counts = (
        tables["population"]
        .filter(pl.col("variant").is_in(used.implode()) & pl.col("year").is_in(list(years)))
        .group_by("variant", "place", "year")
        .len()
    )
    full = {(v, p, y) for v, p, y, n in counts.iter_rows() if n == 182}
    for variant in used:
        for place in tables["places"]["place"]:
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


def _flows(tables: Tables) -> Iterator[Problem]:
    """Care that residents use must be given somewhere."""
    used = tables["rates"].filter(pl.col("rate") > 0).select("place", "service").unique()
    given = tables["flows"].select("place", "service").unique()
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


def _stays(tables: Tables) -> Iterator[Problem]:
    """Bed-days belong to admissions, not to other bed-days."""
    services = tables["services"]
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


def _bodies(tables: Tables) -> Iterator[Problem]:
    """Money needs bodies inside the system, and a pound is not paid to oneself."""
    kinds = dict(
        zip(tables["organisations"]["organisation"], tables["organisations"]["kind"], strict=True)
    )
    for name in ("costs", "income"):
        for body, row in tables[name].select("organisation", "row").iter_rows():
            if kinds.get(body) == "outside":
                yield Problem(
                    "X04",
                    f"{name}.csv",
                    row,
                    "organisation",
                    f"'{body}' is outside the system; the plan keeps no books for it",
                    "name the organisation of the system that bears or receives it",
                )
    for body, payer, row in (
        tables["income"].select("organisation", "paid_by", "row").drop_nulls().iter_rows()
    ):
        if body == payer or kinds.get(payer) == "outside":
            yield Problem(
                "X04",
                "income.csv",
                row,
                "paid_by",
                f"'{payer}' " + ("pays itself" if body == payer else "is outside the system"),
                "leave paid_by blank for money from outside the system",
            )


def _ages(tables: Tables) -> Iterator[Problem]:
    """No age of a place and service may have two rates: one of them would be passed over."""
    rates = tables["rates"].with_columns(
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


def _reports(tables: Tables) -> Iterator[Problem]:
    """An organisation reports each service once: two factors cannot both hold."""
    seen: dict[tuple[str, str], int] = {}
    for body, services, row in (
        tables["reported"].select("organisation", "services", "row").iter_rows()
    ):
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


def _incoming(tables: Tables) -> Iterator[Problem]:
    """Care for people from outside grows as residents' care does, so there must be some."""
    used = set(tables["rates"].filter(pl.col("rate") > 0)["service"])
    for service, row in tables["incoming"].select("service", "row").iter_rows():
        if service not in used:
            yield Problem(
                "X03",
                "incoming.csv",
                row,
                "service",
                f"people from outside use {service}, and no resident does",
                f"add rates of {service}, or leave the row out",
            )


def _lost(effect: Document, proposal: Document, tables: Tables) -> Iterator[tuple[str, str, str]]:
    """Care that an effect would send where nobody gives it, or to whom it cannot tell apart."""
    if effect["kind"] == "move_site" and (
        effect["age_from"] is not None
        or effect["age_to"] is not None
        or effect["sex"] in ("female", "male")
    ):
        yield (
            "age_from",
            "a move between sites acts on patients of every age and sex",
            "leave out age_from, age_to and sex",
        )
    if effect["to_service"] is None:
        return
    flows = tables["flows"].filter(pl.col("service") == effect["to_service"])
    places = effect["places"] or proposal["places"] or tables["places"]["place"].to_list()
    missing = [place for place in places if place not in set(flows["place"])]
    if missing:
        yield (
            "to_service",
            f"nobody gives {effect['to_service']} to the people of {', '.join(missing)}",
            "add rows to flows.csv that say who does, or name another service",
        )


def _sites_outside(tables: Tables) -> set[str]:
    """Sites of organisations that the plan keeps no account of."""
    outside = tables["organisations"].filter(pl.col("kind") == "outside")["organisation"]
    return set(tables["sites"].filter(pl.col("organisation").is_in(outside.implode()))["site"])


def _effect(effect: Document, tables: Tables) -> Iterator[tuple[str, str, str]]:
    """What is amiss in one effect: the key, what is there, the fix."""
    kind = effect["kind"]
    services = effect["services"] or ()
    unit = dict(zip(tables["services"]["service"], tables["services"]["unit"], strict=True))
    if kind == "beds":
        if effect["from_site"] is None:
            yield "from_site", "beds are opened or closed nowhere", "name the site in from_site"
        elif effect["from_site"] not in tables["beds"]["site"].to_list():
            yield (
                "from_site",
                f"'{effect['from_site']}' has no row in beds.csv",
                "name a site with beds",
            )
        elif effect["from_site"] in _sites_outside(tables):
            yield (
                "from_site",
                f"'{effect['from_site']}' is outside the system; the plan counts no beds there",
                "name a site of an organisation of the system",
            )
        return
    if not services:
        yield "services", f"a '{kind}' that acts on no service", "name its services"
    if effect["low"] < -1 or effect["high"] > 1:
        yield (
            "high",
            f"the effect goes from {effect['low']:g} to {effect['high']:g}, beyond a whole",
            "write a share: 0.15 for 15%",
        )
    if kind == "move" and effect["to_service"] is None:
        yield "to_service", "care is moved to nowhere", "name the service that gives it instead"
    if kind == "reduce" and effect["to_service"] is None and not effect["nothing_instead"]:
        yield (
            "to_service",
            "care is avoided, and nothing is said to take its place",
            "name the service in to_service, or in nothing_instead why none is needed",
        )
    if effect["to_service"] in services:
        yield "to_service", "care is moved to the service it leaves", "name another service"
    stays = set(tables["services"]["stays_of"].drop_nulls())
    if effect["to_service"] in stays:
        yield (
            "to_service",
            f"'{effect['to_service']}' has nights in hospital of its own, which would be lost",
            "name a service without them, or its bed-days with the nights as the ratio",
        )
    if kind == "shorten" and any(unit.get(s) not in (None, "bed_day") for s in services):
        yield "services", "only bed-days can be shortened", "name services that count bed_days"
    if kind == "move_site":
        for key in ("from_site", "to_site"):
            if effect[key] is None:
                yield key, f"care is moved between sites, but {key} is not said", "name the site"
        if effect["from_site"] is not None and effect["from_site"] == effect["to_site"]:
            yield "to_site", "care is moved to the site it leaves", "name another site"
    first, last = effect["age_from"], effect["age_to"]
    if first is not None and last is not None and first > last:
        yield "age_to", f"the ages run from {first} to {last}", "write the younger age first"
    ratios = [effect[f"ratio_{name}"] for name in ("low", "central", "high")]
    if effect["ratio_central"] is None and (ratios[0] is not None or ratios[2] is not None):
        yield "ratio_central", "ratio_low or ratio_high without a middle", "add ratio_central"
