"""Conditions: what would have to be true for a plan to work, in two or three bounds.

Half of the draws find the rule; the other half, which it has never seen, say how
far it holds. A rule that does no better there than no rule is not told.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.statistics.discovery.prim import Binned, Bound, Flags, binned, boxes
from commonweal.statistics.distributions import at_least_so_many
from commonweal.statistics.precision import chance_interval

MOST_BOUNDS = 3

WORTH = 0.05
"""What a further bound has to add to a rule's strength, as a share of it, to be told."""

BY_LUCK = 0.01
"""A rule, or a bound, that luck alone would give this often is not told."""

FEWEST = 10
"""Hits and misses that there have to be in each half of the draws."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One number that has to stay within a bound or two.

    Attributes:
        name, unit: of the number.
        at_least, at_most: its bounds; None where there is none.
        by_luck: the chance of so many hits were this condition to do nothing
            (the quasi-p-value of Bryant and Lempert), on draws unseen.
    """

    name: str
    unit: str
    at_least: float | None
    at_most: float | None
    by_luck: float


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions under which something mostly happens, measured on draws unseen.

    Attributes:
        conditions: all of which hold together, the one that matters most first.
        density, density_interval: how often it happens when they hold; 80% interval.
        coverage, coverage_interval: share of all times it happens that they cover.
        support: how often the conditions hold.
        base: how often it happens at all.
        draws: draws that say so.
    """

    conditions: tuple[Condition, ...]
    density: float
    density_interval: tuple[float, float]
    coverage: float
    coverage_interval: tuple[float, float]
    support: float
    base: float
    draws: int

    @property
    def lift(self) -> float:
        """How many times as often it happens when the conditions hold."""
        return self.density / self.base


def what_must_be_true(
    inputs: Array,
    success: Flags,
    names: Sequence[str],
    units: Sequence[str],
    *,
    most_bounds: int = MOST_BOUNDS,
) -> Conditions | None:
    """The few conditions under which success mostly follows.

    Args:
        inputs: values of the uncertain numbers, in their units, shape (draw, input).
        success: shape (draw,).
        names, units: of the inputs.
        most_bounds: bounds that a rule may have.

    Returns:
        None where no conditions tell success from failure: there is too little of the
        one or of the other, or what was found does not hold on draws unseen.
    """
    seen, unseen = slice(0, None, 2), slice(1, None, 2)
    halves = [success[half] for half in (seen, unseen)]
    if min(min(half.sum(), (~half).sum()) for half in halves) < FEWEST:
        return None
    bins, smallest, largest = binned(inputs[seen])
    box = _worth_telling(Binned(bins, success[seen]), most_bounds)
    bounds = [_told(b, smallest, largest, inputs[seen][:, b.which]) for b in box]
    return _measured(bounds, inputs[unseen], success[unseen], names, units)


def how_it_fails(
    inputs: Array,
    success: Flags,
    names: Sequence[str],
    units: Sequence[str],
    *,
    most_bounds: int = MOST_BOUNDS,
) -> Conditions | None:
    """The shortest story in which a plan fails: the mirror of what must be true.

    What happens in the rule is failure: its coverage is the share of failures it
    covers, its density how often failure follows.
    """
    return what_must_be_true(inputs, ~success, names, units, most_bounds=most_bounds)


def _worth_telling(draws: Binned, most: int) -> tuple[Bound, ...]:
    """The box of fewest bounds to which one more adds little."""
    chosen: tuple[Bound, ...] = ()
    for box in boxes(draws, most):
        if draws.strength(box) > (1.0 + WORTH) * draws.strength(chosen):
            chosen = box
    return chosen


Edge = tuple[int, bool, float]
"""An input, whether it has to lie at or above, and what."""


def _told(bound: Bound, smallest: list[Array], largest: list[Array], values: Array) -> Edge:
    """A bound in the input's unit, loosened to a number short enough to say.

    What is told is what is then measured.
    """
    edges = smallest if bound.above else largest
    edge = float(edges[bound.which][bound.edge])
    low, high = np.quantile(values, [0.05, 0.95])
    step = _short_step(float(high - low) / 50.0)
    steps = edge / step
    whole = math.floor(steps + 1e-6) if bound.above else math.ceil(steps - 1e-6)
    return bound.which, bound.above, float(f"{whole * step:.12g}")


def _short_step(about: float) -> float:
    """1, 2 or 5 times a power of ten, no larger than asked.

    >>> _short_step(0.0437)
    0.02
    """
    if about <= 0:
        return 1e-9
    power = 10.0 ** math.floor(math.log10(about))
    return max(n for n in (1, 2, 5) if n * power <= about * (1 + 1e-9)) * power


def _holds(edges: Sequence[Edge], inputs: Array) -> Flags:
    out = np.ones(len(inputs), dtype=bool)
    for which, above, edge in edges:
        out &= inputs[:, which] >= edge if above else inputs[:, which] <= edge
    return out


def _measured(
    edges: Sequence[Edge],
    inputs: Array,
    hit: Flags,
    names: Sequence[str],
    units: Sequence[str],
) -> Conditions | None:
    """A rule measured on draws unseen; None if luck would do as well."""
    held = _holds(edges, inputs)
    times, hits, all_hits = (int(x.sum()) for x in (held, held & hit, hit))
    base = all_hits / len(hit)
    if not edges or hits == 0 or _by_luck(hits, times, base) > BY_LUCK:
        return None
    conditions = []
    for which in dict.fromkeys(edge[0] for edge in edges):
        own = {above: edge for n, above, edge in edges if n == which}
        others = _holds([edge for edge in edges if edge[0] != which], inputs)
        without = float(hit[others].mean())
        conditions.append(
            Condition(
                name=names[which],
                unit=units[which],
                at_least=own.get(True),
                at_most=own.get(False),
                by_luck=_by_luck(hits, times, without),
            )
        )
    conditions.sort(key=lambda condition: condition.by_luck)
    return Conditions(
        conditions=tuple(conditions),
        density=hits / times,
        density_interval=chance_interval(hits, times),
        coverage=hits / all_hits,
        coverage_interval=chance_interval(hits, all_hits),
        support=times / len(hit),
        base=base,
        draws=len(hit),
    )


def _by_luck(hits: int, times: int, chance: float) -> float:
    return float(at_least_so_many(hits, times, chance))
