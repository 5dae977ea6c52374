"""Sharing: what effects leave of care they act on together, and how much each takes away.

Effects multiply where they overlap: two proposals that each avoid a fifth of
the same admissions avoid 36% of them, not 40%. Each one's share of what is
gone is its logarithmic-mean share, which sums to the whole with nothing left
over, whatever the order.
"""

from __future__ import annotations

import numpy as np

from commonweal.base.figures.measure import made_by_the_engine
from commonweal.base.figures.parents import FiguresOf, PartsOf
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import ACTIVITY


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


made_by_the_engine(
    "care.overlap",
    ACTIVITY,
    "Care that two proposals would both count as avoided, moved or shortened by them.",
    levels=("service+proposal+other",),
    made_by="cell by cell, of the people both act on (`commonweal.care.effects.sharing`)",
    activity=FiguresOf(measure="care.activity_of_residents", same=("service",), side="nothing"),
    effects=PartsOf(heading="effect", amount="size", grows=True),
)
