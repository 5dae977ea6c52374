"""Figures of the bridge: what is saved and added on care, and the proposals' own money."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from commonweal.base.figures.spread import Axes, figures, spread_of
from commonweal.base.numbers.cases import Cases
from commonweal.base.numbers.chance import Array
from commonweal.money.bridge import saving_gross
from commonweal.money.inputs import MoneyInputs
from commonweal.money.proposal_money import DOUBLE, ONCE, RUNNING
from commonweal.money.spending import Saved, prices_in
from commonweal.place import Labels

OWN_MONEY = {
    RUNNING: "money.running_cost",
    DOUBLE: "money.double_running",
    ONCE: "money.one_off_income",
}


def bridge_figures(
    money: MoneyInputs,
    cases: Cases,
    saved: Saved,
    labels: Labels,
    proposals: list[str],
    years: list[int],
) -> Iterator[pl.DataFrame]:
    """Every step of the bridge, of the system and of each organisation.

    Args:
        cases: every draw with the plan.
        saved: what the plan saves and adds on care.
        proposals: their codes; the proposals' own money is also given of each.
    """
    own = labels.inside
    bodies = [labels.organisations[o] for o in own]
    for code, gbp in (
        ("money.saving_gross", saving_gross(saved.released, saved.avoided)),
        ("money.care_added", saved.added),
    ):
        yield from _by_body(code, gbp, own, bodies, years)
    prices = prices_in(money, cases).proposals
    for kind, code in OWN_MONEY.items():
        of_bodies, of_proposals = _own_money(money, cases, prices, kind, len(proposals))
        yield from _by_body(code, of_bodies, own, bodies, years)
        if proposals:
            about: Axes = {"year": years, "proposal": proposals}
            yield figures(code, spread_of(of_proposals), about, "change")


def _by_body(
    code: str, gbp: Array, own: list[int], bodies: list[str], years: list[int]
) -> Iterator[pl.DataFrame]:
    yield figures(code, spread_of(gbp.sum(axis=-1)), {"year": years}, "change")
    about: Axes = {"year": years, "organisation": bodies}
    yield figures(code, spread_of(gbp[..., own]), about, "change")


def _own_money(
    money: MoneyInputs, cases: Cases, prices: Array, kind: str, proposals: int
) -> tuple[Array, Array]:
    """The proposals' own money of one kind, GBP in cash.

    Args:
        prices: of the proposals' costs against the price year, shape (case, year).

    Returns:
        By organisation, shape (case, year, organisation), and by proposal, likewise.
    """
    of_bodies = np.zeros((*prices.shape, money.costs.body.shape[1]))
    of_proposals = np.zeros((*prices.shape, proposals))
    running_cost = money.luck.running_cost[cases.rows]
    for line in money.lines:
        if line.kind == kind:
            gbp = line.gbp(running_cost, prices, cases)
            of_bodies[..., line.organisation] += gbp
            of_proposals[..., line.proposal] += gbp
    return of_bodies, of_proposals
