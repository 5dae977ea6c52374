"""Plain arrays against labelled ones, on a block of the size the engine works on.

Needs xarray, which Commonweal does not depend on: `pip install xarray` first.
Prints both times and their ratio; docs/adr/0002-arrays.md is the decision.
"""

from __future__ import annotations

import timeit

import numpy as np

try:
    import xarray as xr
except ImportError as missing:
    raise SystemExit(
        "xarray is not installed: `pip install xarray`, then run this again"
    ) from missing

DRAWS, YEARS, CELLS, BODIES = 64, 14, 110, 16
RUNS = 200


def main() -> None:
    """Time activity x growth x prices, summed to organisations, both ways."""
    rng = np.random.default_rng(1)
    activity = rng.random((DRAWS, YEARS, CELLS))
    growth = rng.random((DRAWS, YEARS, CELLS))
    prices = rng.random((CELLS, BODIES))
    xr.set_options(arithmetic_join="exact")
    labels = {
        "draw": np.arange(DRAWS),
        "year": np.arange(YEARS),
        "cell": [f"cell {n}" for n in range(CELLS)],
        "body": [f"body {n}" for n in range(BODIES)],
    }

    def labelled(values: np.ndarray, *axes: str) -> xr.DataArray:
        return xr.DataArray(values, coords={a: labels[a] for a in axes}, dims=axes)

    named = [
        labelled(activity, "draw", "year", "cell"),
        labelled(growth, "draw", "year", "cell"),
        labelled(prices, "cell", "body"),
    ]
    plain = timeit.timeit(lambda: (activity * growth) @ prices, number=RUNS) / RUNS
    with_labels = timeit.timeit(
        lambda: xr.dot(named[0] * named[1], named[2], dim="cell"), number=RUNS
    )
    with_labels /= RUNS
    print(f"plain    {plain * 1e6:8.0f} microseconds a block")
    print(f"labelled {with_labels * 1e6:8.0f} microseconds a block")
    print(f"ratio    {with_labels / plain:8.1f}")


if __name__ == "__main__":
    main()
