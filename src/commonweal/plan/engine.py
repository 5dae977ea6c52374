"""The engine: a prepared plan in every draw and every year, both scenarios at once.

Everything that is linear is a product with a matrix summed up beforehand; only
then come the parts that are not (steps of cost, beds that cannot fall below
none). Draws are taken a block at a time so that a block stays near the
processor. The method it carries out is told in `plan/run.py`; that the two
agree to a billionth is held by a cell-by-cell reference in the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from commonweal.base.chance import Array
from commonweal.care import beds, demand
from commonweal.care.effects import share_kept, shares_gone
from commonweal.money import balance as money
from commonweal.money import costs
from commonweal.plan.luck import Draws
from commonweal.plan.prepare import Prepared

BLOCK = 64
"""Draws in a block. Measured: from 32 to 128 the speed is the same, beyond it falls."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan comes to. Every array's first two axes are draw and year.

    `nothing` is if nothing changes; `plan` with the proposals. The third axis is
    place-and-service for `wanted`, organisation-and-service for `given`, site for
    bed-days and beds, organisation for money, proposal for `by_proposal`.

    Attributes:
        need: activity of residents from people and health alone.
        wanted_nothing, wanted_plan: activity of residents, all growth in.
        given_nothing, given_plan: activity at each organisation.
        bed_days_nothing, bed_days_plan: bed-days a year.
        beds_open: beds open with the plan.
        cost_nothing, cost_plan, income_nothing, income_plan: GBP in cash.
        services_nothing, services_plan: GBP in cash for care alone.
        one_off: GBP in cash with the plan that comes once, less costs that come once.
        released, avoided: GBP in cash saved on care, by organisation.
        by_proposal: GBP in cash by which each changes the system's balance.
        bed_days_by_proposal: bed-days by which each changes the system's.
        efficiency: what efficiency leaves of a cost, shape (draw, year).
    """

    need: Array
    wanted_nothing: Array
    wanted_plan: Array
    given_nothing: Array
    given_plan: Array
    bed_days_nothing: Array
    bed_days_plan: Array
    beds_open: Array
    cost_nothing: Array
    cost_plan: Array
    services_nothing: Array
    services_plan: Array
    income_nothing: Array
    income_plan: Array
    one_off: Array
    released: Array
    avoided: Array
    by_proposal: Array
    bed_days_by_proposal: Array
    efficiency: Array


def evaluate(plan: Prepared, progress: Callable[[int], None] = lambda done: None) -> Outcome:
    """Carry a prepared plan through every draw.

    Args:
        progress: told how many draws are done, after each block.
    """
    total = len(plan.draws)
    whole: dict[str, Array] = {}
    for first in range(0, total, BLOCK):
        last = min(first + BLOCK, total)
        part = _block(plan, plan.draws.part(first, last))
        for name, values in part.items():
            if name not in whole:
                whole[name] = np.empty((total, *values.shape[1:]))
            whole[name][first:last] = values
        progress(last)
    return Outcome(**{field.name: whole[field.name] for field in fields(Outcome)})


def _block(plan: Prepared, luck: Draws) -> dict[str, Array]:
    years = np.array([year.starts_in for year in plan.system.years])
    since_base = (years - plan.system.base_year).astype(float)
    since_prices = (years - plan.system.price_year).astype(float)

    # People, their health, and growth that neither explains.
    services = len(plan.where.services)
    cell_need = np.stack(
        [b.at(luck.variant, luck.health_share[:, t]) for t, b in enumerate(plan.baselines)], axis=1
    )
    need = np.add.reduceat(cell_need, plan.cell_begins, axis=-1)
    growth = demand.growth_since_base(luck.growth[:, None, :], since_base[:, None])
    wanted = need * np.tile(growth, len(plan.where.places))

    # What the proposals leave, take away and send elsewhere.
    acts = np.array([act.effect for act in plan.acts], dtype=np.intp)
    kept_each = share_kept(luck.size[:, None, acts], plan.act_strength)
    if len(acts):
        kept, gone = shares_gone(kept_each, plan.act_begins)
    else:
        kept = gone = np.zeros((*need.shape[:2], 0))
    touched = plan.touched
    cells = cell_need[..., touched] * growth[..., plan.cells.service[touched]]
    removed = cells * (1.0 - kept[..., plan.cells.signature[touched] - 1])
    go = plan.arrivals
    arriving = cells[..., go.cell] * gone[..., go.act] * luck.ratio[:, None, go.effect]
    out_of = plan.cells.place[touched] * services + plan.cells.service[touched]
    change = _gather(arriving, go.to, wanted.shape[-1])
    change -= _gather(removed, out_of, wanted.shape[-1])

    # Where care is given; moves between sites act on what is left there.
    given_nothing = wanted @ plan.pairs_all
    bed_days_nothing = wanted @ plan.beds_all
    moves = plan.moves
    at_source = wanted @ moves.from_all + change @ moves.from_residents
    move_strength = plan.strength[:, moves.proposal] * moves.reach
    if len(moves.effect):
        _, leaving = shares_gone(
            share_kept(luck.size[:, None, moves.effect], move_strength), moves.begins
        )
        moved = at_source[..., moves.source] * leaving
    else:
        moved = np.zeros((*need.shape[:2], 0))
    given_plan = given_nothing + change @ plan.pairs_residents + moved @ moves.to_pairs
    bed_days_plan = bed_days_nothing + change @ plan.beds_residents + moved @ moves.to_beds

    # Money, organisation by organisation.
    purse, bearers = plan.purse, len(plan.where.organisations)
    pay, prices = (
        luck.assumptions[f"money.{kind}_growth"][:, None, None] for kind in ("pay", "price")
    )
    pay_shares, of_row = np.unique(purse.pay_share, return_inverse=True)
    index = costs.price_index(pay, prices, pay_shares, since_prices[:, None])
    efficiency = costs.efficiency_left(luck.assumptions["money.efficiency"][:, None], since_base)
    per_row = (index * efficiency[..., None])[..., of_row]
    now, before = given_plan[..., purse.cost_pair], given_nothing[..., purse.cost_pair]
    steps_now, steps_before = (costs.steps(units, purse.step_units) for units in (now, before))
    no_rows = np.array(1.0)
    rows_plan, rows_nothing = (
        costs.cost_of_service(
            units, purse.fixed, stepped, purse.step_gbp, purse.variable, per_row, no_rows
        )
        for units, stepped in ((now, steps_now), (before, steps_before))
    )
    released, avoided = _savings(plan, now, before, steps_now, steps_before, per_row)
    services_plan = _gather(rows_plan, purse.cost_bearer, bearers)
    services_nothing = _gather(rows_nothing, purse.cost_bearer, bearers)
    income, paid_on, once = _income(plan, luck, since_prices)
    price = costs.price_index(pay, prices, np.array(_pay_share(plan)), since_prices[:, None])
    extra = _proposal_money(plan, luck, years, price[..., 0])
    cost_nothing = costs.cost(services_nothing, paid_on, np.array(0.0), np.array(0.0))
    cost_plan = costs.cost(services_plan, paid_on, extra["running"], extra["double"])

    # Each proposal's share: exact for all that is linear in activity.
    price_of_pair = _gather(per_row * purse.variable, purse.cost_pair, len(plan.pairs))
    price_of_wanted = price_of_pair @ plan.pairs_residents.T
    price_of_move = price_of_pair @ moves.to_pairs.T
    bed_days_of_wanted = plan.beds_residents.sum(axis=1)
    effects_shared = _shares(plan, cells, gone, arriving, moved, price_of_wanted, price_of_move)
    bed_days_shared = _shares(
        plan,
        cells,
        gone,
        arriving,
        moved,
        np.broadcast_to(bed_days_of_wanted, wanted.shape),
        np.broadcast_to(moves.to_beds.sum(axis=1), moved.shape),
    )
    return {
        "need": need,
        "wanted_nothing": wanted,
        "wanted_plan": wanted + change,
        "given_nothing": given_nothing,
        "given_plan": given_plan,
        "bed_days_nothing": bed_days_nothing,
        "bed_days_plan": bed_days_plan,
        "beds_open": beds.beds_open(plan.beds_planned, _beds_opened(plan, luck)),
        "cost_nothing": cost_nothing,
        "cost_plan": cost_plan,
        "services_nothing": services_nothing,
        "services_plan": services_plan,
        "income_nothing": income,
        "income_plan": income + extra["one_off"],
        "one_off": money.one_off(once + extra["one_off"], extra["double"]),
        "released": released,
        "avoided": avoided,
        "by_proposal": extra["by_proposal"] - effects_shared,
        "bed_days_by_proposal": bed_days_shared,
        "efficiency": efficiency,
    }


def _gather(values: Array, to: np.ndarray, size: int) -> Array:
    """Sum the last axis into the places `to` names.

    A product with a matrix of noughts and ones: faster than adding at indices.
    """
    into = np.zeros((values.shape[-1], size))
    into[np.arange(values.shape[-1]), to] = 1.0
    return np.asarray(values @ into)


def _shares(
    plan: Prepared,
    cells: Array,
    gone: Array,
    arriving: Array,
    moved: Array,
    worth: Array,
    worth_of_move: Array,
) -> Array:
    """What each proposal adds to a total that is linear in activity.

    Args:
        cells: activity of each touched cell, shape (draw, year, touched cell).
        gone: share gone through each act, shape (draw, year, act).
        arriving, moved: activity that arrives, and that moves between sites.
        worth: what one unit of residents' activity adds, shape (draw, year, place-and-service).
        worth_of_move: what one unit moved adds, shape (draw, year, move).

    Returns:
        Shape (draw, year, proposal).
    """
    proposals = len(plan.system.proposals)
    touched, go = plan.touched, plan.arrivals
    at = plan.cells.place[touched] * len(plan.where.services) + plan.cells.service[touched]
    signatures = len(plan.cells.signatures) - 1
    per_signature = _gather(cells * worth[..., at], plan.cells.signature[touched] - 1, signatures)
    sizes = np.diff(np.append(plan.act_begins, len(plan.acts)))
    lost = gone * np.repeat(per_signature, sizes, axis=-1)
    out = _gather(arriving * worth[..., go.to], go.proposal, proposals)
    out -= _gather(lost, plan.act_proposal, proposals)
    out += _gather(moved * worth_of_move, plan.moves.proposal, proposals)
    return out


def _beds_opened(plan: Prepared, luck: Draws) -> Array:
    out = np.zeros((len(luck), len(plan.system.years), len(plan.bed_sites)))
    for e, (proposal, effect) in enumerate(plan.effects):
        if effect.kind == "beds":
            site = plan.bed_sites.index(plan.where.sites.index(str(effect.from_site)))
            out[..., site] += luck.size[:, e, None] * plan.strength[:, proposal]
    return out


def _income(plan: Prepared, luck: Draws, since_prices: Array) -> tuple[Array, Array, Array]:
    """Income of each organisation, what it pays on to others, and what is one-off of both."""
    purse, bearers = plan.purse, len(plan.where.organisations)
    shape = (len(luck), len(since_prices), len(purse.income_gbp))
    rows = np.empty(shape)
    for n, code in enumerate(purse.income_growth):
        growth = luck.assumptions[code][:, None]
        rows[..., n] = money.income(purse.income_gbp[n], growth, since_prices, np.array(0.0))
    rows[:, 1:, ~purse.recurrent] = 0.0

    def received_and_paid(of: np.ndarray) -> tuple[Array, Array]:
        inside = of & (purse.income_from >= 0)
        return (
            _gather(rows[..., of], purse.income_to[of], bearers),
            _gather(rows[..., inside], purse.income_from[inside], bearers),
        )

    received, paid_on = received_and_paid(np.ones(len(purse.recurrent), dtype=bool))
    came_once, paid_once = received_and_paid(~purse.recurrent)
    return received, paid_on, came_once - paid_once


def _proposal_money(
    plan: Prepared, luck: Draws, years: np.ndarray, price: Array
) -> dict[str, Array]:
    """Running costs, double running and one-off income of the proposals, in cash.

    Args:
        price: prices of the proposals' costs against the price year, shape (draw, year).
    """
    organisation = {code: i for i, code in enumerate(plan.where.organisations)}
    shape = (len(luck), len(years), len(organisation))
    running, double, one_off = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    by_proposal = np.zeros((*shape[:2], len(plan.system.proposals)))
    drawn = 0
    for n, proposal in enumerate(plan.system.proposals):
        for one in proposal.running_costs:
            gbp = luck.running_cost[:, drawn, None] * plan.strength[:, n] * price
            running[..., organisation[one.organisation]] += gbp
            by_proposal[..., n] -= gbp
            drawn += 1
        for two in proposal.double_running:
            gbp = np.where((years >= two.first) & (years <= two.last), two.gbp, 0.0) * price
            double[..., organisation[two.organisation]] += gbp
            by_proposal[..., n] -= gbp
        for once in proposal.one_off_income:
            gbp = np.where(years == once.year, once.gbp, 0.0)
            one_off[..., organisation[once.organisation]] += gbp
            by_proposal[..., n] += gbp
    return {"running": running, "double": double, "one_off": one_off, "by_proposal": by_proposal}


def _pay_share(plan: Prepared) -> float:
    """Share of the system's fixed cost that is pay: what a proposal's own costs rise with."""
    weight = plan.purse.fixed
    total = float(weight.sum())
    return float((plan.purse.pay_share * weight).sum()) / total if total else 0.0


def _savings(
    plan: Prepared, now: Array, before: Array, steps_now: Array, steps_before: Array, price: Array
) -> tuple[Array, Array]:
    """Saving on care by organisation: what is released and what is avoided, GBP in cash."""
    purse, bearers = plan.purse, len(plan.where.organisations)
    at_base = before[:, :1]
    freed, averted = costs.released_and_avoided(now, before, at_base)
    steps_freed, steps_averted = costs.released_and_avoided(
        steps_now, steps_before, costs.steps(at_base, purse.step_units)
    )
    return tuple(  # type: ignore[return-value]  # a pair, of a pair
        _gather(
            (units * purse.variable + stepped * purse.step_gbp) * price, purse.cost_bearer, bearers
        )
        for units, stepped in ((freed, steps_freed), (averted, steps_averted))
    )
