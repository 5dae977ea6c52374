"""Years: that a plan's come in order, and are neither too few nor too many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commonweal.base.numbers.year import Year
from commonweal.base.reading.problems import Problem

FEW_YEARS, MANY_YEARS = 1, 60
"""The shortest and longest horizon, in years from base to last."""


def year_problems(plan: Mapping[str, Any]) -> Iterator[Problem]:
    """Years out of order, or too few or too many of them."""
    base, first, last = (plan[f"{name}_year"] for name in ("base", "first", "last"))
    if not base <= first <= last:
        yield Problem(
            "D07",
            "system.toml",
            None,
            "first_year",
            f"the plan's years are out of order: base {Year(base)}, first {Year(first)}, "
            f"last {Year(last)}",
            "write them so that base_year comes first, then first_year, then last_year",
        )
    elif not FEW_YEARS <= last - base <= MANY_YEARS:
        yield Problem(
            "D07",
            "system.toml",
            None,
            "last_year",
            f"the plan covers {last - base} years after its base year; it may cover "
            f"{FEW_YEARS} to {MANY_YEARS}",
            "choose another last_year",
        )
