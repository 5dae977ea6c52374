"""DAT, sizes: a rate per 1,000, money in thousands and half a hospital are asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.base.numbers.year import Year
from commonweal.rulebook import Range, ranges

SINCE = date(2016, 4, 1)
SOURCE = "the national ranges, rulebook/ranges.toml"

RATES_TIMES, COSTS_TIMES, BEDS_TIMES = 5.0, 10.0, 3.0
"""How many times outside its national range a size is asked about. A plan may count part of a
kind of care, or bear part of its cost; it is never wrong by a thousand."""

INCOME_TIMES = 1000**0.5
"""Halfway, in ratio, between what is right and a thousandth of it."""

MONEY_A_HEAD_TIMES = 10.0
"""How many times more or less than England's Collection all care may cost a person: a plan may
count a part of care, and councils' and GPs' care is not in the Collection."""

OLDEST_CHILD = 17

INCOME_SLACK = 0.1
"""Of the national range of income over cost, by how much more a body of a plan may be outside."""


@rule(
    "DAT15",
    "Rates of use are of the size that England's are",
    since=SINCE,
    source=SOURCE,
    needs=("table:rates", "table:services"),
    answer="counts",
    concerns="data",
)
def rates_are_of_a_size(view: PlanView) -> Iterator[Finding]:
    """A rate per 1,000 people fills a thousand hospitals. The highest of 360 areas is known.

    Passes: 0.2 emergency stays a year for each person of 65 and over.
    Fails: 200 of them.
    """
    kinds = view.table("services").select("service", "setting", "unit")
    rates = view.table("rates").join(kinds, on="service", maintain_order="left")
    for one in ranges()["rate"]:
        for place, rate in _mean_rates(rates, one):
            if rate > RATES_TIMES * one.high or 0 < rate < one.low / RATES_TIMES / RATES_TIMES:
                yield Finding(
                    about=f"{place}.{one.setting}_{one.unit}",
                    says=f"people {_ages(one)} use {rate:,.3g} a year each of its "
                    f"{_care(one)}; the national range is {one.low:.3g} to {one.high:.3g}",
                    fix="write the rate for each person, not per 1,000 or in per cent (rates.csv)",
                )


@rule(
    "DAT16",
    "A unit of care costs about what it does in England",
    since=SINCE,
    source=SOURCE,
    needs=("table:costs", "table:services", "care.activity_at@organisation+service"),
    answer="counts",
    concerns="data",
)
def costs_are_of_a_size(view: PlanView) -> Iterator[Finding]:
    """Money in thousands makes care cheap, and the saving small.

    Passes: £2,000 for an emergency stay, where the Collection has £826 to £5,420.
    Fails: £2 for one.
    """
    year, known = view.plan.base_year, {(one.setting, one.unit): one for one in ranges()["cost"]}
    kinds = view.kinds_of_care()
    columns = ("organisation", "service", "given_by", "fixed_gbp", "variable_gbp")
    for body, service, given_by, fixed, variable in view.table("costs").select(columns).iter_rows():
        usual = known.get(kinds.get(service, ("", "")))
        given = view.figures.find(
            "care.activity_at",
            "organisation+service",
            side="nothing",
            year=year,
            organisation=given_by,
            service=service,
        )
        units = 0.0 if given is None else given.central
        each = variable + (fixed / units if units > 0 else 0.0)
        if usual and each > 0 and _outside(each, usual, COSTS_TIMES):
            yield Finding(
                about=f"{body}.{service}",
                says=f"one of {view.services_called([service])} costs £{each:,.2f}; in England "
                f"£{usual.low:,.0f}"
                + ("" if usual.low == usual.high else f" to £{usual.high:,.0f}"),
                fix="write money in pounds, not in thousands or millions (costs.csv)",
            )


@rule(
    "DAT17",
    "The income of each body is of the size of its costs",
    since=SINCE,
    source=SOURCE,
    needs=("money.income@organisation", "money.cost@organisation"),
    answer="counts",
    concerns="data",
)
def income_is_of_the_size_of_cost(view: PlanView) -> Iterator[Finding]:
    """A deficit of a third in the base year is a hole in a table; no trust has had one.

    Passes: income of £90 million and cost of £100 million in the base year.
    Fails: income of £50 million and cost of £100 million.
    """
    (usual,) = ranges()["income_over_cost"]
    year, level = view.plan.base_year, "organisation"
    for cost in view.figures.each("money.cost", level, side="nothing", year=year):
        body = cost.keys[level]
        income = view.figures.find(
            "money.income", level, side="nothing", year=year, organisation=body
        )
        if income is None or cost.central <= 0:
            continue
        ratio = income.central / cost.central
        if not usual.low - INCOME_SLACK <= ratio <= usual.high + INCOME_SLACK:
            yield Finding(
                about=body,
                says=f"in {Year(year)} £{ratio:,.2f} comes in for each pound it costs; trusts of "
                f"England had £{usual.low:.2f} to £{usual.high:.2f}",
                fix="look for rows that are missing, or in thousands (income.csv, costs.csv)",
            )


@rule(
    "DAT18",
    "There are about as many beds for the people as in England",
    since=SINCE,
    source=SOURCE,
    needs=("care.beds_open@system", "people.residents@system"),
    answer="counts",
    concerns="data",
)
def beds_are_of_a_size(view: PlanView) -> Iterator[Finding]:
    """Beds of a whole region, or of one ward, are of another plan.

    Passes: 2.5 beds for each 1,000 people.
    Fails: 25 beds for each 1,000 people.
    """
    (usual,) = ranges()["beds_a_thousand"]
    year = view.plan.base_year
    beds = view.figures.find("care.beds_open", side="nothing", year=year)
    people = view.figures.find("people.residents", side="either", year=year)
    if beds is not None and people is not None and people.central > 0:
        per = 1000 * beds.central / people.central
        if beds.central > 0 and _outside(per, usual, BEDS_TIMES):
            yield Finding(
                about="system",
                says=f"{per:,.2g} beds are open for each 1,000 people; in England {usual.low:.2g} "
                f"to {usual.high:.2g}",
                fix="look at the beds and the people again (beds.csv, population.csv)",
            )


@rule(
    "DAT20",
    "Care costs each person about what it does in England",
    since=SINCE,
    source=SOURCE,
    needs=("money.cost@system", "people.residents@system"),
    answer="counts",
    concerns="data",
)
def money_a_head_is_of_a_size(view: PlanView) -> Iterator[Finding]:
    """Costs and income in thousands agree with each other, and with nobody's bills.

    Passes: £2,000 a year for each person, where the Collection has £1,700.
    Fails: £2 a year for each person.
    """
    (usual,) = ranges()["cost_a_head"]
    year = view.plan.base_year
    cost = view.figures.find("money.cost", side="nothing", year=year)
    people = view.figures.find("people.residents", side="either", year=year)
    if cost is not None and people is not None and people.central > 0 and cost.central > 0:
        each = cost.central / people.central
        if _outside(each, usual, MONEY_A_HEAD_TIMES):
            yield Finding(
                about="system",
                says=f"all care costs £{each:,.2f} a year for each person; the National Cost "
                f"Collection has £{usual.low:,.0f} for each in England",
                fix="write money in pounds and people one by one (costs.csv, population.csv)",
            )


@rule(
    "DAT21",
    "A body's income is of the size that such bodies have",
    since=SINCE,
    source=SOURCE,
    needs=("table:organisations", "money.income@organisation"),
    answer="counts",
    concerns="data",
)
def income_is_of_a_size(view: PlanView) -> Iterator[Finding]:
    """A trust with the income of a corner shop was written in thousands.

    Passes: £400 million for a hospital trust.
    Fails: £400,000 for one.
    """
    known = {one.kind: one for one in ranges()["income"]}
    kinds = dict(view.table("organisations").select("organisation", "kind").iter_rows())
    year, level = view.plan.base_year, "organisation"
    for income in view.figures.each("money.income", level, side="nothing", year=year):
        body = income.keys[level]
        usual = known.get(kinds.get(body, ""))
        if usual and income.central > 0 and _outside(income.central, usual, INCOME_TIMES):
            yield Finding(
                about=body,
                says=f"£{income.central:,.0f} comes in in {Year(year)}; bodies of its kind in "
                f"England had £{usual.low:,.0f} to £{usual.high:,.0f}",
                fix="write money in pounds, not in thousands or millions (income.csv)",
            )


def _outside(value: float, usual: Range, times: float) -> bool:
    return value > times * usual.high or value < usual.low / times


def _mean_rates(rates: pl.DataFrame, usual: Range) -> list[tuple[str, float]]:
    """Each place's activity a person of some ages, over its services of a kind and both sexes."""
    first, last = usual.ages or (0, 90)
    from_, to = (
        pl.max_horizontal("age_from", pl.lit(first)),
        pl.min_horizontal("age_to", pl.lit(last)),
    )
    sexes = pl.when(pl.col("sex") == "all").then(1.0).otherwise(0.5)
    kind = (pl.col("setting") == usual.setting) & (pl.col("unit") == usual.unit)
    if last <= OLDEST_CHILD:  # a rate for all ages alike is an adult's more than a child's
        kind = kind & (pl.col("age_to") <= OLDEST_CHILD)
    held = rates.filter(kind).with_columns(
        years=(to - from_ + 1).clip(0), each=pl.col("rate") * sexes
    )
    by_place = held.group_by("place", maintain_order=True).agg(
        mean=(pl.col("each") * pl.col("years")).sum() / (last - first + 1)
    )
    return list(by_place.select("place", "mean").iter_rows())


def _ages(usual: Range) -> str:
    first, last = usual.ages or (0, 90)
    if first == 0 and last >= 90:
        return "of all ages"
    return f"aged {first} and over" if last >= 90 else f"aged {first} to {last}"


def _care(usual: Range) -> str:
    """A kind of care in words: its setting and unit.

    >>> _care(Range(low=0, high=1, setting="planned_hospital", unit="day_case"))
    'day cases (planned hospital)'
    """
    return f"{usual.unit.replace('_', ' ')}s ({usual.setting.replace('_', ' ')})"
