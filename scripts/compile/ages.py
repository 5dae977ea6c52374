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

    A band whose seed is all nought is shared evenly.

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


def split_bands(bands: Array, wider: Array, profile: Array, rounds: int = 100) -> Array:
    """Single years of age for each year, from five-year bands that keep their totals exactly.

    The idea: a cohort ages one year at a time, and the bands' edges pass over it year by year,
    so that twenty years of bands pin down the single years. We start from the wider area's
    single years in the same projection, bent by how this area's age profile differed in the
    latest estimate, and then repeat: each cell moves to the mean of what its cohort says a year
    earlier and a year later (the change of a cohort at each age being the wider area's, times
    what is this area's own on average over the years), and every band is raked to its total.

    Args:
        bands: people by year, sex and band, shape (year, 2, 19); consecutive years.
        wider: people of the wider area by single year, same projection, shape (year, 2, 91).
        profile: this area's people over the wider area's, latest estimate, shape (2, 91).
        rounds: how often to repeat.

    Returns:
        People by single year, shape (year, 2, 91), not rounded.
    """
    tiny = 1e-9
    people = raked(profile[None] * wider, bands)
    drift = np.log(np.maximum(wider[1:, :, 1:OLDEST], tiny)) - np.log(
        np.maximum(wider[:-1, :, : OLDEST - 1], tiny)
    )
    for _ in range(rounds):
        log = np.log(np.maximum(people, tiny))
        change = log[1:, :, 1:OLDEST] - log[:-1, :, : OLDEST - 1]
        own = drift + (change - drift).mean(axis=0, keepdims=True)
        said, voices = np.zeros_like(log), np.zeros_like(log)
        said[1:, :, 1:OLDEST] += log[:-1, :, : OLDEST - 1] + own
        voices[1:, :, 1:OLDEST] += 1
        said[:-1, :, : OLDEST - 1] += log[1:, :, 1:OLDEST] - own
        voices[:-1, :, : OLDEST - 1] += 1
        heard = np.where(voices > 0, said / np.maximum(voices, 1), log)
        people = raked(np.exp(heard), bands)
    return people


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
    young, tiny = number("people.young"), 1e-9
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
    out[:, :end] = np.where(np.arange(end) < young, (by_ratio + by_number) / 2, by_bent_ratio)
    # Everybody in the open age today was `end` or older then.
    left = then[:, last] / np.maximum(first[:, end:].sum(1), tiny)
    next_left = later[:, last] / np.maximum(then[:, end:].sum(1), tiny)
    whole = first[:, last] * next_left / np.maximum(left, tiny) ** 2
    spread = first[:, end:] if oldest is None else oldest
    out[:, end:] = spread / np.maximum(spread.sum(1, keepdims=True), tiny) * whole[:, None]
    np.maximum(out, 0.0, out=out)
    return out
