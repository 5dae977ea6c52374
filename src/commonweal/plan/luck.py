"""Luck: a draw of everything uncertain in a plan, for both scenarios alike.

Draw 0 is the central run: every number at its middle. Each uncertain number has
a stream of its own name, so a proposal taken out leaves the luck of all others
as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.chance import Array, Chance, Interval
from commonweal.care.effects import all_effects
from commonweal.people.health import STREAM, Health
from commonweal.people.residents import Residents
from commonweal.plan.system import System

GROWTH = "care.growth."
"""What the codes of assumptions about other growth begin with."""


@dataclass(frozen=True, slots=True)
class Draws:
    """A value of every uncertain number in every draw; the first row is the central run.

    Attributes:
        variant: the population projection, shape (draw,).
        health_share: share of life expectancy gained, shape (draw, year).
        growth: non-demographic growth a year, shape (draw, service).
        assumptions: code -> the other assumptions' values, each of shape (draw,).
        size: the effects' sizes at full strength, shape (draw, effect).
        ratio: what replaces a unit of care avoided or moved, shape (draw, effect).
        running_cost: GBP a year, shape (draw, running cost).
    """

    variant: NDArray[np.intp]
    health_share: Array
    growth: Array
    assumptions: dict[str, Array]
    size: Array
    ratio: Array
    running_cost: Array

    def __len__(self) -> int:
        return len(self.variant)

    def part(self, first: int, last: int) -> Draws:
        """Some of the draws, `last` not included."""
        here = slice(first, last)
        return Draws(
            self.variant[here],
            self.health_share[here],
            self.growth[here],
            {code: values[here] for code, values in self.assumptions.items()},
            self.size[here],
            self.ratio[here],
            self.running_cost[here],
        )


def growth_code(system: System, service: str) -> str:
    """The assumption that a service's other growth comes from: its own, or that for all."""
    own = GROWTH + service
    return own if own in system.assumptions else GROWTH + "all"


def draw(
    system: System,
    residents: Residents,
    health: Health,
    services: tuple[str, ...],
    *,
    draws: int,
    seed: int,
) -> Draws:
    """Draw everything uncertain in a plan.

    Args:
        services: the services, in the order of the result.
        draws: how many draws beside the central run.
        seed: the run's seed.
    """
    luck = Chance(seed)

    def normals(name: str) -> Array:
        return np.concatenate([[0.0], luck.normals(name, draws)])

    def many(named: list[tuple[str, Interval]]) -> Array:
        columns = [interval.draws(normals(name)) for name, interval in named]
        return np.stack(columns, axis=-1) if columns else np.zeros((draws + 1, 0))

    effects = [effect for _, effect in all_effects(system.proposals)]
    variant = luck.choices("people.variant", residents.weights, draws)
    codes = [growth_code(system, service) for service in services]
    drawn = {code: one.interval.draws(normals(code)) for code, one in system.assumptions.items()}
    nothing = Interval.certain(0.0)
    return Draws(
        variant=np.concatenate([[residents.central], variant]).astype(np.intp),
        health_share=health.share_drawn(normals(STREAM)),
        growth=np.stack([drawn[code] for code in codes], axis=-1),
        assumptions=drawn,
        size=many([(effect.code, effect.size) for effect in effects]),
        ratio=many([(f"{effect.code}.ratio", effect.ratio or nothing) for effect in effects]),
        running_cost=many([(c.code, c.gbp) for p in system.proposals for c in p.running_costs]),
    )
