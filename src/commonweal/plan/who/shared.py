"""Shared: everything a plan changes, shared out among its proposals, year by year.

A year at a time, so that what is worked out for it stays small however many draws
there are: each measure is summed up to its central number and its ends, and dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.base.chance import Array
from commonweal.base.threads import at_once
from commonweal.plan.accounts import Prices, prices
from commonweal.plan.engine import Kept, Outcome
from commonweal.plan.own_money import own_money
from commonweal.plan.prepare import Prepared
from commonweal.plan.who import steps
from commonweal.plan.who.beds import ALONE, CHANGE, LOST, Opened, beds_opened, opened_by
from commonweal.plan.who.collected import Told, summed, told_of
from commonweal.plan.who.levels import where_of
from commonweal.plan.who.measures import beds_needed_by_proposal, sampling_error_by_proposal
from commonweal.plan.who.overlaps import overlaps, pounds_twice
from commonweal.plan.who.pounds import Steps, pounds
from commonweal.plan.who.sharing import Rows, adding_up
from commonweal.plan.who.steps import Driver
from commonweal.plan.who.structure import ACTIVITY, BED_DAYS, Structure, structure_of

BALANCE, CARE_COST = "money.by_proposal", "money.care_cost_by_proposal"
SAMPLING_ERROR = "money.sampling_error_by_proposal"


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

    def in_year(self, at: int) -> Array:
        """The rows' pounds in a year, shape (row, draw)."""
        return self.rows.of(np.ascontiguousarray(self.gbp[:, at]))


def own_by_body(plan: Prepared, price: Array) -> Own:
    """The proposals' own money.

    Args:
        price: prices of the proposals' costs against the price year, shape (draw, year).
    """
    lines = tuple(own_money(plan, plan.draws, price))
    whose = np.array([line.proposal for line in lines], dtype=np.intp)
    bodies = [(plan.where.organisations[line.organisation],) for line in lines]
    gbp = np.array([line.to_balance.T for line in lines])
    return Own(adding_up(("organisation",), whose, bodies), gbp.reshape(-1, *price.T.shape))


@dataclass(frozen=True, slots=True)
class Year:
    """What a year's sharing needs beside the pieces.

    Attributes:
        plan, out: the plan and what it comes to.
        at: the year's place among the years.
        now: prices with efficiency, shape (account, draw).
        per_bed: bed-days that a bed carries in the year.
        own: the proposals' own money.
        opened: who opens or closes beds.
        tried: orders of the proposals.
    """

    plan: Prepared
    out: Outcome
    at: int
    now: Array
    own: Own
    opened: Opened
    tried: steps.Tried

    def steps_in(self, scenario: str) -> Steps:
        """How steps of cost change, in one of the worlds."""

        def changed(driver: Driver, changes: Array, units: float) -> tuple[Array, Array | None]:
            before = self.out.given_nothing[:, self.at, driver.pair]
            if scenario == CHANGE:
                return steps.shared(before, changes, units, self.tried, driver.proposals)
            if scenario == ALONE:
                return steps.alone(before, changes, units), None
            after = self.out.given_plan[:, self.at, driver.pair]
            return steps.lost(after, changes, units), None

        return changed


def who_did_what(plan: Prepared, out: Outcome, ceiling: float) -> Shared:
    """Share out everything a plan changes.

    Args:
        ceiling: share of open beds that may be full on an average night.
    """
    inputs = inputs_of(plan)
    worlds, both = worlds_of(plan, out, inputs), overlaps(plan, where_of(plan))
    codes = [proposal.code for proposal in plan.system.proposals]
    shape = (len(codes), len(plan.system.years), len(plan.draws))
    whole = {measure: np.zeros(shape) for measure in (BALANCE, BED_DAYS)}

    def of_year(year: Year) -> list[Told]:
        found = []
        for world in worlds:
            for measure, rows, values in rows_in(world, year, ceiling):
                found.append(summed(measure, world.scenario, rows, values, codes))
                if world.scenario == CHANGE and rows.about == () and measure in whole:
                    whole[measure][:, year.at] = values
        twice = out.overlap.in_year(year.at)
        gbp = pounds_twice(both, plan, twice, year.now)
        care = both.care.of(twice)
        found.append(summed("care.overlap", CHANGE, both.care, care, both.pairs))
        found.append(summed("money.overlap", CHANGE, both.money, gbp, both.pairs))
        return found

    by_year = list(at_once(of_year, years_in(plan, out, inputs)))
    return Shared(told_of(by_year), whole[BALANCE], whole[BED_DAYS])


@dataclass(frozen=True, slots=True)
class Inputs:
    """What no world or year changes.

    Attributes:
        prices: of every draw.
        own: the proposals' own money.
        opened: who opens or closes beds.
    """

    prices: Prices
    own: Own
    opened: Opened


def inputs_of(plan: Prepared) -> Inputs:
    """What no world or year changes."""
    starts = np.array([year.starts_in for year in plan.system.years], dtype=float)
    base, price = plan.system.base_year, plan.system.price_year
    found = prices(plan.accounts, plan.draws, starts - base, starts - price)
    return Inputs(found, own_by_body(plan, found.own), opened_by(plan))


def worlds_of(plan: Prepared, out: Outcome, inputs: Inputs) -> tuple[World, ...]:
    """The three ways to tell what a proposal does."""
    where, opened, money = where_of(plan), inputs.opened, inputs.own.rows
    own = structure_of(plan, where, plan.pieces.own, opened, money)
    return (
        World(CHANGE, out.share, own),
        World(ALONE, out.alone, own),
        World(LOST, out.lost, structure_of(plan, where, plan.pieces.lost, opened, money)),
    )


def years_in(plan: Prepared, out: Outcome, inputs: Inputs) -> Iterator[Year]:
    """What each year's sharing needs."""
    tried = steps.in_orders([p.code for p in plan.system.proposals])
    for at in range(len(plan.system.years)):
        now = np.ascontiguousarray(inputs.prices.now[:, at].T)
        yield Year(plan, out, at, now, inputs.own, inputs.opened, tried)


def rows_in(world: World, year: Year, ceiling: float) -> Iterator[tuple[str, Rows, Array]]:
    """Every measure at every level in a world and year: its rows and their draws.

    Args:
        ceiling: share of open beds that may be full on an average night.

    Returns:
        The measure, its rows, and their values, shape (row, draw).
    """
    values = world.values.in_year(year.at)
    structure = world.structure
    residents, at_sites = structure.residents.of(values), structure.sites.of(values)
    yield ACTIVITY, structure.residents, residents
    for measure, rows in structure.of_residents:
        yield measure, rows, rows.of(residents)
    for measure, rows in structure.of_sites:
        yield measure, rows, rows.of(at_sites)
    yield from _beds(world, year, at_sites, ceiling)
    yield from _money(world, year, values, at_sites)


def _beds(
    world: World, year: Year, at_sites: Array, ceiling: float
) -> Iterator[tuple[str, Rows, Array]]:
    """Bed-days, and beds needed, open and spare."""
    nights = float(year.plan.system.years[year.at].nights)
    opened = beds_opened(year.opened, year.plan, year.at, world.scenario, year.tried)
    for beds in world.structure.beds:
        days, more = beds.needing.of(at_sites), beds.opening.of(opened)
        needed = beds_needed_by_proposal(days, nights, ceiling)
        yield BED_DAYS, beds.needing, days
        yield "care.beds_needed_by_proposal", beds.needing, needed
        yield "care.beds_open_by_proposal", beds.opening, more
        spare = beds.spare.of(np.concatenate([-needed, more]))
        yield "care.beds_spare_by_proposal", beds.spare, spare


def _money(
    world: World, year: Year, values: Array, at_sites: Array
) -> Iterator[tuple[str, Rows, Array]]:
    """What care costs, and what is left of it in the balance."""
    structure, how, books = world.structure, world.structure.costing, year.plan.accounts
    told = pounds(how, books, values, at_sites, year.now, year.steps_in(world.scenario))
    yield CARE_COST, how.payers, told.payers
    yield CARE_COST, how.sites.total, told.sites
    yield CARE_COST, how.by_place, told.places
    yield CARE_COST, structure.care_of_all, structure.care_of_all.of(told.payers)
    own = year.own.in_year(year.at)
    balance = structure.balance.of(np.concatenate([-told.payers, own]))
    yield BALANCE, structure.balance, balance
    yield BALANCE, structure.balance_of_all, structure.balance_of_all.of(balance)
    if told.error is not None and world.scenario == CHANGE:
        error = sampling_error_by_proposal(structure.care_of_all.of(told.error).T)
        yield SAMPLING_ERROR, structure.care_of_all, error[:, None]
