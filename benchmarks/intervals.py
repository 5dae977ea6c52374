"""The ends of intervals, ours against NumPy's, on as many columns as a run has of care."""

from __future__ import annotations

import numpy as np

from commonweal.base.figures.quantiles import HIGH, LOW
from commonweal.base.figures.spread import spread_of
from machine import best_seconds

SHAPE = (14, 110)
"""Years, and places times services, of South Yorkshire."""


def interval_times(draws: int) -> tuple[float, float]:
    """Seconds for the ends of all columns: ours, and NumPy's quantiles of the same draws."""
    values = np.random.default_rng(1).lognormal(size=(draws + 1, *SHAPE))
    ours, theirs = spread_of(values), np.quantile(values[1:], [LOW, HIGH], axis=0)
    assert np.allclose([ours["low"], ours["high"]], theirs, rtol=1e-14)
    return (
        best_seconds(lambda: spread_of(values), 3),
        best_seconds(lambda: np.quantile(values[1:], [LOW, HIGH], axis=0), 3),
    )
