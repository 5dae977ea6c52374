"""Prepare: everything of a plan that no draw changes, summed up once.

After this the plan is a handful of arrays: what each cell of people would use,
and which site, organisation and pound it leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.chance import Array
from commonweal.care.beds import planned_beds
from commonweal.care.cells import Baseline, Cells, Index, baseline_of, cells_of
from commonweal.care.demand import Rates, rates_from
from commonweal.care.effects import Act, all_effects
from commonweal.care.proposals import Effect
from commonweal.care.workload import Places, Workload, workload_from
from commonweal.people.health import Health, health_from
from commonweal.people.residents import Residents, residents_from
from commonweal.plan.luck import Draws, draw
from commonweal.plan.system import System

BED_DAY_UNIT = "bed_day"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Care that takes the place of care avoided or moved.

    One entry for each cell and act that sends care somewhere.

    Attributes:
        cell: the cell's place among the touched cells.
        act: the act's place among all acts.
        effect: the effect whose ratio applies.
        to: the place-and-service it arrives at.
        proposal: whose it is.
    """

    cell: Index
    act: Index
    effect: Index
    to: Index
    proposal: Index


@dataclass(frozen=True, slots=True)
class SiteMoves:
    """Effects that move care from one site to another.

    One entry for each effect and service; entries with one source stand together.

    Attributes:
        effect: the effect.
        reach: how much of the site's care it can touch, and for bed-days the length
            of the stays moved against the average.
        source: its place among the sources.
        begins: where each source's entries begin.
        from_all, from_residents: activity at each source from one unit of
            residents' activity, shapes (place-and-service, source).
        to_pairs: what one unit moved does to each organisation-and-service.
        to_beds: what it does to each site with beds.
        proposal: whose it is.
    """

    effect: Index
    reach: Array
    source: Index
    begins: Index
    from_all: Array
    from_residents: Array
    to_pairs: Array
    to_beds: Array
    proposal: Index


@dataclass(frozen=True, slots=True)
class Purse:
    """The money tables as arrays; each cost and income row is one column.

    Attributes:
        cost_pair: the organisation-and-service whose activity drives the row.
        cost_bearer: who bears it.
        fixed, step_units, step_gbp, variable, pay_share: of each row.
        income_to, income_from: who receives; who pays (-1: from outside).
        income_gbp, income_growth: of each row; the growth's assumption code.
        recurrent: whether it comes every year.
    """

    cost_pair: Index
    cost_bearer: Index
    fixed: Array
    step_units: Array
    step_gbp: Array
    variable: Array
    pay_share: Array
    income_to: Index
    income_from: Index
    income_gbp: Array
    income_growth: tuple[str, ...]
    recurrent: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan ready to be drawn."""

    system: System
    where: Places
    residents: Residents
    rates: Rates
    health: Health
    effects: tuple[tuple[int, Effect], ...]
    draws: Draws
    cells: Cells
    baselines: tuple[Baseline, ...]
    workload: Workload
    cell_begins: Index
    touched: Index
    acts: tuple[Act, ...]
    act_begins: Index
    act_proposal: Index
    act_strength: Array
    arrivals: Arrivals
    moves: SiteMoves
    pairs: tuple[tuple[int, int], ...]
    pairs_all: Array
    pairs_residents: Array
    bed_sites: tuple[int, ...]
    beds_all: Array
    beds_residents: Array
    beds_planned: Array
    purse: Purse
    strength: Array


def prepare(system: System, *, draws: int, seed: int) -> Prepared:
    """Sum a plan up and draw its luck.

    Args:
        draws: how many draws beside the central run.
        seed: the run's seed.
    """
    where = _places(system)
    years = tuple(year.starts_in for year in system.years)
    tables = system.tables
    residents = residents_from(
        tables["population"], tables["variants"], places=where.places, years=years
    )
    health = health_from(tables["life_expectancy"], tables["health_change"], years=years)
    rates = rates_from(tables["rates"], places=where.places, services=where.services)
    luck = draw(system, residents, health, where.services, draws=draws, seed=seed)
    effects = all_effects(system.proposals)
    parents = tuple(tables["services"]["stays_of"])
    cells = cells_of(effects, places=where.places, services=where.services, parents=parents)
    reach = (float(luck.health_share.min()), float(luck.health_share.max()))
    baselines = tuple(
        baseline_of(cells, residents, rates, health, year=t, reach=reach) for t in range(len(years))
    )
    begins = np.flatnonzero(np.diff(_place_service(cells.place, cells.service, where), prepend=-1))
    at_base = np.add.reduceat(
        baselines[0].at(np.array([residents.central]), np.zeros(1))[0], begins
    ).reshape(len(where.places), len(where.services))
    workload = workload_from(tables, where, at_base, reconcile=system.reconcile)
    strength = np.array([[p.strength_in(y) for p in system.proposals] for y in years])
    strength = strength.reshape(len(years), len(system.proposals))
    acts = tuple(act for signature in cells.signatures for act in signature)
    sizes = [len(signature) for signature in cells.signatures[1:]]
    act_proposal = np.array([effects[act.effect][0] for act in acts], dtype=np.intp)
    pairs = _pairs(system, where, workload)
    counts_beds = np.array([unit == BED_DAY_UNIT for unit in tables["services"]["unit"]])
    bed_sites = _bed_sites(system, where, workload, counts_beds)
    all_care, residents_care = workload.all_care, workload.residents_care
    return Prepared(
        system=system,
        where=where,
        residents=residents,
        rates=rates,
        health=health,
        effects=effects,
        draws=luck,
        cells=cells,
        baselines=baselines,
        workload=workload,
        cell_begins=begins,
        touched=np.flatnonzero(cells.signature > 0),
        acts=acts,
        act_begins=np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)
        if sizes
        else np.zeros(0, dtype=np.intp),
        act_proposal=act_proposal,
        act_strength=strength[:, act_proposal] * np.array([act.ratio for act in acts]),
        arrivals=_arrivals(cells, acts, effects, where),
        moves=_moves(effects, where, parents, workload, at_base, pairs, bed_sites, counts_beds),
        pairs=pairs,
        pairs_all=_to_pairs(all_care, where, pairs),
        pairs_residents=_to_pairs(residents_care, where, pairs),
        bed_sites=bed_sites,
        beds_all=_to_beds(all_care, bed_sites, counts_beds),
        beds_residents=_to_beds(residents_care, bed_sites, counts_beds),
        beds_planned=planned_beds(
            tables["beds"], sites=[where.sites[j] for j in bed_sites], years=years
        ),
        purse=_purse(system, where, pairs),
        strength=strength,
    )


def _places(system: System) -> Places:
    tables = system.tables
    organisations = tuple(tables["organisations"]["organisation"])
    return Places(
        places=tuple(tables["places"]["place"]),
        services=tuple(tables["services"]["service"]),
        sites=tuple(tables["sites"]["site"]),
        organisations=organisations,
        site_organisation=tuple(organisations.index(o) for o in tables["sites"]["organisation"]),
    )


def _place_service(place: Index, service: Index, where: Places) -> Index:
    return place * len(where.services) + service


def _arrivals(
    cells: Cells,
    acts: tuple[Act, ...],
    effects: tuple[tuple[int, Effect], ...],
    where: Places,
) -> Arrivals:
    first_act = np.cumsum([0, *(len(s) for s in cells.signatures)])
    rows = []
    for n, cell in enumerate(np.flatnonzero(cells.signature > 0)):
        signature = cells.signature[cell]
        for a in range(first_act[signature], first_act[signature + 1]):
            proposal, effect = effects[acts[a].effect]
            if acts[a].direct and effect.to_service is not None:
                to = where.services.index(effect.to_service)
                at = cells.place[cell] * len(where.services) + to
                rows.append((n, a, acts[a].effect, at, proposal))
    columns = np.array(rows, dtype=np.intp).reshape(-1, 5).T
    return Arrivals(*columns)


def _pairs(system: System, where: Places, workload: Workload) -> tuple[tuple[int, int], ...]:
    """Every organisation-and-service with any activity or any cost."""
    owner = np.array(where.site_organisation)
    found = set()
    for o in range(len(where.organisations)):
        busy = workload.all_care[:, :, owner == o].sum(axis=(0, 2)) > 0
        found |= {(o, int(s)) for s in np.flatnonzero(busy)}
    parents = tuple(system.tables["services"]["stays_of"])
    for _, effect, s, _ in _moved(all_effects(system.proposals), where, parents):
        found |= {
            (where.site_organisation[where.sites.index(str(site))], s)
            for site in (effect.from_site, effect.to_site)
        }
    costs = system.tables["costs"]
    for given_by, service in zip(costs["given_by"], costs["service"], strict=True):
        found.add((where.organisations.index(given_by), where.services.index(service)))
    return tuple(sorted(found))


def _to_pairs(care: Array, where: Places, pairs: tuple[tuple[int, int], ...]) -> Array:
    """Activity of each organisation-and-service from one unit of residents' activity."""
    owner = np.array(where.site_organisation)
    places, services, _ = care.shape
    out = np.zeros((places, services, len(pairs)))
    for n, (o, s) in enumerate(pairs):
        out[:, s, n] = care[:, s, owner == o].sum(axis=-1)
    return out.reshape(places * services, len(pairs))


def _bed_sites(
    system: System, where: Places, workload: Workload, counts_beds: NDArray[np.bool_]
) -> tuple[int, ...]:
    """Sites inside the system that have beds or bed-days, or that a proposal sends some to."""
    kinds = system.tables["organisations"]["kind"]
    inside = [kinds[o] != "outside" for o in where.site_organisation]
    used = workload.all_care[:, counts_beds].sum(axis=(0, 1)) > 0
    given = set(system.tables["beds"]["site"])
    parents = tuple(system.tables["services"]["stays_of"])
    given |= {
        effect.to_site
        for _, effect, s, _ in _moved(all_effects(system.proposals), where, parents)
        if counts_beds[s]
    }
    return tuple(
        j for j, site in enumerate(where.sites) if inside[j] and (used[j] or site in given)
    )


def _to_beds(care: Array, bed_sites: tuple[int, ...], counts_beds: NDArray[np.bool_]) -> Array:
    kept = care[:, :, list(bed_sites)] * counts_beds[None, :, None]
    return kept.reshape(-1, len(bed_sites))


def _moves(
    effects: tuple[tuple[int, Effect], ...],
    where: Places,
    parents: tuple[str | None, ...],
    workload: Workload,
    at_base: Array,
    pairs: tuple[tuple[int, int], ...],
    bed_sites: tuple[int, ...],
    counts_beds: NDArray[np.bool_],
) -> SiteMoves:
    pair_of = {pair: n for n, pair in enumerate(pairs)}
    rows = []
    for e, effect, s, ratio in _moved(effects, where, parents):
        here, there = (where.sites.index(str(j)) for j in (effect.from_site, effect.to_site))
        reach = ratio * _touched_share(effect, where, workload, at_base, here, s)
        rows.append((s, here, there, e, effects[e][0], reach))
    rows.sort(key=lambda row: row[:2])
    sources = sorted({row[:2] for row in rows})
    to_pairs, to_beds = np.zeros((len(rows), len(pairs))), np.zeros((len(rows), len(bed_sites)))
    for n, (s, here, there, *_) in enumerate(rows):
        to_pairs[n, pair_of[where.site_organisation[here], s]] -= 1.0
        to_pairs[n, pair_of[where.site_organisation[there], s]] += 1.0
        for site, sign in ((here, -1.0), (there, 1.0)):
            if counts_beds[s] and site in bed_sites:
                to_beds[n, bed_sites.index(site)] += sign
    source = np.array([sources.index(row[:2]) for row in rows], dtype=np.intp)

    def at_sources(care: Array) -> Array:
        out = np.zeros((*care.shape[:2], len(sources)))
        for n, (s, j) in enumerate(sources):
            out[:, s, n] = care[:, s, j]
        return out.reshape(care.shape[0] * care.shape[1], len(sources))

    return SiteMoves(
        effect=np.array([row[3] for row in rows], dtype=np.intp),
        reach=np.array([row[5] for row in rows], dtype=float),
        source=source,
        begins=np.flatnonzero(np.diff(source, prepend=-1)),
        from_all=at_sources(workload.all_care),
        from_residents=at_sources(workload.residents_care),
        to_pairs=to_pairs,
        to_beds=to_beds,
        proposal=np.array([row[4] for row in rows], dtype=np.intp),
    )


def _moved(
    effects: tuple[tuple[int, Effect], ...], where: Places, parents: tuple[str | None, ...]
) -> Iterator[tuple[int, Effect, int, float]]:
    """What moves between sites: effect, service, and length of the stays moved to the average."""
    for e, (_, effect) in enumerate(effects):
        if effect.kind == "move_site":
            for s, (service, parent) in enumerate(zip(where.services, parents, strict=True)):
                if service in effect.services:
                    yield e, effect, s, 1.0
                elif parent in effect.services:
                    yield e, effect, s, effect.stay_ratio


def _touched_share(
    effect: Effect, where: Places, workload: Workload, at_base: Array, site: int, service: int
) -> float:
    """Share of a site's base-year care that is of the people a move names.

    A move that names places touches their residents alone; one that names none
    touches everybody at the site, people from outside included.
    """
    if not effect.places:
        return 1.0
    every = at_base[:, service] * workload.flows[:, service, site]
    named = sum(every[where.places.index(place)] for place in effect.places)
    total = every.sum() + workload.incoming[service, site]
    return float(named / total) if total > 0 else 0.0


def _purse(system: System, where: Places, pairs: tuple[tuple[int, int], ...]) -> Purse:
    costs, income = system.tables["costs"], system.tables["income"]
    organisation = {code: i for i, code in enumerate(where.organisations)}
    service = {code: i for i, code in enumerate(where.services)}
    pair_of = {pair: n for n, pair in enumerate(pairs)}
    return Purse(
        cost_pair=np.array(
            [
                pair_of[organisation[o], service[s]]
                for o, s in zip(costs["given_by"], costs["service"], strict=True)
            ],
            dtype=np.intp,
        ),
        cost_bearer=np.array([organisation[o] for o in costs["organisation"]], dtype=np.intp),
        fixed=costs["fixed_gbp"].to_numpy(),
        step_units=costs["step_units"].fill_null(np.inf).to_numpy(),
        step_gbp=costs["step_gbp"].fill_null(0.0).to_numpy(),
        variable=costs["variable_gbp"].to_numpy(),
        pay_share=costs["pay_share"].to_numpy(),
        income_to=np.array([organisation[o] for o in income["organisation"]], dtype=np.intp),
        income_from=np.array([organisation.get(o, -1) for o in income["paid_by"]], dtype=np.intp),
        income_gbp=income["gbp"].to_numpy(),
        income_growth=tuple(income["grows_with"]),
        recurrent=income["recurrent"].to_numpy(),
    )
