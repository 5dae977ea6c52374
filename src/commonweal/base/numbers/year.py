"""Financial years, and the nights in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile(r"(\d{4})[-/](\d{2}|\d{4})")


@dataclass(frozen=True, slots=True, order=True)
class Year:
    """A financial year, from 1 April to 31 March.

    >>> str(Year(2027)), Year(2027).nights
    ('2027-28', 366)
    """

    starts_in: int

    @classmethod
    def parse(cls, text: str) -> Year:
        """Read a year as people write it.

        Raises:
            ValueError: if the two halves are not one year apart.

        >>> Year.parse("2027-28") == Year.parse("2027/28") == Year(2027)
        True
        """
        found = _WRITTEN.fullmatch(text.strip())
        if not found:
            raise ValueError(f"'{text}' is not a financial year; write it like 2027-28")
        first, second = int(found[1]), int(found[2])
        if second not in (first + 1, (first + 1) % 100):
            raise ValueError(f"'{text}' is not a financial year: the second half follows the first")
        return cls(first)

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.starts_in, 4, 1)

    @property
    def nights(self) -> int:
        """Nights in the year: 366 where its February has 29 days."""
        return (date(self.starts_in + 1, 4, 1) - self.first_day).days

    def __str__(self) -> str:
        return f"{self.starts_in}-{(self.starts_in + 1) % 100:02d}"
