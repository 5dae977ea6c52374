"""DAT, what is missing: no cost, income, list or report that is absent is taken for zero."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.base.figures.query import Figure
from commonweal.base.numbers.year import Year

OURS = "our method: what is missing is not zero; a true zero is written 0"
SINCE = date(2016, 4, 1)
OUTSIDE = "outside"


@rule(
    "DAT01",
    "Care that a body gives has a cost",
    since=SINCE,
    source=OURS,
    needs=("table:sites", "table:organisations", "table:costs", "care.activity_at@site+service"),
    answer="counts",
    concerns="data",
)
def care_has_a_cost(view: PlanView) -> Iterator[Finding]:
    """Care without a cost row is free in every sum, and a deficit turns into a surplus.

    Passes: a trust gives admissions, and a row says what they cost it.
    Fails: a trust gives admissions, and no row of costs does.
    """
    paid = set(view.table("costs").select("given_by", "service").iter_rows())
    for body, service in _given(view):
        if (body, service) not in paid:
            whose = (
                "no body of the plan pays for it" if _outside(view, body) else "it costs nothing"
            )
            yield Finding(
                about=f"{body}.{service}",
                says=f"{view.called('organisations', body)} gives "
                f"{view.services_called([service])}, and {whose}",
                fix="add a row to costs.csv; where it truly costs nothing, write zeros",
            )


@rule(
    "DAT02",
    "Each body that bears costs has income",
    since=SINCE,
    source=OURS,
    needs=("table:costs", "table:income"),
    answer="counts",
    concerns="data",
)
def bodies_have_income(view: PlanView) -> Iterator[Finding]:
    """A body with costs and no income is a hole in the table, not in the money.

    Passes: a trust has costs, and a contract.
    Fails: a trust has costs, and no row of income.
    """
    paid = set(view.table("income")["organisation"])
    for body in view.table("costs")["organisation"].unique(maintain_order=True):
        if body not in paid:
            yield Finding(
                about=body,
                says="it bears costs, and no row says what comes in",
                fix="add a row to income.csv; where nothing comes in, write 0",
            )


@rule(
    "DAT03",
    "Where beds are open, somebody comes",
    since=SINCE,
    source=OURS,
    needs=("table:beds", "care.bed_days@site"),
    answer="counts",
    concerns="data",
)
def beds_are_used(view: PlanView) -> Iterator[Finding]:
    """When two hospitals become one, the old one keeps its beds for ever, and nobody goes there.

    Passes: a site has 40 beds, and people spend nights there.
    Fails: a site has 10 beds, and nobody does.
    """
    used = {one.keys["site"] for one in _base(view, "care.bed_days", "site") if one.central > 0}
    last = view.table("beds").sort("year").group_by("site", maintain_order=True).last()
    for site, beds in last.filter(pl.col("beds_open") > 0).select("site", "beds_open").iter_rows():
        if site not in used:
            yield Finding(
                about=site,
                says=f"{beds:,.4g} beds are open there, and nobody spends a night in them",
                fix="say who goes there (flows.csv); where it has closed, add a row of 0 beds "
                "for the year it closed",
            )


@rule(
    "DAT04",
    "Somebody lives in each place",
    since=SINCE,
    source=OURS,
    needs=("people.residents@place",),
    answer="counts",
    concerns="data",
)
def places_have_people(view: PlanView) -> Iterator[Finding]:
    """A place of nobody is a slip in a table.

    Passes: 8,000 people live in a place in the base year.
    Fails: nobody does.
    """
    year = view.plan.base_year
    for people in view.figures.each("people.residents", "place", side="either", year=year):
        if people.central <= 0:
            yield Finding(
                about=people.keys["place"],
                says=f"nobody lives there in {Year(year)}",
                fix="write its people (population.csv), or take the place out",
            )


@rule(
    "DAT05",
    "No site has more patients than beds in the base year",
    since=SINCE,
    source="our method: a hospital cannot have been more than full",
    needs=("care.bed_days@site", "care.beds_open@site"),
    answer="counts",
    concerns="data",
)
def sites_are_not_more_than_full(view: PlanView) -> Iterator[Finding]:
    """What cannot have been is an error of data, and no fault of the plan.

    Passes: 38 patients a night in 40 beds.
    Fails: 45 patients a night in 40 beds.
    """
    base = view.plan.base_year
    beds = {one.keys["site"]: one.central for one in _base(view, "care.beds_open", "site")}
    for days in _base(view, "care.bed_days", "site"):
        site = days.keys["site"]
        full, open_ = days.central / Year(base).nights, beds.get(site, 0.0)
        if full > open_ * (1 + 1e-9):
            yield Finding(
                about=site,
                says=f"{full:,.1f} patients a night in {open_:,.4g} beds in {Year(base)}",
                fix="look at its beds (beds.csv), at who goes there (flows.csv), and at whether "
                "people of the same body lie at another site",
            )


@rule(
    "DAT06",
    "A list says where all of its patients live",
    since=SINCE,
    source=OURS,
    needs=("table:registered", "table:places"),
    answer="counts",
    concerns="data",
)
def lists_are_whole(view: PlanView) -> Iterator[Finding]:
    """Money follows the list, and a row that is not there takes its patients' money with it.

    Passes: a row for each place of practice and home, with 0 where there is nobody.
    Fails: no row for those who live in one place and are on a list in another.
    """
    places = [*view.table("places")["place"], OUTSIDE]
    there = set(view.table("registered").select("place", "lives_in").iter_rows())
    for place in places:
        missing = [
            view.called("places", home)
            for home in places
            if (place, home) not in there and not place == home == OUTSIDE
        ]
        if missing:
            yield Finding(
                about=place,
                says=f"no row of its practices says how many patients live in {_some(missing)}",
                fix="add the rows to registered.csv; where there are none, write 0",
            )


@rule(
    "DAT07",
    "What one body reports, all that give it report",
    since=SINCE,
    source="our method: a correction is published, never silent",
    needs=("table:reported", "table:sites", "care.activity_at@site+service"),
    answer="counts",
    concerns="data",
)
def reports_are_whole(view: PlanView) -> Iterator[Finding]:
    """The model is brought to what a body reported, and stands by itself where a report is lost.

    A report of care that nobody gets there cannot be used: it may be a total, or another body's.

    Passes: two trusts give nights in hospital, and both report them.
    Fails: two trusts give nights in hospital, and one reports them.
    """
    reported = view.table("reported").explode("services").select("services", "organisation")
    reports, given = dict.fromkeys(reported.iter_rows()), _given(view)
    services = {service for service, _ in reports}
    for service, body in reports:
        if (body, service) not in given:
            yield Finding(
                about=f"{body}.{service}",
                says=f"it reports {view.services_called([service])}, and nobody goes there for it",
                fix="say who does (flows.csv); or delete the row, if it is a total or of another "
                "body (reported.csv)",
            )
    lacking: dict[str, list[str]] = {}
    for body, service in given:
        if service in services and (service, body) not in reports and not _outside(view, body):
            lacking.setdefault(body, []).append(service)
    for body, silent in lacking.items():
        yield Finding(
            about=body,
            says=f"others report {view.services_called(silent)}, and no report of this body is "
            "at hand",
            fix="add what it reported (reported.csv)",
        )


@rule(
    "DAT08",
    "A site that takes people from outside says so of all its care",
    since=SINCE,
    source=OURS,
    needs=("table:incoming", "table:sites", "care.activity_at@site+service"),
    answer="counts",
    concerns="data",
)
def incoming_care_is_whole(view: PlanView) -> Iterator[Finding]:
    """A kind of care without a row takes in nobody, whether that is known or forgotten.

    Passes: a site takes people from outside for stays, and a row for A&E visits says 0.
    Fails: a site takes people from outside for stays, and no row says how many for A&E visits.
    """
    there = set(view.table("incoming").select("site", "service").iter_rows())
    sites = {site for site, _ in there}
    lacking: dict[str, list[str]] = {}
    for care in _base(view, "care.activity_at", "site+service"):
        site, service = care.keys["site"], care.keys["service"]
        if site in sites and (site, service) not in there and care.central > 0:
            lacking.setdefault(site, []).append(service)
    for site, services in lacking.items():
        yield Finding(
            about=site,
            says=f"no row says how many come from outside for {view.services_called(services)}",
            fix="add the rows to incoming.csv; where nobody comes, write 0",
        )


@rule(
    "DAT26",
    "What a plan leaves out is named",
    since=SINCE,
    source=OURS,
    needs=("table:not_counted", "table:services"),
    answer="counts",
    concerns="data",
)
def what_is_left_out_is_named(view: PlanView) -> Iterator[Finding]:
    """A sum of the whole system that leaves ambulances out, and does not say so, misleads.

    Passes: a row says that dentists are not counted, and about what they cost.
    Fails: dentists are neither a service of the plan nor a row of what it leaves out.
    """
    names = [*view.table("not_counted")["name"], *view.table("services")["name"].drop_nulls()]
    told = tuple(name.casefold() for name in names)
    kinds = [word.replace("-", " ") for word in view.policy_words("plan.care_left_out")]
    missing = [one for one in kinds if not any(name.startswith(one.casefold()) for name in told)]
    if missing:
        yield Finding(
            about="system",
            says=f"it counts no care that is called {_some(missing)}, and does not say so",
            fix="add a row for each to not_counted.csv, with its rough size",
        )


def _base(view: PlanView, measure: str, level: str) -> list[Figure]:
    """A measure's figures of the base year, if nothing changes."""
    return view.figures.each(measure, level, side="nothing", year=view.plan.base_year)


def _given(view: PlanView) -> list[tuple[str, str]]:
    """Each body and what it gives in the base year, care outside the system too."""
    bodies = dict(view.table("sites").select("site", "organisation").iter_rows())
    given = (
        (bodies[one.keys["site"]], one.keys["service"])
        for one in _base(view, "care.activity_at", "site+service")
        if one.central > 0
    )
    return list(dict.fromkeys(given))


def _outside(view: PlanView, body: str) -> bool:
    kinds = dict(view.table("organisations").select("organisation", "kind").iter_rows())
    return kinds.get(body) == OUTSIDE


def _some(names: list[str]) -> str:
    """The first few names, and how many more.

    >>> _some(["Ashby", "Elmton"]), _some(["A", "B", "C", "D", "E"])
    ('Ashby or Elmton', 'A, B, C or 2 more')
    """
    shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} more"]
    return f"{', '.join(shown[:-1])} or {shown[-1]}" if len(shown) > 1 else shown[0]
