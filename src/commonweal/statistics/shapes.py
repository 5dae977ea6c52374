"""Shapes: how an uncertain number is spread about the three points that are written.

Whatever the shape, the three points are read alike: low is the point that one
chance in ten lies below, central the one that half lie below, high the one that
one in ten lies above (or other shares, where the interval is said to cover more
or less than 80%). So a draw of 0 is always the central value, and what is
written is what is drawn. A shape that cannot pass through the three says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Protocol

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.statistics.distributions import (
    beta_chance,
    beta_first_shape,
    beta_point,
    normal_chance,
)

HALVINGS = 80
"""Halvings of a search: more than the digits a number has."""


class ShapeCannot(ValueError):
    """A shape that has no member through the three points; says what it could."""


class Shape(Protocol):
    """A number's spread."""

    def at(self, normals: Array) -> Array:
        """The number at standard normal draws, any shape; it never falls as they rise."""


@dataclass(frozen=True, slots=True)
class Points:
    """The three points, and how much lies between low and high.

    Attributes:
        low, central, high: in rising order, in the number's own unit.
        covers: share of chances between low and high.
    """

    low: float
    central: float
    high: float
    covers: float = 0.8

    @property
    def tail(self) -> float:
        """The chance of lying below low; above high it is the same."""
        return (1.0 - self.covers) / 2.0

    @property
    def lean(self) -> float:
        """Where central lies between low, 0, and high, 1."""
        return (self.central - self.low) / (self.high - self.low)

    @property
    def z(self) -> float:
        """Standard deviations from the middle of a normal to high."""
        return NormalDist().inv_cdf(1.0 - self.tail)


@dataclass(frozen=True, slots=True)
class Certain:
    """A number with no doubt about it."""

    number: float

    def at(self, normals: Array) -> Array:
        """The number itself."""
        return np.full_like(normals, self.number, dtype=float)


@dataclass(frozen=True, slots=True)
class Normal:
    """Two halves of normals that meet at the centre; one normal where low and high mirror.

    >>> Normal.through(Points(1, 2, 4)).at(np.array([-1.28155, 0, 1.28155])).round(3).tolist()
    [1.0, 2.0, 4.0]
    """

    central: float
    below: float
    above: float

    @classmethod
    def through(cls, p: Points) -> Normal:
        """The one through three points; it always can."""
        return cls(p.central, (p.central - p.low) / p.z, (p.high - p.central) / p.z)

    def at(self, normals: Array) -> Array:
        """The central value and so many standard deviations of the half."""
        return self.central + normals * np.where(normals < 0, self.below, self.above)


@dataclass(frozen=True, slots=True)
class Lognormal:
    """A lognormal from some least value (or, leaning the other way, down from a most).

    Its logarithm about that value is normal. Where central is halfway it is a normal;
    where low, central and high rise by equal factors it starts from 0.

    >>> Lognormal.through(Points(1, 2, 4)).least  # doubles each time
    0.0
    """

    central: float
    scale: float
    sigma: float

    @classmethod
    def through(cls, p: Points) -> Lognormal:
        """The one through three points.

        Raises:
            ShapeCannot: where central is low or high.
        """
        below, above = p.central - p.low, p.high - p.central
        if min(below, above) <= 0:
            raise ShapeCannot(_between("lognormal", p, 0.0, 1.0))
        sigma = float(np.log(above / below)) / p.z
        scale = below * above / (above - below) if above != below else np.inf
        return cls(p.central, scale if abs(sigma) > 1e-9 else above / p.z, sigma)

    @property
    def least(self) -> float:
        """The value it starts from: above all others where it leans to the low side."""
        return self.central - self.scale

    def at(self, normals: Array) -> Array:
        """The central value stretched by the exponential of the draw."""
        if abs(self.sigma) <= 1e-9:
            return self.central + self.scale * normals
        return np.asarray(self.central + self.scale * np.expm1(self.sigma * normals))


@dataclass(frozen=True, slots=True)
class Triangular:
    """Chance rises in a straight line to the likeliest value and falls in one.

    >>> Triangular(0.0, 1.0, 2.0).at(np.array([0.0])).tolist()
    [1.0]
    """

    least: float
    likeliest: float
    most: float

    @classmethod
    def through(cls, p: Points) -> Triangular:
        """The one through three points: none of them is its corner, unless they cover all.

        Raises:
            ShapeCannot: where central is too near low or high.
        """
        return cls(*_ends_and_peak("triangular", p, _triangle_point))

    def at(self, normals: Array) -> Array:
        """The point of the triangle with the draw's chance below."""
        peak = (self.likeliest - self.least) / (self.most - self.least)
        chance = normal_chance(normals)
        return self.least + (self.most - self.least) * _triangle_point(chance, peak)


@dataclass(frozen=True, slots=True)
class Pert:
    """A beta between two ends whose mean is (least + 4 likeliest + most) / 6.

    Source: Malcolm, Roseboom, Clark and Fazar, Application of a technique for research
    and development program evaluation, Operations Research 1959.

    >>> Pert(0.0, 1.0, 2.0).at(np.array([0.0])).round(9).tolist()
    [1.0]
    """

    least: float
    likeliest: float
    most: float

    @classmethod
    def through(cls, p: Points) -> Pert:
        """The one through three points: none of them is its end, unless they cover all.

        Raises:
            ShapeCannot: where central is too near low or high.
        """
        return cls(*_ends_and_peak("PERT", p, _pert_point))

    def at(self, normals: Array) -> Array:
        """The point of the beta with the draw's chance below."""
        peak = (self.likeliest - self.least) / (self.most - self.least)
        chance = normal_chance(normals)
        return self.least + (self.most - self.least) * _pert_point(chance, peak)


@dataclass(frozen=True, slots=True)
class Beta:
    """Two halves of betas between the same ends, that meet at the centre: for shares.

    A beta has two shapes and three points are written, so below the centre it is the
    beta through low and central, above it the one through central and high. Where one
    beta passes through all three, both halves are that one.

    Attributes:
        least, most: the ends.
        below, above: the two shapes of each half; None where it has no width.
        central: where they meet.
    """

    least: float
    most: float
    below: tuple[float, float] | None
    above: tuple[float, float] | None
    central: float

    @classmethod
    def through(cls, p: Points, least: float = 0.0, most: float = 1.0) -> Beta:
        """The one through three points between two ends.

        Raises:
            ShapeCannot: where the points do not lie inside the ends.
        """
        if not least < p.low <= p.high < most:
            raise ShapeCannot(
                f"a beta from {least:g} to {most:g} cannot go through {p.low:g} and {p.high:g}: "
                "both have to lie inside"
            )
        low, middle, high = ((x - least) / (most - least) for x in (p.low, p.central, p.high))
        return cls(
            least=least,
            most=most,
            below=_beta_shapes(middle, low, p.tail) if low < middle else None,
            above=_beta_shapes(middle, high, 1.0 - p.tail) if middle < high else None,
            central=p.central,
        )

    def at(self, normals: Array) -> Array:
        """The point of the half's beta with the draw's chance below."""
        out = np.full_like(normals, self.central, dtype=float)
        for half, shapes in ((normals < 0, self.below), (normals > 0, self.above)):
            if shapes is not None:
                share = beta_point(*shapes, normal_chance(normals[half]))
                out[half] = self.least + (self.most - self.least) * share
        return out


SHAPES: dict[str, Callable[[Points], Shape]] = {
    "normal": Normal.through,
    "lognormal": Lognormal.through,
    "triangular": Triangular.through,
    "pert": Pert.through,
    "beta": Beta.through,
}


def shape_of(word: str, points: Points, ends: tuple[float, float] | None = None) -> Shape:
    """The shape of a name through three points.

    Args:
        word: one of `SHAPES`.
        ends: of a beta, where they are not 0 and 1.

    Raises:
        ShapeCannot: where it cannot, with what it could.
    """
    if not points.low <= points.central <= points.high:
        raise ShapeCannot(
            f"low {points.low:g}, central {points.central:g} and high {points.high:g} have to rise"
        )
    whole = word in {"triangular", "pert"}
    if not (0.0 < points.covers < 1.0 or (whole and points.covers == 1.0)):
        raise ShapeCannot(f"a {word} interval cannot cover {points.covers:.0%} of what may come")
    if points.low == points.high:
        return Certain(points.central)
    if word == "beta" and ends is not None:
        return Beta.through(points, *ends)
    return SHAPES[word](points)


PeakedPoint = Callable[[Array, float], Array]
"""The point from 0 to 1 with some chance below, of a shape with its peak at a share."""


def _triangle_point(chance: Array, peak: float) -> Array:
    rising = np.sqrt(chance * peak)
    falling = 1.0 - np.sqrt((1.0 - chance) * (1.0 - peak))
    return np.where(chance < peak, rising, falling)


def _pert_point(chance: Array, peak: float) -> Array:
    return beta_point(1.0 + 4.0 * peak, 5.0 - 4.0 * peak, chance)


def _ends_and_peak(name: str, p: Points, point: PeakedPoint) -> tuple[float, float, float]:
    """Least, likeliest and most of the shape through three points, by the place of its peak."""
    chances = np.array([p.tail, 0.5, 1.0 - p.tail])

    def lean(peak: float) -> float:
        low, middle, high = point(chances, peak)
        return float((middle - low) / (high - low))

    if not lean(0.0) <= p.lean <= lean(1.0):
        raise ShapeCannot(_between(name, p, lean(0.0), lean(1.0)))
    peak = _crossing(lambda x: lean(x) - p.lean, 0.0, 1.0)
    low, _, high = point(chances, peak)
    width = (p.high - p.low) / float(high - low)
    least = p.low - float(low) * width
    return least, least + peak * width, least + width


def _between(name: str, p: Points, first: float, last: float) -> str:
    low, high = (p.low + lean * (p.high - p.low) for lean in (first, last))
    return (
        f"a {name} interval from {p.low:g} to {p.high:g} has its middle between {low:.4g} and "
        f"{high:.4g}, and {p.central:g} is not"
    )


def _beta_shapes(middle: float, other: float, chance: float) -> tuple[float, float]:
    """The beta with half its chances below `middle` and a given one below `other`."""

    def first(second_log: float) -> float:
        return beta_first_shape(0.5, float(np.exp(second_log)), middle)

    def beyond(second_log: float) -> float:
        below = float(beta_chance(first(second_log), np.exp(second_log), other))
        return (chance - below) * (1.0 if other < middle else -1.0)

    second_log = _crossing(beyond, -4.0, 18.0)
    return first(second_log), float(np.exp(second_log))


def _crossing(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses 0, by halving; an end where it does not."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        if rising(middle) > 0:
            high = middle
        else:
            low = middle
    return (low + high) / 2.0
