"""Units: small values for names, declarations and tests, never inside a loop.

A formula here is plain arithmetic, so it can be run on its units: give
`beds_needed` a bed-day a year and nights a year and it gives back beds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class UnitsDiffer(TypeError):
    """Two unlike units were added."""


@dataclass(frozen=True)
class Unit:
    """A product of base units, each with a whole power.

    >>> print(BED * DAY / YEAR / (DAY / YEAR))
    bed
    >>> print(GBP / YEAR)
    GBP/year
    """

    powers: tuple[tuple[str, int], ...] = ()
    called: str = field(default="", compare=False)

    def _times(self, other: Any, sign: int) -> Unit:
        if not isinstance(other, Unit):
            return self  # a bare number has no unit
        powers = dict(self.powers)
        for name, power in other.powers:
            powers[name] = powers.get(name, 0) + sign * power
        return Unit(tuple(sorted((n, p) for n, p in powers.items() if p)))

    def __mul__(self, other: Any) -> Unit:
        return self._times(other, 1)

    def __truediv__(self, other: Any) -> Unit:
        return self._times(other, -1)

    def __rmul__(self, other: Any) -> Unit:
        return self

    def __rtruediv__(self, other: Any) -> Unit:
        return Unit()._times(self, -1)

    def __add__(self, other: Any) -> Unit:
        if self != other:
            raise UnitsDiffer(f"cannot add {other} to {self}")
        return self

    __sub__ = __add__

    def __str__(self) -> str:
        if self.called:
            return self.called
        over = [n if p == 1 else f"{n}^{p}" for n, p in self.powers if p > 0]
        under = [n if p == -1 else f"{n}^{-p}" for n, p in self.powers if p < 0]
        return "/".join(["·".join(over) or "1", *under]) if self.powers else "share"


def unit(name: str) -> Unit:
    """A base unit of that name."""
    return Unit(((name, 1),))


def pounds(price_year: str) -> Unit:
    """Pounds at the prices of a year; different years do not add.

    >>> pounds("2025-26") + pounds("2026-27")
    Traceback (most recent call last):
    commonweal.base.numbers.unit.UnitsDiffer: cannot add £(2026-27) to £(2025-26)
    """
    return unit(f"£({price_year})")


SHARE = Unit()
RATIO = Unit(called="ratio")
"""One number over another of its kind, which may be above 1."""

PERSON = unit("person")
BED = unit("bed")
DAY = unit("day")
YEAR = unit("year")
SPELL = unit("spell")
ACTIVITY = unit("activity")
GBP = unit("GBP")
WTE = unit("wte")
STEP = unit("step")
BED_DAY = BED * DAY
