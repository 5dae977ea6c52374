"""South Yorkshire as it came out on 25 November 2026, kept with the folder it came from.

The figures were made by version 0.1.0 before the house was rebuilt, with 200 draws and seed 1, and
are never made again: they hold the engine to its own past, whatever becomes of the example.
"""

from pathlib import Path

import polars as pl
import pytest

import commonweal
from commonweal.base.figures.keys import KEYS

HERE = Path(__file__).parent / "south-yorkshire"
WHICH = ["measure", "side", "reading", *KEYS, "year"]

ROUNDING = 1e-9
"""A sum of a few thousand terms in another order moves its last digits by some 1e-13 of its
largest term; a billionth leaves room for four such sums after one another, and for nothing else."""


def in_todays_words() -> tuple[pl.Expr, ...]:
    """The keys of then as they are written now; no number is touched.

    A side was a scenario, and so was what a proposal does alone, and what is lost without it. Two
    proposals of a pair stood in one column, and so did what is there without any of them.
    """
    scenario, proposal = pl.col("scenario"), pl.col("proposal")
    told, nobody = scenario.is_in(["alone", "lost"]), proposal == "(nothing)"
    share = pl.col("measure").str.ends_with("by_proposal") & (scenario == "change")
    pair = proposal.str.split(" + ")
    return (
        pl.when(told)
        .then(pl.lit("change"))
        .when(nobody)
        .then(pl.lit("nothing"))
        .otherwise(scenario.replace("both", "either"))
        .alias("side"),
        pl.when(told).then(scenario).when(share).then(pl.lit("share")).alias("reading"),
        pl.when(~nobody).then(pair.list.get(0)).alias("proposal"),
        pair.list.get(1, null_on_oob=True).alias("other"),
        # Staff have a room of their own.
        pl.col("measure").replace("plan.staff_asked", "staff.asked"),
        pl.lit(None, pl.String).alias("fund"),
    )


@pytest.fixture(scope="module")
def both() -> pl.DataFrame:
    stored = pl.read_parquet(HERE / "figures.parquet").with_columns(
        pl.col(pl.Categorical).cast(pl.String)
    )
    stored = stored.with_columns(*in_todays_words())
    run = commonweal.run(commonweal.read(HERE / "inputs"), draws=200, seed=1, detail=True)
    return stored.join(
        run.figures.frame(), on=WHICH, how="full", suffix="_now", coalesce=True, nulls_equal=True
    )


def test_every_figure_of_then_is_there_now(both: pl.DataFrame) -> None:
    gone = both.filter(pl.col("central_now").is_null())
    assert gone.select(WHICH).rows() == []


SEVEN_DIGITS = 1e-7
"""What was kept of each draw of what a proposal does alone, of what is lost without it, and of
overlaps. Their ends are held to that; their central run was kept in full."""


LEAP_YEARS = (2023, 2027, 2031, 2035)
"""Then a leap year's bed-days were spread over 366 nights, though its rates were counted over the
365 of the base year: its beds were 365/366 of what they should have been."""
BEDS_OF_NIGHTS = ("care.beds_needed", "care.beds_needed_by_proposal", "care.occupancy")
WHAT_FOLLOWS_FROM_BEDS = (
    "care.beds_spare",
    "care.beds_spare_by_proposal",
    "care.chance_enough_beds",
    "plan.chance_of_both",
)
"""Sums and chances of those beds; the beds that are open are held, and so is what is needed."""


def as_leap_years_should_have_been(both: pl.DataFrame) -> pl.DataFrame:
    """The figures of then with a leap year's beds put right, and without what follows from them."""
    leap = pl.col("year").is_in(LEAP_YEARS)
    follows = pl.col("measure").is_in(WHAT_FOLLOWS_FROM_BEDS) & leap
    # The first year without beds enough may have moved into or out of a leap year.
    follows |= pl.col("measure") == "plan.first_year_out_of_beds"
    short = leap & pl.col("measure").is_in(BEDS_OF_NIGHTS)
    return both.filter(~follows).with_columns(
        pl.when(short).then(pl.col(end) * 366 / 365).otherwise(pl.col(end)).alias(end)
        for end in ("low", "central", "high")
    )


def as_ranges_are_drawn_out(both: pl.DataFrame) -> pl.DataFrame:
    """The figures of then with every range drawn out to hold its central value.

    Then 331 of what proposals do lay outside their own ranges: their costs move in steps.
    """
    return both.with_columns(
        pl.min_horizontal("low", pl.when(pl.col("low").is_not_null()).then("central")).alias("low"),
        pl.max_horizontal("high", pl.when(pl.col("high").is_not_null()).then("central")).alias(
            "high"
        ),
    )


def test_no_number_has_changed_but_the_beds_of_leap_years(both: pl.DataFrame) -> None:
    both = as_ranges_are_drawn_out(as_leap_years_should_have_been(both))
    largest = pl.col("central").abs().max().over("measure")
    apart = pl.col("scenario").is_in(["alone", "lost"]) | pl.col("measure").str.ends_with("overlap")
    of_ends = pl.when(apart).then(SEVEN_DIGITS).otherwise(ROUNDING)
    moved = [
        (pl.col(end) - pl.col(f"{end}_now")).abs() > digits * largest
        for end, digits in (("low", of_ends), ("central", pl.lit(ROUNDING)), ("high", of_ends))
    ]
    changed = both.filter(pl.any_horizontal(one.fill_null(value=False) for one in moved))
    assert changed.select(*WHICH, "central", "central_now", "low", "low_now").rows() == []


def test_what_had_an_interval_has_one(both: pl.DataFrame) -> None:
    # An interval no wider than the rounding of the sums it comes from is as good as none.
    largest = pl.col("central").abs().max().over("measure")
    width = pl.max_horizontal(
        (pl.col("high") - pl.col("low")).fill_null(0.0),
        (pl.col("high_now") - pl.col("low_now")).fill_null(0.0),
    )
    lost = both.filter(
        pl.col("low").is_null() != pl.col("low_now").is_null(), width > ROUNDING * largest
    )
    assert lost.select(WHICH).rows() == []


def test_every_number_lies_in_its_own_range(both: pl.DataFrame) -> None:
    now = [pl.col(f"{end}_now") for end in ("low", "central", "high")]
    outside = both.filter((now[0] > now[1]) | (now[1] > now[2]))
    assert outside.select(WHICH).rows() == []
