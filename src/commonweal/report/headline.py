"""The headline: a run in a few lines, for the screen and the head of the page."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from commonweal.base.figures.store import ABOUT
from commonweal.execute import Run


@dataclass(frozen=True, slots=True)
class Headline:
    """A run's answer in its last year.

    Attributes:
        year: the last year's start.
        gap_nothing, gap_plan: low, central, high of the gap, GBP; low and high are
            None where there are no draws.
        balance, beds, both: the chance of balance, of enough beds, and of both, with the plan.
        findings, stopping: how many findings, and how many of them stop sign-off.
    """

    year: int
    gap_nothing: tuple[float | None, float, float | None]
    gap_plan: tuple[float | None, float, float | None]
    balance: float
    beds: float
    both: float
    findings: int
    stopping: int


def headline_of(run: Run) -> Headline:
    """The headline of a run."""
    year = run.plan.last_year

    def whole(measure: str, scenario: str) -> dict[str, float]:
        found = run.figures.filter(
            (pl.col("measure") == measure)
            & (pl.col("scenario") == scenario)
            & (pl.col("year") == year)
            & pl.all_horizontal(pl.col(name).is_null() for name in ABOUT)
        )
        return found.row(0, named=True)

    def three(measure: str, scenario: str) -> tuple[float | None, float, float | None]:
        row = whole(measure, scenario)
        return row["low"], row["central"], row["high"]

    live = [finding for finding in run.findings if finding.waived is None]
    return Headline(
        year=year,
        gap_nothing=three("money.gap", "nothing"),
        gap_plan=three("money.gap", "plan"),
        balance=whole("money.chance_of_balance", "plan")["central"],
        beds=whole("care.chance_enough_beds", "plan")["central"],
        both=whole("plan.chance_of_both", "plan")["central"],
        findings=len(live),
        stopping=sum(finding.severity == "stops_sign_off" for finding in live),
    )
