"""From draws to figures: the central run and the interval about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from commonweal.base.chance import Array
from commonweal.base.figures import grid
from commonweal.base.measures import MEASURES
from commonweal.plan.prepare import Prepared

LOW, HIGH = 0.1, 0.9
"""The published interval: eight draws in ten lie inside it."""

A_FEW_DRAWS = 20
"""Below this many draws no interval is given: its ends would be single draws."""

A_SHARE_OF_DRAWS = "a share of the draws: it already says how sure we are"
AS_WRITTEN = "as the proposals and tables write it"

Axes = Mapping[str, Iterable[object]]


def years_of(plan: Prepared) -> list[int]:
    """The starting years of the horizon, base year first."""
    return [year.starts_in for year in plan.system.years]


def spread_of(values: Array) -> dict[str, Array]:
    """Central, low and high of draws.

    Args:
        values: shape (draw, ...); the first row is the central run.

    Returns:
        `central`, and `low` and `high` where there are draws enough: the values
        that one draw in ten lies below and above, by linear interpolation.
    """
    central = values[0]
    if len(values) - 1 < A_FEW_DRAWS:
        return {"central": central}
    flat = np.ascontiguousarray(values[1:].reshape(len(values) - 1, -1).T)
    position = np.array([LOW, HIGH]) * (flat.shape[1] - 1)
    below = np.floor(position).astype(int)
    flat.partition(np.unique([below, below + 1]), axis=1)
    weight = position - below
    lower, upper = flat[:, below], flat[:, below + 1]
    # From the lower of two neighbours upward, so that equal ones give just themselves,
    # infinite ones too: the occupancy of a site with no bed open.
    with np.errstate(invalid="ignore"):
        ends = np.where(lower == upper, lower, lower + weight * (upper - lower))
    return {
        "central": central,
        "low": ends[:, 0].reshape(central.shape),
        "high": ends[:, 1].reshape(central.shape),
    }


def figures(
    code: str,
    values: Mapping[str, Array],
    axes: Axes,
    scenario: str,
    *,
    unit: str | None = None,
    status: str = "derived",
    why_not: str | None = None,
) -> pl.DataFrame:
    """Figures of one measure and scenario; the unit is the measure's own unless given."""
    return grid(
        code,
        values,
        axes,
        scenario=scenario,
        unit=unit or MEASURES[code].unit,
        status=status,
        why_no_interval=why_not,
    )


def compared(
    code: str, both: Iterable[Array], axes: Axes, *, unit: str | None = None
) -> Iterator[pl.DataFrame]:
    """Figures if nothing changes, with the plan, and of the change under the same luck.

    Args:
        code: the measure's code.
        both: its draws if nothing changes, and with the plan.
        axes: what the axes after the draws are about.
        unit: the unit, where it is not the measure's own.
    """
    nothing, plan = both
    for scenario, values in (("nothing", nothing), ("plan", plan), ("change", plan - nothing)):
        yield figures(code, spread_of(values), axes, scenario, unit=unit)


def share_of_draws(true: Any) -> dict[str, Array]:
    """Share of the draws in which something holds; of the central run where it is alone.

    Args:
        true: yes or no, shape (draw, ...).
    """
    return {"central": np.asarray(true[1:].mean(axis=0) if len(true) > 1 else true[0] * 1.0)}
