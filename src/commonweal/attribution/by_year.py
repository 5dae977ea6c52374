"""By year: what was shared out, summed up to a central number and its ends, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from commonweal.attribution.measures import sampling_error_by_proposal
from commonweal.attribution.rows import Label, Rows
from commonweal.base.figures.quantiles import A_FEW_DRAWS
from commonweal.base.figures.spread import spread_of_rows
from commonweal.base.numbers.chance import Array

SAMPLING_ERROR = "money.sampling_error_by_proposal"


@dataclass(frozen=True, slots=True)
class MeasureSummary:
    """One measure in one reading at one level, its draws summed up.

    Attributes:
        measure, reading: which; no reading where it is of a pair of proposals.
        about: what the labels name; () for the system.
        proposals: the proposal of each row, or the two.
        label: of each row.
        spread: as of `spread_of_rows`, shape (row, year); of one year alone, shape (row,).
    """

    measure: str
    reading: str | None
    about: Label
    proposals: tuple[Label, ...]
    label: tuple[Label, ...]
    spread: dict[str, Array]

    def in_draws(self, draws: int) -> MeasureSummary:
        """The same with ends, if one draw stood for all of them."""
        if "low" in self.spread or draws - 1 < A_FEW_DRAWS:
            return self
        central = self.spread["central"]
        ends = {"low": central, "high": central}
        rests_on, error = np.full(central.shape, draws - 1.0), np.zeros(central.shape)
        spread = {"central": central, **ends, "draws": rests_on, "error": error}
        return replace(self, spread=spread)


def summarised(
    measure: str, reading: str | None, rows: Rows, values: Array, names: Sequence[Label]
) -> MeasureSummary:
    """A central number and its ends for each row of draws.

    Args:
        values: shape (row, draw), the central run first.
        names: the proposal, or the two, that each number of one in the rows stands for.
    """
    if measure == SAMPLING_ERROR:
        values = sampling_error_by_proposal(values.T)[:, None]
    # Copied, so that a view of one draw does not keep all of them.
    spread = {end: found.copy() for end, found in spread_of_rows(values).items()}
    codes = tuple(names[n] for n in rows.proposal)
    return MeasureSummary(measure, reading, rows.about, codes, rows.label, spread)


def by_year(years_of: Sequence[Sequence[MeasureSummary]]) -> tuple[MeasureSummary, ...]:
    """Everything, the years side by side.

    Args:
        years_of: the same measures, readings and levels in each year, in the same order.
    """
    summaries = []
    for years in zip(*years_of, strict=True):
        first = years[0]
        spread = {
            end: np.stack([one.spread[end] for one in years], axis=-1) for end in first.spread
        }
        summaries.append(replace(first, spread=spread))
    return tuple(summaries)
