"""The headline: a run in a few lines, for the screen and the head of the page."""

from __future__ import annotations

from dataclasses import dataclass

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

    def three(side: str) -> tuple[float | None, float, float | None]:
        gap = run.figures.one("money.gap", side=side, year=year)
        return gap.low, gap.central, gap.high

    live = [finding for finding in run.findings if finding.waived is None]
    return Headline(
        year=year,
        gap_nothing=three("nothing"),
        gap_plan=three("plan"),
        balance=run.figures.one("money.chance_of_balance", year=year).central,
        beds=run.figures.one("care.chance_enough_beds", year=year).central,
        both=run.figures.one("plan.chance_of_both", year=year).central,
        findings=len(live),
        stopping=sum(finding.severity == "stops_sign_off" for finding in live),
    )
