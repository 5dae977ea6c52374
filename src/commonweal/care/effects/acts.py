"""Acts: which effects act on which service, and on whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.care.effects.effect import Effect

Effects = tuple[tuple[int, Effect], ...]
"""Every effect of a plan with the index of its proposal."""


@dataclass(frozen=True, slots=True)
class Act:
    """One effect acting on one service.

    Attributes:
        effect: its index among the effects of the plan.
        ratio: how strongly it acts: 1, or on the bed-days of admissions it avoids
            the length of those stays against the average.
        direct: whether the effect names the service; if not, it reaches it as the
            bed-days of admissions, and sends nothing elsewhere a second time.
    """

    effect: int
    ratio: float
    direct: bool


def acts_on(
    effects: Effects, service: str, parent: str | None, place: str | None
) -> tuple[Act, ...]:
    """The effects that act on a service for the residents of a place.

    Args:
        parent: the admissions whose stays the service counts, if it counts bed-days.
        place: where people live; None for any effect whatever its places.
    """
    acts = []
    for i, (_, effect) in enumerate(effects):
        ratio = effect.acts_on(service, parent)
        elsewhere = place and effect.places and place not in effect.places
        if ratio is not None and not elsewhere:
            acts.append(Act(i, ratio, direct=service in effect.services))
    return tuple(acts)


def touches(effect: Effect) -> NDArray[np.bool_]:
    """Which people an effect acts on, shape (sex, age)."""
    people = np.zeros((2, 91), dtype=bool)
    sexes = {"female": [0], "male": [1], "all": [0, 1]}[effect.sex]
    people[sexes, effect.age_from : effect.age_to + 1] = True
    return people
