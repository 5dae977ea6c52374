"""Shared: everything a plan changes, shared out among its proposals, year by year.

A year at a time, so that what is worked out for it stays small however many draws
there are: each measure is summed up to its central number and its ends, and dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.attribution import steps
from commonweal.attribution.apart import Apart, Kept, apart_in
from commonweal.attribution.beds import ALONE, CHANGE, LOST, Opened, beds_opened, opened_by
from commonweal.attribution.by_year import SAMPLING_ERROR, Told, summed, told_of
from commonweal.attribution.levels import where_of
from commonweal.attribution.measures import beds_needed_by_proposal
from commonweal.attribution.overlaps import overlaps, pounds_twice
from commonweal.attribution.pounds import Split, Steps, pounds, split_of
from commonweal.attribution.rows import Rows, adding_up
from commonweal.attribution.steps import Stepped
from commonweal.attribution.structure import ACTIVITY, BED_DAYS, Structure, structure_of
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.threads import at_once
from commonweal.engine.accounts import Prices, prices
from commonweal.engine.evaluate import Outcome
from commonweal.engine.own_money import own_money
from commonweal.engine.prepare import Prepared

BEDS_NEEDED = "care.beds_needed_by_proposal"
BALANCE, CARE_COST = "money.by_proposal", "money.care_cost_by_proposal"

DRAWS = 1024
"""Draws that are shared out at a time, so that their rows stay near the processor."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Who did what.

    Attributes:
        told: every measure at every level in every world.
        money: GBP in cash by which each proposal changes the system's balance, its share,
            shape (proposal, year, draw).
        bed_days: the same of bed-days at the system's sites.
    """

    told: tuple[Told, ...]
    money: Array
    bed_days: Array


@dataclass(frozen=True, slots=True)
class World:
    """One way to tell what a proposal does: its share, alone, or what is lost without it.

    Attributes:
        scenario: its name.
        values: activity by which each piece changes what it stands at.
        structure: the rows the pieces add up to.
    """

    scenario: str
    values: Kept
    structure: Structure


@dataclass(frozen=True, slots=True)
class Own:
    """The proposals' own money, by the organisation that pays or receives it.

    Attributes:
        rows: by proposal and organisation.
        gbp: what each line adds to its organisation's balance, shape (line, year, draw).
    """

    rows: Rows
    gbp: Array

    def in_year(self, at: int, some: slice) -> Array:
        """The rows' pounds in some draws of a year, shape (row, draw)."""
        return self.rows.of(np.ascontiguousarray(self.gbp[:, at, some]))


def own_by_body(prepared: Prepared, price: Array) -> Own:
    """The proposals' own money.

    Args:
        price: prices of the proposals' costs against the price year, shape (draw, year).
    """
    lines = tuple(own_money(prepared, prepared.draws, price))
    whose = np.array([line.proposal for line in lines], dtype=np.intp)
    bodies = [(prepared.where.organisations[line.organisation],) for line in lines]
    gbp = np.array([line.to_balance.T for line in lines])
    return Own(adding_up(("organisation",), whose, bodies), gbp.reshape(-1, *price.T.shape))


@dataclass(frozen=True, slots=True)
class Inputs:
    """What no world or year changes.

    Attributes:
        prices: of every draw.
        own: the proposals' own money.
        opened: who opens or closes beds.
        tried: orders of the proposals.
    """

    prices: Prices
    own: Own
    opened: Opened
    tried: steps.Tried


@dataclass(frozen=True, slots=True)
class Year:
    """What the sharing of some draws of a year needs beside the pieces.

    Attributes:
        plan, out: the plan and what it comes to.
        at: the year's place among the years.
        some: which draws.
        inputs: what no year changes.
    """

    prepared: Prepared
    out: Outcome
    at: int
    some: slice
    inputs: Inputs

    @property
    def now(self) -> Array:
        """Prices with efficiency, shape (account, draw)."""
        return np.ascontiguousarray(self.inputs.prices.now[self.some, self.at].T)

    @property
    def nights(self) -> float:
        """In the year."""
        return float(self.prepared.plan.years[self.at].nights)

    def steps_in(self, scenario: str) -> Steps:
        """How steps of cost change, in one of the worlds."""

        def changed(who: Stepped, changes: Array) -> tuple[Array, Array | None]:
            given = self.out.given_plan if scenario == LOST else self.out.given_nothing
            activity = np.ascontiguousarray(given[self.some, self.at].T)[who.pair]
            if scenario == CHANGE:
                return steps.shared(who, activity, changes, self.inputs.tried)
            told = steps.alone if scenario == ALONE else steps.lost
            return told(who, activity, changes), None

        return changed


def who_did_what(prepared: Prepared, out: Outcome, ceiling: float) -> Shared:
    """Share out everything a plan changes.

    Args:
        ceiling: share of open beds that may be full on an average night.
    """
    inputs, apart = inputs_of(prepared), apart_in(prepared, out)
    worlds, both = worlds_of(prepared, out, apart, inputs), overlaps(prepared, where_of(prepared))
    codes = [proposal.code for proposal in prepared.plan.proposals]
    shape = (len(codes), len(prepared.plan.years), len(prepared.draws))
    whole = {measure: np.zeros(shape) for measure in (BALANCE, BED_DAYS)}

    def of_year(at: int) -> list[Told]:
        found = []
        for world in worlds:
            for measure, rows, values in rows_in(world, prepared, out, inputs, at, ceiling):
                told = summed(measure, world.scenario, rows, values, codes)
                found.append(told.in_draws(len(prepared.draws)))
                if world.scenario == CHANGE and rows.about == () and measure in whole:
                    whole[measure][:, at] = values
        year = Year(prepared, out, at, slice(0, len(prepared.draws)), inputs)
        twice = apart.overlap.in_year(at)
        gbp = pounds_twice(both, prepared, twice, year.now)
        care = both.care.of(twice)
        found.append(summed("care.overlap", CHANGE, both.care, care, both.pairs))
        found.append(summed("money.overlap", CHANGE, both.money, gbp, both.pairs))
        return found

    by_year = list(at_once(of_year, range(len(prepared.plan.years))))
    return Shared(told_of(by_year), whole[BALANCE], whole[BED_DAYS])


def inputs_of(prepared: Prepared) -> Inputs:
    """What no world or year changes."""
    starts = np.array([year.starts_in for year in prepared.plan.years], dtype=float)
    base, price = prepared.plan.base_year, prepared.plan.price_year
    found = prices(prepared.accounts, prepared.draws, starts - base, starts - price)
    tried = steps.in_orders([proposal.code for proposal in prepared.plan.proposals])
    return Inputs(found, own_by_body(prepared, found.own), opened_by(prepared), tried)


def worlds_of(prepared: Prepared, out: Outcome, apart: Apart, inputs: Inputs) -> tuple[World, ...]:
    """The three ways to tell what a proposal does."""
    where, opened, money = where_of(prepared), inputs.opened, inputs.own.rows
    own = structure_of(prepared, where, prepared.pieces.own, opened, money)
    return (
        World(CHANGE, Kept(out.share[..., 0], out.share), own),
        World(ALONE, apart.alone, own),
        World(LOST, apart.lost, structure_of(prepared, where, prepared.pieces.lost, opened, money)),
    )


def rows_in(
    world: World, prepared: Prepared, out: Outcome, inputs: Inputs, at: int, ceiling: float
) -> list[tuple[str, Rows, Array]]:
    """Every measure at every level in a world and year: its rows and their draws.

    Args:
        at: the year's place among the years.
        ceiling: share of open beds that may be full on an average night.

    Returns:
        The measure, its rows, and their values, shape (row, draw); or (row, 1) where they are
        the same in every draw, as before the first proposal starts.
    """
    if not world.values.draws[:, at].any() and not prepared.strength[at].any():
        return _before_any(world, prepared, out, inputs, at, ceiling)
    split = split_of(world.structure.costing, world.structure.sites, world.values.central[:, at])
    draws, found = len(prepared.draws), list[tuple[str, Rows, Array]]()
    for first in range(0, draws, DRAWS):
        some = slice(first, min(first + DRAWS, draws))
        year = Year(prepared, out, at, some, inputs)
        for n, (measure, rows, values) in enumerate(_rows_of(world, year, split, ceiling)):
            if first == 0:
                found.append((measure, rows, np.empty((len(values), draws))))
            found[n][2][:, some] = values
    return found


def _before_any(
    world: World, prepared: Prepared, out: Outcome, inputs: Inputs, at: int, ceiling: float
) -> list[tuple[str, Rows, Array]]:
    """The rows of a year in which nothing acts yet: only the proposals' own money is there."""
    structure, every = world.structure, slice(0, len(prepared.draws))
    split = split_of(structure.costing, structure.sites, world.values.central[:, at])
    found = list(_rows_of(world, Year(prepared, out, at, slice(0, 1), inputs), split, ceiling))
    own = inputs.own.in_year(at, every)
    if not own.any():
        return found
    nothing = np.zeros((len(structure.costing.payers), len(prepared.draws)))
    balance = structure.balance.of(np.concatenate([nothing, own]))
    whole = {
        structure.balance.about: balance,
        structure.balance_of_all.about: structure.balance_of_all.of(balance),
    }
    return [
        (measure, rows, whole[rows.about] if measure == BALANCE else values)
        for measure, rows, values in found
    ]


def _rows_of(
    world: World, year: Year, split: Split, ceiling: float
) -> Iterator[tuple[str, Rows, Array]]:
    values = world.values.in_year(year.at, year.some)
    structure = world.structure
    residents, at_sites = structure.residents.of(values), structure.sites.of(values)
    yield ACTIVITY, structure.residents, residents
    for measure, rows in structure.of_residents:
        told = rows.of(residents)
        yield measure, rows, told
        if measure == BED_DAYS:
            yield BEDS_NEEDED, rows, beds_needed_by_proposal(told, year.nights, ceiling)
    for measure, rows in structure.of_sites:
        yield measure, rows, rows.of(at_sites)
    yield from _beds(world, year, at_sites, ceiling)
    yield from _money(world, year, values, at_sites, split)


def _beds(
    world: World, year: Year, at_sites: Array, ceiling: float
) -> Iterator[tuple[str, Rows, Array]]:
    """Bed-days, and beds needed, open and spare."""
    inputs = year.inputs
    opened = beds_opened(
        inputs.opened, year.prepared, year.at, year.some, world.scenario, inputs.tried
    )
    for beds in world.structure.beds:
        days, more = beds.needing.of(at_sites), beds.opening.of(opened)
        needed = beds_needed_by_proposal(days, year.nights, ceiling)
        yield BED_DAYS, beds.needing, days
        yield BEDS_NEEDED, beds.needing, needed
        yield "care.beds_open_by_proposal", beds.opening, more
        spare = beds.spare.of(np.concatenate([-needed, more]))
        yield "care.beds_spare_by_proposal", beds.spare, spare


def _money(
    world: World, year: Year, values: Array, at_sites: Array, split: Split
) -> Iterator[tuple[str, Rows, Array]]:
    """What care costs, and what is left of it in the balance."""
    structure, how, books = world.structure, world.structure.costing, year.prepared.accounts
    steps_in = year.steps_in(world.scenario)
    told = pounds(how, books, values, at_sites, year.now, steps_in, split)
    yield CARE_COST, how.payers, told.payers
    yield CARE_COST, how.sites.total, told.sites
    yield CARE_COST, how.by_place, told.places
    yield CARE_COST, structure.care_of_all, structure.care_of_all.of(told.payers)
    own = year.inputs.own.in_year(year.at, year.some)
    balance = structure.balance.of(np.concatenate([-told.payers, own]))
    yield BALANCE, structure.balance, balance
    yield BALANCE, structure.balance_of_all, structure.balance_of_all.of(balance)
    if told.error is not None and world.scenario == CHANGE:
        yield SAMPLING_ERROR, structure.care_of_all, structure.care_of_all.of(told.error)
