"""The ledger of asks: capital, staff and shares that proposals and funds write down."""

from __future__ import annotations

import numpy as np
import polars as pl

from commonweal.base.figures.measure import measure
from commonweal.base.numbers.arrays import spread
from commonweal.base.numbers.chance import Array
from commonweal.care.beds import enough_beds
from commonweal.money.balance import in_balance
from commonweal.money.parts import Capital
from commonweal.plan.system import Plan
from commonweal.staff.parts import Post

SECURED = ("secured",)
IN_SIGHT = ("secured", "agreed")
"""Certainties of a fund that count as in sight. A bid or a hope does not."""


def capital_by_year(plan: Plan, certainty: tuple[str, ...]) -> Array:
    """Capital in sight of some certainty, GBP, shape (year,)."""
    kept = plan.tables["capital"].filter(plan.tables["capital"]["certainty"].is_in(list(certainty)))
    years = [year.starts_in for year in plan.years]
    by_year = kept.group_by("year").agg(pl.col("gbp").sum())
    return spread(by_year, "gbp", {"year": years}, missing=0.0)


def capital_asked_by_proposal(plan: Plan) -> Array:
    """Capital each proposal asks for, GBP in cash, shape (year, proposal)."""
    out = np.zeros((len(plan.years), len(plan.proposals)))
    for n, proposal in enumerate(plan.proposals):
        for one in proposal.of(Capital):
            if plan.base_year <= one.year <= plan.last_year:
                out[one.year - plan.base_year, n] += one.gbp
    return out


def staff_asked(plan: Plan) -> Array:
    """Staff each proposal needs, whole-time equivalents, shape (year, proposal)."""
    years = np.array([year.starts_in for year in plan.years])
    out = np.zeros((len(years), len(plan.proposals)))
    for n, proposal in enumerate(plan.proposals):
        strength = np.array([proposal.strength_in(int(year)) for year in years])
        for one in proposal.of(Post):
            out[:, n] += one.wte * strength * (years >= one.first)
    return out


@measure("money.capital_asked", unit="GBP", asked="proposal:capital")
def capital_asked(asked: Array) -> Array:
    """Money the proposals ask for, for buildings and equipment."""
    return asked


@measure("money.capital_in_sight", unit="GBP", funds="table:capital.gbp")
def capital_in_sight(funds: Array) -> Array:
    """Money for buildings and equipment that is secured or agreed."""
    return funds


@measure("money.capital_secured", unit="GBP", funds="table:capital.gbp")
def capital_secured(funds: Array) -> Array:
    """Money for buildings and equipment that is secured."""
    return funds


@measure("plan.staff_asked", unit="wte", staff="proposal:staff")
def staff_needed(staff: Array) -> Array:
    """Staff the proposals say they need, as whole-time equivalents."""
    return staff


@measure(
    "plan.chance_of_both",
    unit="share",
    balance="money.balance",
    spare="care.beds_spare",
)
def chance_of_both(balance: Array, spare: Array) -> Array:
    """The chance that the system is in balance and every site has beds enough.

    Args:
        balance: GBP in cash, shape (draw, year).
        spare: beds, shape (draw, year, site).

    Returns:
        A share of the draws, shape (year,).
    """
    return np.asarray((in_balance(balance) & enough_beds(spare).all(axis=-1)).mean(axis=0))
