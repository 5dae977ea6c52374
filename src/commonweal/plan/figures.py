"""Figures of proposals: what they ask for, and where it would come from."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from commonweal.base.figures.spread import AS_WRITTEN, Axes, figures
from commonweal.base.numbers.chance import Array
from commonweal.plan import ledger
from commonweal.plan.system import Plan


def ask_figures(plan: Plan) -> Iterator[pl.DataFrame]:
    """Capital asked for and in sight, and staff asked for."""
    years = [year.starts_in for year in plan.years]
    codes = [proposal.code for proposal in plan.proposals]
    asked = ledger.capital_asked_by_proposal(plan)
    funds = {
        "money.capital_in_sight": ledger.capital_by_year(plan, ledger.IN_SIGHT),
        "money.capital_secured": ledger.capital_by_year(plan, ledger.SECURED),
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
            ("plan.staff_asked", ledger.staff_asked(plan)),
        ):
            yield figures(
                code,
                {"central": table},
                by_proposal,
                "plan",
                status="assumed",
                why_not=AS_WRITTEN,
            )
