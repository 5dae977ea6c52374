"""Proposals: changes somebody proposes to make, and what they do to care."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from commonweal.base.numbers.interval import COVERS, TWO_PIECE, Interval

PARTS = {
    "effect": "effects",
    "running_cost": "running_costs",
    "one_off_income": "one_off_income",
    "double_running": "double_running",
    "capital": "capital",
    "staff": "staff",
    "claim": "claims",
}
"""The parts of a proposal: how its file heads each, and where a `Proposal` keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing a proposal does.

    Attributes:
        code: the proposal's code and the effect's place in its file, such as
            `care-homes.1`: the name of its stream of chance, and of the part.
        kind: reduce, move, shorten, move_site or beds.
        services: the services it acts on; () for beds.
        places: where the people live; () for everywhere.
        age_from, age_to: youngest and oldest age, 90 meaning 90 and over.
        sex: female, male or all.
        size: share of the activity, or number of beds.
        to_service: what takes the place of care avoided or moved; None for nothing.
        ratio: units of `to_service` for each unit avoided or moved.
        stay_ratio: length of the stays avoided against an average stay.
        from_site, to_site: for move_site; `from_site` is also the site of beds.
        cites: the entry of the evidence library it rests on.
    """

    code: str
    kind: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningCost:
    """What an organisation pays each year at full effect, at price-year prices, GBP."""

    code: str
    organisation: str
    gbp: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleRunning:
    """What an organisation pays, GBP a year, to run old and new side by side."""

    organisation: str
    first: int
    last: int
    gbp: float
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOffIncome:
    """Money that comes once, GBP."""

    organisation: str
    year: int
    gbp: float
    kind: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capital:
    """Money for buildings and equipment, GBP in cash; no fund: none is known."""

    year: int
    gbp: float
    fund: str | None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffNeeded:
    """Staff at full effect, whole-time equivalents."""

    group: str
    organisation: str
    wte: float
    first: int
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What the owners say it saves, GBP a year."""

    gbp: float
    recurrent: bool
    cash_releasing: bool
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change somebody proposes to make. Years are the ones they start in."""

    code: str
    title: str
    summary: str
    lead: str
    partners: tuple[str, ...]
    level: str
    need: str | None
    places: tuple[str, ...]
    affected: str
    affected_people: float | None
    start: int
    ramp_years: int
    end: int | None
    status: str
    effects: tuple[Effect, ...]
    running_costs: tuple[RunningCost, ...]
    one_off_income: tuple[OneOffIncome, ...]
    double_running: tuple[DoubleRunning, ...]
    capital: tuple[Capital, ...]
    staff: tuple[StaffNeeded, ...]
    claims: tuple[Claim, ...]
    need_source: str | None = None
    inequalities: str | None = None
    engaged: tuple[str, ...] = ()
    consultation_from: date | None = None
    consultation_to: date | None = None
    decision_day: date | None = None

    def strength_in(self, year: int) -> float:
        """Share of the full effect in a year: 0 before the start, rising in equal steps.

        >>> from dataclasses import fields
        >>> empty = {f.name: () for f in fields(Proposal)}
        >>> slow = Proposal(**{**empty, "start": 2027, "ramp_years": 4, "end": 2031})
        >>> [slow.strength_in(year) for year in (2026, 2027, 2028, 2030, 2031, 2032)]
        [0.0, 0.25, 0.5, 1.0, 1.0, 0.0]
        """
        if year < self.start or (self.end is not None and year > self.end):
            return 0.0
        return min(1.0, (year - self.start + 1) / self.ramp_years)

    @property
    def full_effect_from(self) -> int:
        """The first year of full effect."""
        return self.start + self.ramp_years - 1

    @property
    def parts(self) -> tuple[str, ...]:
        """The codes of its parts, in the order of `PARTS` and then of its file."""
        return tuple(one.code for kept in PARTS.values() for one in getattr(self, kept))

    def without(self, part: str) -> Proposal:
        """The same proposal with one of its parts left out.

        The others keep their codes, and so their luck: what was effect 2 stays effect 2.
        """
        left: dict[str, Any] = {
            kept: tuple(one for one in getattr(self, kept) if one.code != part)
            for kept in PARTS.values()
        }
        return replace(self, **left)


def proposal_from(document: Mapping[str, Any]) -> Proposal:
    """A proposal from its document, as the reader of forms gives it."""
    code, places = document["code"], document["places"] or ()
    return Proposal(
        **{
            name: document[name]
            for name in (
                *("code", "title", "summary", "lead", "level", "need", "affected"),
                *("affected_people", "start", "ramp_years", "end", "status"),
                *("need_source", "inequalities"),
                *("consultation_from", "consultation_to", "decision_day"),
            )
        },
        partners=document["partners"] or (),
        engaged=document["engaged"] or (),
        places=places,
        effects=tuple(
            _effect(f"{code}.{n}", one, places) for n, one in enumerate(document["effect"], 1)
        ),
        running_costs=tuple(
            RunningCost(
                code=f"{code}.running_cost.{n}",
                organisation=one["organisation"],
                gbp=_interval(one),
            )
            for n, one in enumerate(document["running_cost"], 1)
        ),
        one_off_income=tuple(
            OneOffIncome(
                code=f"{code}.one_off_income.{n}",
                organisation=one["organisation"],
                year=one["year"],
                gbp=one["gbp"],
                kind=one["from"],
            )
            for n, one in enumerate(document["one_off_income"], 1)
        ),
        double_running=tuple(
            DoubleRunning(
                code=f"{code}.double_running.{n}",
                organisation=one["organisation"],
                first=one["from"],
                last=one["to"],
                gbp=one["gbp"],
            )
            for n, one in enumerate(document["double_running"], 1)
        ),
        capital=tuple(
            Capital(code=f"{code}.capital.{n}", **_only(one, "year", "gbp", "fund"))
            for n, one in enumerate(document["capital"], 1)
        ),
        staff=tuple(
            StaffNeeded(
                code=f"{code}.staff.{n}",
                first=one["from"],
                **_only(one, "group", "organisation", "wte"),
            )
            for n, one in enumerate(document["staff"], 1)
        ),
        claims=tuple(
            Claim(code=f"{code}.claim.{n}", **_only(one, "gbp", "recurrent", "cash_releasing"))
            for n, one in enumerate(document["claim"], 1)
        ),
    )


def _only(document: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: document[name] for name in names}


def _interval(
    one: Mapping[str, Any], *, at_least: float = -math.inf, at_most: float = math.inf
) -> Interval:
    """The interval of an effect or running cost, of the shape it names."""
    return Interval(
        one["low"],
        one["central"],
        one["high"],
        at_least=at_least,
        at_most=at_most,
        shape=one["shape"] or TWO_PIECE,
        covers=one["covers"] or COVERS,
    )


def _effect(code: str, one: Mapping[str, Any], places: tuple[str, ...]) -> Effect:
    share = one["kind"] != "beds"
    ratio = None
    if one["to_service"] is not None:
        central = 1.0 if one["ratio_central"] is None else one["ratio_central"]
        low = central if one["ratio_low"] is None else one["ratio_low"]
        high = central if one["ratio_high"] is None else one["ratio_high"]
        ratio = Interval(low, central, high, at_least=0.0)
    return Effect(
        code=code,
        kind=one["kind"],
        services=one["services"] or (),
        places=one["places"] or places,
        age_from=0 if one["age_from"] is None else one["age_from"],
        age_to=90 if one["age_to"] is None else one["age_to"],
        sex=one["sex"] or "all",
        # A share can be below 0 (it made things worse). It stops a billionth short of all:
        # the logarithm that shares overlapping effects out needs something left.
        size=_interval(one, at_least=-1.0, at_most=1 - 1e-9) if share else _interval(one),
        ratio=ratio,
        stay_ratio=1.0 if one["stay_ratio"] is None else one["stay_ratio"],
        **_only(one, "to_service", "nothing_instead", "from_site", "to_site"),
        **_only(one, "evidence", "cites", "design", "strength", "studied"),
    )
