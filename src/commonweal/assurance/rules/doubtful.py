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

ADDED_UP = (
    ("capital", "gbp", ("year",)),
    ("income", "gbp", ()),
    ("costs", "fixed_gbp", ()),
    ("registered", "patients", ()),
    ("beds", "beds_open", ("year",)),
    ("incoming", "activity", ("service",)),
    ("reported", "activity", ()),
)
"""Tables, their numbers that can be added up, and the columns within which they are."""


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
    for name, column, by in ADDED_UP:
        if view.has_table(name) and column in view.table(name).columns:
            yield from _totals(view.table(name), name, column, by)


def _totals(table: pl.DataFrame, name: str, column: str, by: tuple[str, ...]) -> Iterator[Finding]:
    rows = table.filter(pl.col(column) > 0).sort(column, descending=True, maintain_order=True)
    for group in rows.partition_by(by, maintain_order=True) if by else [rows]:
        if group.height < ENOUGH_TO_SUM:
            continue
        greatest = group.row(0, named=True)
        rest = group[column].sum() - greatest[column]
        if abs(greatest[column] - rest) <= LOST_IN_SUMS * rest:
            yield Finding(
                about=f"{name}.{greatest[group.columns[0]]}",
                says=f"row {greatest['row']} of {name}.csv holds {rest:,.6g}, the sum of all the "
                "others",
                fix="delete the row, if it is a total; totals are worked out from the others",
            )
