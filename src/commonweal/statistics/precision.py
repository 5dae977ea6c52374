"""Precision: how close a chance seen in some draws is to the true one."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from commonweal.base.figures.standard_error import wilson_half


def chance_interval(hits: int, draws: int, covers: float = 0.8) -> tuple[float, float]:
    """An interval for a chance, from how often something happened in the draws.

    Args:
        hits: draws in which it happened.
        draws: all draws, above 0.
        covers: the share of such intervals that hold the true chance.

    Source: Wilson, Probable inference, the law of succession, and statistical
    inference, JASA 1927.

    >>> tuple(round(end, 4) for end in chance_interval(8, 10, covers=0.95))
    (0.4902, 0.9433)
    """
    z = NormalDist().inv_cdf((1.0 + covers) / 2.0)
    share = hits / draws
    middle = (share + z * z / (2 * draws)) / (1.0 + z * z / draws)
    half = float(wilson_half(np.asarray(share), draws, z))
    return max(0.0, middle - half), min(1.0, middle + half)
