"""Luck: a draw of everything uncertain in a plan, for both scenarios alike.

Draw 0 is the central run: every number at its middle. Each uncertain number has
a stream of its own name, so a proposal taken out leaves the luck of all others
as it was. Numbers that `correlations.toml` ties together share luck, and still each
follows its own interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array, Chance
from commonweal.base.numbers.interval import TWO_PIECE, Interval
from commonweal.money.parts import RunningCost
from commonweal.people.health import STREAM, Health
from commonweal.people.residents import Residents
from commonweal.plan.proposals import all_effects
from commonweal.plan.system import Correlation, Plan
from commonweal.statistics.correlation import tied_normals, ties
from commonweal.statistics.shapes import Certain, Points, Shape, ShapeCannot, shape_of

FAR, WILD = 6.0, 1e6
"""Standard deviations that no run of a million draws goes beyond, and the widths of its
interval that a draw so far out may lie from the middle."""

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


def shape_for(interval: Interval) -> Shape:
    """The shape an interval asks for, through its three points.

    Raises:
        ShapeCannot: where there is none; it says what there could be.
    """
    if interval.is_certain:
        return Certain(interval.central)
    points = Points(interval.low, interval.central, interval.high, interval.covers)
    # Two pieces of normals are what the normal shape is where low and high do not mirror.
    word = "normal" if interval.shape == TWO_PIECE else interval.shape
    with np.errstate(all="ignore"):
        shape = shape_of(word, points, interval.ends)
        out = np.abs(shape.at(np.array([-FAR, FAR])) - interval.central).max()
    if not out <= WILD * (interval.high - interval.low):  # nan is not at most anything
        raise ShapeCannot(
            f"a {word} interval from {interval.low:g} to {interval.high:g} about "
            f"{interval.central:g} would be drawn more than a million times as wide"
        )
    return shape


def drawn(interval: Interval, normals: Array) -> Array:
    """An interval's value at each of some standard normal draws, held to its bounds.

    >>> drawn(Interval(1, 2, 4, shape="lognormal"), np.array([0.0])).tolist()
    [2.0]

    Args:
        normals: standard normal draws, any shape; 0 gives the central value, exactly.

    Raises:
        ShapeCannot: where the interval's shape does not go through its points.
    """
    if interval.is_plain:
        return interval.draws(normals)
    # A shape's own middle may differ from what is written in its last digits.
    values = np.where(normals == 0.0, interval.central, shape_for(interval).at(normals))
    return np.clip(values, interval.at_least, interval.at_most)


def ranks(correlations: Iterable[Correlation]) -> dict[tuple[str, str], float]:
    """The rank correlation of each pair of names."""
    return {(one.first, one.second): one.rank for one in correlations}


def growth_code(plan: Plan, service: str) -> str:
    """The assumption that a service's other growth comes from: its own, or that for all."""
    own = GROWTH + service
    return own if own in plan.assumptions else GROWTH + "all"


def draw(
    plan: Plan,
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
    normals = _normals(luck, plan.correlations, draws)

    def many(intervals: list[tuple[str, Interval]]) -> Array:
        columns = [drawn(interval, normals(name)) for name, interval in intervals]
        return np.stack(columns, axis=-1) if columns else np.zeros((draws + 1, 0))

    effects = [effect for _, effect in all_effects(plan.proposals)]
    variant = luck.choices("people.variant", residents.weights, draws)
    codes = [growth_code(plan, service) for service in services]
    chosen = {c: drawn(one.interval, normals(c)) for c, one in plan.assumptions.items()}
    nothing = Interval.certain(0.0)
    return Draws(
        variant=np.concatenate([[residents.central], variant]).astype(np.intp),
        health_share=health.share_drawn(normals(STREAM)),
        growth=np.stack([chosen[code] for code in codes], axis=-1),
        assumptions=chosen,
        size=many([(effect.code, effect.size) for effect in effects]),
        ratio=many([(f"{effect.code}.ratio", effect.ratio or nothing) for effect in effects]),
        running_cost=many([(c.code, c.gbp) for p in plan.proposals for c in p.of(RunningCost)]),
    )


def _normals(
    luck: Chance, correlations: tuple[Correlation, ...], draws: int
) -> Callable[[str], Array]:
    """The standard normals of each name, the central run's 0 first.

    A name that correlations tie is drawn also where its proposal is switched off, so
    that those tied to it keep their luck.
    """

    def own(name: str) -> Array:
        return np.concatenate([[0.0], luck.normals(name, draws)])

    tied = ties(ranks(correlations))
    together = tied_normals({name: own(name) for tie in tied for name in tie.names}, tied)
    return lambda name: together[name] if name in together else own(name)
