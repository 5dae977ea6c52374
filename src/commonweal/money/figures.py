"""Figures of money: by organisation and for the system, always both."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from commonweal.base.figures.spread import (
    A_SHARE_OF_DRAWS,
    Axes,
    compared,
    figures,
    share_of_draws,
    spread_of,
)
from commonweal.base.numbers.chance import Array
from commonweal.care import enough_beds
from commonweal.money import balance as money
from commonweal.money.savings import saving_cash_releasing, saving_cost_avoiding
from commonweal.money.spending import MoneyPath, Saved
from commonweal.place import Labels


def money_figures(
    labels: Labels,
    sides: tuple[MoneyPath, MoneyPath],
    saved: Saved,
    efficiency: Array,
    spare: tuple[Array, Array],
    years: list[int],
) -> Iterator[pl.DataFrame]:
    """Cost, income, balance and gap.

    The system's cost and income leave out what its organisations pay each other,
    so that its balance is the sum of theirs and its cost is what it spends outside.

    Args:
        sides: if nothing changes, and with the plan.
        efficiency: what efficiency leaves of a cost, shape (draw, year).
        spare: beds to spare on both sides, shape (draw, year, site).
    """
    own = labels.inside
    by_body: Axes = {"year": years, "organisation": [labels.organisations[o] for o in own]}
    whole: Axes = {"year": years}
    inside = (sides[0].cost - sides[0].services).sum(axis=-1)
    balances = tuple(side.balance for side in sides)
    totals = tuple(b.sum(axis=-1) for b in balances)
    for code, values in (
        ("money.cost", [side.cost for side in sides]),
        ("money.income", [side.income for side in sides]),
    ):
        yield compared(code, values, by_body, only=own)
        yield compared(code, (v.sum(axis=-1) - inside for v in values), whole)
    yield compared("money.balance", balances, by_body, only=own)
    yield compared("money.balance", totals, whole)
    yield compared("money.gap", (money.gap(total) for total in totals), whole)
    without = (_without_efficiency(side, efficiency) for side in sides)
    yield compared("money.gap_without_efficiency", without, whole)
    yield from _recurrent(balances[1], sides[1].one_off, own, by_body)
    for code, gbp in (
        ("money.saving_cash_releasing", saving_cash_releasing(saved.released)),
        ("money.saving_cost_avoiding", saving_cost_avoiding(saved.avoided)),
    ):
        yield figures(code, spread_of(gbp.sum(axis=-1)), whole, "change")
        yield figures(code, spread_of(gbp[..., own]), by_body, "change")
    for side, balance, beds in zip(("nothing", "plan"), balances, spare, strict=True):
        total = money.in_balance(balance.sum(axis=-1))
        for code, true, axes in (
            ("money.chance_of_balance", money.in_balance(balance)[..., own], by_body),
            ("money.chance_of_balance", total, whole),
            ("plan.chance_of_both", total & enough_beds(beds).all(axis=-1), whole),
        ):
            yield figures(code, share_of_draws(true), axes, side, why_not=A_SHARE_OF_DRAWS)


def _without_efficiency(side: MoneyPath, efficiency: Array) -> Array:
    """The system's gap were nothing done more efficiently, shape (draw, year)."""
    income, cost, services = (gbp.sum(axis=-1) for gbp in (side.income, side.cost, side.services))
    return money.gap_without_efficiency(income, cost, services, efficiency)


def _recurrent(
    balance: Array, one_off: Array, own: list[int], by_body: Axes
) -> Iterator[pl.DataFrame]:
    """What comes and goes every year, and what comes or goes once, apart."""
    whole: Axes = {"year": by_body["year"]}
    recurrent = money.recurrent_balance(balance, one_off)
    for code, values in (("money.one_off", one_off), ("money.recurrent_balance", recurrent)):
        yield figures(code, spread_of(values[..., own]), by_body, "plan")
        yield figures(code, spread_of(values.sum(axis=-1)), whole, "plan")
