"""Prepare: everything of a plan that no case changes, summed up once, room by room."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.care import CareInputs, care_inputs, care_luck
from commonweal.money import MoneyInputs, money_inputs
from commonweal.people import PeopleInputs, people_inputs
from commonweal.place import Labels, labels_from
from commonweal.plan import Plan, all_effects, all_parts, draw, strengths
from commonweal.statistics import Draws


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan ready to be carried through cases.

    Attributes:
        draws: a value of every uncertain number in every draw; row 0 is the central run.
        people, care, money: the arrays of each room.
    """

    plan: Plan
    labels: Labels
    draws: Draws
    people: PeopleInputs
    care: CareInputs
    money: MoneyInputs

    @property
    def years(self) -> list[int]:
        """The starting years of the horizon, base year first."""
        return [year.starts_in for year in self.plan.years]


def prepare(plan: Plan, *, draws: int, seed: int) -> Prepared:
    """Sum a plan up and draw its luck.

    Args:
        draws: how many draws beside the central run.
        seed: the run's seed.
    """
    tables, labels = plan.tables, labels_from(plan.tables)
    years = tuple(year.starts_in for year in plan.years)
    people = people_inputs(tables, labels.places, years)
    luck, effects = draw(plan, draws=draws, seed=seed), all_effects(plan.proposals)
    care = care_inputs(
        tables,
        labels,
        people,
        effects,
        strengths(plan.proposals, years),
        care_luck(luck, labels.services, effects, plan.assumptions),
        years=years,
        # A rate counted over the nights of the base year says what one such year asks for.
        nights=np.full(len(years), plan.years[0].nights, dtype=float),
        reconcile=plan.reconcile,
        overflow=plan.overflow,
    )
    money = money_inputs(
        tables,
        care,
        all_parts(plan.proposals),
        luck,
        years=years,
        price_year=plan.price_year,
        central={code: one.interval.central for code, one in plan.assumptions.items()},
    )
    return Prepared(plan, labels, luck, people, care, money)
