"""Shared: everything a plan changes, shared out among its proposals, year by year.

A year at a time, so that what is worked out for it stays small however many draws
there are: each measure is summed up to its central number and its ends, and dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.base.chance import Array
from commonweal.plan.accounts import prices
from commonweal.plan.engine import Outcome
from commonweal.plan.own_money import own_money
from commonweal.plan.prepare import Prepared
from commonweal.plan.who import steps
from commonweal.plan.who.beds import ALONE, CHANGE, LOST, Opened, beds_opened, opened_by
from commonweal.plan.who.collected import Collected, Told
from commonweal.plan.who.levels import where_of
from commonweal.plan.who.measures import beds_needed_by_proposal, sampling_error_by_proposal
from commonweal.plan.who.overlaps import overlaps, pounds_twice
from commonweal.plan.who.pounds import Steps, pounds
from commonweal.plan.who.sharing import Rows, adding_up, side_by_side
from commonweal.plan.who.steps import Driver
from commonweal.plan.who.structure import BED_DAYS, Structure, structure_of

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
        values: activity by which each piece changes what it stands at, shape
            (piece, year, draw).
        structure: the rows the pieces add up to.
    """

    scenario: str
    values: Array
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
    worlds, both = worlds_of(plan, out), overlaps(plan, where_of(plan))
    codes = [proposal.code for proposal in plan.system.proposals]
    found = Collected(codes)
    shape = (len(codes), len(plan.system.years), len(plan.draws))
    whole = {measure: np.zeros(shape) for measure in (BALANCE, BED_DAYS)}
    for year in years_in(plan, out):
        for world in worlds:
            for measure, rows, values in rows_in(world, year, ceiling):
                found.add(measure, world.scenario, rows, values)
                if world.scenario == CHANGE and rows.about == () and measure in whole:
                    whole[measure][:, year.at] = values
        twice = np.ascontiguousarray(out.overlap[:, year.at])
        found.add("care.overlap", CHANGE, both.care, both.care.of(twice), both.pairs)
        pounds_of = pounds_twice(both, plan, twice, year.now)
        found.add("money.overlap", CHANGE, both.money, pounds_of, both.pairs)
    return Shared(found.told(), whole[BALANCE], whole[BED_DAYS])


def worlds_of(plan: Prepared, out: Outcome) -> tuple[World, ...]:
    """The three ways to tell what a proposal does."""
    where = where_of(plan)
    own = structure_of(plan, where, plan.pieces.own)
    return (
        World(CHANGE, out.share, own),
        World(ALONE, out.alone, own),
        World(LOST, out.lost, structure_of(plan, where, plan.pieces.lost)),
    )


def rows_in(world: World, year: Year, ceiling: float) -> Iterator[tuple[str, Rows, Array]]:
    """Every measure at every level in a world and year: its rows and their draws.

    Args:
        ceiling: share of open beds that may be full on an average night.

    Returns:
        The measure, its rows, and their values, shape (row, draw).
    """
    values = np.ascontiguousarray(world.values[:, year.at])
    yield from _care(world, year, values, ceiling)
    yield from _money(world, year, values)


def years_in(plan: Prepared, out: Outcome) -> Iterator[Year]:
    """What each year's sharing needs."""
    starts = np.array([year.starts_in for year in plan.system.years], dtype=float)
    price = prices(
        plan.accounts, plan.draws, starts - plan.system.base_year, starts - plan.system.price_year
    )
    own = own_by_body(plan, price.own)
    opened, tried = opened_by(plan), steps.in_orders([p.code for p in plan.system.proposals])
    for at in range(len(starts)):
        now = np.ascontiguousarray(price.now[:, at].T)
        yield Year(plan, out, at, now, own, opened, tried)


def _care(
    world: World, year: Year, values: Array, ceiling: float
) -> Iterator[tuple[str, Rows, Array]]:
    """Activity, bed-days and beds."""
    for measure, rows in world.structure.activity:
        yield measure, rows, rows.of(values)
    nights = float(year.plan.system.years[year.at].nights)
    opened = beds_opened(year.opened, year.plan, year.at, world.scenario, year.tried)
    for needing, opening in zip(world.structure.nights, year.opened.rows, strict=True):
        days, more = needing.of(values), opening.of(opened)
        needed = beds_needed_by_proposal(days, nights, ceiling)
        both = side_by_side(needing, opening)
        yield BED_DAYS, needing, days
        yield "care.beds_needed_by_proposal", needing, needed
        yield "care.beds_open_by_proposal", opening, more
        yield (
            "care.beds_spare_by_proposal",
            both,
            both.of(np.concatenate([-needed, more])),
        )


def _money(world: World, year: Year, values: Array) -> Iterator[tuple[str, Rows, Array]]:
    """What care costs, and what is left of it in the balance."""
    how, plan = world.structure.costing, year.plan
    told = pounds(how, plan.accounts, values, year.now, year.steps_in(world.scenario))
    whole = _of_the_system(how.payers, plan)
    yield CARE_COST, how.payers, told.payers
    yield CARE_COST, how.sites.total, told.sites
    yield CARE_COST, how.by_place, told.places
    yield CARE_COST, whole, whole.of(told.payers)
    balance = side_by_side(how.payers, year.own.rows)
    gbp = balance.of(np.concatenate([-told.payers, year.own.in_year(year.at)]))
    total = _of_the_system(balance, plan)
    yield BALANCE, balance, gbp
    yield BALANCE, total, total.of(gbp)
    if told.error is not None and world.scenario == CHANGE:
        error = sampling_error_by_proposal(whole.of(told.error).T)
        yield SAMPLING_ERROR, whole, error[:, None]


def _of_the_system(rows: Rows, plan: Prepared) -> Rows:
    """Rows that add these up, one for each proposal of the plan."""
    return adding_up((), rows.proposal, [()] * len(rows), len(plan.system.proposals))
