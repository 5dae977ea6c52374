"""Prepare: everything of a plan that no draw changes, summed up once.

After this the plan is a handful of arrays: what each cell of people would use,
and which site, organisation and pound it leads to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array
from commonweal.care.beds import planned_beds
from commonweal.care.cells import Baseline, Cells, Index, baseline_of, cells_of
from commonweal.care.changes import Pieces, groups_of, pieces_of
from commonweal.care.demand import Rates, rates_from
from commonweal.care.effects import Act, all_effects
from commonweal.care.proposals import Effect
from commonweal.care.site_moves import SiteMoves, moved, site_moves
from commonweal.care.workload import Places, Workload, workload_from
from commonweal.engine.accounts import Accounts, accounts_from
from commonweal.people.health import Health, health_from
from commonweal.people.residents import Residents, residents_from
from commonweal.plan.luck import Draws, draw
from commonweal.plan.system import Plan

BED_DAY_UNIT = "bed_day"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan ready to be drawn.

    Attributes:
        baseline: activity of every place-and-service, then of every touched cell:
            those that any proposal acts on.
        cell_service: of each touched cell.
        changed: every place-and-service whose activity the proposals can change.
        changed_pairs: the same of organisation-and-service.
        act_effect: the effect of each act.
        act_strength: how strong each act is, shape (year, act).
        pieces: which proposal changes what.
        pairs: every organisation-and-service with any activity or cost.
        pairs_all, beds_all: activity at each of them, and at each site with beds, from
            one unit of residents' activity and those from outside it brings along,
            shape (place-and-service, ...).
        pairs_residents, beds_residents: from residents alone, of what is `changed`.
        gbp_changed, gbp_moved: GBP of each account for a unit of what is `changed`, and
            of what moves between sites.
        strength: share of the full effect, shape (year, proposal).
    """

    plan: Plan
    where: Places
    residents: Residents
    rates: Rates
    health: Health
    effects: tuple[tuple[int, Effect], ...]
    draws: Draws
    cells: Cells
    baseline: Baseline
    workload: Workload
    cell_service: Index
    changed: Index
    changed_pairs: Index
    act_effect: Index
    act_strength: Array
    pieces: Pieces
    moves: SiteMoves
    pairs: tuple[tuple[int, int], ...]
    pairs_all: Array
    pairs_residents: Array
    bed_sites: tuple[int, ...]
    beds_all: Array
    beds_residents: Array
    beds_planned: Array
    accounts: Accounts
    gbp_changed: Array
    gbp_moved: Array
    strength: Array


def prepare(plan: Plan, *, draws: int, seed: int) -> Prepared:
    """Sum a plan up and draw its luck.

    Args:
        draws: how many draws beside the central run.
        seed: the run's seed.
    """
    where = _places(plan)
    years = tuple(year.starts_in for year in plan.years)
    tables = plan.tables
    residents = residents_from(
        tables["population"], tables["variants"], places=where.places, years=years
    )
    health = health_from(tables["life_expectancy"], tables["health_change"], years=years)
    rates = rates_from(tables["rates"], places=where.places, services=where.services)
    luck = draw(plan, residents, health, where.services, draws=draws, seed=seed)
    effects = all_effects(plan.proposals)
    parents = tuple(tables["services"]["stays_of"])
    cells = cells_of(effects, places=where.places, services=where.services, parents=parents)
    reach = (float(luck.health_share.min()), float(luck.health_share.max()))
    baseline = baseline_of(cells, residents, rates, health, reach=reach)
    at = _place_service(cells.place, cells.service, where)
    begins, touched = np.flatnonzero(np.diff(at, prepend=-1)), np.flatnonzero(cells.signature)
    whole = np.add.reduceat(baseline.activity, begins, axis=-1)
    baseline = replace(
        baseline, activity=np.concatenate([whole, baseline.activity[:, touched]], axis=-1)
    )
    unchanged = np.zeros((1, len(years)))
    at_base = baseline.at(np.array([residents.central]), unchanged)[0, 0, : len(begins)]
    at_base = at_base.reshape(len(where.places), len(where.services))
    workload = workload_from(tables, where, at_base, reconcile=plan.reconcile)
    strength = np.array([[p.strength_in(y) for p in plan.proposals] for y in years])
    strength = strength.reshape(len(years), len(plan.proposals))
    acts = tuple(act for signature in cells.signatures for act in signature)
    sizes = [len(signature) for signature in cells.signatures[1:]]
    act_effect = np.array([act.effect for act in acts], dtype=np.intp)
    act_proposal = np.array([effects[e][0] for e in act_effect], dtype=np.intp)
    arrivals = _arrivals(cells, touched, acts, effects, where)
    arrives = np.array([to for *_, to in arrivals], dtype=np.intp)
    changed = np.unique(np.concatenate([at[touched], arrives]))
    pairs = _pairs(plan, where, workload)
    counts_beds = np.array([unit == BED_DAY_UNIT for unit in tables["services"]["unit"]])
    bed_sites = _bed_sites(plan, where, workload, counts_beds)
    moves = site_moves(effects, where, parents, workload, at_base, pairs, bed_sites, counts_beds)
    residents_care = workload.residents_care
    pairs_residents = _to_pairs(residents_care, where, pairs)[changed]
    accounts = accounts_from(plan, where, pairs)
    pieces = pieces_of(
        groups_of(act_proposal, np.repeat(np.arange(len(sizes)), sizes)),
        [(int(cells.signature[n]) - 1, int(np.searchsorted(changed, at[n]))) for n in touched],
        [(n, a, e, int(np.searchsorted(changed, to))) for n, a, e, to in arrivals],
        moves,
        changed,
        len(plan.proposals),
    )
    return Prepared(
        plan=plan,
        where=where,
        residents=residents,
        rates=rates,
        health=health,
        effects=effects,
        draws=luck,
        cells=cells,
        baseline=baseline,
        workload=workload,
        cell_service=cells.service[touched],
        changed=changed,
        changed_pairs=np.flatnonzero(pairs_residents.any(axis=0) | moves.to_pairs.any(axis=0)),
        act_effect=act_effect,
        pieces=pieces,
        act_strength=strength[:, act_proposal] * np.array([act.ratio for act in acts]),
        moves=moves,
        pairs=pairs,
        pairs_all=_to_pairs(workload.all_care, where, pairs),
        pairs_residents=pairs_residents,
        bed_sites=bed_sites,
        beds_all=_to_beds(workload.all_care, bed_sites, counts_beds),
        beds_residents=_to_beds(residents_care, bed_sites, counts_beds)[changed],
        beds_planned=planned_beds(
            tables["beds"], sites=[where.sites[j] for j in bed_sites], years=years
        ),
        accounts=accounts,
        gbp_changed=pairs_residents @ accounts.variable,
        gbp_moved=moves.to_pairs @ accounts.variable,
        strength=strength,
    )


def _places(plan: Plan) -> Places:
    tables = plan.tables
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
    touched: Index,
    acts: tuple[Act, ...],
    effects: tuple[tuple[int, Effect], ...],
    where: Places,
) -> list[tuple[int, int, int, int]]:
    """Care that takes the place of care avoided or moved.

    For each cell and act that sends care somewhere: the cell's place among those
    touched, the act, its effect, and the place-and-service the care arrives at.
    """
    first_act = np.cumsum([0, *(len(s) for s in cells.signatures)])
    found = []
    for n, cell in enumerate(touched):
        signature = cells.signature[cell]
        for a in range(first_act[signature], first_act[signature + 1]):
            effect = effects[acts[a].effect][1]
            if acts[a].direct and effect.to_service is not None:
                to = where.services.index(effect.to_service)
                at = int(cells.place[cell]) * len(where.services) + to
                found.append((n, a, acts[a].effect, at))
    return found


def _pairs(plan: Plan, where: Places, workload: Workload) -> tuple[tuple[int, int], ...]:
    """Every organisation-and-service with any activity or any cost."""
    owner = np.array(where.site_organisation)
    found = set()
    for o in range(len(where.organisations)):
        busy = workload.all_care[:, :, owner == o].sum(axis=(0, 2)) > 0
        found |= {(o, int(s)) for s in np.flatnonzero(busy)}
    parents = tuple(plan.tables["services"]["stays_of"])
    for _, effect, s, _ in moved(all_effects(plan.proposals), where, parents):
        found |= {
            (where.site_organisation[where.sites.index(str(site))], s)
            for site in (effect.from_site, effect.to_site)
        }
    costs = plan.tables["costs"]
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
    plan: Plan, where: Places, workload: Workload, counts_beds: NDArray[np.bool_]
) -> tuple[int, ...]:
    """Sites inside the system that have beds or bed-days, or that a proposal sends some to."""
    kinds = plan.tables["organisations"]["kind"]
    inside = [kinds[o] != "outside" for o in where.site_organisation]
    used = workload.all_care[:, counts_beds].sum(axis=(0, 1)) > 0
    given = set(plan.tables["beds"]["site"])
    parents = tuple(plan.tables["services"]["stays_of"])
    given |= {
        effect.to_site
        for _, effect, s, _ in moved(all_effects(plan.proposals), where, parents)
        if counts_beds[s]
    }
    return tuple(
        j for j, site in enumerate(where.sites) if inside[j] and (used[j] or site in given)
    )


def _to_beds(care: Array, bed_sites: tuple[int, ...], counts_beds: NDArray[np.bool_]) -> Array:
    kept = care[:, :, list(bed_sites)] * counts_beds[None, :, None]
    return kept.reshape(-1, len(bed_sites))


def years_of(prepared: Prepared) -> list[int]:
    """The starting years of the horizon, base year first."""
    return [year.starts_in for year in prepared.plan.years]
