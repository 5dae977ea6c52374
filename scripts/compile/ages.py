"""Single years of age from five-year bands, and a projection's own past. Pure arithmetic."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .judgements import number

Array = NDArray[np.float64]

OLDEST = 90
BANDS: tuple[tuple[int, int], ...] = (*((a, a + 4) for a in range(0, OLDEST, 5)), (OLDEST, OLDEST))
"""First and last single year of each band; the last band is 90 and over, pooled."""


def pooled(people: Array) -> Array:
    """The same people with everybody of 90 and over in one last column.

    >>> pooled(np.ones((2, 101))).shape, pooled(np.ones((2, 101)))[0, 90]
    ((2, 91), np.float64(11.0))
    """
    return np.concatenate(
        [people[..., :OLDEST], people[..., OLDEST:].sum(axis=-1, keepdims=True)], axis=-1
    )


def in_bands(people: Array) -> Array:
    """People by band, from people by single year 0 to 90+ on the last axis."""
    return np.stack([people[..., i : j + 1].sum(axis=-1) for i, j in BANDS], axis=-1)


def raked(seed: Array, bands: Array) -> Array:
    """The seed scaled within each band so that every band has exactly its total.

    A band whose seed is all zero is shared evenly.

    >>> even = raked(np.zeros((1, 91)), np.full((1, 19), 10.0))
    >>> float(even[0, 3]), float(even[0, 90])
    (2.0, 10.0)
    """
    out = np.empty_like(seed)
    for k, (i, j) in enumerate(BANDS):
        part = seed[..., i : j + 1]
        whole = part.sum(axis=-1, keepdims=True)
        share = np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 1.0 / (j - i + 1))
        out[..., i : j + 1] = share * bands[..., k : k + 1]
    return out


def split_variant(principal: Array, ratio: Array, bands: Array) -> Array:
    """Single years of a variant from its five-year bands, which keep their totals exactly.

    Within a band people lie as they do in the area's principal projection, times the wider
    area's ratio of this variant to its principal: fewer births empty the youngest ages first.

    Args:
        principal: people of the area by single year, shape (year, 2, 91).
        ratio: the variant over the principal in a wider area, same shape.
        bands: people of the area's variant by band, shape (year, 2, 19).

    Returns:
        People by single year, shape (year, 2, 91), not rounded.
    """
    return raked(principal * ratio, bands)


def own_past(people: Array, back: int, oldest: Array | None = None) -> Array:
    """What a projection held `back` years before its first year that we have.

    A cohort is followed backwards. From its first to its next year the change of each cohort is
    known; the change just before is taken to be the same, corrected by how it was changing (among
    the young half by number rather than by ratio, since migrants come in numbers, not as a share of
    who is there).

    Args:
        people: one projection, shape (year, 2, age), consecutive years, 2 * back + 1 or more;
            the last age is open ("100 and over" or "90 and over").
        back: how many years to go back, 1 or more.
        oldest: how people of the last back + 1 ages were spread over them, shape (2, back + 1).
            Left out: as in the first year.

    Returns:
        People `back` years before the first year, shape (2, age).
    """
    young, few, tiny = number("people.young"), number("people.few"), 1e-9
    first, then, later = people[0], people[back], people[2 * back]
    last = first.shape[1] - 1
    end = last - back  # from this age on, a cohort is in the open age a step later
    ratio = np.maximum(then[:, back:last] / np.maximum(first[:, :end], tiny), tiny)
    next_ratio = np.maximum(later[:, back:last] / np.maximum(then[:, :end], tiny), tiny)
    cohort = first[:, back:last]
    by_ratio = cohort / ratio
    by_number = cohort - (then[:, back:last] - first[:, :end])
    by_bent_ratio = cohort * next_ratio / ratio**2
    out: Array = np.empty_like(first)
    moved = np.where(np.arange(end) < young, (by_ratio + by_number) / 2, by_bent_ratio)
    # The ratio of a handful of people says nothing, and its square is wild: they stay as they are.
    known = (first[:, :end] >= few) & (then[:, back:last] >= few) & (later[:, back:last] >= few)
    out[:, :end] = np.where(known, moved, cohort)
    # Everybody in the open age today was `end` or older then.
    left = then[:, last] / np.maximum(first[:, end:].sum(1), tiny)
    next_left = later[:, last] / np.maximum(then[:, end:].sum(1), tiny)
    whole = first[:, last] * np.where(left > 0, next_left / np.maximum(left, tiny) ** 2, 1.0)
    spread = first[:, end:] if oldest is None else oldest
    out[:, end:] = spread / np.maximum(spread.sum(1, keepdims=True), tiny) * whole[:, None]
    np.maximum(out, 0.0, out=out)
    return out
