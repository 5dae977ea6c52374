"""The engine: a prepared plan in every draw and every year, both scenarios at once.

Everything that is linear is a product with a matrix summed up beforehand; only
then come the parts that are not (steps of cost, beds that cannot fall below
none). Draws are taken a block at a time so that a block stays near the
processor. The method it carries out is told in `plan/run.py`; that the two
agree to a billionth is held by a cell-by-cell reference in the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.threads import at_once
from commonweal.care import beds, demand
from commonweal.care.changes import Met, left_by, shares, sum_at
from commonweal.care.effects import share_kept
from commonweal.engine import accounts
from commonweal.engine.own_money import DOUBLE, ONCE, RUNNING, own_money
from commonweal.engine.prepare import Prepared
from commonweal.money import balance as money
from commonweal.money import costs
from commonweal.plan.luck import Draws

BLOCK = 192
"""Draws in a block. Measured on South Yorkshire with two threads: from 128 to 256 the time is
the same to a fifth; with 64 it is half as much again. docs/explanation/speed.md"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a plan comes to. Every array's first two axes are draw and year, but for `share`.

    `nothing` is if nothing changes; `plan` with the proposals. The third axis is
    place-and-service for `wanted`, organisation-and-service for `given`, site for
    bed-days and beds, organisation for money.

    Attributes:
        wanted_nothing, wanted_plan: activity of residents, all growth in.
        given_nothing, given_plan: activity at each organisation.
        bed_days_nothing, bed_days_plan: bed-days a year.
        beds_open: beds open with the plan.
        cost_nothing, cost_plan, income_nothing, income_plan: GBP in cash.
        services_nothing, services_plan: GBP in cash for care alone.
        one_off: GBP in cash with the plan that comes once, less costs that come once.
        released, avoided: GBP in cash saved on care, by organisation.
        efficiency: what efficiency leaves of a cost, shape (draw, year).
        share: activity by which each piece changes what it stands at, shape
            (piece, year, draw); of the pieces `own`.
    """

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
    efficiency: Array
    share: Array


def evaluate(prepared: Prepared, progress: Callable[[int], None] = lambda done: None) -> Outcome:
    """Carry a prepared plan through every draw.

    Args:
        progress: told how many draws are done, after each block.
    """
    total = len(prepared.draws)
    row, way = prepared.baseline.places(prepared.draws.variant, prepared.draws.health_share)
    whole: dict[str, Array] = {}

    def block(first: int) -> tuple[dict[str, Array], Array]:
        some = slice(first, first + BLOCK)
        activity = prepared.baseline.between(row[some], way[some])
        return _block(prepared, prepared.draws.part(first, first + BLOCK), activity)

    share = np.empty((len(prepared.pieces.own), len(prepared.plan.years), total))
    begins = range(0, total, BLOCK)
    for first, (values, pieces) in zip(begins, at_once(block, begins), strict=True):
        last = min(first + BLOCK, total)
        for name, part in values.items():
            if name not in whole:
                whole[name] = np.empty((total, *part.shape[1:]))
            whole[name][first:last] = part
        share[..., first:last] = pieces.swapaxes(1, 2)
        progress(last)
    return Outcome(share=share, **whole)


def wanted_and_met(prepared: Prepared, luck: Draws, activity: Array) -> tuple[Array, Met]:
    """What residents use if nothing changes, and what of it the proposals meet.

    Args:
        luck: a block of draws.
        activity: from people and their health, shape (draw, year, whole and cells).

    Returns:
        Activity of each place-and-service, shape (draw, year, place-and-service); and
        what the proposals meet.
    """
    years = np.array([year.starts_in for year in prepared.plan.years])
    since_base = (years - prepared.plan.base_year).astype(float)
    every = len(prepared.where.places) * len(prepared.where.services)
    growth = demand.growth_since_base(luck.growth[:, None, :], since_base[:, None])
    wanted = activity[..., :every] * np.tile(growth, len(prepared.where.places))
    moves, pieces = prepared.moves, prepared.pieces
    moving = np.maximum(luck.size[:, moves.effect], 0.0)
    met = Met(
        cells=_rows(activity[..., every:] * growth[..., prepared.cell_service]),
        left=left_by(pieces.acts, _logs(luck.size[:, prepared.act_effect], prepared.act_strength)),
        ratio=_rows(luck.ratio[:, None]),
        at_source=_rows(wanted @ moves.from_all),
        leaving=left_by(
            pieces.movers, _logs(moving, prepared.strength[:, moves.proposal] * moves.reach)
        ),
    )
    return wanted, met


def _block(prepared: Prepared, luck: Draws, activity: Array) -> tuple[dict[str, Array], Array]:
    years = np.array([year.starts_in for year in prepared.plan.years])
    since_base = (years - prepared.plan.base_year).astype(float)
    since_prices = (years - prepared.plan.price_year).astype(float)

    # People, their health, and growth that neither explains; what proposals leave, take
    # away and send elsewhere.
    moves, moving = prepared.moves, prepared.changed_pairs
    wanted, met = wanted_and_met(prepared, luck, activity)
    pieces = shares(prepared.pieces, met)
    total = np.ascontiguousarray(np.moveaxis(sum_at(prepared.pieces, pieces), 0, -1))
    change, moved = np.split(total, [len(prepared.changed)], axis=-1)
    wanted_plan = wanted.copy()
    wanted_plan[..., prepared.changed] += change

    # Where care is given.
    given = wanted @ prepared.pairs_all
    given_plan = given.copy()
    given_plan[..., moving] += (
        change @ prepared.pairs_residents[:, moving] + moved @ moves.to_pairs[:, moving]
    )
    bed_days = wanted @ prepared.beds_all
    bed_days_plan = bed_days + change @ prepared.beds_residents + moved @ moves.to_beds

    # Money, organisation by organisation.
    prices = accounts.prices(prepared.accounts, luck, since_base, since_prices)
    spent = accounts.spending(prepared.accounts, given, given_plan, moving, prices)
    income, paid_on, once = accounts.income(prepared.accounts, luck, since_prices)
    own = _own_money(prepared, luck, prices.own)
    none = np.array(0.0)

    values = {
        "wanted_nothing": wanted,
        "wanted_plan": wanted_plan,
        "given_nothing": given,
        "given_plan": given_plan,
        "bed_days_nothing": bed_days,
        "bed_days_plan": bed_days_plan,
        "beds_open": beds.beds_open(prepared.beds_planned, _beds_opened(prepared, luck)),
        "cost_nothing": costs.cost(spent.nothing, paid_on, none, none),
        "cost_plan": costs.cost(spent.plan, paid_on, own[RUNNING], own[DOUBLE]),
        "services_nothing": spent.nothing,
        "services_plan": spent.plan,
        "income_nothing": income,
        "income_plan": income + own[ONCE],
        "one_off": money.one_off(once + own[ONCE], own[DOUBLE]),
        "released": spent.released,
        "avoided": spent.avoided,
        "efficiency": prices.efficiency,
    }
    return values, pieces


def _logs(size: Array, strength: Array) -> Array:
    """Logarithm of what each effect leaves on its own, shape (act, draw, year)."""
    return _rows(np.log(share_kept(size[:, None], strength)))


def _rows(values: Array) -> Array:
    """What is last made first, so that each row of draws and years stands together."""
    return np.ascontiguousarray(np.moveaxis(values, -1, 0))


def _beds_opened(prepared: Prepared, luck: Draws) -> Array:
    out = np.zeros((len(luck), len(prepared.plan.years), len(prepared.bed_sites)))
    for e, (proposal, effect) in enumerate(prepared.effects):
        if effect.kind == "beds":
            site = prepared.bed_sites.index(prepared.where.sites.index(str(effect.from_site)))
            out[..., site] += luck.size[:, e, None] * prepared.strength[:, proposal]
    return out


def _own_money(prepared: Prepared, luck: Draws, price: Array) -> dict[str, Array]:
    """The proposals' own money by kind, in cash, each of shape (draw, year, organisation)."""
    shape = (*price.shape, len(prepared.where.organisations))
    out = {kind: np.zeros(shape) for kind in (RUNNING, DOUBLE, ONCE)}
    for one in own_money(prepared, luck, price):
        out[one.kind][..., one.organisation] += one.gbp
    return out
