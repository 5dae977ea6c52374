"""Effects: what proposals leave, take away and send elsewhere, each with its share.

Effects multiply where they overlap: two proposals that each avoid a fifth of
the same admissions avoid 36% of them, not 40%. Each one's share of what is
gone is its logarithmic-mean share, which sums to the whole with nothing left
over, whatever the order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.figures.measure import measure
from commonweal.base.numbers.chance import Array
from commonweal.care.proposals import Effect, Proposal

ON_RESIDENTS = ("reduce", "move", "shorten")
"""Kinds of effect that act on the care of residents, by age and sex."""


@dataclass(frozen=True, slots=True)
class Act:
    """One effect acting on one service.

    Attributes:
        effect: its place among the effects of the plan.
        ratio: how strongly it acts: 1, or on the bed-days of admissions it avoids
            the length of those stays against the average.
        direct: whether the effect names the service; if not, it reaches it as the
            bed-days of admissions, and sends nothing elsewhere a second time.
    """

    effect: int
    ratio: float
    direct: bool


def all_effects(proposals: tuple[Proposal, ...]) -> tuple[tuple[int, Effect], ...]:
    """Every effect of the plan with the place of its proposal."""
    return tuple((i, effect) for i, p in enumerate(proposals) for effect in p.effects)


def acts_on(
    effects: tuple[tuple[int, Effect], ...], service: str, parent: str | None, place: str | None
) -> tuple[Act, ...]:
    """The effects that act on a service for the residents of a place.

    Args:
        parent: the admissions whose stays the service counts, if it counts bed-days.
        place: where people live; None for any effect whatever its places.
    """
    found = []
    for i, (_, effect) in enumerate(effects):
        if effect.kind not in ON_RESIDENTS or (
            place and effect.places and place not in effect.places
        ):
            continue
        if service in effect.services:
            found.append(Act(i, 1.0, direct=True))
        elif parent in effect.services and effect.kind != "shorten":
            found.append(Act(i, effect.stay_ratio, direct=False))
    return tuple(found)


def touches(effect: Effect) -> NDArray[np.bool_]:
    """Which people an effect acts on, shape (sex, age)."""
    out = np.zeros((2, 91), dtype=bool)
    sexes = {"female": [0], "male": [1], "all": [0, 1]}[effect.sex]
    out[sexes, effect.age_from : effect.age_to + 1] = True
    return out


@measure(
    "care.share_kept",
    unit="share",
    size="proposal:effect",
    strength="proposal:ramp_years",
)
def share_kept(size: Array, strength: Array) -> Array:
    """What one effect leaves of the activity it acts on.

    Args:
        size: share avoided, moved or saved at full effect.
        strength: how much of the full effect there is this year, 0 to 1.

    Returns:
        A share, the shape the two make together. Effects on the same activity
        multiply. No less than a billionth is left, even where long stays are avoided
        beyond all there are: the logarithm of nothing has no value.

    >>> share_kept(np.array(0.2), np.array([0.0, 0.5, 1.0])).tolist()
    [1.0, 0.9, 0.8]
    """
    return np.maximum(1.0 - size * strength, 1e-9)


def log_mean(together: Array) -> Array:
    """The logarithmic mean of an activity before several effects on it and after, over that before.

    L(a, b) = (a - b) / ln(a / b), with a = 1 and b what they leave together.

    Args:
        together: logarithm of what all of them leave, the sum of theirs; any shape.

    Returns:
        A ratio, above 0, of that shape.

    >>> float(log_mean(np.log(np.array(0.5))).round(6))  # 0.5 / ln 2
    0.721348
    """
    still = together == 0.0
    # expm1(x) / x is 1 at x = 0: where nothing is gone on balance, nothing is changed.
    return np.where(still, 1.0, np.expm1(together) / np.where(still, 1.0, together))


def share_gone(log: Array, mean: Array) -> Array:
    """Share of some activity that is gone through one of several effects on it.

    The logarithmic mean shares the change from x to x * prod(kept) out in proportion to
    the logarithms of what each leaves.

    Args:
        log: logarithm of what the one leaves on its own.
        mean: the logarithmic mean of all of them, as `log_mean` gives it.

    Returns:
        A share of the original activity, the shape the two make together; over the
        effects they sum to 1 less what all of them leave.

    Source: Ang, The LMDI approach to decomposition analysis, Energy Policy 2005.

    >>> one = np.log(0.8)  # two that leave 80% each leave 64% together: 18% is gone through each
    >>> float(share_gone(one, log_mean(one + one)).round(9))
    0.18
    """
    return -log * mean


@measure(
    "care.overlap",
    unit="activity",
    activity="care.activity_of_residents",
    one="care.share_kept",
    other="proposal:effect",
)
def overlap(activity: Array, one: Array, other: Array) -> Array:
    """Care that two proposals would both count as avoided, moved or shortened by them.

    Each alone would take its share of the same care; together they cannot take the part
    of it that is in both.

    Args:
        activity: activity a year if nothing changes of those both act on.
        one, other: the share of it that each would take alone.

    Returns:
        Activity a year that would be counted twice; none where one of them does harm.

    >>> float(overlap(np.array(100.0), np.array(0.5), np.array(0.2)))
    10.0
    """
    return activity * np.maximum(one, 0.0) * np.maximum(other, 0.0)
