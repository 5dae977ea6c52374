"""Figures of care: what residents use, and what each organisation gives."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from commonweal.care.demand import demand_growth
from commonweal.plan.engine import Outcome
from commonweal.plan.prepare import Prepared
from commonweal.plan.summary.spread import Axes, compared, figures, spread_of, years_of


def demand_figures(plan: Prepared, out: Outcome) -> Iterator[pl.DataFrame]:
    """Activity of residents by place, service and year, and its growth from need alone."""
    places, services = plan.where.places, plan.where.services
    units, years = list(plan.system.tables["services"]["unit"]), years_of(plan)
    shape = (*out.need.shape[:2], len(places), len(services))
    nothing, planned, need = (
        values.reshape(shape) for values in (out.wanted_nothing, out.wanted_plan, out.need)
    )
    code = "care.activity_of_residents"
    for s, service in enumerate(services):
        here = (nothing[..., [s]], planned[..., [s]])
        by_place: Axes = {"year": years, "place": places, "service": [service]}
        yield from compared(code, here, by_place, unit=units[s])
        whole: Axes = {"year": years, "service": [service]}
        yield from compared(code, (v.sum(axis=2) for v in here), whole, unit=units[s])
    by_both = {"year": years, "place": places, "service": services}
    by_service = {"year": years, "service": services}
    for values, axes in ((need, by_both), (need.sum(axis=2), by_service)):
        with np.errstate(invalid="ignore", divide="ignore"):
            growth = spread_of(demand_growth(values, values[:, :1]))
        # A place with none of a service in the base year has no growth to speak of.
        kept = pl.col("central").is_finite()
        yield figures("care.demand_growth", growth, axes, "both").filter(kept)


def workload_figures(plan: Prepared, out: Outcome) -> Iterator[pl.DataFrame]:
    """Activity at each organisation, and the factors that reconcile it."""
    units = list(plan.system.tables["services"]["unit"])
    kinds = list(plan.system.tables["organisations"]["kind"])
    organisations, services, years = plan.where.organisations, plan.where.services, years_of(plan)
    for n, (o, s) in enumerate(plan.pairs):
        if kinds[o] != "outside":
            here = (v[..., n, None, None] for v in (out.given_nothing, out.given_plan))
            about: Axes = {"organisation": [organisations[o]], "service": [services[s]]}
            yield from compared("care.activity_at", here, {"year": years, **about}, unit=units[s])
    for o, covered, reported, modelled in plan.workload.reported:
        if modelled > 0:
            yield figures(
                "care.reconciling_factor",
                {"central": np.full((1, 1, len(covered)), reported / modelled)},
                {
                    "year": years[:1],
                    "organisation": [organisations[o]],
                    "service": [services[s] for s in covered],
                },
                "both",
                why_not="a comparison with what was reported for the base year",
            )
