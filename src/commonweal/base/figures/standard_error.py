"""The standard error of a chance: how far another seed would move it."""

from __future__ import annotations

import numpy as np

from commonweal.base.numbers.chance import Array


def chance_error(share: Array, draws: int) -> Array:
    """The standard error of a chance: half of Wilson's interval at one standard error.

    Unlike the usual formula, sqrt(share (1 - share) / draws), which it comes to with many
    draws, it is not 0 where something always or never happened.

    Args:
        share: of draws in which it happened, any shape.
        draws: all draws, above 0.

    Source: Wilson, Probable inference, the law of succession, and statistical
    inference, JASA 1927.

    >>> chance_error(np.array([0.5, 0.0]), 100).round(4).tolist()
    [0.0498, 0.005]
    """
    return wilson_half(share, draws, 1.0)


def wilson_half(share: Array, draws: int, z: float) -> Array:
    """Half the width of Wilson's interval that reaches z standard errors."""
    inside = share * (1.0 - share) / draws + z * z / (4.0 * draws * draws)
    return np.asarray(z * np.sqrt(inside) / (1.0 + z * z / draws))
