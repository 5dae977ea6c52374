"""Quantiles of the two families in which health was judged. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np


def split_normal_quantile(share: float, mode: float, below: float, above: float) -> float:
    """The value that a split normal number is under with the chance `share`.

    Its density is a normal one of spread `below` left of the mode and of spread `above` right of
    it, both of the same height at the mode, so the left part holds below / (below + above).
    Wallis, The two-piece normal, binormal, or double Gaussian distribution, 2014.

    >>> round(split_normal_quantile(0.5, 10.0, 2.0, 2.0), 6)
    10.0
    >>> split_normal_quantile(0.1, 0.0, 1.0, 3.0) < 0 < split_normal_quantile(0.5, 0.0, 1.0, 3.0)
    True
    """
    left = below / (below + above)
    if share <= left:
        return mode + below * NormalDist().inv_cdf(share / (2 * left))
    return mode + above * NormalDist().inv_cdf(0.5 + (share - left) / (2 * (1 - left)))


def metalog_quantile(share: float, terms: Sequence[float], lower: float, upper: float) -> float:
    """The value that a bounded metalog number is under with the chance `share`.

    Keelin, The metalog distributions, Decision Analysis 13(4), 2016, equations 6 and 14: on the
    scale of the log odds of (value - lower) / (upper - value), the quantile is
    a1 + a2 L + a3 d L + a4 d + a5 d^2 + a6 d^2 L + a7 d^3 + a8 d^3 L + a9 d^4 + ..., with L the
    log odds of the chance and d the chance less a half.

    Args:
        share: the chance, between 0 and 1, ends left out.
        terms: a1, a2 and so on; four or more.
        lower, upper: where the number begins and ends, in its own unit.

    >>> round(metalog_quantile(0.5, (0.0, 1.0, 0.0, 0.0), 0.0, 100.0), 9)
    50.0
    >>> round(metalog_quantile(0.9, (0.0, 1.0, 0.0, 0.0), 0.0, 100.0), 9)
    90.0
    """
    odds, away = np.log(share / (1 - share)), share - 0.5
    on_odds_scale = terms[0] + terms[1] * odds + terms[2] * away * odds + terms[3] * away
    for place, term in enumerate(terms[4:]):
        part = away ** (2 + place // 2)
        on_odds_scale += term * part * (odds if place % 2 else 1.0)
    return float(lower + (upper - lower) / (1 + np.exp(-on_odds_scale)))


def metalog_mean(terms: Sequence[float], lower: float, upper: float, steps: int = 10_000) -> float:
    """The mean of a bounded metalog number: the mean of its quantiles over all chances.

    Args:
        terms, lower, upper: as of `metalog_quantile`.
        steps: how many chances, evenly spread, stand for all of them.

    >>> round(metalog_mean((0.0, 1.0, 0.0, 0.0), 0.0, 100.0), 9)
    50.0
    """
    chances = ((step + 0.5) / steps for step in range(steps))
    return sum(metalog_quantile(c, terms, lower, upper) for c in chances) / steps
