"""The money of a plan as arrays, before any case is carried.

Cost rows of one body with one share of pay rise in price alike, so they are one
account, and all of it that is linear in activity is summed up before any draw.
Steps of cost are not linear: they are counted row by row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.base.numbers.chance import Array
from commonweal.care import CareInputs, Index
from commonweal.money.costs import pay_share_of_all
from commonweal.money.proposal_money import MoneyLine, Parts, lines_of, running_costs
from commonweal.place import Labels
from commonweal.statistics import Draws


@dataclass(frozen=True, slots=True)
class CostTables:
    """The money tables as arrays.

    Attributes:
        body: which organisation bears each account, shape (account, organisation), 1 or 0.
        pay_share: share of each that is pay, shape (account,).
        fixed: GBP a year, shape (account,).
        variable: GBP for a unit of activity, shape (organisation-and-service, account).
        step_pair: the organisation-and-service that drives each row with steps.
        step_units: units one step of it carries.
        step_gbp: GBP for each step, shape (stepped row, account).
        growth: codes of the assumptions that incomes grow with.
        received, paid: GBP a year that comes to each organisation, and that it pays to
            others of the system, shape (growth, organisation).
        received_once, paid_once: the same of the base year alone.
        own_pay_share: share of the system's fixed cost that is pay: what a proposal's
            own costs rise with.
        middle: central value of each assumption about growth of prices and incomes.
    """

    body: Array
    pay_share: Array
    fixed: Array
    variable: Array
    step_pair: Index
    step_units: Array
    step_gbp: Array
    growth: tuple[str, ...]
    received: Array
    paid: Array
    received_once: Array
    paid_once: Array
    own_pay_share: float
    middle: dict[str, float]


def cost_tables(
    tables: Mapping[str, pl.DataFrame],
    labels: Labels,
    pairs: tuple[tuple[int, int], ...],
    central: Mapping[str, float],
) -> CostTables:
    """Cost tables from the tables `costs` and `income`.

    Args:
        pairs: every organisation-and-service, in the order of the result.
        central: central value of each assumption.
    """
    rows = list(tables["costs"].iter_rows(named=True))
    names = sorted({(row["organisation"], row["pay_share"]) for row in rows})
    account = {name: n for n, name in enumerate(names)}
    pair_of = {pair: n for n, pair in enumerate(pairs)}
    body, fixed = np.zeros((len(names), len(labels.organisations))), np.zeros(len(names))
    variable = np.zeros((len(pairs), len(names)))
    stepped = []
    for row in rows:
        o, s = labels.organisations.index(row["given_by"]), labels.services.index(row["service"])
        pair, a = pair_of[o, s], account[row["organisation"], row["pay_share"]]
        body[a, labels.organisations.index(row["organisation"])] = 1.0
        fixed[a] += row["fixed_gbp"]
        variable[pair, a] += row["variable_gbp"]
        if row["step_units"] is not None and row["step_gbp"]:
            stepped.append((pair, a, row["step_units"], row["step_gbp"]))
    step_gbp = np.zeros((len(stepped), len(names)))
    for n, (_, a, _, gbp) in enumerate(stepped):
        step_gbp[n, a] = gbp
    pay_share = np.array([share for _, share in names])
    growth = tuple(tables["income"]["grows_with"].unique().sort())
    return CostTables(
        body=body,
        pay_share=pay_share,
        fixed=fixed,
        variable=variable,
        step_pair=np.array([pair for pair, *_ in stepped], dtype=np.intp),
        step_units=np.array([units for _, _, units, _ in stepped]),
        step_gbp=step_gbp,
        own_pay_share=float(pay_share_of_all(fixed, pay_share)),
        growth=growth,
        middle={
            code: central[code] for code in (*growth, "money.pay_growth", "money.price_growth")
        },
        **_incomes(tables["income"], labels, growth),
    )


def _incomes(income: pl.DataFrame, labels: Labels, growth: tuple[str, ...]) -> dict[str, Array]:
    names = ("received", "paid", "received_once", "paid_once")
    out = {name: np.zeros((len(growth), len(labels.organisations))) for name in names}
    for row in income.iter_rows(named=True):
        when = "" if row["recurrent"] else "_once"
        at = growth.index(row["grows_with"])
        out[f"received{when}"][at, labels.organisations.index(row["organisation"])] += row["gbp"]
        if row["paid_by"] is not None:
            out[f"paid{when}"][at, labels.organisations.index(row["paid_by"])] += row["gbp"]
    return out


@dataclass(frozen=True, slots=True)
class MoneyLuck:
    """The uncertain numbers of money in every draw; the first row is the central run.

    Attributes:
        assumptions: code -> growth of prices and incomes a year, efficiency; shape (draw,).
        running_cost: of proposals, GBP a year, shape (draw, running cost).
    """

    assumptions: Mapping[str, Array]
    running_cost: Array


@dataclass(frozen=True, slots=True)
class MoneyInputs:
    """Money of a plan, ready to be carried through cases.

    Attributes:
        since_base, since_prices: years since the base year and the price year, shape (year,).
        costs: the money tables.
        lines: the proposals' own money.
        luck: of every draw.
        gbp_changed, gbp_moved, gbp_nights: GBP of each account for a unit of what changes of
            residents' care, of what moves between sites, and of nights that beds limit.
    """

    since_base: Array
    since_prices: Array
    costs: CostTables
    lines: tuple[MoneyLine, ...]
    luck: MoneyLuck
    gbp_changed: Array
    gbp_moved: Array
    gbp_nights: Array


def money_inputs(
    tables: Mapping[str, pl.DataFrame],
    care: CareInputs,
    parts: Parts,
    draws: Draws,
    *,
    years: tuple[int, ...],
    price_year: int,
    central: Mapping[str, float],
) -> MoneyInputs:
    """Sum the money of a plan up.

    Args:
        parts: of every proposal, each with the index of its proposal.
        draws: of every uncertain number.
        years: the years they start in; the first is the base year.
        central: central value of each assumption.
    """
    costs = cost_tables(tables, care.labels, care.givers.pairs, central)
    return MoneyInputs(
        since_base=care.since_base,
        since_prices=np.array(years, dtype=float) - price_year,
        costs=costs,
        lines=lines_of(parts, care.labels.organisations, care.acting.strength, years),
        luck=MoneyLuck(draws, draws.stack(running_costs(parts))),
        gbp_changed=care.givers.pairs_residents @ costs.variable,
        gbp_moved=care.acting.moves.to_pairs @ costs.variable,
        gbp_nights=costs.variable[[] if care.night_inputs is None else care.night_inputs.pair],
    )
