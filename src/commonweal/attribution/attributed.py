"""Attribute: everything a plan changes, shared out among its proposals, year by year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.attribution.beds import SHARE
from commonweal.attribution.by_year import MeasureSummary, by_year, summarised
from commonweal.attribution.counterfactuals import counterfactuals
from commonweal.attribution.levels import change_sites
from commonweal.attribution.overlaps import overlaps, pounds_twice
from commonweal.attribution.reading import (
    BALANCE,
    YearSlice,
    finer_rows_in,
    fixed_inputs,
    readings_of,
    rows_in,
)
from commonweal.attribution.structure import BED_DAYS
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.threads import at_once
from commonweal.engine import Carried, Prepared


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who did what.

    Attributes:
        summaries: every measure at every level in every reading.
        money: GBP in cash by which each proposal changes the system's balance, its share,
            shape (proposal, year, draw).
        bed_days: the same of bed-days at the system's sites.
    """

    summaries: tuple[MeasureSummary, ...]
    money: Array
    bed_days: Array


def attribute(
    prepared: Prepared, carried: Carried, ceiling: float, *, detail: bool = False
) -> Attribution:
    """Share out everything a plan changes.

    Args:
        carried: every draw.
        ceiling: share of open beds that may be full on an average night.
        detail: whether sites and places are shared out too, beside organisations and the
            system: three rows in four, and nothing else rests on them.
    """
    care, draws = prepared.care, prepared.draws.rows
    fixed, apart = fixed_inputs(prepared, carried), counterfactuals(care, carried)
    readings = readings_of(prepared, carried, apart, fixed)
    codes = [proposal.code for proposal in prepared.plan.proposals]
    whose, both = [(code,) for code in codes], overlaps(care, change_sites(care), codes)
    shape = (len(codes), len(prepared.years), draws)
    whole = {measure: np.zeros(shape) for measure in (BALANCE, BED_DAYS)}

    def of_year(at: int) -> list[MeasureSummary]:
        found = []
        for reading in readings:
            here = (reading, prepared, carried, fixed, at, ceiling)
            for measure, rows, values in rows_in(*here):
                summary = summarised(measure, reading.name, rows, values, whose)
                found.append(summary.in_draws(draws))
                if reading.name == SHARE and rows.about == () and measure in whole:
                    whole[measure][:, at] = values
            for measure, rows, values in finer_rows_in(*here) if detail else ():
                found.append(summarised(measure, reading.name, rows, values, whose))
        year = YearSlice(prepared, carried, fixed, at, slice(0, apart.overlap.shape[-1]))
        twice = np.ascontiguousarray(apart.overlap[:, at])
        gbp = pounds_twice(both, prepared.money, twice, year.now)
        of_care = both.care.of(twice)
        found.append(summarised("care.overlap", None, both.care, of_care, both.pairs))
        found.append(summarised("money.overlap", None, both.money, gbp, both.pairs))
        return found

    years = list(at_once(of_year, range(len(prepared.years))))
    return Attribution(by_year(years), whole[BALANCE], whole[BED_DAYS])
