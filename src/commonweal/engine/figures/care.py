"""Figures of care: what residents use, and what each organisation gives."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from commonweal.base.figures.spread import (
    SCENARIOS,
    Axes,
    compared,
    figures,
    side_by_side,
    spread_of,
    spreads_compared,
)
from commonweal.base.numbers.chance import Array
from commonweal.care.demand import demand_growth, growth_since_base
from commonweal.engine.evaluate import BLOCK, Outcome
from commonweal.engine.prepare import Prepared, years_of


def demand_figures(prepared: Prepared, out: Outcome) -> Iterator[pl.DataFrame]:
    """Activity of residents by place, service and year, and its growth from need alone."""
    places, services = prepared.where.places, prepared.where.services
    units, years = list(prepared.plan.tables["services"]["unit"]), years_of(prepared)
    shape = (*out.wanted_plan.shape[:2], len(places), len(services))
    nothing, planned = (values.reshape(shape) for values in (out.wanted_nothing, out.wanted_plan))
    code = "care.activity_of_residents"
    by_place: Axes = {"year": years, "place": places}
    whole: Axes = {"year": years}
    told = (
        (by_place, side_by_side(spreads_compared(nothing, planned))),
        (whole, side_by_side(spreads_compared(_of_all_places(nothing), _of_all_places(planned)))),
    )
    for s, about in enumerate(zip(services, units, strict=True)):
        for axes, spread in told:
            here = {end: values[..., s] for end, values in spread.items()}
            yield figures(code, here, {("service", "unit"): [about], "scenario": SCENARIOS, **axes})
    by_both: Axes = {"year": years, "place": places, "service": services}
    by_service: Axes = {"year": years, "service": services}
    # A place at a time: an array of all their growth would be the largest of the run.
    other = other_growth(prepared)
    growth = [_growth(nothing[:, :, p] / other) for p in range(len(places))]
    everywhere = {end: np.stack([one[end] for one in growth], axis=1) for end in growth[0]}
    for axes, spread in ((by_both, everywhere), (by_service, _growth(nothing.sum(axis=2) / other))):
        # A place with none of a service in the base year has no growth to speak of.
        kept = pl.col("central").is_finite()
        yield figures("care.demand_growth", spread, axes, "both").filter(kept)


def other_growth(prepared: Prepared) -> Array:
    """Growth since the base year that need does not explain, shape (draw, year, service)."""
    since = np.array(years_of(prepared), dtype=float) - prepared.plan.base_year
    return growth_since_base(prepared.draws.growth[:, None, :], since[:, None])


def _of_all_places(values: Array) -> Array:
    """Activity of all places: (draw, year, place, service) -> (draw, year, service)."""
    draws, years, _, services = values.shape
    out = np.empty((draws, years, services))
    for first in range(0, draws, BLOCK):
        some = slice(first, first + BLOCK)
        # Places side by side, so that they are added in pairs, with less rounding.
        np.ascontiguousarray(values[some].swapaxes(2, 3)).sum(axis=3, out=out[some])
    return out


def _growth(need: Array) -> dict[str, Array]:
    """Spread of the growth of need since the base year, shape (draw, year, ...)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return spread_of(demand_growth(need, need[:, :1]))


def workload_figures(prepared: Prepared, out: Outcome) -> Iterator[pl.DataFrame]:
    """Activity at each organisation and site and at all, and the factors that reconcile it."""
    units = list(prepared.plan.tables["services"]["unit"])
    kinds = list(prepared.plan.tables["organisations"]["kind"])
    organisations, services, years = (
        prepared.where.organisations,
        prepared.where.services,
        years_of(prepared),
    )
    own = [n for n, (o, _) in enumerate(prepared.pairs) if kinds[o] != "outside"]
    spread = side_by_side(spreads_compared(out.given_nothing, out.given_plan))
    about = [(organisations[o], services[s], units[s]) for o, s in (prepared.pairs[n] for n in own)]
    yield figures(
        "care.activity_at",
        {end: np.moveaxis(values[..., own], -1, 0) for end, values in spread.items()},
        {("organisation", "service", "unit"): about, "scenario": SCENARIOS, "year": years},
    )
    for s, (service, unit) in enumerate(zip(services, units, strict=True)):
        here = [n for n in own if prepared.pairs[n][1] == s]
        everywhere = [
            given[..., here].sum(axis=-1) for given in (out.given_nothing, out.given_plan)
        ]
        axes: Axes = {("service", "unit"): [(service, unit)], "year": years}
        yield compared("care.activity_at", (v[:, None] for v in everywhere), axes)
        sites, both = _at_sites(prepared, out, s, [kind != "outside" for kind in kinds])
        names = [(prepared.where.sites[j], service, unit) for j in sites]
        axes = {"year": years, ("site", "service", "unit"): names}
        yield compared("care.activity_at", both, axes)
    for o, covered, reported, modelled in prepared.workload.reported:
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


def _at_sites(
    prepared: Prepared, out: Outcome, service: int, is_inside: list[bool]
) -> tuple[list[int], tuple[Array, Array]]:
    """Sites of the system that give some of a service, and how much if nothing changes and not.

    Args:
        is_inside: whether each organisation is of the system.

    Returns:
        The sites; activity at them in both worlds, each of shape (draw, year, site).
    """
    moves = prepared.moves
    mine = np.flatnonzero(moves.service == service)
    care = prepared.workload.all_care[:, service].sum(axis=0) > 0
    care[moves.there[mine]] = True
    owners = prepared.where.site_organisation
    sites = [j for j in np.flatnonzero(care).tolist() if is_inside[owners[j]]]
    of_service = slice(service, None, len(prepared.where.services))
    wanted = out.wanted_nothing[..., of_service]
    change = out.wanted_plan[..., of_service] - wanted
    nothing = wanted @ prepared.workload.all_care[:, service, sites]
    planned = nothing + change @ prepared.workload.residents_care[:, service, sites]
    for move in mine:
        own = np.flatnonzero(prepared.pieces.own.at == prepared.pieces.changed + move)
        for end, sign in ((moves.here[move], -1.0), (moves.there[move], 1.0)):
            if end in sites:
                planned[..., sites.index(end)] += sign * out.share[own].sum(axis=0).T
    return sites, (nothing, planned)
