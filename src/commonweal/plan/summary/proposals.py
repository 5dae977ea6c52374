"""Figures of proposals: who did what, what they ask for, and where it would come from."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from commonweal.base.chance import Array
from commonweal.plan import ledger
from commonweal.plan.engine import Outcome
from commonweal.plan.prepare import Prepared
from commonweal.plan.summary.spread import AS_WRITTEN, Axes, figures, spread_of, years_of

REST = "(rest)"
"""The name of what no single proposal's share explains: steps of cost that several
cross together, and beds counted nowhere else."""


def proposal_figures(plan: Prepared, out: Outcome) -> Iterator[pl.DataFrame]:
    """Each proposal's share of the change in the system's balance and bed-days.

    The shares and the rest sum to the change, in every draw.
    """
    codes = [proposal.code for proposal in plan.system.proposals]
    axes: Axes = {"year": years_of(plan), "proposal": [*codes, REST]}
    balance = (out.income_plan - out.cost_plan) - (out.income_nothing - out.cost_nothing)
    days = out.bed_days_plan - out.bed_days_nothing
    for code, shares, change in (
        ("money.by_proposal", out.by_proposal, balance.sum(axis=-1)),
        ("care.bed_days_by_proposal", out.bed_days_by_proposal, days.sum(axis=-1)),
    ):
        closed = with_rest(shares, change)
        yield figures(code, spread_of(closed), axes, "change")


def with_rest(shares: Array, change: Array) -> Array:
    """Shares with what they leave over, so that they sum to the change.

    Args:
        shares: shape (..., proposal).
        change: shape (...).

    Returns:
        Shape (..., proposal + 1). A rest below a millionth of the whole, or of a unit,
        is the noise of adding up, and is given to nobody: it is 0.

    >>> with_rest(np.array([[3.0, 4.0]]), np.array([10.0])).tolist()
    [[3.0, 4.0, 3.0]]
    """
    rest = change - shares.sum(axis=-1)
    noise = np.abs(rest) <= 1e-6 * (1.0 + np.abs(shares).sum(axis=-1) + np.abs(change))
    return np.concatenate([shares, np.where(noise, 0.0, rest)[..., None]], axis=-1)


def ask_figures(plan: Prepared) -> Iterator[pl.DataFrame]:
    """Capital asked for and in sight, and staff asked for."""
    years = years_of(plan)
    codes = [proposal.code for proposal in plan.system.proposals]
    asked = ledger.capital_asked_by_proposal(plan.system)
    funds = {
        "money.capital_in_sight": ledger.capital_by_year(plan.system, ledger.IN_SIGHT),
        "money.capital_secured": ledger.capital_by_year(plan.system, ledger.SECURED),
        "money.capital_asked": asked.sum(axis=1),
    }
    for code, by_year in funds.items():
        wholes: tuple[tuple[Array, Axes], ...] = ((by_year, {"year": years}), (by_year.sum(), {}))
        for values, about in wholes:
            values_of = {"central": np.asarray(values)}
            yield figures(code, values_of, about, "plan", status="assumed", why_not=AS_WRITTEN)
    if codes:
        by_proposal: Axes = {"year": years, "proposal": codes}
        for code, table in (
            ("money.capital_asked", asked),
            ("plan.staff_asked", ledger.staff_asked(plan.system)),
        ):
            yield figures(
                code,
                {"central": table},
                by_proposal,
                "plan",
                status="assumed",
                why_not=AS_WRITTEN,
            )
