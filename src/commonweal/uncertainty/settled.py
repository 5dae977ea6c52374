"""Settled: whether the draws were enough, figure by figure.

A range is settled when another seed would move its ends by little against its
width, a chance when it would move it by few draws in a hundred. The central number
is the same for every seed. Every figure carries the standard error that its draws leave:
looked at is each that has one, of the whole system in every year, and of anything in the
last.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from commonweal.base.figures.keys import SYSTEM
from commonweal.base.figures.query import Figures, figure_from

OF_A_RANGE = 0.03
"""Standard error allowed in the end of a range, as a share of its width: a thousand draws
do for a range of the usual shape."""

OF_A_CHANCE = 0.02
"""Standard error allowed in a chance: two draws in a hundred."""


ERROR = pl.col("error")
IN_EVERY_YEAR = (pl.col("level") == SYSTEM) | pl.col("year").is_null()
ALLOWED = pl.coalesce(OF_A_RANGE * (pl.col("high") - pl.col("low")), pl.lit(OF_A_CHANCE))
"""Only a chance has an error and no interval."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A figure that another seed would move by more than is allowed.

    Attributes:
        measure, side, about, year: which it is; its reading is in what it is about.
        error: standard error of a chance, or of the less steady end of a range.
        allowed: the largest that would do, same unit.
        draws_needed: draws that would do; infinite where none would or it cannot be told.
    """

    measure: str
    side: str
    about: Mapping[str, str]
    year: int | None
    error: float
    allowed: float
    draws_needed: float


@dataclass(frozen=True, slots=True)
class Settled:
    """Whether the draws of a run were enough.

    Attributes:
        draws: how many there were.
        looked_at: measure -> how many of its figures were looked at.
        unsettled: those that are not settled.
    """

    draws: int
    looked_at: dict[str, int]
    unsettled: tuple[Unsettled, ...]

    @property
    def figures(self) -> int:
        """How many figures were looked at."""
        return sum(self.looked_at.values())

    @property
    def draws_needed(self) -> int:
        """Draws that would settle all that can be, to two figures and not below."""
        known = [u.draws_needed for u in self.unsettled if math.isfinite(u.draws_needed)]
        most = max([self.draws, *known])
        step = 10 ** max(math.floor(math.log10(max(most, 1))) - 1, 0)
        return int(math.ceil(most / step) * step)


def whether_settled(figures: Figures, draws: int) -> Settled:
    """Look at each figure and say whether the draws were enough for it.

    Args:
        figures: of the run.
        draws: of the run.
    """
    looked_at: dict[str, int] = {}
    unsettled: list[Unsettled] = []
    last = max((frame["year"].max() or 0 for frame in figures.frames.values()), default=0)
    for measure, frame in figures.frames.items():
        seen = frame.filter(ERROR.is_not_null(), IN_EVERY_YEAR | (pl.col("year") == last))
        if seen.height:
            looked_at[measure] = seen.height
        left = seen.with_columns(allowed=ALLOWED).filter(pl.col("allowed") < ERROR)
        unsettled.extend(_unsettled(row, draws) for row in left.iter_rows(named=True))
    return Settled(draws, looked_at, tuple(unsettled))


def _unsettled(row: Mapping[str, object], draws: int) -> Unsettled:
    """A figure that is not settled, from its row and what is allowed of it."""
    figure, allowed = figure_from(row), float(str(row["allowed"]))
    error = math.nan if figure.error is None else figure.error
    reading = {} if figure.reading is None else {"reading": figure.reading}
    return Unsettled(
        measure=figure.measure,
        side=figure.side,
        about={**figure.keys, **reading},
        year=figure.year,
        error=error,
        allowed=allowed,
        draws_needed=_draws_needed(error / allowed, figure.draws or 0, draws),
    )


def _draws_needed(times: float, rests_on: int, draws: int) -> float:
    """Draws that would do: an error halves with four times as many.

    Args:
        times: by which the error is too large.
        rests_on: draws the figure rests on.
        draws: of the run. Where it has more, the figure is of detail that takes so many and
            no more, and none would do.
    """
    if rests_on < draws or not math.isfinite(times):
        return math.inf
    return math.ceil(rests_on * times**2)
