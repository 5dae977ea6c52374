"""Figures of who did what, for the one frame of all figures."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from commonweal.attribution.by_year import SAMPLING_ERROR
from commonweal.attribution.shared import Shared
from commonweal.base.figures.measure import MEASURES
from commonweal.base.figures.store import grid
from commonweal.engine.prepare import Prepared, years_of

A_STANDARD_ERROR = "it is itself how sure we are: a standard error over all draws"


def shared_figures(prepared: Prepared, shared: Shared) -> Iterator[pl.DataFrame]:
    """Who did what: of each proposal its share, what it would do alone, what is lost without it."""
    services = prepared.plan.tables["services"]
    units = dict(zip(services["service"], services["unit"], strict=True))
    for told in shared.told:
        by_service = "service" in told.about
        unit = MEASURES[told.measure].unit
        rows = [
            (proposal, *label, units[label[told.about.index("service")]] if by_service else unit)
            for proposal, label in zip(told.proposal, told.label, strict=True)
        ]
        yield grid(
            told.measure,
            told.spread,
            {("proposal", *told.about, "unit"): rows, "year": years_of(prepared)},
            scenario=told.scenario,
            status="derived",
            why_no_interval=A_STANDARD_ERROR if told.measure == SAMPLING_ERROR else None,
        )
