"""Figures of nights in hospital where beds limit them: given, gone elsewhere, waiting."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from commonweal.base.figures.measure import made_by_the_engine
from commonweal.base.figures.parents import FiguresOf
from commonweal.base.figures.spread import Axes, compared
from commonweal.base.numbers.unit import BED_DAY, YEAR
from commonweal.care.given import CarePath
from commonweal.care.inputs import CareInputs

ASKED, BEDS = FiguresOf(measure="care.bed_days"), FiguresOf(measure="care.beds_open")

for code, says in (
    (
        "care.nights_given",
        "Nights that a site gives in its beds, to its own patients and to those it takes in.",
    ),
    (
        "care.nights_taken",
        "Nights that a site gives to patients for whom another site had no bed.",
    ),
    (
        "care.nights_elsewhere",
        "Nights asked for at a site without a bed for them, given at another site of the system.",
    ),
    (
        "care.nights_waiting",
        "Nights for which patients still wait at the end of a year, for want of a bed.",
    ),
    (
        "care.nights_in_emergency",
        "Nights that patients spend in the emergency department for want of a bed.",
    ),
):
    made_by_the_engine(
        code,
        BED_DAY / YEAR,
        says,
        levels=("site",),
        totals={"organisation": "site", "system": "site"},
        made_by="by `commonweal.care.overflow`, one year after another, at all sites together",
        asked=ASKED,
        beds=BEDS,
    )


def night_figures(
    care: CareInputs, sides: tuple[CarePath, CarePath], years: list[int]
) -> Iterator[pl.DataFrame]:
    """Nights by site, by organisation and of the system; none where every site has beds for all.

    Args:
        sides: if nothing changes, and with the plan.
    """
    nothing, plan = (side.nights for side in sides)
    if nothing is None or plan is None or care.night_inputs is None:
        return
    labels, bed_sites, inputs = care.labels, care.givers.bed_sites, care.night_inputs
    owners = [labels.organisations[labels.site_organisation[j]] for j in bed_sites]
    bodies = list(dict.fromkeys(owners))
    of_body = np.array([[owner == body for body in bodies] for owner in owners], dtype=float)
    by_site: Axes = {"year": years, "site": [labels.sites[j] for j in bed_sites]}
    for code, both in (
        ("care.nights_given", (nothing.worked, plan.worked)),
        ("care.nights_taken", (nothing.taken, plan.taken)),
        ("care.nights_elsewhere", (nothing.elsewhere, plan.elsewhere)),
        ("care.nights_waiting", (nothing.waiting, plan.waiting)),
        ("care.nights_in_emergency", (nothing.in_emergency, plan.in_emergency)),
    ):
        at_sites = [inputs.at_sites(nights, len(bed_sites)) for nights in both]
        yield compared(code, at_sites, by_site)
        at_bodies = (nights @ of_body for nights in at_sites)
        yield compared(code, at_bodies, {"year": years, "organisation": bodies})
        yield compared(code, (nights.sum(axis=-1) for nights in at_sites), {"year": years})
