"""Years: that a plan's come in order, and are neither too few nor too many."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.base.numbers.year import Year
from commonweal.base.reading.checks import Folder, check
from commonweal.base.reading.problems import Problem

SHORTEST_HORIZON, LONGEST_HORIZON = 1, 60
"""Years from the base year to the last."""


@check("system")
def year_problems(folder: Folder) -> Iterator[Problem]:
    """Years out of order, or too few or too many of them."""
    base, first, last = (folder.system[f"{name}_year"] for name in ("base", "first", "last"))
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
    elif not SHORTEST_HORIZON <= last - base <= LONGEST_HORIZON:
        yield Problem(
            "D07",
            "system.toml",
            None,
            "last_year",
            f"the plan covers {last - base} years after its base year; it may cover "
            f"{SHORTEST_HORIZON} to {LONGEST_HORIZON}",
            "choose another last_year",
        )
