"""Rerun: variance shares from running the model again with numbers swapped.

It needs a run for each input beside two, but no surrogate: what it says holds
for any model, and its error is counted. The two sets of inputs are *pick and
freeze*: each run takes one input, or group, from the other set.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from commonweal.base.numbers.chance import Array
from commonweal.statistics.sensitivity.drivers import Drivers, memberships


def drivers_by_running(
    model: Callable[[Array], Array],
    one: Array,
    other: Array,
    names: Sequence[str],
    groups: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Drivers, ...]:
    """Variance shares of each output of a model that can be run again.

    Args:
        model: takes inputs of shape (draw, input), gives outputs of shape (draw, output).
        one, other: two independent sets of draws of the inputs, shape (draw, input).
        names: of the inputs.
        groups: names to take together, by the group's name; each input alone if None.

    Returns:
        One for each output. An input that does nothing has shares of exactly 0.

    Sources: first-order, Saltelli and others, Variance based sensitivity analysis of
    model output, 2010, table 2 (b); total, Jansen, Analysis of variance designs for
    model output, 1999. The errors are those of ratios of means.
    """
    together, members = memberships(names, groups)
    a, b = model(one), model(other)
    middle = (a.mean(axis=0) + b.mean(axis=0)) / 2.0
    a, b = a - middle, b - middle
    spread = (a**2 + b**2) / 2.0
    first, total = [], []
    for swapped in members:
        mixed = model(np.where(swapped, other, one)) - middle
        first.append(_ratio(b * (mixed - a), spread))
        total.append(_ratio((a - mixed) ** 2 / 2.0, spread))
    s, t = np.array(first), np.array(total)  # shape (group, share or error, output)
    return tuple(
        Drivers(together, s[:, 0, n], s[:, 1, n], t[:, 0, n], t[:, 1, n], explained=1.0)
        for n in range(a.shape[1])
    )


def _ratio(part: Array, whole: Array) -> tuple[Array, Array]:
    """A ratio of two means over the draws and its standard error, for each output."""
    below = whole.mean(axis=0)
    below = np.where(below > 0, below, 1.0)
    ratio = part.mean(axis=0) / below
    error = (part - ratio * whole).std(axis=0, ddof=1) / below / np.sqrt(len(part))
    return ratio, error
