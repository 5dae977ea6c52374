"""Drawn: what a plan comes to in each draw, as the questions about it need it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.attribution import Attribution
from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import FiguresOf
from commonweal.base.figures.spread import A_SHARE_OF_DRAWS
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import SHARE
from commonweal.care import enough_beds, spare_beds
from commonweal.engine import Carried, Prepared
from commonweal.money import in_balance

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Balances and beds in every draw; the central run left out.

    Attributes:
        years: every year from the base year.
        first: the place of the plan's first year among them.
        organisations: those of the system.
        nothing, plan: GBP left over by organisation, shape (draw, year, organisation).
        whole_nothing, whole_plan: GBP left over by the system, shape (draw, year).
        spare: beds to spare with the plan, shape (draw, year, site).
        owner: the organisation of each site, by its place; one that is not of the
            system has none.
        by_proposal: GBP in the last year by which each proposal changes the system's
            balance, shape (proposal, draw).
    """

    years: list[int]
    first: int
    organisations: list[str]
    nothing: Array
    plan: Array
    whole_nothing: Array
    whole_plan: Array
    spare: Array
    owner: tuple[int | None, ...]
    by_proposal: Array

    @property
    def balances(self) -> Flags:
        """Whether each organisation balances, shape (draw, year, organisation)."""
        return np.asarray(in_balance(self.plan))

    @property
    def whole_balances(self) -> Flags:
        """Whether the system balances, shape (draw, year)."""
        return np.asarray(in_balance(self.whole_plan))

    @property
    def has_beds_each(self) -> Flags:
        """Whether each site has beds enough, shape (draw, year, site)."""
        return enough_beds(self.spare)

    @property
    def has_beds(self) -> Flags:
        """Whether every site has beds enough, shape (draw, year)."""
        return np.asarray(self.has_beds_each.all(axis=-1))

    def has_beds_at(self, organisation: int) -> Flags:
        """Whether every site of an organisation has beds enough, shape (draw, year)."""
        own = [owner == organisation for owner in self.owner]
        return np.asarray(self.has_beds_each[..., own].all(axis=-1))


def drawn_from(prepared: Prepared, carried: Carried, shared: Attribution, ceiling: float) -> Drawn:
    """What the questions need of a run's draws.

    Args:
        shared: who did what.
        ceiling: share of open beds that may be full on an average night.
    """
    own = prepared.labels.inside
    nothing, planned = (side.money.balance[1:] for side in (carried.nothing, carried.plan))
    whole_nothing, whole_plan = nothing.sum(axis=-1), planned.sum(axis=-1)
    owners = (prepared.labels.site_organisation[j] for j in prepared.care.givers.bed_sites)
    years, sides = prepared.years, (carried.nothing.care, carried.plan.care)
    return Drawn(
        years=years,
        first=years.index(prepared.plan.first_year),
        organisations=[prepared.labels.organisations[o] for o in own],
        nothing=nothing[..., own],
        plan=planned[..., own],
        whole_nothing=whole_nothing,
        whole_plan=whole_plan,
        spare=spare_beds(prepared.care, sides, ceiling)[1][1:],
        owner=tuple(own.index(o) if o in own else None for o in owners),
        by_proposal=shared.money[:, -1, 1:],
    )


@measure(
    "plan.chance_of_both",
    SHARE,
    levels=("system",),
    from_draws=A_SHARE_OF_DRAWS,
    balance=FiguresOf(measure="money.balance"),
    spare=FiguresOf(measure="care.beds_spare", over=("site",)),
)
def chance_of_both(balance: Array, spare: Array) -> Array:
    """The chance that the system has enough money and every site enough beds.

    Args:
        balance: GBP in cash, shape (draw, year).
        spare: beds, shape (draw, year, site).

    Returns:
        A share of the draws, shape (year,).
    """
    return np.asarray((in_balance(balance) & enough_beds(spare).all(axis=-1)).mean(axis=0))
