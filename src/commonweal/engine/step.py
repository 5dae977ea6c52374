"""The step: what looks back, a year at a time, for many cases together.

Each room is handed its own last state and this year's results of the rooms below it,
never of those above: feedback lives in time, not in imports.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.care import CareInputs, NightInputs, Nights, a_year_on


@dataclass(frozen=True, slots=True)
class State:
    """What one year leaves to the next.

    Attributes:
        waiting: nights that wait for a bed, shape (case, item).
    """

    waiting: Array

    @classmethod
    def at_start(cls, cases: int, items: int) -> State:
        """Before the base year nobody waits: what did is in the base year's own numbers."""
        return cls(np.zeros((cases, items)))


def through_the_years(
    care: CareInputs, inputs: NightInputs, asked: Array, beds_open: Array
) -> Nights:
    """Step a set of cases through the years.

    Args:
        asked: nights asked for, shape (case, year, item).
        beds_open: shape (case, year, site).

    Returns:
        Nights, each of shape (case, year, item).
    """
    now, years = State.at_start(len(asked), asked.shape[2]), []
    for t, nights in enumerate(care.nights):
        year = a_year_on(inputs, asked[:, t], now.waiting, beds_open[:, t] * nights)
        now = State(year.waiting)
        years.append(year)
    return Nights.of_years(years)
