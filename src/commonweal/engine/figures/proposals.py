"""Figures of proposals: what they ask for, and where it would come from."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from commonweal.base.figures.spread import AS_WRITTEN, Axes, figures
from commonweal.base.numbers.chance import Array
from commonweal.engine.prepare import Prepared, years_of
from commonweal.plan import ledger


def ask_figures(prepared: Prepared) -> Iterator[pl.DataFrame]:
    """Capital asked for and in sight, and staff asked for."""
    years = years_of(prepared)
    codes = [proposal.code for proposal in prepared.plan.proposals]
    asked = ledger.capital_asked_by_proposal(prepared.plan)
    funds = {
        "money.capital_in_sight": ledger.capital_by_year(prepared.plan, ledger.IN_SIGHT),
        "money.capital_secured": ledger.capital_by_year(prepared.plan, ledger.SECURED),
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
            ("plan.staff_asked", ledger.staff_asked(prepared.plan)),
        ):
            yield figures(
                code,
                {"central": table},
                by_proposal,
                "plan",
                status="assumed",
                why_not=AS_WRITTEN,
            )
