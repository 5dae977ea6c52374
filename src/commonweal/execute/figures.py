"""Every figure of a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from commonweal.base.figures.query import Figures
from commonweal.base.numbers.threads import at_once
from commonweal.care import bed_figures, demand_figures, night_figures, spare_beds, workload_figures
from commonweal.engine import Carried, Prepared
from commonweal.execute.labels import with_labels
from commonweal.money import (
    bridge_figures,
    capital_figures,
    efficiency_left,
    money_figures,
    not_counted_figures,
)
from commonweal.people import people_figures
from commonweal.plan import all_parts
from commonweal.staff import staff_figures


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
    lists, parts = prepared.plan.tables["registered"], all_parts(prepared.plan.proposals)
    proposals = [proposal.code for proposal in prepared.plan.proposals]
    subjects: tuple[Callable[[], Iterable[pl.DataFrame]], ...] = (
        lambda: people_figures(prepared.people, lists, care.luck.variant, labels.places, years),
        lambda: demand_figures(care, sides, years),
        lambda: workload_figures(care, sides, carried.share, years),
        lambda: bed_figures(care, sides, ceiling, years),
        lambda: night_figures(care, sides, years),
        lambda: _money(prepared, carried, ceiling),
        lambda: bridge_figures(
            prepared.money, carried.cases, carried.saved, labels, proposals, years
        ),
        lambda: capital_figures(prepared.plan.tables["capital"], parts, proposals, years),
        lambda: not_counted_figures(prepared.plan.tables),
        lambda: staff_figures(parts, proposals, care.acting.strength, years),
    )
    found = [
        table
        for of_subject in at_once(lambda subject: list(subject()), subjects)
        for table in of_subject
    ]
    together = pl.concat([*found, *more])
    return Figures.from_frames([with_labels(together, prepared.plan)], prepared.plan.names_by_key)


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
