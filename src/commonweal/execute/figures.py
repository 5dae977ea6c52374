"""Every figure of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from commonweal.base.figures.query import Figures
from commonweal.base.numbers.threads import at_once
from commonweal.care.bed_figures import bed_figures, spare_beds
from commonweal.care.figures import demand_figures, workload_figures
from commonweal.engine.path import Carried
from commonweal.engine.prepare import Prepared
from commonweal.execute.labels import with_labels
from commonweal.money.costs import efficiency_left
from commonweal.money.figures import money_figures
from commonweal.people.figures import people_figures
from commonweal.plan.figures import ask_figures


def all_figures(
    prepared: Prepared, carried: Carried, ceiling: float, *, more: Iterable[pl.DataFrame] = ()
) -> Figures:
    """Every figure of a run.

    Args:
        carried: every draw.
        ceiling: share of open beds that may be full on an average night.
        more: figures from elsewhere that stand after these.

    Returns:
        The figures, with the names of what they are about.
    """
    care, labels, years = prepared.care, prepared.labels, prepared.years
    sides = carried.nothing.care, carried.plan.care
    lists = prepared.plan.tables["registered"]
    subjects: tuple[Callable[[], Iterable[pl.DataFrame]], ...] = (
        lambda: people_figures(prepared.people, lists, care.luck.variant, labels.places, years),
        lambda: demand_figures(care, sides, years),
        lambda: workload_figures(care, sides, carried.share, years),
        lambda: bed_figures(care, sides, ceiling, years),
        lambda: _money(prepared, carried, ceiling),
        lambda: ask_figures(prepared.plan),
    )
    found = [part for parts in at_once(lambda one: list(one()), subjects) for part in parts]
    parts = [part for part in (*found, *more) if part.height]
    labelled = (with_labels(part, prepared.plan) for part in parts)
    return Figures.from_frames(labelled, prepared.plan.names_by_key)


def _money(prepared: Prepared, carried: Carried, ceiling: float) -> Iterable[pl.DataFrame]:
    sides = carried.nothing.care, carried.plan.care
    yearly = prepared.money.luck.assumptions["money.efficiency"][:, None]
    return money_figures(
        prepared.labels,
        (carried.nothing.money, carried.plan.money),
        carried.saved,
        efficiency_left(yearly, prepared.money.since_base),
        spare_beds(prepared.care, sides, ceiling),
        prepared.years,
    )
