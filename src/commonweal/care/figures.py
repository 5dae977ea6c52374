"""Figures of care: what residents use, and what each organisation gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from commonweal.base.figures.spread import (
    COMPARED,
    Axes,
    compared,
    figures,
    in_detail,
    side_by_side,
    spread_of,
    spreads_compared,
)
from commonweal.base.numbers.arrays import times
from commonweal.base.numbers.chance import Array
from commonweal.care.demand import demand_growth, growth_since_base
from commonweal.care.given import CarePath
from commonweal.care.inputs import CareInputs

BLOCK_DRAWS = 192
"""Draws that are added up over places at a time, so that they stay near the processor."""


def demand_figures(
    care: CareInputs, sides: tuple[CarePath, CarePath], years: list[int]
) -> Iterator[pl.DataFrame]:
    """Activity of residents by place, service and year, and its growth from need alone.

    Args:
        sides: if nothing changes, and with the plan.
    """
    places, services, units = care.labels.places, care.labels.services, care.labels.service_unit
    shape = (*sides[0].asked.shape[:2], len(places), len(services))
    nothing, planned = (side.asked.reshape(shape) for side in sides)
    code = "care.activity_of_residents"
    by_place: Axes = {"year": years, "place": places}
    whole: Axes = {"year": years}
    told = (
        (by_place, side_by_side(spreads_compared(*in_detail((nothing, planned))))),
        (whole, side_by_side(spreads_compared(_of_all_places(nothing), _of_all_places(planned)))),
    )
    for s, about in enumerate(zip(services, units, strict=True)):
        for axes, spread in told:
            here = {end: values[..., s] for end, values in spread.items()}
            yield figures(code, here, {("service", "unit"): [about], "side": COMPARED, **axes})
    by_both: Axes = {"year": years, "place": places, "service": services}
    by_service: Axes = {"year": years, "service": services}
    # A place at a time: an array of all their growth would be the largest of the run.
    other = growth_since_base(care.luck.growth[:, None, :], care.since_base[:, None])
    few, fewer = in_detail((nothing, other))
    growth = [_growth(few[:, :, p], fewer) for p in range(len(places))]
    everywhere = {end: np.stack([one[end] for one in growth], axis=1) for end in growth[0]}
    for axes, spread in ((by_both, everywhere), (by_service, _growth(nothing.sum(axis=2), other))):
        # A place with none of a service in the base year has no growth to speak of.
        kept = pl.col("central").is_finite()
        yield figures("care.demand_growth", spread, axes, "either").filter(kept)


def _of_all_places(values: Array) -> Array:
    """Activity of all places: (draw, year, place, service) -> (draw, year, service)."""
    draws, years, _, services = values.shape
    out = np.empty((draws, years, services))
    for first in range(0, draws, BLOCK_DRAWS):
        some = slice(first, first + BLOCK_DRAWS)
        # Places side by side, so that they are added in pairs, with less rounding.
        np.ascontiguousarray(values[some].swapaxes(2, 3)).sum(axis=3, out=out[some])
    return out


def _growth(care: Array, other: Array) -> dict[str, Array]:
    """Spread of the growth of need since the base year, shape (draw, year, ...)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return spread_of(demand_growth(care, care[:, :1], other))


def workload_figures(
    care: CareInputs, sides: tuple[CarePath, CarePath], share: Array, years: list[int]
) -> Iterator[pl.DataFrame]:
    """Activity at each organisation and site and at all, and the factors that reconcile it.

    Args:
        sides: if nothing changes, and with the plan.
        share: activity by which each change changes what it is of, shape (change, year, draw).
    """
    labels, pairs = care.labels, care.givers.pairs
    organisations, services, units = labels.organisations, labels.services, labels.service_unit
    own = [n for n, (o, _) in enumerate(pairs) if labels.is_inside[o]]
    spread = side_by_side(spreads_compared(*(side.given for side in sides)))
    about = [(organisations[o], services[s], units[s]) for o, s in (pairs[n] for n in own)]
    yield figures(
        "care.activity_at",
        {end: np.moveaxis(values[..., own], -1, 0) for end, values in spread.items()},
        {("organisation", "service", "unit"): about, "side": COMPARED, "year": years},
    )
    asked = _by_service(care, sides)
    for s, (service, unit) in enumerate(zip(services, units, strict=True)):
        here = [n for n in own if pairs[n][1] == s]
        everywhere = [side.given[..., here].sum(axis=-1) for side in sides]
        axes: Axes = {("service", "unit"): [(service, unit)], "year": years}
        yield compared("care.activity_at", (v[:, None] for v in everywhere), axes)
        sites, both = _at_sites(care, sides, [of_all[s] for of_all in asked], share, s)
        names = [(labels.sites[j], service, unit) for j in sites]
        axes = {"year": years, ("site", "service", "unit"): names}
        yield compared("care.activity_at", both, axes)
    for o, covered, reported, modelled in care.workload.reported:
        if modelled > 0:
            yield figures(
                "care.reconciling_factor",
                {"central": np.full((1, 1, len(covered)), reported / modelled)},
                {
                    "year": years[:1],
                    "organisation": [organisations[o]],
                    "service": [services[s] for s in covered],
                },
                "either",
                why_not="a comparison with what was reported for the base year",
            )


def _by_service(care: CareInputs, sides: tuple[CarePath, CarePath]) -> list[Array]:
    """What residents ask for on each side in the first draws, (service, draw, year, place)."""
    places, services = len(care.labels.places), len(care.labels.services)
    return [
        np.ascontiguousarray(np.moveaxis(asked.reshape(*asked.shape[:2], places, services), 3, 0))
        for asked in in_detail(side.asked for side in sides)
    ]


def _at_sites(
    care: CareInputs,
    sides: tuple[CarePath, CarePath],
    asked: Sequence[Array],
    share: Array,
    service: int,
) -> tuple[list[int], tuple[Array, Array]]:
    """Sites of the system that give some of a service, and how much on both sides.

    Args:
        asked: what residents ask for of it on both sides in the first draws.

    Returns:
        The sites; activity at them on both sides in the first draws, each of shape
        (draw, year, site).
    """
    labels, workload, changes = care.labels, care.workload, care.acting.changes
    moves = care.acting.moves
    mine = np.flatnonzero(moves.service == service)
    given = workload.all_care[:, service].sum(axis=0) > 0
    given[moves.there[mine]] = True
    owners = labels.site_organisation
    sites = [j for j in np.flatnonzero(given).tolist() if labels.is_inside[owners[j]]]
    wanted, with_plan = asked
    nothing = times(wanted, workload.all_care[:, service, sites])
    change = times(with_plan - wanted, workload.residents_care[:, service, sites])
    planned = nothing + change
    for move in mine:
        own = np.flatnonzero(changes.own.at == changes.changed + move)
        for end, sign in ((moves.here[move], -1.0), (moves.there[move], 1.0)):
            if end in sites:
                planned[..., sites.index(end)] += sign * share[own, :, : len(planned)].sum(axis=0).T
    both = nothing, planned
    if care.night_inputs is not None:
        for values, side in zip(both, sides, strict=True):
            _limit(care, service, sites, values, side)
    return sites, both


def _limit(care: CareInputs, service: int, sites: list[int], values: Array, side: CarePath) -> None:
    """Bring activity at sites, as asked for, to what their beds have room for, in place."""
    inputs, nights = care.night_inputs, side.nights
    assert inputs is not None
    assert nights is not None
    for item in np.flatnonzero(inputs.service == service):
        site = care.givers.bed_sites[inputs.site[item]]
        less = nights.worked[: len(values), :, item] - nights.asked[: len(values), :, item]
        values[..., sites.index(site)] += less
