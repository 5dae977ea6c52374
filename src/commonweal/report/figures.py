"""Figures of a run, looked up one by one, each ready to be asked why."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

import polars as pl

from commonweal.base.figures.store import ABOUT
from commonweal.base.numbers.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One published number, with all that has to be said beside it."""

    measure: str
    scenario: str
    place: str | None
    organisation: str | None
    site: str | None
    service: str | None
    proposal: str | None
    year: int | None
    low: float | None
    central: float
    high: float | None
    unit: str
    status: str
    why_no_interval: str | None

    @property
    def ends(self) -> tuple[float, float]:
        """Low and high; the central value twice where there is no interval."""
        if self.low is None or self.high is None:
            return self.central, self.central
        return self.low, self.high

    @property
    def why(self) -> str:
        """The command that tells where the figure comes from."""
        keys = {name: getattr(self, name) for name in ABOUT}
        keys["year"] = None if self.year is None else str(Year(self.year))
        keys["scenario"] = self.scenario
        told = [f"{name}={shlex.quote(value)}" for name, value in keys.items() if value]
        return " ".join(["commonweal why RUN", self.measure, *told])


Key = tuple[str | int | None, ...]


class Figures:
    """A run's figures by measure, scenario and what they are about."""

    def __init__(self, frame: pl.DataFrame) -> None:
        parts = frame.partition_by("measure", "scenario", as_dict=True)
        self._frames = {(str(code), str(scenario)): f for (code, scenario), f in parts.items()}
        self._read: dict[tuple[str, str], dict[Key, Figure]] = {}

    def of(self, measure: str, scenario: str = "plan") -> list[Figure]:
        """All figures of a measure in a scenario, in the order of the run."""
        return list(self._all(measure, scenario).values())

    def find(
        self, measure: str, scenario: str = "plan", *, year: int | None = None, **about: str
    ) -> Figure | None:
        """The one figure about exactly this, or None."""
        key = (*(about.get(name) for name in ABOUT), year)
        return self._all(measure, scenario).get(key)

    def get(
        self, measure: str, scenario: str = "plan", *, year: int | None = None, **about: str
    ) -> Figure:
        """The one figure about exactly this.

        Raises:
            KeyError: if the run has none.
        """
        found = self.find(measure, scenario, year=year, **about)
        if found is None:
            raise KeyError(f"the run has no {measure}, {scenario}, {about}, {year}")
        return found

    def _all(self, measure: str, scenario: str) -> dict[Key, Figure]:
        name = (measure, scenario)
        if name not in self._read:
            frame = self._frames.get(name)
            rows = [] if frame is None else frame.iter_rows(named=True)
            read = (Figure(**row) for row in rows)
            self._read[name] = {(*(getattr(f, about) for about in ABOUT), f.year): f for f in read}
        return self._read[name]
