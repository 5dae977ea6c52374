"""Collected: what was shared out, summed up to a central number and its ends, year by year."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from commonweal.base.chance import Array
from commonweal.plan.summary.spread import spread_of_rows
from commonweal.plan.who.sharing import Label, Rows


@dataclass(frozen=True, slots=True)
class Told:
    """One measure in one world at one level, in every year.

    Attributes:
        measure, scenario: which.
        about: what the labels name; () for the system.
        proposal, label: of each row.
        spread: `central`, and with draws enough `low` and `high`, shape (row, year).
    """

    measure: str
    scenario: str
    about: Label
    proposal: tuple[str, ...]
    label: tuple[Label, ...]
    spread: dict[str, Array]


Key = tuple[str, str, Label]


@dataclass(frozen=True, slots=True)
class Collected:
    """What is told so far.

    Attributes:
        proposals: their codes.
        years: of each measure, world and level, the spreads of the years so far.
    """

    proposals: list[str]
    rows: dict[Key, tuple[tuple[str, ...], tuple[Label, ...]]] = field(default_factory=dict)
    years: dict[Key, list[dict[str, Array]]] = field(default_factory=dict)

    def add(
        self,
        measure: str,
        scenario: str,
        rows: Rows,
        values: Array,
        names: tuple[str, ...] | None = None,
    ) -> None:
        """Sum up one more year.

        Args:
            values: shape (row, draw), the central run first.
            names: of what the rows call a proposal, where it is not one.
        """
        key = (measure, scenario, rows.about)
        named = self.proposals if names is None else names
        self.rows.setdefault(key, (tuple(named[n] for n in rows.proposal), rows.label))
        # Copied, so that a view of one draw does not keep all of them.
        spread = {end: found.copy() for end, found in spread_of_rows(values).items()}
        self.years.setdefault(key, []).append(spread)

    def told(self) -> tuple[Told, ...]:
        """Everything, the years side by side."""
        return tuple(
            Told(
                measure,
                scenario,
                about,
                *self.rows[measure, scenario, about],
                {end: np.stack([year[end] for year in years], axis=-1) for end in years[0]},
            )
            for (measure, scenario, about), years in self.years.items()
        )
