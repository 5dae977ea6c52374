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
from commonweal.plan import accounts
from commonweal.plan.luck import Draws
from commonweal.plan.prepare import Prepared

BLOCK = 64
"""Draws in a block. Measured on South Yorkshire: from 48 to 128 the time is the same to a
twentieth; with 8 it is half as much again, with 256 a tenth more. docs/explanation/speed.md"""


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
    row, way = plan.baseline.places(plan.draws.variant, plan.draws.health_share)
    whole: dict[str, Array] = {}
    for first in range(0, total, BLOCK):
        last = min(first + BLOCK, total)
        activity = plan.baseline.between(row[first:last], way[first:last])
        part = _block(plan, plan.draws.part(first, last), activity)
        for name, values in part.items():
            if name not in whole:
                whole[name] = np.empty((total, *values.shape[1:]))
            whole[name][first:last] = values
        progress(last)
    return Outcome(**{field.name: whole[field.name] for field in fields(Outcome)})


def _block(plan: Prepared, luck: Draws, activity: Array) -> dict[str, Array]:
    years = np.array([year.starts_in for year in plan.system.years])
    since_base = (years - plan.system.base_year).astype(float)
    since_prices = (years - plan.system.price_year).astype(float)

    # People, their health, and growth that neither explains.
    every = len(plan.where.places) * len(plan.where.services)
    need = activity[..., :every]
    growth = demand.growth_since_base(luck.growth[:, None, :], since_base[:, None])
    wanted = need * np.tile(growth, len(plan.where.places))

    # What the proposals leave, take away and send elsewhere.
    cells = activity[..., every:] * growth[..., plan.cell_service]
    kept, gone = _gone(luck.size[:, None, plan.act_effect], plan.act_strength, plan.act_begins)
    # Where an effect turns out to do harm there is more care, and none elsewhere is spared for it.
    sent = np.maximum(gone, 0.0) * luck.ratio[:, None, plan.act_effect]
    arriving = cells[..., plan.arrivals.cell] * sent[..., plan.arrivals.act]
    removed = cells * (1.0 - kept[..., plan.cell_signature])
    change = _gather(arriving, plan.arrivals.to, len(plan.changed))
    change -= _gather(removed, plan.cell_at, len(plan.changed))
    wanted_plan = wanted.copy()
    wanted_plan[..., plan.changed] += change

    # Where care is given; moves between sites act on what is left there.
    moves, moving = plan.moves, plan.changed_pairs
    at_source = wanted @ moves.from_all + change @ moves.from_residents[plan.changed]
    _, leaving = _gone(
        np.maximum(luck.size[:, None, moves.effect], 0.0),
        plan.strength[:, moves.proposal] * moves.reach,
        moves.begins,
    )
    moved = at_source[..., moves.source] * leaving
    given = wanted @ plan.pairs_all
    given_plan = given.copy()
    given_plan[..., moving] += (
        change @ plan.pairs_residents[:, moving] + moved @ moves.to_pairs[:, moving]
    )
    bed_days = wanted @ plan.beds_all
    bed_days_plan = bed_days + change @ plan.beds_residents + moved @ moves.to_beds

    # Money, organisation by organisation.
    prices = accounts.prices(plan.accounts, luck, since_base, since_prices)
    spent = accounts.spending(plan.accounts, given, given_plan, moving, prices)
    income, paid_on, once = accounts.income(plan.accounts, luck, since_prices)
    own = _proposal_money(plan, luck, years, prices.own)
    none = np.array(0.0)

    # Each proposal's share: exact for all that is linear in activity.
    price = prices.now @ plan.gbp_changed.T
    pounds_shared = _shares(
        plan,
        gone,
        cells * price[..., plan.cell_at],
        arriving * price[..., plan.arrivals.to],
        moved * (prices.now @ plan.gbp_moved.T),
    )
    bed_days_shared = _shares(
        plan,
        gone,
        cells,
        arriving,
        moved,
        plan.beds_residents.sum(axis=1),
        moves.to_beds.sum(axis=1),
    )
    return {
        "need": need,
        "wanted_nothing": wanted,
        "wanted_plan": wanted_plan,
        "given_nothing": given,
        "given_plan": given_plan,
        "bed_days_nothing": bed_days,
        "bed_days_plan": bed_days_plan,
        "beds_open": beds.beds_open(plan.beds_planned, _beds_opened(plan, luck)),
        "cost_nothing": costs.cost(spent.nothing, paid_on, none, none),
        "cost_plan": costs.cost(spent.plan, paid_on, own["running"], own["double"]),
        "services_nothing": spent.nothing,
        "services_plan": spent.plan,
        "income_nothing": income,
        "income_plan": income + own["one_off"],
        "one_off": money.one_off(once + own["one_off"], own["double"]),
        "released": spent.released,
        "avoided": spent.avoided,
        "by_proposal": own["by_proposal"] - pounds_shared,
        "bed_days_by_proposal": bed_days_shared,
        "efficiency": prices.efficiency,
    }


def _gone(size: Array, strength: Array, begins: np.ndarray) -> tuple[Array, Array]:
    """What each set of effects leaves, and the share gone through each; none of no effects."""
    kept = share_kept(size, strength)
    return shares_gone(kept, begins) if len(begins) else (kept, kept)


def _gather(values: Array, to: np.ndarray, size: int, worth: Array | float = 1.0) -> Array:
    """Sum the last axis, each times its worth, into the places `to` names.

    A product with a matrix that is nearly all noughts: faster than adding at indices.
    """
    into = np.zeros((values.shape[-1], size))
    into[np.arange(values.shape[-1]), to] = worth
    return np.asarray(values @ into)


def _shares(
    plan: Prepared,
    gone: Array,
    cells: Array,
    arriving: Array,
    moved: Array,
    worth: Array | None = None,
    worth_moved: Array | float = 1.0,
) -> Array:
    """What each proposal adds to a total that is linear in activity.

    Args:
        gone: share gone through each act, shape (draw, year, act).
        cells: what each touched cell adds to the total if nothing changes.
        arriving, moved: what each arrival, and each move between sites, adds to it.
        worth, worth_moved: what a unit adds, of what is `changed` and of each move;
            left out where the three are told as what they add.

    Returns:
        Shape (draw, year, proposal).
    """
    proposals = len(plan.system.proposals)
    each = np.ones(len(plan.changed)) if worth is None else worth
    per_signature = _gather(cells, plan.cell_signature, len(plan.act_begins), each[plan.cell_at])
    lost = gone * per_signature[..., plan.act_signature]
    out = _gather(arriving, plan.arrivals.proposal, proposals, each[plan.arrivals.to])
    out -= _gather(lost, plan.act_proposal, proposals)
    out += _gather(moved, plan.moves.proposal, proposals, worth_moved)
    return out


def _beds_opened(plan: Prepared, luck: Draws) -> Array:
    out = np.zeros((len(luck), len(plan.system.years), len(plan.bed_sites)))
    for e, (proposal, effect) in enumerate(plan.effects):
        if effect.kind == "beds":
            site = plan.bed_sites.index(plan.where.sites.index(str(effect.from_site)))
            out[..., site] += luck.size[:, e, None] * plan.strength[:, proposal]
    return out


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
