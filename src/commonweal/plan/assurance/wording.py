"""How findings write shares, pounds and years."""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.base.years import Year


def percent(share: float) -> str:
    """A share as a reader knows it.

    >>> percent(0.028), percent(0.92), percent(1.25)
    ('2.8%', '92%', '125%')
    """
    return f"{round(share * 100, 1):g}%"


def in_pounds(gbp: float) -> str:
    """Pounds to three figures, in words past a million.

    >>> in_pounds(950), in_pounds(412_345), in_pounds(4_250_000), in_pounds(-1.8e9)
    ('£950', '£412,000', '£4.25 million', '-£1.8 billion')
    """
    sign, size = ("-" if gbp < 0 else ""), float(f"{abs(gbp):.3g}")
    for scale, name in ((1e9, " billion"), (1e6, " million")):
        if size >= scale:
            return f"{sign}£{size / scale:g}{name}"
    return f"{sign}£{size:,.0f}"


def in_years(years: Iterable[int]) -> str:
    """Years as they are spoken of; those that follow one another are folded.

    >>> in_years([2027]), in_years([2029, 2026, 2027, 2028])
    ('2027-28', '2026-27 to 2029-30')
    >>> in_years([2026, 2028, 2029])
    '2026-27, 2028-29 to 2029-30'
    """
    runs: list[tuple[int, int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return ", ".join(
        str(Year(first)) if first == last else f"{Year(first)} to {Year(last)}"
        for first, last in runs
    )
