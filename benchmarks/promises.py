"""Promises: what was measured beside what is promised, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One line of the table.

    Attributes:
        what: was measured.
        value: of it.
        unit: of the value, as it is printed.
        most, least: what is promised of it; nothing is where both are left out.
    """

    what: str
    value: float
    unit: str = "s"
    most: float | None = None
    least: float | None = None

    @property
    def broken(self) -> bool:
        """Whether a promise is broken."""
        above = self.most is not None and not self.value <= self.most
        below = self.least is not None and not self.value >= self.least
        return above or below

    def __str__(self) -> str:
        """A line of the table."""
        bound = self.most if self.most is not None else self.least
        word = "at most" if self.most is not None else "at least"
        promise = "" if bound is None else f"{word} {bound:g}"
        verdict = "" if bound is None else "DOES NOT HOLD" if self.broken else "holds"
        digits = 0 if self.value >= 100 else 2
        value = f"{self.value:,.{digits}f} {self.unit}"
        return f"{self.what:62} {value:>18}   {promise:13} {verdict}".rstrip()
