"""Peeling: find the corner of the draws in which something mostly happens.

The patient rule induction method: from all draws, cut off the twentieth whose
loss raises the share of hits most, and again, until few are left; then take
back every cut that is not needed. A box of a few bounds remains.

Source: Friedman and Fisher, Bump hunting in high-dimensional data, Statistics
and Computing 1999; for plans, Bryant and Lempert, Thinking inside the box,
Technological Forecasting and Social Change 2010.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array

Flags = NDArray[np.bool_]

PEEL = 0.05
"""Share of the draws in a box that a cut takes off; patience is a small one."""

FEWEST_LEFT = 0.02
"""Share of all draws below which a box is not cut further."""

BINS = 128
"""Places between which cuts fall, in equal numbers of draws."""

POLISHES = 4


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of a box.

    Attributes:
        which: the input.
        above: whether values have to lie at or above the edge, or at or below it.
        edge: the first bin allowed where `above`, else the last.
    """

    which: int
    above: bool
    edge: int


@dataclass(frozen=True, slots=True)
class Binned:
    """Inputs put into bins, with what happened.

    Attributes:
        bins: of each input, shape (draw, input).
        hit: whether it happened, shape (draw,).
    """

    bins: NDArray[np.intp]
    hit: Flags

    def inside(self, bounds: Iterable[Bound]) -> Flags:
        """Draws that keep all bounds, shape (draw,)."""
        out = np.ones(len(self.hit), dtype=bool)
        for b in bounds:
            out &= self.bins[:, b.which] >= b.edge if b.above else self.bins[:, b.which] <= b.edge
        return out

    def strength(self, bounds: Iterable[Bound]) -> float:
        """How well a box tells hits from misses, from -1 to 1."""
        held = self.inside(bounds)
        return float(self.association(held.sum(), (held & self.hit).sum()))

    def association(self, held: object, hits: object) -> Array:
        """The correlation (phi) between lying in a box and a hit.

        It weighs coverage and density alike, whether hits are rare or common.

        Args:
            held: draws in each box.
            hits: hits among them.
        """
        n, h = np.asarray(held, dtype=float), np.asarray(hits, dtype=float)
        total, all_hits = float(len(self.hit)), float(self.hit.sum())
        spread = n * (total - n) * all_hits * (total - all_hits)
        apart = h * total - n * all_hits
        return np.where(spread > 0, apart / np.sqrt(np.where(spread > 0, spread, 1.0)), 0.0)


def binned(inputs: Array) -> tuple[NDArray[np.intp], list[Array], list[Array]]:
    """Inputs put into bins of equal numbers; equal values share a bin.

    Args:
        inputs: shape (draw, input).

    Returns:
        The bins, and of each input the smallest and the largest value in each bin.
    """
    out = np.empty(inputs.shape, dtype=np.intp)
    smallest, largest = [], []
    places = np.linspace(0, len(inputs) - 1, BINS + 1)[1:-1].astype(int)
    for n, column in enumerate(inputs.T):
        in_order = np.sort(column)
        edges = np.unique(in_order[places])
        edges = edges[edges > in_order[0]]
        out[:, n] = np.searchsorted(edges, column, side="right")
        begins = np.searchsorted(in_order, edges, side="left")
        smallest.append(np.concatenate([in_order[:1], edges]))
        largest.append(np.concatenate([in_order[begins - 1], in_order[-1:]]))
    return out, smallest, largest


def boxes(draws: Binned, most: int) -> list[tuple[Bound, ...]]:
    """The best boxes found of one bound, of two and so on.

    Args:
        most: bounds to have at most.

    Returns:
        Boxes in order of their number of bounds; empty where nothing was found.
    """
    box = max(_peels(draws), key=draws.strength, default=())
    found: list[tuple[Bound, ...]] = []
    while box:
        if len(box) <= most:
            box = _polished(draws, box)
            found.insert(0, box)
        box = max((_without(box, b) for b in box), key=draws.strength)
    return found


def _without(box: tuple[Bound, ...], one: Bound) -> tuple[Bound, ...]:
    return tuple(b for b in box if b != one)


def _peels(draws: Binned) -> Iterator[tuple[Bound, ...]]:
    """Ever smaller boxes, each by one cut from the last."""
    inputs = draws.bins.shape[1]
    last_bin = int(draws.bins.max(initial=0))
    low, high = np.zeros(inputs, dtype=int), np.full(inputs, last_bin)
    held = np.ones(len(draws.hit), dtype=bool)
    fewest = max(math.ceil(FEWEST_LEFT * len(held)), 10)
    while held.sum() > fewest and not draws.hit[held].all():
        cut = _best_cut(draws, held, last_bin + 1)
        if cut is None:
            break
        edges = low if cut.above else high
        edges[cut.which] = cut.edge
        held &= draws.inside([cut])
        yield tuple(
            [Bound(int(n), above=True, edge=int(low[n])) for n in np.flatnonzero(low > 0)]
            + [
                Bound(int(n), above=False, edge=int(high[n]))
                for n in np.flatnonzero(high < last_bin)
            ]
        )


def _best_cut(draws: Binned, held: Flags, bins: int) -> Bound | None:
    """The cut that raises the share of hits most for each draw it takes off."""
    there, hits = (_counts(draws.bins[of], bins) for of in (held, held & draws.hit))
    size, all_hits = int(held.sum()), int((held & draws.hit).sum())
    best, gain_of_best = None, -math.inf
    for above in (True, False):
        # Counted from the side that is cut off, in each input.
        off, hits_off = (
            np.cumsum(c if above else c[:, ::-1], axis=1, dtype=float) for c in (there, hits)
        )
        first = np.argmax(off >= PEEL * size, axis=1)
        inputs = np.arange(len(off))
        gone, hits_gone = off[inputs, first], hits_off[inputs, first]
        left = size - gone
        share = (all_hits - hits_gone) / np.where(left > 0, left, 1.0)
        gain = np.where(left > 0, (share - all_hits / size) / gone, -np.inf)
        which = int(np.argmax(gain))
        if gain[which] > gain_of_best:
            edge = int(first[which]) + 1 if above else bins - 2 - int(first[which])
            best, gain_of_best = Bound(which, above=above, edge=edge), float(gain[which])
    return best


def _counts(bins: NDArray[np.intp], number: int) -> NDArray[np.intp]:
    """Draws in each bin of each input, shape (input, bin)."""
    inputs = bins.shape[1]
    flat = (bins + number * np.arange(inputs)).ravel()
    return np.bincount(flat, minlength=inputs * number).reshape(inputs, number)


def _polished(draws: Binned, box: tuple[Bound, ...]) -> tuple[Bound, ...]:
    """A box with each edge where it tells hits from misses best, the others held."""
    for _ in range(POLISHES):
        before = box
        for n in range(len(box)):
            box = (*box[:n], _best_edge(draws, _without(box, box[n]), box[n]), *box[n + 1 :])
        if box == before:
            break
    return box


def _best_edge(draws: Binned, others: tuple[Bound, ...], bound: Bound) -> Bound:
    held = draws.inside(others)
    column = draws.bins[:, bound.which]
    number = int(column.max()) + 1
    counts = [np.bincount(column[of], minlength=number) for of in (held, held & draws.hit)]
    if bound.above:
        n, h = (np.cumsum(c[::-1])[::-1] for c in counts)
        # The first bin bounds nothing, so it is no edge.
        return replace(bound, edge=1 + int(np.argmax(draws.association(n, h)[1:])))
    n, h = (np.cumsum(c) for c in counts)
    return replace(bound, edge=int(np.argmax(draws.association(n, h)[:-1])))
