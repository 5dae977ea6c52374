"""Proposals: changes somebody proposes to make, each a head and the parts it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np

from commonweal.base.declare.form import forms
from commonweal.base.declare.parts import PartKind, ProposalPart, part_kinds
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.interval import Interval
from commonweal.care import Effect, Effects
from commonweal.plan.parts import Consultation, Decision

HEAD = (
    *("code", "title", "summary", "lead", "level", "need", "affected", "affected_people"),
    *("start", "ramp_years", "end", "status", "need_source", "inequalities"),
)
"""Keys of a proposal's file that are its head, as written."""

P = TypeVar("P", bound=ProposalPart)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change somebody proposes to make. Years are the ones they start in.

    Attributes:
        parts: what it does, costs, needs and asks for; each a kind of some room.
    """

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
    parts: tuple[ProposalPart, ...] = ()
    need_source: str | None = None
    inequalities: str | None = None
    engaged: tuple[str, ...] = ()

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

    def of(self, kind: type[P]) -> tuple[P, ...]:
        """Its parts of one kind."""
        return tuple(part for part in self.parts if isinstance(part, kind))

    def of_room(self, room: str) -> tuple[ProposalPart, ...]:
        """Its parts that belong to one room."""
        return tuple(part for part in self.parts if part_kinds()[part.heading].room == room)

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What it does to care."""
        return self.of(Effect)

    @property
    def consultation_from(self) -> date | None:
        """The first day of its public consultation, if known."""
        return next((part.first for part in self.of(Consultation)), None)

    @property
    def consultation_to(self) -> date | None:
        """The last day of its public consultation, if known."""
        return next((part.last for part in self.of(Consultation)), None)

    @property
    def how_to_answer(self) -> str:
        """How people can answer its consultation; blank where nobody has said."""
        return next((part.how for part in self.of(Consultation)), "")

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The bodies that must each agree to it; none where nobody has said."""
        return next((part.bodies for part in self.of(Decision)), ())

    @property
    def decision_day(self) -> date | None:
        """The day it is decided, if known."""
        return next((part.day for part in self.of(Decision)), None)

    def with_number(self, code: str, interval: Interval) -> Proposal:
        """The same proposal with one of its parts' uncertain numbers set otherwise."""
        parts = (
            part.with_number(code, interval)
            if code.removeprefix(part.code) in part.numbers
            else part
            for part in self.parts
        )
        return replace(self, parts=tuple(parts))

    def without(self, code: str) -> Proposal:
        """The same proposal with one of its parts left out.

        The others keep their codes, and so their luck: what was effect 2 stays effect 2.
        """
        return replace(self, parts=tuple(part for part in self.parts if part.code != code))


def all_parts(proposals: Iterable[Proposal]) -> tuple[tuple[int, ProposalPart], ...]:
    """Every part of some proposals, with the index of its proposal."""
    return tuple((n, part) for n, proposal in enumerate(proposals) for part in proposal.parts)


def all_effects(proposals: Iterable[Proposal]) -> Effects:
    """Every effect of some proposals, with the index of its proposal."""
    return tuple((n, part) for n, part in all_parts(proposals) if isinstance(part, Effect))


def strengths(proposals: Sequence[Proposal], years: Sequence[int]) -> Array:
    """Share of the full effect of each proposal, shape (year, proposal)."""
    by_year = [[proposal.strength_in(year) for proposal in proposals] for year in years]
    return np.array(by_year, dtype=float).reshape(len(years), len(proposals))


def number_in_file(part: ProposalPart) -> str:
    """A part as its file shows it: its heading, and which it is of those of that heading.

    >>> from commonweal.money.parts import Capital
    >>> number_in_file(Capital(code="care-homes.capital.2", year=2027, gbp=1.0, fund=None))
    'capital 2'
    """
    number = part.code.rpartition(".")[2]
    return f"{part.heading} {number}" if number.isdigit() else part.heading


def proposal_from(document: Mapping[str, Any]) -> Proposal:
    """A proposal from its document, as the reader of forms gives it."""
    written: dict[str, Any] = {name: document[name] for name in HEAD}
    lists: dict[str, Any] = {
        name: document[name] or () for name in ("partners", "places", "engaged")
    }
    parts = tuple(part for kind in _kinds_in_order() for part in kind.of(document))
    return Proposal(**written, **lists, parts=parts)


def _kinds_in_order() -> list[PartKind]:
    """The kinds of part as a proposal's file has them; those without a heading come last."""
    headings = [part.name for part in forms()["proposal"].parts]
    kinds = part_kinds()
    return [kinds[name] for name in headings] + [
        kind for name, kind in kinds.items() if name not in headings
    ]
