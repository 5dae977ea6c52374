"""Every figure of a run, in one frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from commonweal.base.numbers.threads import at_once
from commonweal.engine.evaluate import Outcome
from commonweal.engine.figures.beds import bed_figures
from commonweal.engine.figures.care import demand_figures, workload_figures
from commonweal.engine.figures.labels import with_labels
from commonweal.engine.figures.money import money_figures
from commonweal.engine.figures.people import people_figures
from commonweal.engine.figures.proposals import ask_figures
from commonweal.engine.prepare import Prepared

__all__ = ["figures_of"]


def figures_of(
    prepared: Prepared, out: Outcome, ceiling: float, *, more: Iterable[pl.DataFrame] = ()
) -> pl.DataFrame:
    """Every figure of a run.

    Args:
        ceiling: share of open beds that may be full on an average night.
        more: figures from elsewhere that stand after these.

    Returns:
        A frame of the schema of `commonweal.base.figures.store`.
    """
    subjects: tuple[Callable[[], Iterable[pl.DataFrame]], ...] = (
        lambda: people_figures(prepared),
        lambda: demand_figures(prepared, out),
        lambda: workload_figures(prepared, out),
        lambda: bed_figures(prepared, out, ceiling),
        lambda: money_figures(prepared, out, ceiling),
        lambda: ask_figures(prepared),
    )
    found = [part for parts in at_once(lambda one: list(one()), subjects) for part in parts]
    parts = [part for part in (*found, *more) if part.height]
    return with_labels(pl.concat(parts), prepared.plan)
