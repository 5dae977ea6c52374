"""Given: residents' care brought to those who give it, for all years at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonweal.base.numbers.arrays import times
from commonweal.base.numbers.cases import Cases
from commonweal.base.numbers.chance import Array
from commonweal.care.asked import Asked
from commonweal.care.beds import beds_open
from commonweal.care.inputs import CareInputs
from commonweal.care.overflow import NightInputs, Nights


@dataclass(frozen=True, slots=True)
class CarePath:
    """The care of some cases, on one side of a plan. Every array's first axes are case and year.

    Attributes:
        asked: activity of residents, by place-and-service.
        given: activity at each organisation-and-service.
        bed_days: nights asked for at each site with beds.
        beds_open: beds open there.
        nights: what became of the nights, by site and service; None where each gets a bed.
    """

    asked: Array
    given: Array
    bed_days: Array
    beds_open: Array
    nights: Nights | None = None


def given_if_nothing_changes(care: CareInputs, asked: Asked) -> CarePath:
    """Where care is given if nothing changes."""
    givers = care.givers
    return CarePath(
        asked=asked.nothing,
        given=times(asked.nothing, givers.pairs_all),
        bed_days=times(asked.nothing, givers.beds_all),
        beds_open=_planned(care, len(asked.nothing)),
    )


def given_with_the_plan(
    care: CareInputs, asked: Asked, nothing: CarePath, cases: Cases
) -> CarePath:
    """Where care is given when the proposals of each case act.

    Args:
        nothing: where it is given if nothing changes.
    """
    givers, acting, moving = care.givers, care.acting, care.givers.changed_pairs
    wanted, given = asked.nothing.copy(), nothing.given.copy()
    wanted[..., acting.changed] += asked.change
    given[..., moving] += times(asked.change, givers.pairs_residents[:, moving]) + times(
        asked.moved, acting.moves.to_pairs[:, moving]
    )
    strength = acting.strength * cases.acting[:, None]
    opened = care.beds.opened(care.luck.size[cases.rows], strength)
    return CarePath(
        asked=wanted,
        given=given,
        bed_days=nothing.bed_days
        + times(asked.change, givers.beds_residents)
        + times(asked.moved, acting.moves.to_beds),
        beds_open=beds_open(care.beds.planned, opened),
    )


def _planned(care: CareInputs, cases: int) -> Array:
    """Beds open if nothing changes: the same in every case, so one row serves them all."""
    planned = care.beds.planned
    return planned[None].repeat(cases, axis=0) if cases else planned[None][:0]


def nights_asked(inputs: NightInputs, asked: Asked) -> tuple[Array, Array]:
    """Nights asked for by site and service, on both sides, shape (case, year, item)."""
    nothing = asked.nothing @ inputs.from_all
    return nothing, nothing + asked.change @ inputs.from_residents + asked.moved @ inputs.from_moves


def limited_by_beds(inputs: NightInputs, path: CarePath, nights: Nights) -> CarePath:
    """A path on which no site gives nights it has no bed for.

    Args:
        nights: what became of them.
    """
    less = inputs.at_pairs(nights.worked - nights.asked, path.given.shape[-1])
    return replace(path, given=path.given + less, nights=nights)
