"""The change in health at a given age: published expert judgement turned into intervals."""

from __future__ import annotations

from statistics import NormalDist

import polars as pl

SPLIT_NORMAL: dict[int, tuple[float, float, float]] = {
    2023: (1.120, 0.215, 0.561),
    2024: (0.944, 0.258, 0.675),
    2025: (0.708, 0.239, 0.628),
    2026: (0.550, 0.230, 0.603),
    2027: (0.431, 0.259, 0.683),
    2028: (0.334, 0.245, 0.652),
    2029: (0.232, 0.272, 0.715),
    2030: (0.170, 0.263, 0.686),
    2031: (0.122, 0.252, 0.663),
    2032: (0.041, 0.273, 0.715),
    2033: (0.010, 0.264, 0.692),
    2034: (-0.017, 0.256, 0.677),
    2035: (-0.040, 0.249, 0.661),
    2036: (-0.101, 0.269, 0.699),
    2037: (-0.116, 0.259, 0.684),
    2038: (-0.130, 0.253, 0.670),
    2039: (-0.142, 0.252, 0.662),
    2040: (-0.191, 0.263, 0.695),
    2041: (-0.199, 0.260, 0.684),
    2042: (-0.207, 0.255, 0.674),
    2043: (-0.214, 0.252, 0.666),
}
"""Year: (mode, spread below it, spread above it) of a split normal distribution, for the share of
the gain in life expectancy since 2022 that is lived in good health. Expert elicitation published
with the open New Hospital Programme demand model (MIT licence)."""

ELICITED_FROM = 2022


def split_normal_quantile(share: float, mode: float, below: float, above: float) -> float:
    """The value that a split normal number is under with the chance `share`.

    Its density is a normal one of spread `below` left of the mode and of spread `above` right of
    it, both of the same height at the mode, so the left part holds below / (below + above).

    >>> round(split_normal_quantile(0.5, 10.0, 2.0, 2.0), 6)
    10.0
    >>> split_normal_quantile(0.1, 0.0, 1.0, 3.0) < 0 < split_normal_quantile(0.5, 0.0, 1.0, 3.0)
    True
    """
    left = below / (below + above)
    if share <= left:
        return mode + below * NormalDist().inv_cdf(share / (2 * left))
    return mode + above * NormalDist().inv_cdf(0.5 + (share - left) / (2 * (1 - left)))


def health_change_table(base: int, horizon: int) -> pl.DataFrame:
    """The `health_change` table: median and 80% interval for each year."""
    note = (
        "expert elicitation published with the open New Hospital Programme demand model (MIT): "
        "split normal, here its median (not its mode) and 80% interval. Published for gains since "
        "2022 at the horizon year; used here at each year. Published warning: the judgement is "
        "about the country and does not scale up from single trusts; applied here to rates by age"
    )
    if base != ELICITED_FROM:
        note += f"; assumed to hold for gains since {base} too"
    rows = []
    for year in range(base, horizon + 1):
        shape = SPLIT_NORMAL[max(year, min(SPLIT_NORMAL))]
        low, central, high = (round(split_normal_quantile(q, *shape), 4) for q in (0.1, 0.5, 0.9))
        rows.append(
            {
                "year": year,
                "low": low,
                "central": central,
                "high": high,
                "status": "derived",
                "source": note
                if year > base
                else note + " (base year: there is no gain yet, so the value does nothing)",
            }
        )
    return pl.DataFrame(rows)
