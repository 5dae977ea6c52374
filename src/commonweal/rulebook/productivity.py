"""The Five Year Forward View's three paths of productivity, by name and with their sources.

They are alternatives to try, not forecasts of ours: each says how much more care
the same money was to buy each year, and what shortfall that left by 2020-21.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from commonweal.base.numbers.interval import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductivityScenario:
    """One path of productivity.

    Attributes:
        code: `fyfv_1`, `fyfv_2` or `fyfv_3`.
        says: what it supposes.
        low, central, high: productivity growth, share a year; equal where one rate was given.
        gap_gbp: the shortfall it left in 2020-21, GBP a year, of nearly 30 thousand million.
        extra_funding_gbp: the real growth in money it needs by 2020-21, GBP a year.
        since: the day it was published.
        source: the document and the place in it.
        mark: how sure we are of the source.
    """

    code: str
    says: str
    low: float
    central: float
    high: float
    gap_gbp: float
    extra_funding_gbp: float
    since: date
    source: str
    mark: str

    @property
    def interval(self) -> Interval:
        """The path's rate as an interval, share a year."""
        return Interval(self.low, self.central, self.high)


def productivity_scenarios() -> tuple[ProductivityScenario, ...]:
    """The three paths, the most modest first.

    >>> [f"{path.code} {path.central:.1%}" for path in productivity_scenarios()]
    ['fyfv_1 0.8%', 'fyfv_2 1.5%', 'fyfv_3 2.5%']
    """
    told = tomllib.loads((files(__package__) / "productivity.toml").read_text("utf-8"))
    return tuple(ProductivityScenario(**one) for one in told["scenario"])
