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

from commonweal.base.chance import Array
from commonweal.care.cells import Index
from commonweal.plan.accounts import Accounts
from commonweal.plan.pieces import Places
from commonweal.plan.prepare import Prepared
from commonweal.plan.who.levels import Level, Where, owner_of_site
from commonweal.plan.who.sharing import Label, Rows, adding_up, rows_of, side_by_side
from commonweal.plan.who.steps import Driver

Steps = Callable[[Driver, Array, float], tuple[Array, Array | None]]
"""Steps by which some changes of what drives a cost change it, and their error where orders
are sampled: told the driver, the changes, shape (row, draw), and the units of a step."""


@dataclass(frozen=True, slots=True)
class Finer:
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
    """How the changes that some pieces make become pounds.

    Attributes:
        pairs: rows by proposal, organisation and service, from those by site.
        pair: the plan's organisation-and-service of each.
        bills: (row of `pairs`, account) of each cost that they change.
        payers: rows that add the bills up by proposal and organisation that pays.
        sites, places: the finer rows.
        of_places: rows by place whose residents the care is for, straight from the pieces.
        by_place: rows that add those up and their steps.
        gbp, at: GBP of each account for a unit of each change, shape (change, account),
            and the change that each piece is of.
        drivers: what drives the stepped costs.
    """

    pairs: Rows
    pair: Index
    bills: tuple[tuple[int, int], ...]
    payers: Rows
    sites: Finer
    places: Finer
    of_places: Rows
    by_place: Rows
    gbp: Array
    at: Index
    drivers: tuple[Driver, ...]


def costing(plan: Prepared, where: Where, level: Level, sites: Rows, pieces: Places) -> Costing:
    """How the changes that some pieces make become pounds.

    Args:
        level: care by site and service, of outside the system too.
        sites: its rows.
    """
    owner, names, books = owner_of_site(plan), plan.where, plan.accounts
    given_by = [(owner[site], service) for site, service in sites.label]
    pairs = sites.added_up(("organisation", "service"), given_by)
    number = {(names.organisations[o], names.services[s]): n for n, (o, s) in enumerate(plan.pairs)}
    pair = np.array([number[label[0], label[1]] for label in pairs.label], dtype=np.intp)
    billed = (books.variable != 0) | (_steps_of_pair(books) != 0)
    bills = tuple((k, int(a)) for k, n in enumerate(pair) for a in np.flatnonzero(billed[n]))
    payer = [(names.organisations[int(books.body[a].argmax())],) for _, a in bills]
    names_of_places = tuple((place,) for place in names.places)
    of_places = rows_of(Level(("place",), names_of_places, where.residents), pieces)
    by_place = rows_of(_by_place(plan, where, level), pieces)
    places = _finer(by_place, pairs, [label[:2] for label in by_place.label], ("place",), 2)
    return Costing(
        pairs=pairs,
        pair=pair,
        bills=bills,
        payers=adding_up(
            ("organisation",), pairs.proposal[np.array([k for k, _ in bills], dtype=np.intp)], payer
        ),
        sites=_finer(sites, pairs, given_by, ("site",), 0),
        places=places,
        of_places=of_places,
        by_place=side_by_side(of_places, places.total),
        gbp=np.concatenate([plan.gbp_changed, plan.gbp_moved]),
        at=pieces.at,
        drivers=_drivers(books, pairs, pair),
    )


def _by_place(plan: Prepared, where: Where, sites: Level) -> Level:
    """Care by organisation, service and the place its patients are of."""
    owner, places = owner_of_site(plan), plan.where.places
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


def _steps_of_pair(books: Accounts) -> Array:
    """GBP of steps that each organisation-and-service drives, by account."""
    out = np.zeros_like(books.variable)
    np.add.at(out, books.step_pair, np.abs(books.step_gbp))
    return out


def _finer(rows: Rows, pairs: Rows, given_by: Sequence[Label], about: Label, at: int) -> Finer:
    """Rows finer than `pairs`.

    Args:
        given_by: the organisation and service of each.
        about: what more they are by, and `at` where it stands in their labels.
    """
    both = zip(pairs.proposal, pairs.label, strict=True)
    above = {(int(p), one): k for k, (p, one) in enumerate(both)}
    of_each = [above[int(p), one] for p, one in zip(rows.proposal, given_by, strict=True)]
    return Finer(
        rows=rows,
        above=np.array(of_each, dtype=np.intp),
        total=rows.added_up(about, [(label[at],) for label in rows.label]),
    )


def _drivers(books: Accounts, pairs: Rows, pair: Index) -> tuple[Driver, ...]:
    """What drives stepped costs and is changed by anyone."""
    found = []
    for n in np.unique(books.step_pair):
        rows, costs = np.flatnonzero(pair == n), np.flatnonzero(books.step_pair == n)
        if len(rows):
            found.append(Driver(int(n), rows, pairs.proposal[rows], costs))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Pounds:
    """GBP in cash by which each proposal changes what care costs in a year, shape (row, draw).

    Attributes:
        payers: by organisation that pays, rows of `Costing.payers`.
        sites, places: by site, and by place whose residents it is for: rows of
            `Costing.sites.total` and `Costing.by_place`.
        error: standard error of `payers`; None where no order was left untried.
    """

    payers: Array
    sites: Array
    places: Array
    error: Array | None


def pounds(
    how: Costing, books: Accounts, values: Array, at_sites: Array, now: Array, steps: Steps
) -> Pounds:
    """What the changes of one year cost.

    Args:
        values: the pieces' changes of activity, shape (piece, draw).
        at_sites: the changes by site and service, shape (row, draw).
        now: prices with efficiency, shape (account, draw).
        steps: how the steps of a cost change.
    """
    changes = how.pairs.of(at_sites)
    bills = np.empty((len(how.bills), values.shape[1]))
    for n, (row, account) in enumerate(how.bills):
        np.multiply(changes[row], now[account], out=bills[n])
        bills[n] *= books.variable[how.pair[row], account]
    errors = np.zeros_like(bills) if any(one.is_sampled for one in how.drivers) else None
    stepped = _stepped(how, books, changes, now, steps, bills, errors)
    price = {int(n): books.variable[n] @ now for n in np.unique(how.pair)}
    for_sites = np.empty_like(at_sites)
    for n, above in enumerate(how.sites.above):
        np.multiply(at_sites[n], price[int(how.pair[above])], out=for_sites[n])
    for_places = how.of_places.of(values * (how.gbp @ now)[how.at])
    steps_of_places = _put(how.places, how.places.rows.of(values[:, :1]), stepped)
    return Pounds(
        payers=how.payers.of(bills),
        sites=how.sites.total.of(for_sites) + _put(how.sites, at_sites[:, :1], stepped),
        places=how.by_place.of(np.concatenate([for_places, steps_of_places])),
        error=None if errors is None else how.payers.of(errors),
    )


def _stepped(
    how: Costing,
    books: Accounts,
    changes: Array,
    now: Array,
    steps: Steps,
    bills: Array,
    errors: Array | None,
) -> Array:
    """Pounds of steps by organisation and service, which are put on the bills too."""
    bill_of = {bill: n for n, bill in enumerate(how.bills)}
    out = np.zeros_like(changes)
    for driver in how.drivers:
        for cost in driver.costs:
            account = int(np.abs(books.step_gbp[cost]).argmax())
            step = books.step_gbp[cost, account] * now[account]
            found, error = steps(driver, changes[driver.rows], float(books.step_units[cost]))
            for n, row in enumerate(driver.rows):
                gbp = found[n] * step
                out[row] += gbp
                bills[bill_of[int(row), account]] += gbp
                if errors is not None and error is not None:
                    errors[bill_of[int(row), account]] += error[n] * np.abs(step)
    return out


def _put(finer: Finer, central_run: Array, stepped: Array) -> Array:
    """A proposal's steps by site or place: as much of them as of its change in the central run.

    Args:
        central_run: the finer rows' changes in it, shape (row, 1).
    """
    central = np.abs(central_run[:, 0])
    whole = np.bincount(finer.above, central, minlength=len(stepped))
    each = np.bincount(finer.above, minlength=len(stepped))
    # Where nothing changes in the central run, each has as much as the next.
    changed = whole[finer.above] > 0
    part = np.where(changed, central, 1.0) / np.where(
        changed, whole[finer.above], each[finer.above]
    )
    shape = (len(finer.above), len(stepped))
    parts = csr_array((part, (range(len(part)), finer.above)), shape=shape)
    return np.asarray((finer.total.adds @ parts) @ stepped)
