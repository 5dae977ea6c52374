"""Every figure of a run, in one frame."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from commonweal.plan.engine import Outcome
from commonweal.plan.prepare import Prepared
from commonweal.plan.summary.beds import bed_figures
from commonweal.plan.summary.care import demand_figures, workload_figures
from commonweal.plan.summary.labels import with_labels
from commonweal.plan.summary.money import money_figures
from commonweal.plan.summary.people import people_figures
from commonweal.plan.summary.proposals import ask_figures

__all__ = ["figures_of"]


def figures_of(
    plan: Prepared, out: Outcome, ceiling: float, *, more: Iterable[pl.DataFrame] = ()
) -> pl.DataFrame:
    """Every figure of a run.

    Args:
        ceiling: share of open beds that may be full on an average night.
        more: figures from elsewhere that stand after these.

    Returns:
        A frame of the schema of `commonweal.base.figures`.
    """
    parts = [
        *people_figures(plan),
        *demand_figures(plan, out),
        *workload_figures(plan, out),
        *bed_figures(plan, out, ceiling),
        *money_figures(plan, out, ceiling),
        *ask_figures(plan),
        *more,
    ]
    return with_labels(pl.concat([part for part in parts if part.height]), plan.system)
