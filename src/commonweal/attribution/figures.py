"""Figures of who did what, for the one frame of all figures."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from commonweal.attribution.attribute import Attribution
from commonweal.attribution.by_year import SAMPLING_ERROR
from commonweal.base.figures.measure import MEASURES
from commonweal.base.figures.store import grid
from commonweal.engine.prepare import Prepared

A_STANDARD_ERROR = "it is itself how sure we are: a standard error over all draws"


def shared_figures(prepared: Prepared, shared: Attribution) -> Iterator[pl.DataFrame]:
    """Who did what: of each proposal its share, what it would do alone, what is lost without it."""
    services = prepared.plan.tables["services"]
    units = dict(zip(services["service"], services["unit"], strict=True))
    for summary in shared.summaries:
        by_service = "service" in summary.about
        unit = MEASURES[summary.measure].unit
        rows = [
            (proposal, *label, units[label[summary.about.index("service")]] if by_service else unit)
            for proposal, label in zip(summary.proposal, summary.label, strict=True)
        ]
        yield grid(
            summary.measure,
            summary.spread,
            {("proposal", *summary.about, "unit"): rows, "year": prepared.years},
            scenario=summary.reading,
            status="derived",
            why_no_interval=A_STANDARD_ERROR if summary.measure == SAMPLING_ERROR else None,
        )
