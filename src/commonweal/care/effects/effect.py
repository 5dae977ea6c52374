"""What all effects have in common, and what each kind answers for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from commonweal.base.declare.parts import Names, PartProblem, ProposalPart, Tables
from commonweal.base.numbers.interval import Interval
from commonweal.base.numbers.uncertain import Uncertain
from commonweal.base.reading.suggest import nearest
from commonweal.rulebook import evidence_library

Wrong = tuple[str, str, str]
"""The key, what is there, and the fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(ProposalPart):
    """One thing a proposal does to care.

    Each kind is a class of its own in a file of its own. The engine, the checks and the page
    ask an effect what it does and never which kind it is.

    Attributes:
        kind: what a proposal's file calls this kind.
        means: what the kind does, for whoever writes a proposal.
        does: what its size is, in plain words.
        unit: of its size.
        bounds: of its size; no draw passes them.
        code: the proposal's code and the effect's number in its file, such as `care-homes.1`.
        services: the services it acts on; () for beds.
        places: where the people live; () for everywhere.
        age_from, age_to: youngest and oldest age, 90 meaning 90 and over.
        sex: female, male or all.
        size: share of the activity, or number of beds.
        to_service: what takes the place of care avoided or moved; None for nothing.
        ratio: units of `to_service` for each unit avoided or moved.
        stay_ratio: length of the stays avoided against an average stay.
        from_site, to_site: for care that moves between sites; `from_site` is also that of beds.
        cites: the entry of the evidence library it rests on.
    """

    heading: ClassVar[str] = "effect"
    numbers: ClassVar[Mapping[str, str]] = {"": "size", ".ratio": "ratio"}
    kind: ClassVar[str]
    means: ClassVar[str]
    does: ClassVar[str]
    unit: ClassVar[str] = "share"
    # A share can be below 0 (it made things worse). It stops a billionth short of all:
    # the logarithm that shares overlapping effects out needs something left.
    bounds: ClassVar[tuple[float, float]] = (-1.0, 1 - 1e-9)

    code: str
    services: tuple[str, ...]
    places: tuple[str, ...]
    age_from: int
    age_to: int
    sex: str
    size: Interval
    to_service: str | None
    ratio: Interval | None
    nothing_instead: str | None
    stay_ratio: float
    from_site: str | None
    to_site: str | None
    evidence: str
    design: str
    strength: str
    studied: str | None
    cites: str | None = None

    def acts_on(self, service: str, parent: str | None) -> float | None:  # noqa: ARG002 - an effect on no residents asks nothing
        """How strongly it acts on what residents use of a service; None if not at all.

        Args:
            parent: the admissions whose stays the service counts, if it counts bed-days.

        Returns:
            1, or on the bed-days of admissions the length of those stays against the average.
        """
        return None

    def moves(self, service: str, parent: str | None) -> float | None:  # noqa: ARG002 - as above
        """How much of a service it moves between sites for a unit of its size; None if none."""
        return None

    @property
    def beds_at(self) -> str | None:
        """The site where its size is a number of beds."""
        return None

    def uncertain(self, names: Names) -> Iterator[Uncertain]:  # noqa: ARG002 - it names nobody
        """Its size, and what takes the place of a unit of care avoided or moved."""
        yield Uncertain(self.code, self.does, self.unit, self.size)
        if self.ratio is not None:
            says = "care given instead, for each one avoided or moved"
            yield Uncertain(f"{self.code}.ratio", says, "ratio", self.ratio)

    def problems(self, tables: Tables, years: range) -> Iterator[PartProblem]:  # noqa: ARG002 - its years are the proposal's
        """What is wrong with it; each kind adds its own."""
        if self.cites is not None and self.cites not in evidence_library():
            near = nearest(self.cites, evidence_library())
            fix = f"write '{near}'" if near else "write a code that `commonweal evidence` shows"
            says = f"'{self.cites}' is not in the evidence library"
            yield PartProblem("X01", "cites", says, fix)
        for key, says, fix in (*self.own_problems(tables), *nobody_gives(self, tables)):
            yield PartProblem("D08", key, says, fix)

    def own_problems(self, tables: Tables) -> Iterator[Wrong]:
        """What is wrong with it as one of its kind."""
        raise NotImplementedError


def nobody_gives(effect: Effect, tables: Tables) -> Iterator[Wrong]:
    """It sends care where nobody gives it."""
    if effect.to_service is None:
        return
    flows = tables["flows"].filter(pl.col("service") == effect.to_service)
    places = effect.places or tables["places"]["place"].to_list()
    missing = [place for place in places if place not in set(flows["place"])]
    if missing:
        yield (
            "to_service",
            f"nobody gives {effect.to_service} to the people of {', '.join(missing)}",
            "add rows to flows.csv that say who does, or name another service",
        )
