"""Chance: one seed, and a named stream for each uncertain number.

A stream depends on the seed and its name and on nothing else. So a new
uncertain input moves no old number, two plans meet the same luck and their
difference is sharp, and the first thousand draws of ten thousand are the
thousand you had.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chance:
    """The random numbers of a run, which the same seed gives again.

    >>> luck = Chance(seed=2026)
    >>> a, b = luck.normals("money.pay_growth", 3), luck.normals("money.pay_growth", 5)
    >>> bool((a == b[:3]).all())
    True
    """

    seed: int

    def stream(self, name: str) -> np.random.Generator:
        """The generator of one named uncertain thing."""
        digest = hashlib.sha256(name.encode()).digest()
        words = [int.from_bytes(digest[i : i + 4], "little") for i in range(0, 32, 4)]
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, *words])))

    def normals(self, name: str, draws: int) -> Array:
        """Standard normal draws of a stream, shape (draws,)."""
        return self.stream(name).standard_normal(draws)

    def choices(self, name: str, weights: Array, draws: int) -> NDArray[np.intp]:
        """Which of several things each draw meets, shape (draws,).

        Args:
            weights: shares that sum to 1, shape (things,).
        """
        edges = np.cumsum(weights / weights.sum())[:-1]
        return np.searchsorted(edges, self.stream(name).random(draws), side="right")
