"""What of a run's figures may be given to everybody: none that counts a few people."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

FEWEST_PEOPLE = 8
"""A count of patients from 1 to 7 could lead to one of them: NHS England, "Hospital Episode
Statistics analysis guide", small number suppression (2017), and its publications since."""

FROM_RECORDS: frozenset[str] = frozenset()
"""Measures that count people in records of patients. None does so far: what is published is worked
out from published tables, whose makers have done this already. A room that reads records names its
measures here."""


def public(
    frames: Mapping[str, pl.DataFrame], from_records: Collection[str] = FROM_RECORDS
) -> tuple[dict[str, pl.DataFrame], dict[str, int]]:
    """The figures that may be given out, and how many of each measure are withheld.

    Every way out of a run passes here, and nothing is withheld anywhere else.

    Args:
        frames: measure -> its figures.
        from_records: measures whose figures count people in records of patients.
    """
    kept: dict[str, pl.DataFrame] = {}
    withheld: dict[str, int] = {}
    for measure, frame in frames.items():
        ends = pl.max_horizontal(pl.col("low", "central", "high").abs())
        few = (ends > 0) & (ends < FEWEST_PEOPLE)
        kept[measure] = frame.filter(~few) if measure in from_records else frame
        withheld[measure] = frame.height - kept[measure].height
    return kept, withheld
