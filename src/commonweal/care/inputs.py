"""The care of a plan as arrays: everything that no case changes, summed up once.

After this the plan is a handful of arrays: what each cell of people would use, which
proposals act on it, and which site and organisation it leads to.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from commonweal.base.numbers.chance import Array
from commonweal.care.acting import Acting, acting_of, place_service
from commonweal.care.beds import BedInputs, bed_inputs
from commonweal.care.cells import Baseline, Cells, Index, baseline_of, cells_of
from commonweal.care.demand import rates_from
from commonweal.care.effects import Effects
from commonweal.care.givers import Givers, givers_of
from commonweal.care.overflow import NightInputs, night_inputs
from commonweal.care.uncertain import growth_code
from commonweal.care.workload import Workload, workload_from
from commonweal.people import STREAM, VARIANT, PeopleInputs
from commonweal.place import Labels
from commonweal.statistics import Draws


@dataclass(frozen=True, slots=True)
class CareLuck:
    """The uncertain numbers of care in every draw; the first row is the central run.

    Attributes:
        variant: the population projection, shape (draw,).
        health: the luck of health at a given age, a standard normal, shape (draw,).
        growth: non-demographic growth a year, shape (draw, service).
        size: the effects' sizes at full strength, shape (draw, effect).
        ratio: what replaces a unit of care avoided or moved, shape (draw, effect).
    """

    variant: Index
    health: Array
    growth: Array
    size: Array
    ratio: Array


def care_luck(
    draws: Draws, services: tuple[str, ...], effects: Effects, assumptions: Container[str]
) -> CareLuck:
    """The uncertain numbers of care, each in the column its arrays want.

    Args:
        assumptions: the codes there are.
    """
    codes = [effect.code for _, effect in effects]
    return CareLuck(
        variant=np.asarray(draws[VARIANT], dtype=np.intp),
        health=draws[STREAM],
        growth=draws.stack([growth_code(assumptions, service) for service in services]),
        size=draws.stack(codes),
        ratio=draws.stack([f"{code}.ratio" for code in codes], certain=0.0),
    )


@dataclass(frozen=True, slots=True)
class CareInputs:
    """Care of a plan, ready to be carried through cases.

    Attributes:
        since_base: years since the base year, shape (year,).
        nights: of each year, shape (year,).
        baseline: activity of every place-and-service, then of every touched cell: those
            that any proposal acts on.
        row, way: where in the baseline each draw and year lies, shape (draw, year).
        luck: of every draw.
        workload: where residents' care is given.
        acting: what the proposals act on.
        givers: who gives it.
        beds: open at each site with beds.
        night_inputs: what becomes of nights without a bed; None where each gets one.
    """

    labels: Labels
    since_base: Array
    nights: Array
    baseline: Baseline
    row: Index
    way: Array
    luck: CareLuck
    workload: Workload
    acting: Acting
    givers: Givers
    beds: BedInputs
    night_inputs: NightInputs | None

    @property
    def pairs_that_differ(self) -> Index:
        """The organisations-and-services whose care the two sides of a plan can differ in."""
        changed = self.givers.changed_pairs
        nights = self.night_inputs
        return changed if nights is None else np.union1d(changed, nights.pair)


def care_inputs(
    tables: Mapping[str, pl.DataFrame],
    labels: Labels,
    people: PeopleInputs,
    effects: Effects,
    strength: Array,
    luck: CareLuck,
    *,
    years: tuple[int, ...],
    nights: Array,
    reconcile: bool,
    overflow: str,
) -> CareInputs:
    """Sum the care of a plan up.

    Args:
        effects: every effect of the plan, with the index of its proposal.
        strength: share of the full effect of each proposal, shape (year, proposal).
        years: the years they start in; the first is the base year.
        nights: of each year.
        reconcile: whether the model is brought to what organisations reported.
        overflow: what becomes of nights without a bed.
    """
    cells = cells_of(
        effects, places=labels.places, services=labels.services, parents=labels.stays_of
    )
    touched = np.flatnonzero(cells.signature)
    baseline, at_base = _summed_up(tables, labels, people, cells, touched, luck)
    workload = workload_from(tables, labels, at_base, reconcile=reconcile)
    givers = givers_of(tables, labels, workload, effects)
    acting = acting_of(labels, cells, touched, effects, strength, workload, at_base, givers)
    givers = givers.of_changes(acting.changed, acting.moves.to_pairs)
    row, way = baseline.locate(luck.variant, luck.health)
    return CareInputs(
        labels=labels,
        since_base=np.array(years, dtype=float) - years[0],
        nights=nights,
        baseline=baseline,
        row=row,
        way=way,
        luck=luck,
        workload=workload,
        acting=acting,
        givers=givers,
        beds=bed_inputs(tables["beds"], labels, effects, givers.bed_sites, years),
        night_inputs=night_inputs(overflow, labels, workload, at_base, acting, givers),
    )


def _summed_up(
    tables: Mapping[str, pl.DataFrame],
    labels: Labels,
    people: PeopleInputs,
    cells: Cells,
    touched: Index,
    luck: CareLuck,
) -> tuple[Baseline, Array]:
    """The baseline of whole places-and-services and touched cells.

    And residents' activity in the base year of the central run, shape (place, service).
    """
    rates = rates_from(tables["rates"], places=labels.places, services=labels.services)
    reach = (float(luck.health.min()), float(luck.health.max()))
    fine = baseline_of(cells, people.residents, rates, people.health, reach=reach)
    at = place_service(cells, labels)
    begins = np.flatnonzero(np.diff(at, prepend=-1))
    whole = np.add.reduceat(fine.activity, begins, axis=-1)
    activity = np.concatenate([whole, fine.activity[:, touched]], axis=-1)
    baseline = replace(fine, activity=activity)
    at_base = baseline.at(np.array([people.residents.central]), np.zeros(1))[0, 0, : len(begins)]
    return baseline, at_base.reshape(len(labels.places), len(labels.services))
