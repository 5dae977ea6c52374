"""Settled: whether the draws were enough, figure by figure.

A range is settled when another seed would move its ends by little against its
width, a chance when it would move it by few draws in a hundred. The central number
is the same for every seed. Looked at is every figure of money, beds and chances of
the whole system in every year, and every figure of care, beds, money and proposals
in the last.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.engine import Carried, Prepared
from commonweal.statistics import Enough, enough_for_chance, enough_for_interval
from commonweal.uncertainty.balances import Drawn, Flags

OF_A_RANGE = 0.03
"""Standard error allowed in the end of a range, as a share of its width: a thousand draws
do for a range of the usual shape."""

OF_A_CHANCE = 0.02
"""Standard error allowed in a chance: two draws in a hundred."""

Labels = list[list[dict[str, str]]]
"""What each place on each axis after draw and year is about."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A figure that another seed would move by more than is allowed.

    Attributes:
        measure, side, about, year: which it is.
        error: standard error of a chance, or of the less steady end of a range.
        allowed: the largest that would do, same unit.
        draws_needed: draws that would do; infinite where it cannot be told.
    """

    measure: str
    side: str
    about: dict[str, str]
    year: int
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


def settled(prepared: Prepared, carried: Carried, drawn: Drawn) -> Settled:
    """Look at each figure and say whether the draws were enough for it."""
    looked_at: dict[str, int] = {}
    unsettled: list[Unsettled] = []

    def look(measure: str, side: str, found: Enough, labels: Labels) -> None:
        looked_at[measure] = looked_at.get(measure, 0) + found.error.size
        unsettled.extend(_unsettled(measure, side, found, labels, drawn.years))

    for measure, side, values, labels in _ranges(prepared, carried, drawn):
        look(measure, side, enough_for_interval(values, OF_A_RANGE), labels)
    for measure, happened, labels in _chances(prepared, drawn):
        look(measure, "plan", enough_for_chance(happened, OF_A_CHANCE), labels)
    return Settled(len(drawn.whole_plan), looked_at, tuple(unsettled))


def _unsettled(
    measure: str, side: str, found: Enough, labels: Labels, years: list[int]
) -> Iterator[Unsettled]:
    """The figures that are not settled; the first axis is the last so many years."""
    shown = years[len(years) - found.error.shape[0] :]
    bad = np.argwhere(~found.is_enough)
    needed = found.draws_needed
    for at in bad:
        where = tuple(int(n) for n in at)
        about = [ticks[n] for ticks, n in zip(labels, where[1:], strict=True)]
        yield Unsettled(
            measure=measure,
            side=side,
            about={name: code for one in about for name, code in one.items()},
            year=shown[where[0]],
            error=float(found.error[where]),
            allowed=float(found.allowed[where]),
            draws_needed=float(needed[where]),
        )


def _ranges(
    prepared: Prepared, carried: Carried, drawn: Drawn
) -> Iterator[tuple[str, str, Array, Labels]]:
    """Measure, side, draws of shape (draw, year, ...) and the labels of what follows."""
    last, where = slice(-1, None), prepared.labels
    sides = carried.nothing.care, carried.plan.care
    places, services = _named("place", where.places), _named("service", where.services)
    shape = (len(drawn.whole_plan), 1, len(where.places), len(where.services))
    wanted = [v[1:, last].reshape(shape) for v in (side.asked for side in sides)]
    bodies = _named("organisation", drawn.organisations)
    own = [n for n, (o, _) in enumerate(prepared.care.givers.pairs) if where.is_inside[o]]
    pairs = [
        {"organisation": where.organisations[o], "service": where.services[s]}
        for o, s in (prepared.care.givers.pairs[n] for n in own)
    ]
    given = [side.given[1:, last, own] for side in sides]
    both = (drawn.nothing[:, last], drawn.plan[:, last])
    whole = (drawn.whole_nothing, drawn.whole_plan)
    compared: tuple[tuple[str, tuple[Array, Array] | list[Array], Labels], ...] = (
        ("care.activity_of_residents", wanted, [places, services]),
        ("care.activity_of_residents", [v.sum(axis=2) for v in wanted], [services]),
        ("care.activity_at", given, [pairs]),
        ("money.balance", both, [bodies]),
        ("money.balance", whole, []),
    )
    for measure, (nothing, planned), labels in compared:
        yield measure, "nothing", nothing, labels
        yield measure, "plan", planned, labels
        yield measure, "change", planned - nothing, labels
    sites = _named("site", [where.sites[j] for j in prepared.care.givers.bed_sites])
    if sites:
        yield "care.beds_spare", "plan", drawn.spare, [sites]
        yield "care.beds_spare", "plan", drawn.spare.sum(axis=-1), []
    proposals = [{"proposal": p.code, "reading": "share"} for p in prepared.plan.proposals]
    yield "money.by_proposal", "change", drawn.by_proposal.T[:, None], [proposals]
    nights = drawn.bed_days_by_proposal.T[:, None]
    yield "care.bed_days_by_proposal", "change", nights, [proposals]


def _chances(prepared: Prepared, drawn: Drawn) -> Iterator[tuple[str, Flags, Labels]]:
    """Measure, whether it happened, of shape (draw, year, ...), and labels."""
    bodies = _named("organisation", drawn.organisations)
    yield "money.chance_of_balance", drawn.balances, [bodies]
    yield "money.chance_of_balance", drawn.whole_balances, []
    yield "care.chance_enough_beds", drawn.has_beds, []
    yield "plan.chance_of_both", drawn.whole_balances & drawn.has_beds, []
    sites = _named("site", [prepared.labels.sites[j] for j in prepared.care.givers.bed_sites])
    if sites:
        yield "care.chance_enough_beds", drawn.has_beds_each, [sites]


def _named(kind: str, codes: Sequence[str]) -> list[dict[str, str]]:
    """What each place on an axis is about."""
    return [{kind: code} for code in codes]
