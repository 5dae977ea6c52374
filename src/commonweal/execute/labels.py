"""Labels: what kind of number each figure is, from what went into it.

A figure is no better than the worst of what it comes from. One that rests on a
row labelled illustrative or assumed is illustrative itself, however exact the
sums; and so is everything about a plan whose proposals are made up.
"""

from __future__ import annotations

import polars as pl

from commonweal.plan import Plan

SOFT = ("illustrative", "assumed")
"""Labels of rows that nobody counted."""

LABELLED = ("rates", "flows", "incoming")
"""Tables that care of a service rests on."""


def with_labels(figures: pl.DataFrame, system: Plan) -> pl.DataFrame:
    """Figures with their status lowered to that of what they rest on.

    Args:
        figures: a run's figures, with the status their measure gives them.
        system: the system they are of.
    """
    measure, plan = pl.col("measure"), ~pl.col("side").is_in(["nothing", "either"])
    made_up = any(p.status in SOFT for p in system.proposals)
    of_people = measure.str.starts_with("people.")
    of_care = measure.str.starts_with("care.") & ~of_people
    of_money = measure.str.starts_with("money.") | measure.str.starts_with("plan.")
    invented = _invented_people(system)
    services = _soft_services(system)
    beds = [s for s, unit in _units(system).items() if unit == "bed_day"]
    soft_beds = _has_soft(system, "beds") or any(s in services for s in beds)
    soft_care = (
        pl.when(pl.col("service").is_not_null())
        .then(pl.col("service").is_in(services))
        .otherwise(soft_beds)
    )
    soft_money = _has_soft(system, "costs") or _has_soft(system, "income")
    soft = (
        (of_people & invented)
        | (of_care & (soft_care | invented))
        | (of_money & (soft_money or invented))
        | (plan & made_up)
    )
    later = measure.eq("people.residents") & (pl.col("year") > system.base_year)
    status = (
        pl.when(pl.col("status") == "assumed")
        .then(pl.col("status"))
        .when(soft)
        .then(pl.lit("illustrative"))
        .when(later)
        .then(pl.lit("derived"))
        .otherwise(pl.col("status"))
    )
    return figures.with_columns(status.alias("status"))


def _units(plan: Plan) -> dict[str, str]:
    services = plan.tables["services"]
    return dict(zip(services["service"], services["unit"], strict=True))


def _has_soft(plan: Plan, table: str) -> bool:
    return bool(plan.tables[table]["status"].is_in(list(SOFT)).any())


def _invented_people(plan: Plan) -> bool:
    """Whether the people themselves are made up: their GP lists say so where they are counted."""
    lists = plan.tables["registered"]["status"]
    return bool(len(lists) and lists.is_in(list(SOFT)).all())


def _soft_services(plan: Plan) -> list[str]:
    """Services that any illustrative or assumed rate or flow stands behind."""
    found: set[str] = set()
    for name in LABELLED:
        frame = plan.tables[name]
        found |= set(frame.filter(pl.col("status").is_in(list(SOFT)))["service"])
    return sorted(found)
