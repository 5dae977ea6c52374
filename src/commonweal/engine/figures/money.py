"""Figures of money: by organisation and for the system, always both."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from commonweal.base.figures.spread import (
    A_SHARE_OF_DRAWS,
    Axes,
    compared,
    figures,
    share_of_draws,
    spread_of,
)
from commonweal.care.beds import enough_beds
from commonweal.engine.evaluate import Outcome
from commonweal.engine.figures.beds import spare_beds
from commonweal.engine.prepare import Prepared, years_of
from commonweal.money import balance as money


def money_figures(prepared: Prepared, out: Outcome, ceiling: float) -> Iterator[pl.DataFrame]:
    """Cost, income, balance and gap.

    The system's cost and income leave out what its organisations pay each other,
    so that its balance is the sum of theirs and its cost is what it spends outside.

    Args:
        ceiling: share of open beds that may be full on an average night.
    """
    years = years_of(prepared)
    kinds = list(prepared.plan.tables["organisations"]["kind"])
    own = [o for o, kind in enumerate(kinds) if kind != "outside"]
    by_body: Axes = {"year": years, "organisation": [prepared.where.organisations[o] for o in own]}
    whole: Axes = {"year": years}
    inside = (out.cost_nothing - out.services_nothing).sum(axis=-1)
    costs = (out.cost_nothing, out.cost_plan)
    incomes = (out.income_nothing, out.income_plan)
    balances = tuple(money.balance(i, c) for i, c in zip(incomes, costs, strict=True))
    totals = tuple(b.sum(axis=-1) for b in balances)
    for code, values in (("money.cost", costs), ("money.income", incomes)):
        yield compared(code, values, by_body, only=own)
        yield compared(code, (v.sum(axis=-1) - inside for v in values), whole)
    yield compared("money.balance", balances, by_body, only=own)
    yield compared("money.balance", totals, whole)
    yield compared("money.gap", (money.gap(total) for total in totals), whole)
    without = (
        money.gap_without_efficiency(i.sum(axis=-1), s.sum(axis=-1), out.efficiency)
        + (c - s).sum(axis=-1)
        for i, c, s in zip(incomes, costs, (out.services_nothing, out.services_plan), strict=True)
    )
    yield compared("money.gap_without_efficiency", without, whole)
    yield from _recurrent(prepared, out, balances[1], by_body)
    for code, saved in (
        ("money.saving_cash_releasing", out.released),
        ("money.saving_cost_avoiding", out.avoided),
    ):
        yield figures(code, spread_of(saved.sum(axis=-1)), whole, "change")
        yield figures(code, spread_of(saved[..., own]), by_body, "change")
    for scenario, balance, spare in zip(
        ("nothing", "plan"), balances, spare_beds(prepared, out, ceiling), strict=True
    ):
        in_balance = money.in_balance(balance)
        total = money.in_balance(balance.sum(axis=-1))
        for code, true, axes in (
            ("money.chance_of_balance", in_balance[..., own], by_body),
            ("money.chance_of_balance", total, whole),
            ("plan.chance_of_both", total & enough_beds(spare).all(axis=-1), whole),
        ):
            yield figures(code, share_of_draws(true), axes, scenario, why_not=A_SHARE_OF_DRAWS)


def _recurrent(
    prepared: Prepared, out: Outcome, balance: np.ndarray, by_body: Axes
) -> Iterator[pl.DataFrame]:
    """What comes and goes every year, and what comes or goes once, apart."""
    own = [prepared.where.organisations.index(str(o)) for o in by_body["organisation"]]
    whole: Axes = {"year": by_body["year"]}
    recurrent = money.recurrent_balance(balance, out.one_off)
    for code, values in (("money.one_off", out.one_off), ("money.recurrent_balance", recurrent)):
        yield figures(code, spread_of(values[..., own]), by_body, "plan")
        yield figures(code, spread_of(values.sum(axis=-1)), whole, "plan")
