"""When the plan first goes wrong, and how much money would cover it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import FiguresOf
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import GBP, SHARE
from commonweal.care import enough_beds
from commonweal.money import in_balance
from commonweal.statistics import FirstYear, contingency, first_year_out
from commonweal.uncertainty.balances import Drawn

WANTED = 0.8
"""The chance of balance that money is set aside for: eight worlds in ten, as the ranges hold."""


@measure(
    "plan.contingency",
    GBP,
    levels=("system",),
    from_draws="it comes from all the draws together",
    balance=FiguresOf(measure="money.balance"),
)
def contingency_needed(balance: Array) -> Array:
    """Money to set aside in a year so that the chance of enough is 8 in 10.

    Args:
        balance: GBP in cash, shape (draw, ...).

    Returns:
        GBP in cash, shape (...); below 0 it is room to spare.

    >>> float(contingency_needed(np.array([-5.0, -3.0, -1.0, 2.0, 4.0])))
    3.0
    """
    return contingency(balance, WANTED)


@measure(
    "plan.first_year_out_of_balance",
    SHARE,
    levels=("organisation", "system"),
    from_draws="it comes from all the draws together",
    balance=FiguresOf(measure="money.balance"),
)
def first_year_out_of_balance(balance: Array) -> Array:
    """The chance that a year is the first of the plan to be short of money.

    Args:
        balance: GBP in cash, shape (draw, year, ...).

    Returns:
        A share of the draws, shape (year, ...); what the years leave of 1 is the chance
        that every year balances.

    >>> first_year_out_of_balance(np.array([[1.0, -1.0], [-1.0, -1.0]])).tolist()
    [0.5, 0.5]
    """
    return first_year_out(in_balance(balance)).chance


@measure(
    "plan.first_year_out_of_beds",
    SHARE,
    levels=("organisation", "system"),
    from_draws="it comes from all the draws together",
    spare=FiguresOf(measure="care.beds_spare"),
)
def first_year_out_of_beds(spare: Array) -> Array:
    """The chance that a year is the first of the plan in which some site has too few beds.

    Args:
        spare: beds, shape (draw, year, site).

    Returns:
        A share of the draws, shape (year,); what the years leave of 1 is the chance that
        every site has beds enough in every year.
    """
    return first_year_out(np.asarray(enough_beds(spare).all(axis=-1))).chance


@dataclass(frozen=True, slots=True)
class GoingWrong:
    """When the plan first goes wrong, by organisation and for the system.

    Attributes:
        years: the plan's years.
        balance: organisation -> the first year out of balance; "" is the system.
        beds: the same of beds, for those that have a site with beds.
        contingency: GBP by year that make balance as likely as is wanted.
    """

    years: list[int]
    balance: dict[str, FirstYear]
    beds: dict[str, FirstYear]
    contingency: Array


def going_wrong(drawn: Drawn) -> GoingWrong:
    """When it first goes wrong, from the plan's first year on."""
    own = slice(drawn.first, None)
    money = {"": first_year_out(drawn.whole_balances[:, own])}
    beds = {"": first_year_out(drawn.has_beds[:, own])} if drawn.owner else {}
    balances = drawn.balances[:, own]
    for o, code in enumerate(drawn.organisations):
        money[code] = first_year_out(balances[..., o])
        if o in drawn.owner:
            beds[code] = first_year_out(drawn.has_beds_at(o)[:, own])
    needed = np.asarray(contingency_needed(drawn.whole_plan[:, own]))
    return GoingWrong(drawn.years[own], money, beds, needed)
