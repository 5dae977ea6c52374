"""National ranges: of which size a rate, a cost, a number of beds and an income usually are."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The lowest and highest that England has seen of something.

    Attributes:
        setting, unit: the kind of care; blank for what is not of care.
        kind: of a body; blank for what is not of one.
        ages: the first and last age; None for all.
    """

    low: float
    high: float
    setting: str = ""
    unit: str = ""
    kind: str = ""
    ages: tuple[int, int] | None = None


@cache
def ranges() -> dict[str, tuple[Range, ...]]:
    """Every range, by what it is of, such as rate, cost, income or beds_a_thousand."""
    written = tomllib.loads((files(__package__) / "ranges.toml").read_text("utf-8"))
    return {
        name: tuple(
            Range(**one | {"ages": tuple(one["ages"]) if "ages" in one else None}) for one in each
        )
        for name, each in written.items()
    }
