"""Pounds: what the changes of care cost, to whom, where and for whose residents.

What a unit of care costs is the same at all sites of an organisation, so its pounds
follow its activity. Steps of cost are shared among the proposals that change what
drives them; what is one proposal's is then put to sites and places by how much of its
change of that care is there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]  # SciPy ships no types

from commonweal.attribution.levels import ChangeSites, Level
from commonweal.attribution.rows import NO_CHANGE, Label, Rows, adding_up, rows_of, side_by_side
from commonweal.attribution.steps import Stepped, stepped_by
from commonweal.base.numbers.chance import Array
from commonweal.care import CareInputs, ChangeIndex, Index
from commonweal.money import CostTables, MoneyInputs

Steps = Callable[[Stepped, Array], tuple[Array, Array | None]]
"""Steps by which some changes of what drives each cost change it, and their error where orders
are sampled: told the entries and their changes, shape (entry, draw)."""


@dataclass(frozen=True, slots=True)
class FinerRows:
    """Rows finer than those by organisation and service: by site too, or by place.

    Attributes:
        rows: by proposal, organisation and service, and site or place.
        above: the row by organisation and service that each is of.
        total: rows that add them up by proposal, and site or place.
    """

    rows: Rows
    above: Index
    total: Rows


@dataclass(frozen=True, slots=True)
class Costing:
    """How the changes become become pounds.

    Attributes:
        pairs: rows by proposal, organisation and service, from those by site.
        pair: the plan's organisation-and-service of each.
        bill_row, bill_account: row of `pairs`, and account, of each cost that they change.
        stepped: who changes what drives the stepped costs.
        step_bill, step_row: what adds each entry of those up to bills, and to rows of `pairs`.
        payers: rows that add the bills up by proposal and organisation that pays.
        sites, places: the finer rows.
        of_places: rows by place whose residents the care is for, straight from the changes.
        by_place: rows that add those up and their steps.
        gbp, at: GBP of each account for a unit of each change, shape (change, account),
            and the change that each is of.
    """

    pairs: Rows
    pair: Index
    bill_row: Index
    bill_account: Index
    stepped: Stepped
    step_bill: csr_array
    step_row: csr_array
    payers: Rows
    sites: FinerRows
    places: FinerRows
    of_places: Rows
    by_place: Rows
    gbp: Array
    at: Index


def costing(
    care: CareInputs,
    money: MoneyInputs,
    where: ChangeSites,
    level: Level,
    sites: Rows,
    changes: ChangeIndex,
) -> Costing:
    """How the changes become become pounds.

    Args:
        level: care by site and service, of outside the system too.
        sites: its rows.
    """
    owner, names, tables = care.labels.owner_of_site, care.labels, money.costs
    given_by = [(owner[site], service) for site, service in sites.label]
    pairs = sites.added_up(("organisation", "service"), given_by)
    number = {
        (names.organisations[o], names.services[s]): n for n, (o, s) in enumerate(care.givers.pairs)
    }
    pair = np.array([number[label[0], label[1]] for label in pairs.label], dtype=np.intp)
    billed = (tables.variable != 0) | (_steps_of_pair(tables) != 0)
    bills = [(k, int(a)) for k, n in enumerate(pair) for a in np.flatnonzero(billed[n])]
    payer = [(names.organisations[int(tables.body[a].argmax())],) for _, a in bills]
    bill_row, bill_account = np.array(bills, dtype=np.intp).reshape(-1, 2).T
    stepped = stepped_by(tables, pairs.proposal, pair)
    keys = zip(stepped.row.tolist(), stepped.account.tolist(), strict=True)
    step_bill = [bills.index(key) for key in keys]
    names_of_places = tuple((place,) for place in names.places)
    of_places = rows_of(Level(("place",), names_of_places, where.residents), changes)
    by_place = rows_of(_by_place(care, where, level), changes)
    places = _finer(by_place, pairs, [label[:2] for label in by_place.label], ("place",), 2)
    return Costing(
        pairs=pairs,
        pair=pair,
        bill_row=bill_row,
        bill_account=bill_account,
        stepped=stepped,
        step_bill=_adds(step_bill, len(bills)),
        step_row=_adds(stepped.row.tolist(), len(pairs)),
        payers=adding_up(("organisation",), pairs.proposal[bill_row], payer),
        sites=_finer(sites, pairs, given_by, ("site",), 0),
        places=places,
        of_places=of_places,
        by_place=side_by_side(of_places, places.total),
        gbp=np.concatenate([money.gbp_changed, money.gbp_moved, money.gbp_nights]),
        at=changes.at,
    )


def _by_place(care: CareInputs, where: ChangeSites, sites: Level) -> Level:
    """Care by organisation, service and the place its patients are of."""
    owner, places = care.labels.owner_of_site, care.labels.places
    whose = [(owner[site], service) for site, service in sites.labels]
    pairs = list(dict.fromkeys(whose))
    worth = np.zeros((len(sites.worth), len(pairs)))
    for n, one in enumerate(whose):
        worth[:, pairs.index(one)] += sites.worth[:, n]
    return Level(
        ("organisation", "service", "place"),
        tuple((*one, place) for one in pairs for place in places),
        (worth[:, :, None] * where.residents[:, None, :]).reshape(
            len(worth), len(pairs) * len(places)
        ),
    )


def _steps_of_pair(tables: CostTables) -> Array:
    """GBP of steps that each organisation-and-service drives, by account."""
    out = np.zeros_like(tables.variable)
    np.add.at(out, tables.step_pair, np.abs(tables.step_gbp))
    return out


def _finer(rows: Rows, pairs: Rows, given_by: Sequence[Label], about: Label, at: int) -> FinerRows:
    """Rows finer than `pairs`.

    Args:
        given_by: the organisation and service of each.
        about: what more they are by, and `at` where it stands in their labels.
    """
    both = zip(pairs.proposal, pairs.label, strict=True)
    above = {(int(p), one): k for k, (p, one) in enumerate(both)}
    of_each = [above[int(p), one] for p, one in zip(rows.proposal, given_by, strict=True)]
    return FinerRows(
        rows=rows,
        above=np.array(of_each, dtype=np.intp),
        total=rows.added_up(about, [(label[at],) for label in rows.label]),
    )


def _adds(into: list[int], rows: int) -> csr_array:
    """What adds things up into rows, shape (row, thing)."""
    return csr_array((np.ones(len(into)), (into, range(len(into)))), shape=(rows, len(into)))


@dataclass(frozen=True, slots=True)
class Bills:
    """GBP in cash by which each proposal changes what care costs in a year, shape (row, draw).

    Attributes:
        payers: by organisation that pays, rows of `Costing.payers`.
        saved: by how much it lowers the costs that it does lower, rows of `Costing.payers`.
        steps: steps of cost among that, by rows of `Costing.pairs`.
        error: standard error of `payers`; None where no order was left untried.
    """

    payers: Array
    saved: Array
    steps: Array
    error: Array | None


@dataclass(frozen=True, slots=True)
class CostSplit:
    """How much of a proposal's steps of cost is at each site, and for each place.

    Attributes:
        sites, places: what of each row of `Costing.pairs` comes to each row of
            `Costing.sites.total` and `Costing.places.total`.
    """

    sites: csr_array
    places: csr_array


def split_of(how: Costing, sites: Rows, central: Array) -> CostSplit:
    """How steps are split in a year: by how much of the change is where, in the central run.

    Args:
        sites: rows by site and service.
        central: the changes of activity in it, shape (change,).
    """
    pairs = len(how.pairs)
    at_places = how.places.rows.of(central[:, None])[:, 0]
    at_sites = sites.of(central[:, None])[:, 0]
    return CostSplit(_split(how.sites, at_sites, pairs), _split(how.places, at_places, pairs))


def _split(finer: FinerRows, changes: Array, pairs: int) -> csr_array:
    size = np.abs(changes)
    whole = np.bincount(finer.above, size, minlength=pairs)[finer.above]
    each = np.bincount(finer.above, minlength=pairs)[finer.above]
    # Where nothing changes in the central run, each has as much as the next.
    does_change = whole > NO_CHANGE
    part = np.where(does_change, size, 1.0) / np.where(does_change, whole, each)
    parts = csr_array((part, (range(len(part)), finer.above)), shape=(len(part), pairs))
    return csr_array(finer.total.adds @ parts)


def bills_of(how: Costing, tables: CostTables, changes: Array, now: Array, steps: Steps) -> Bills:
    """What the changes of one year cost those who pay.

    Args:
        changes: by organisation and service, rows of `Costing.pairs`, shape (row, draw).
        now: prices with efficiency, shape (account, draw).
        steps: how the steps of a cost change.
    """
    found, error = steps(how.stepped, changes[how.stepped.row])
    step = how.stepped.gbp * now[how.stepped.account]
    found *= step
    bills = changes[how.bill_row] * tables.variable[how.pair[how.bill_row], how.bill_account, None]
    bills *= now[how.bill_account]
    bills += how.step_bill @ found
    return Bills(
        payers=how.payers.of(bills),
        saved=how.payers.of(np.maximum(-bills, 0.0)),
        steps=how.step_row @ found,
        error=None if error is None else how.payers.of(how.step_bill @ (error * np.abs(step))),
    )


def pounds_of_sites_and_places(
    how: Costing,
    tables: CostTables,
    values: Array,
    at_sites: Array,
    now: Array,
    steps: Array,
    split: CostSplit,
) -> tuple[Array, Array]:
    """Where the pounds of a year are, and for whose residents they are.

    Args:
        values: the changes of activity, shape (change, draw).
        at_sites: the changes by site and service, shape (row, draw).
        now: prices with efficiency, shape (account, draw).
        steps: GBP of steps, as of `Bills`.
        split: where steps are.

    Returns:
        GBP by site, rows of `Costing.sites.total`, and by place, rows of `Costing.by_place`.
    """
    price = tables.variable[how.pair] @ now
    for_sites = at_sites * price[how.sites.above]
    for_places = how.of_places.of(values * (how.gbp @ now)[how.at])
    return (
        how.sites.total.of(for_sites) + split.sites @ steps,
        how.by_place.of(np.concatenate([for_places, split.places @ steps])),
    )
