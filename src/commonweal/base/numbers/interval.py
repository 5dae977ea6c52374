"""Intervals: uncertain numbers as they are written, by three points and a shape."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from commonweal.base.numbers.chance import Array

Z90 = NormalDist().inv_cdf(0.9)
"""How many standard deviations above the middle the 90% point of a normal lies."""

TWO_PIECE = "two_piece"
"""The shape of an interval that names none."""

COVERS = 0.8
"""The share of chances that an interval holds unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An uncertain number: an 80% interval about a middle.

    One chance in ten lies below `low`, half below `central`, one in ten above
    `high`: what is written is what is drawn.

    Attributes:
        at_least, at_most: bounds no draw passes.
        shape: how it is spread about the three points; a word of a plan's forms.
        covers: share of chances between low and high.
        ends: of a beta, where nothing lies beyond.

    >>> Interval(1, 2, 4).draws(np.array([-Z90, 0, Z90])).round(9).tolist()
    [1.0, 2.0, 4.0]
    """

    low: float
    central: float
    high: float
    at_least: float = -math.inf
    at_most: float = math.inf
    shape: str = TWO_PIECE
    covers: float = COVERS
    ends: tuple[float, float] = (0.0, 1.0)

    @classmethod
    def certain(cls, number: float) -> Interval:
        """A number with no doubt about it."""
        return cls(number, number, number)

    @property
    def is_certain(self) -> bool:
        """Whether low and high are the same."""
        return self.low == self.high

    @property
    def is_plain(self) -> bool:
        """Whether it is of the shape, and holds the share, that an interval has unsaid."""
        return self.shape == TWO_PIECE and self.covers == COVERS

    def draws(self, normals: Array) -> Array:
        """The interval's value at each of some standard normal draws.

        A two-piece normal: below the middle its spread is (central - low) / 1.28,
        above it (high - central) / 1.28, where 1.28 is the 90% point of a standard
        normal. Then the bounds hold. Quantile form of the split normal (Wallis,
        The two-piece normal, binormal, or double Gaussian distribution, 2014), with
        the middle its median rather than its mode; docs/adr/0003-intervals.md.

        Args:
            normals: standard normal draws, any shape.

        Returns:
            Draws in the interval's own unit, same shape.
        """
        assert self.is_plain, f"a {self.shape} interval is drawn by the plan, which knows shapes"
        spread = np.where(normals < 0, self.central - self.low, self.high - self.central)
        return np.clip(self.central + normals / Z90 * spread, self.at_least, self.at_most)


def interval_from(
    document: Mapping[str, Any], at_least: float = -math.inf, at_most: float = math.inf
) -> Interval:
    """An interval as a document writes it: low, central and high, and its shape if it names one."""
    return Interval(
        document["low"],
        document["central"],
        document["high"],
        at_least=at_least,
        at_most=at_most,
        shape=document["shape"] or TWO_PIECE,
        covers=document["covers"] or COVERS,
    )
