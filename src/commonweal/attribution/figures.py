"""Figures of who did what, for the one frame of all figures."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from commonweal.attribution.attributed import Attribution
from commonweal.attribution.by_year import SAMPLING_ERROR
from commonweal.base.figures.measure import MEASURES
from commonweal.base.figures.store import rows_from_arrays
from commonweal.engine import Prepared

A_STANDARD_ERROR = "it is itself how sure we are: a standard error over all draws"


def shared_figures(prepared: Prepared, shared: Attribution) -> Iterator[pl.DataFrame]:
    """Who did what: of each proposal its share, what it would do alone, what is lost without it."""
    services = prepared.plan.tables["services"]
    units = dict(zip(services["service"], services["unit"], strict=True))
    for summary in shared.summaries:
        whose = ("proposal",) if summary.reading else ("proposal", "other")
        by_service = "service" in summary.about
        unit = str(MEASURES[summary.measure].unit)
        rows = [
            (
                *proposals,
                *label,
                units[label[summary.about.index("service")]] if by_service else unit,
            )
            for proposals, label in zip(summary.proposals, summary.label, strict=True)
        ]
        yield rows_from_arrays(
            summary.measure,
            summary.spread,
            {(*whose, *summary.about, "unit"): rows, "year": prepared.years},
            side="change",
            reading=summary.reading,
            status="derived",
            why_no_interval=A_STANDARD_ERROR if summary.measure == SAMPLING_ERROR else None,
        )
