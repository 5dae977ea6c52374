"""What one core of this machine can do: bytes it copies and sums it multiplies in a second."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np


def best_seconds(work: Callable[[], object], times: int) -> float:
    """The shortest of several runs: the others waited for something else."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def bytes_a_second() -> float:
    """Bytes read and written by a plain copy between arrays larger than any cache."""
    one, other = np.zeros(32_000_000), np.ones(32_000_000)
    return 2 * one.nbytes / best_seconds(lambda: np.copyto(one, other), 5)


def sums_a_second() -> float:
    """Multiplications and additions a second, in a product of two large matrices."""
    size = 1200
    one, other = np.ones((size, size)), np.ones((size, size))
    return 2 * size**3 / best_seconds(lambda: one @ other, 5)
