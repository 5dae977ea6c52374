"""Uncertain numbers: what nobody knows for sure, and how each is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.interval import Interval


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things, each as often as its weight says.

    Attributes:
        weights: shares that sum to 1, shape (thing,).
        central: which of them the central run meets.
        sizes: what each comes to, in the unit of its `Uncertain`, shape (thing,).
    """

    weights: Array
    central: int
    sizes: Array

    @property
    def is_certain(self) -> bool:
        """Whether there is nothing to choose."""
        return len(self.weights) == 1


@dataclass(frozen=True, slots=True)
class Shared:
    """Several intervals that one draw of chance serves, drawn as a standard normal.

    A world in which health improves more than expected by 2030 is one in which it
    does by 2035, for women and for men.

    Attributes:
        intervals: those it serves.
        shown: the one that stands for them when a single number is asked for.
    """

    intervals: tuple[Interval, ...]
    shown: Interval

    @property
    def is_certain(self) -> bool:
        """Whether every one of them is certain."""
        return all(interval.is_certain for interval in self.intervals)


Spread = Interval | Shared | Choice
"""How the values of an uncertain number are spread."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One uncertain number.

    Attributes:
        code: its name, and that of its stream of chance.
        says: what it is, in plain words.
        unit: of its values.
        spread: how its values are spread.
    """

    code: str
    says: str
    unit: str
    spread: Spread
