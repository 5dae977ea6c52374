"""Readings: what a proposal does is its share, what it would do alone, or what is lost without it.

A year at a time, so that what is worked out for it stays small however many draws
there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.attribution import steps
from commonweal.attribution.beds import ALONE, LOST, SHARE, Opened, beds_opened, opened_by
from commonweal.attribution.by_year import SAMPLING_ERROR
from commonweal.attribution.counterfactuals import Counterfactuals
from commonweal.attribution.levels import change_sites
from commonweal.attribution.limits import put_in, shares_of_limits, with_limits
from commonweal.attribution.measures import (
    beds_needed_by_proposal,
    care_added_by_proposal,
    freed,
)
from commonweal.attribution.pounds import (
    Bills,
    CostSplit,
    Steps,
    bills_of,
    pounds_of_sites_and_places,
    split_of,
)
from commonweal.attribution.proposal_money import MoneyRows, money_rows
from commonweal.attribution.rows import Rows
from commonweal.attribution.steps import Stepped
from commonweal.attribution.structure import (
    ACTIVITY,
    BED_DAYS,
    WORKLOAD,
    Beds,
    Structure,
    structure_of,
)
from commonweal.base.figures.spread import DETAIL_DRAWS
from commonweal.base.numbers.cases import Index
from commonweal.base.numbers.chance import Array
from commonweal.care import CareInputs
from commonweal.engine import Carried, Prepared
from commonweal.money import Prices, prices_in

BEDS_NEEDED = "care.beds_needed_by_proposal"
BALANCE, CARE_COST = "money.by_proposal", "money.care_cost_by_proposal"
SAVED, ADDED = "money.saving_gross_by_proposal", "money.care_added_by_proposal"
RELEASED = "money.saving_cash_releasing_by_proposal"

DRAWS = 1024
"""Draws that are shared out at a time, so that their rows stay near the processor."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what a proposal does: its share, alone, or what is lost without it.

    Attributes:
        name: which.
        values: activity by which each change changes what it is of, shape
            (change, year, draw).
        structure: the rows the changes add up to.
        of_limits: which of the changes are what limits of beds do.
    """

    name: str
    values: Array
    structure: Structure
    of_limits: Index

    @property
    def draws(self) -> int:
        """How many draws it rests on, the central run among them."""
        return int(self.values.shape[-1])


@dataclass(frozen=True, slots=True)
class FixedInputs:
    """What no reading or year changes.

    Attributes:
        prices: of every draw.
        own: the proposals' own money.
        opened: who opens or closes beds.
        tried: orders of the proposals.
    """

    prices: Prices
    own: MoneyRows
    opened: Opened
    tried: steps.Tried


@dataclass(frozen=True, slots=True)
class YearSlice:
    """What the sharing of some draws of a year needs beside the changes.

    Attributes:
        at: the index of the year.
        some: which draws.
    """

    prepared: Prepared
    carried: Carried
    fixed: FixedInputs
    at: int
    some: slice

    @property
    def now(self) -> Array:
        """Prices with efficiency, shape (account, draw)."""
        return np.ascontiguousarray(self.fixed.prices.now[self.some, self.at].T)

    @property
    def nights(self) -> float:
        """In the year."""
        return float(self.prepared.care.nights[self.at])

    def released_of_all(self, payers: Rows) -> tuple[Array, Array]:
        """GBP that the whole plan frees, and saves, at the payer of each row, shape (row, draw)."""
        number = {code: n for n, code in enumerate(self.prepared.labels.organisations)}
        whose = [number[label[0]] for label in payers.label]
        saved = self.carried.saved
        released, avoided = (
            gbp[self.some, self.at].T[whose] for gbp in (saved.released, saved.avoided)
        )
        return released, released + avoided

    def steps_in(self, reading: str) -> Steps:
        """How steps of cost change, in one of the readings."""
        side = self.carried.plan if reading == LOST else self.carried.nothing

        def changed(who: Stepped, changes: Array) -> tuple[Array, Array | None]:
            given = side.care.given[self.some, self.at]
            activity = np.ascontiguousarray(given.T)[who.pair]
            if reading == SHARE:
                return steps.shared(who, activity, changes, self.fixed.tried)
            apart = steps.alone if reading == ALONE else steps.lost
            return apart(who, activity, changes), None

        return changed


def fixed_inputs(prepared: Prepared, carried: Carried) -> FixedInputs:
    """What no reading or year changes."""
    prices = prices_in(prepared.money, carried.cases)
    bodies = prepared.labels.organisations
    own = money_rows(prepared.money, bodies, carried.cases, prices.proposals)
    tried = steps.in_orders([proposal.code for proposal in prepared.plan.proposals])
    return FixedInputs(prices, own, opened_by(prepared.care), tried)


def readings_of(
    prepared: Prepared, carried: Carried, apart: Counterfactuals, fixed: FixedInputs
) -> tuple[Reading, ...]:
    """The three ways to read what a proposal does."""
    care, money, changes = prepared.care, prepared.money, prepared.care.acting.changes
    (own, of_own), (lost, of_lost) = (
        with_limits(care, index) for index in (changes.own, changes.lost)
    )
    share = put_in(carried.share, _shared_limits(care, carried, fixed), of_own)
    where, opened, rows = change_sites(care), fixed.opened, fixed.own.rows
    structure = structure_of(care, money, where, own, of_own, opened, rows)
    return (
        Reading(SHARE, share, structure, of_own),
        Reading(ALONE, put_in(apart.alone, apart.alone_limits, of_own), structure, of_own),
        Reading(
            LOST,
            put_in(apart.lost, apart.lost_limits, of_lost),
            structure_of(care, money, where, lost, of_lost, opened, rows),
            of_lost,
        ),
    )


def _shared_limits(care: CareInputs, carried: Carried, fixed: FixedInputs) -> Array:
    """Each proposal's part of what the limits of beds do, shape (proposal and item, year, draw)."""
    if care.night_inputs is None:
        return np.zeros((0, len(care.nights), len(carried.cases)))
    return shares_of_limits(care, carried, fixed.tried)


MeasureRows = tuple[str, Rows, Array]
"""A measure, its rows, and their values, shape (row, draw)."""


def rows_in(
    reading: Reading,
    prepared: Prepared,
    carried: Carried,
    fixed: FixedInputs,
    at: int,
    ceiling: float,
) -> list[MeasureRows]:
    """Every measure of organisations and the system in a reading and year.

    Args:
        at: the index of the year.
        ceiling: share of open beds that may be full on an average night.

    Returns:
        Values of shape (row, draw); or (row, 1) where they are the same in every draw, as
        before the first proposal starts.
    """
    if not (reading.values[:, at].any() or prepared.care.acting.strength[at].any()):
        one = YearSlice(prepared, carried, fixed, at, slice(0, 1))
        return _with_own_money(reading, fixed, at, list(_rows_of(reading, one, ceiling)))
    return _in_blocks(
        reading.draws,
        lambda some: _rows_of(reading, YearSlice(prepared, carried, fixed, at, some), ceiling),
    )


def finer_rows_in(
    reading: Reading,
    prepared: Prepared,
    carried: Carried,
    fixed: FixedInputs,
    at: int,
    ceiling: float,
) -> list[MeasureRows]:
    """Every measure of sites and places in a reading and year, in the first draws.

    Args:
        at: the index of the year.
        ceiling: share of open beds that may be full on an average night.
    """
    structure = reading.structure
    split = split_of(structure.costing, structure.sites, reading.values[:, at, 0])
    return _in_blocks(
        min(reading.draws, DETAIL_DRAWS + 1),
        lambda some: _finer_rows_of(
            reading, YearSlice(prepared, carried, fixed, at, some), split, ceiling
        ),
    )


def _in_blocks(draws: int, rows_of: Callable[[slice], Iterable[MeasureRows]]) -> list[MeasureRows]:
    """Rows of many draws, worked out some draws at a time."""
    found = list[MeasureRows]()
    for first in range(0, draws, DRAWS):
        some = slice(first, min(first + DRAWS, draws))
        for n, (measure, rows, values) in enumerate(rows_of(some)):
            if first == 0:
                found.append((measure, rows, np.empty((len(values), draws))))
            found[n][2][:, some] = values
    return found


def _with_own_money(
    reading: Reading, fixed: FixedInputs, at: int, rows: list[MeasureRows]
) -> list[MeasureRows]:
    """The rows of a year in which nothing acts yet: the proposals' own money may be there."""
    structure = reading.structure
    own = fixed.own.in_year(at, slice(0, reading.draws))
    if not own.any():
        return rows
    nothing = np.zeros((len(structure.costing.payers), reading.draws))
    balance = structure.balance.of(np.concatenate([nothing, own]))
    whole = {
        structure.balance.about: balance,
        structure.balance_of_all.about: structure.balance_of_all.of(balance),
    }
    return [
        (measure, each, whole[each.about] if measure == BALANCE else values)
        for measure, each, values in rows
    ]


def _rows_of(reading: Reading, year: YearSlice, ceiling: float) -> Iterator[MeasureRows]:
    """Rows of organisations and the system, straight from the changes."""
    structure = reading.structure
    values = np.ascontiguousarray(reading.values[:, year.at, year.some])
    yield ACTIVITY, structure.activity, structure.activity.of(values)
    for rows in structure.workload:
        yield WORKLOAD, rows, rows.of(values)
    opened = _opened(reading, year)
    for beds in structure.beds:
        yield from _bed_rows(beds, year, beds.needing.of(values), opened, ceiling)
    bills = _bills(reading, year, structure.pairs.of(values))
    yield CARE_COST, structure.costing.payers, bills.payers
    yield CARE_COST, structure.care_of_all, structure.care_of_all.of(bills.payers)
    if reading.name == SHARE:
        payers, saved = structure.costing.payers, structure.care_of_all.of(bills.saved)
        yield SAVED, payers, bills.saved
        yield SAVED, structure.care_of_all, saved
        of_payers = freed(bills.saved, *year.released_of_all(payers))
        yield RELEASED, structure.care_of_all, structure.care_of_all.of(of_payers)
        of_all = structure.care_of_all.of(bills.payers)
        yield ADDED, structure.care_of_all, care_added_by_proposal(of_all, saved)
    own = year.fixed.own.in_year(year.at, year.some)
    balance = structure.balance.of(np.concatenate([-bills.payers, own]))
    yield BALANCE, structure.balance, balance
    yield BALANCE, structure.balance_of_all, structure.balance_of_all.of(balance)
    if bills.error is not None and reading.name == SHARE:
        yield SAMPLING_ERROR, structure.care_of_all, structure.care_of_all.of(bills.error)


def _finer_rows_of(
    reading: Reading, year: YearSlice, split: CostSplit, ceiling: float
) -> Iterator[MeasureRows]:
    """Rows of sites and places."""
    structure, how = reading.structure, reading.structure.costing
    values = np.ascontiguousarray(reading.values[:, year.at, year.some])
    residents, at_sites = structure.residents.of(values), structure.sites.of(values)
    yield ACTIVITY, structure.residents, residents
    nights = structure.nights_of_places.of(residents)
    yield BED_DAYS, structure.nights_of_places, nights
    needed = beds_needed_by_proposal(nights, year.nights, ceiling)
    yield BEDS_NEEDED, structure.nights_of_places, needed
    yield WORKLOAD, structure.of_sites, structure.of_sites.of(at_sites)
    beds, asked = structure.beds_of_sites, structure.sites_asked.of(values)
    opened = _opened(reading, year)
    yield from _bed_rows(beds, year, beds.needing.of(asked), opened, ceiling)
    steps = _bills(reading, year, how.pairs.of(at_sites)).steps
    tables = year.prepared.money.costs
    sites, places = pounds_of_sites_and_places(
        how, tables, values, at_sites, year.now, steps, split
    )
    yield CARE_COST, how.sites.total, sites
    yield CARE_COST, how.by_place, places


def _opened(reading: Reading, year: YearSlice) -> Array:
    """Beds that each entry opens or closes, shape (entry, draw)."""
    fixed, care = year.fixed, year.prepared.care
    return beds_opened(fixed.opened, care, year.at, year.some, reading.name, fixed.tried)


def _bills(reading: Reading, year: YearSlice, changes: Array) -> Bills:
    """What the changes cost those who pay."""
    tables, steps_in = year.prepared.money.costs, year.steps_in(reading.name)
    return bills_of(reading.structure.costing, tables, changes, year.now, steps_in)


def _bed_rows(
    beds: Beds, year: YearSlice, days: Array, opened: Array, ceiling: float
) -> Iterator[MeasureRows]:
    """Bed-days, and beds needed, open and spare."""
    more, needed = beds.opening.of(opened), beds_needed_by_proposal(days, year.nights, ceiling)
    yield BED_DAYS, beds.needing, days
    yield BEDS_NEEDED, beds.needing, needed
    yield "care.beds_open_by_proposal", beds.opening, more
    spare = beds.spare.of(np.concatenate([-needed, more]))
    yield "care.beds_spare_by_proposal", beds.spare, spare
