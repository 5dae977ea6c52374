"""Drawing: a value of every uncertain number in every draw; the first is the central run.

Each number has a stream of chance of its own name, so a proposal taken out leaves the luck of
all others as it was. Numbers that correlations tie together share luck, and still each follows
its own interval.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from commonweal.base.numbers.chance import Array, Chance
from commonweal.base.numbers.interval import TWO_PIECE, Interval
from commonweal.base.numbers.uncertain import Choice, Shared, Spread, Uncertain
from commonweal.statistics.correlation import Tie, tied_normals
from commonweal.statistics.shapes import Certain, Points, Shape, ShapeCannot, shape_of

FURTHEST_DEVIATION = 6.0
"""Standard deviations that no run of a million draws goes beyond."""

WIDEST_DRAW = 1e6
"""Widths of its interval that a draw so far out may lie from the middle."""


class Draws(Mapping[str, Array]):
    """Values of uncertain numbers by code, each with a draw a row; row 0 is the central run.

    Attributes:
        rows: how many draws there are, the central run among them.
    """

    def __init__(self, values: Mapping[str, Array], rows: int) -> None:
        self._values, self.rows = dict(values), rows

    def __getitem__(self, code: str) -> Array:
        return self._values[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def stack(self, codes: Sequence[str], *, certain: float | None = None) -> Array:
        """Some numbers side by side, shape (draw, code).

        Args:
            certain: what a code that nothing is drawn for stands for; None if there is no such.
        """
        columns = [
            self[code] if certain is None or code in self else np.full(self.rows, certain)
            for code in codes
        ]
        return np.stack(columns, axis=-1) if columns else np.zeros((self.rows, 0))


def draw_all(
    numbers: Iterable[Uncertain], tied: tuple[Tie, ...], chance: Chance, draws: int
) -> Draws:
    """Draw some uncertain numbers.

    Args:
        tied: which of them rise and fall together.
        chance: the streams.
        draws: how many draws beside the central run.
    """
    normals = _normals(chance, tied, draws)

    def values(number: Uncertain) -> Array:
        if isinstance(number.spread, Choice):
            met = chance.choices(number.code, number.spread.weights, draws)
            return np.concatenate([[number.spread.central], met]).astype(np.intp)
        if isinstance(number.spread, Shared):
            return normals(number.code)
        return values_at(number.spread, normals(number.code))

    return Draws({number.code: values(number) for number in numbers}, draws + 1)


def _normals(chance: Chance, tied: tuple[Tie, ...], draws: int) -> Callable[[str], Array]:
    """The standard normals of each name, the central run's 0 first.

    A name that correlations tie is drawn also where its proposal is switched off, so
    that those tied to it keep their luck.
    """

    def own(name: str) -> Array:
        return np.concatenate([[0.0], chance.normals(name, draws)])

    together = tied_normals({name: own(name) for tie in tied for name in tie.names}, tied)
    return lambda name: together[name] if name in together else own(name)


def values_at(spread: Interval, normals: Array) -> Array:
    """An uncertain number's value at each of some standard normal draws, held to its bounds.

    >>> values_at(Interval(1, 2, 4, shape="lognormal"), np.array([0.0])).tolist()
    [2.0]

    Args:
        normals: standard normal draws, any shape; 0 gives the central value, exactly.

    Returns:
        Values of the shape of `normals`.

    Raises:
        ShapeCannot: where the interval's shape does not go through its points.
    """
    if spread.is_plain:
        return spread.draws(normals)
    # A shape's own middle may differ from what is written in its last digits.
    values = np.where(normals == 0.0, spread.central, shape_for(spread).at(normals))
    return np.clip(values, spread.at_least, spread.at_most)


def as_one_number(spread: Spread, values: Array) -> Array:
    """Drawn values as one number a draw, in their unit: what is shown, or what is chosen."""
    if isinstance(spread, Choice):
        return np.asarray(spread.sizes[values])
    return values_at(spread.shown, values) if isinstance(spread, Shared) else values


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
        ends = shape.at(np.array([-FURTHEST_DEVIATION, FURTHEST_DEVIATION]))
        furthest = np.abs(ends - interval.central).max()
    if not furthest <= WIDEST_DRAW * (interval.high - interval.low):  # nan is not at most anything
        raise ShapeCannot(
            f"a {word} interval from {interval.low:g} to {interval.high:g} about "
            f"{interval.central:g} would be drawn more than a million times as wide"
        )
    return shape
