"""DAT, what looks wrong: files nobody read, lists and totals that cannot be, the very old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import percent
from commonweal.base.numbers.year import Year

SINCE = date(2016, 4, 1)
ENOUGH_TO_SUM = 3
"""Rows: of two, each is the sum of the other only where they are alike."""

LOST_IN_SUMS = 1e-9
"""As a share: sums of decimals in another order differ by less than this."""

SHOWN_AT_MOST = 4

WHOLE: tuple[str, ...] = ()
ADDED_UP = (
    ("capital", "gbp", (WHOLE, ("year",), ("fund",))),
    ("income", "gbp", (WHOLE, ("organisation",))),
    ("costs", "fixed_gbp variable_gbp", (WHOLE, ("organisation",), ("service",))),
    ("registered", "patients", (WHOLE, ("place",), ("lives_in",))),
    ("beds", "beds_open", (("year",),)),
    ("incoming", "activity", (("service",), ("site",))),
    ("reported", "activity", (WHOLE,)),
    ("accounts", "income_gbp", (WHOLE,)),
    ("not_counted", "gbp", (WHOLE,)),
    ("population", "people", (("place", "variant", "year", "sex"),)),
)
"""Tables, their numbers that can be added up (of two, both at once), and the columns within which
they are."""


@rule(
    "DAT09",
    "Every file of the folder is read",
    since=SINCE,
    source="our method: what is in the folder is part of the plan, or somewhere else",
    answer="counts",
    concerns="data",
)
def every_file_is_read(view: PlanView) -> Iterator[Finding]:
    """A proposal in a folder of another name changes nothing, and nobody notices.

    Notes for people (README, NOTES, files ending in .md) are not asked about.

    Passes: a folder of tables, documents and a README.
    Fails: a proposal in a folder within the folder of proposals.
    """
    unread = view.plan.unread
    if unread:
        more = len(unread) - SHOWN_AT_MOST
        shown = ", ".join(unread[:SHOWN_AT_MOST]) + (f" and {more} more" if more > 0 else "")
        yield Finding(
            about="system",
            says=f"nothing reads {shown}",
            fix="give each the name and the place of what it was meant to be, or move it out of "
            "the folder",
        )


@rule(
    "DAT10",
    "A place's lists are about as long as it has people",
    since=SINCE,
    source="our method; lists in England are longer than the number of people by about a twelfth",
    needs=("people.residents@place", "people.registered_less_residents@place"),
    answer="counts",
    concerns="data",
)
def lists_match_people(view: PlanView) -> Iterator[Finding]:
    """Lists that differ wildly are of another place, or another year, or half of them is missing.

    Passes: 104 on the lists for each 100 people.
    Fails: 50 on the lists for each 100 people.
    """
    most, year = view.policy("plan.lists_differ_at_most"), view.plan.base_year
    level, side = "place", "either"
    for seen in view.figures.each("people.registered_less_residents", level, side=side, year=year):
        place = seen.keys["place"]
        people = view.figures.find("people.residents", level, side=side, year=year, place=place)
        if people is not None and people.central > 0:
            differs = seen.central / people.central
            if abs(differs) > most:
                yield Finding(
                    about=place,
                    says=f"its lists hold {percent(abs(differs))} "
                    f"{'more' if differs > 0 else 'fewer'} than live there in {Year(year)}; "
                    f"{percent(most)} either way would pass",
                    fix="look for rows that are missing or are of another place (registered.csv, "
                    "population.csv)",
                )


@rule(
    "DAT11",
    "People of 90 and over are no fewer than those of 89",
    since=SINCE,
    source="our method; ONS mid-year estimates, in which they are three times as many",
    needs=("table:population", "table:variants"),
    answer="counts",
    concerns="data",
)
def the_oldest_are_all_there(view: PlanView) -> Iterator[Finding]:
    """The row of age 90 stands for everybody of 90 and over. Often it holds those of 90 alone.

    Passes: 60 people of 89, and 200 in the row of 90.
    Fails: 60 people of 89, and 50 in the row of 90.
    """
    used = view.table("variants").filter(pl.col("weight") > 0)["variant"].implode()
    people = view.table("population").filter(
        pl.col("variant").is_in(used) & (pl.col("year") == view.plan.base_year)
    )
    by_age = people.group_by("place", "variant", "age", maintain_order=True).agg(
        pl.col("people").sum()
    )
    old, oldest = by_age.filter(pl.col("age") == 89), by_age.filter(pl.col("age") == 90)
    both = old.join(oldest, on=["place", "variant"], suffix="_90", maintain_order="left")
    short = both.filter(pl.col("people_90") < pl.col("people")).unique("place", maintain_order=True)
    for place, at_89, at_90 in short.select("place", "people", "people_90").iter_rows():
        yield Finding(
            about=place,
            says=f"{at_90:,.0f} people are of 90 and over there, and {at_89:,.0f} of 89",
            fix="add the people of 90, 91 and so on together in the row of age 90 (population.csv)",
        )


@rule(
    "DAT12",
    "No row is the sum of all the others",
    since=SINCE,
    source="our method: totals are worked out, and not written",
    answer="counts",
    concerns="data",
)
def no_row_is_a_total(view: PlanView) -> Iterator[Finding]:
    """A total under another name counts everything twice.

    Passes: rows of £2 million, £3 million and £4 million.
    Fails: rows of £2 million, £3 million and £5 million.
    """
    for name, columns, groupings in ADDED_UP:
        if view.has_table(name) and {*columns.split()} <= {*view.table(name).columns}:
            totals = [_totals(view.table(name), columns, by) for by in groupings]
            for code, row, rest in pl.concat(totals).unique("row", maintain_order=True).iter_rows():
                yield Finding(
                    about=f"{name}.{code}",
                    says=f"row {row} of {name}.csv holds {rest:,.6g}, the sum of all the others",
                    fix="delete the row, if it is a total; totals are worked out from the others",
                )
    if view.has_table("population"):
        yield from _place_of_all(view.table("population"))


def _totals(table: pl.DataFrame, columns: str, by: tuple[str, ...]) -> pl.DataFrame:
    """Of each group the greatest row that is the sum of its others: code, row and sum."""
    number = pl.col("number")
    rows = table.select(
        *by,
        pl.col("row").cast(pl.Int64),
        number=pl.sum_horizontal(columns.split()),
        code=pl.col(table.columns[0]),
        whole=pl.lit(0),
    ).filter(number > 0)
    sums = rows.group_by(by or "whole", maintain_order=True).agg(
        pl.col("code", "row").get(number.arg_max()),
        rest=number.sum() - number.max(),
        greatest=number.max(),
        count=pl.len(),
    )
    alike = (pl.col("greatest") - pl.col("rest")).abs() <= LOST_IN_SUMS * pl.col("rest")
    return sums.filter((pl.col("count") >= ENOUGH_TO_SUM) & alike).select("code", "row", "rest")


def _place_of_all(population: pl.DataFrame) -> Iterator[Finding]:
    """The place that holds the people of all the others, if there is one."""
    people = population.group_by("place", maintain_order=True).agg(pl.col("people").sum())
    numbered = people.with_columns(row=pl.int_range(pl.len()))
    for place, _, total in _totals(numbered, "people", WHOLE).iter_rows():
        yield Finding(
            about=place,
            says=f"its people are those of all the other places together ({total:,.0f} in all "
            "years and projections)",
            fix="take the place out, if it is the whole system; sums are worked out from the parts",
        )


@rule(
    "DAT19",
    "What was read is what was meant",
    since=SINCE,
    source="our method: what may have been lost on the way is asked about",
    answer="counts",
    concerns="data",
)
def what_was_read_was_meant(view: PlanView) -> Iterator[Finding]:
    """Rounded shares, or a file that may have been cut short, can be read; were they meant?

    Passes: shares that sum to 1, in files that end with a line end.
    Fails: shares of 0.333, 0.333 and 0.333, which are scaled to sum to 1.
    """
    for one in view.plan.asked:
        more = f"; and {one.count - 1} more like it" if one.count > 1 else ""
        yield Finding(about=one.file, says=f"{one.where}: {one.says}{more}", fix=one.fix)
