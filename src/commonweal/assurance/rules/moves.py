"""BED, care that moves: the site that takes it on has to have room."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date

from commonweal.assurance.asking.changes import moves
from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import in_years, percent
from commonweal.base.numbers.year import Year
from commonweal.care import MoveSite


@rule(
    "BED04",
    "A site that takes on care from another has the beds for it",
    since=date(2023, 4, 1),
    source="planning guidance 2023-24, national objectives; "
    "a campaign site's pages on STPs, lines 11-42",
    needs=(
        "care.bed_days@site",
        "care.beds_open@site",
    ),
    answer="beds",
)
def the_taking_site_has_room(view: PlanView) -> Iterator[Finding]:
    """A closed door in one town is a queue in the next.

    Passes: with those it takes on, 90 of 100 beds are full, where the ceiling is 0.92.
    Fails: with those it takes on, 98 of 100 are, and 85 would be without them.
    """
    ceiling = view.policy("care.occupancy_ceiling")
    for proposal, effect in view.effects(MoveSite):
        site = effect.to_site
        if site is None or not moves(effect):
            continue
        short: dict[int, float] = {}
        for year in (one for one in view.years if one >= proposal.start):
            planned, without = (_full(view, site, year, side) for side in ("plan", "nothing"))
            beds = view.figures.find("care.beds_open", "site", site=site, year=year)
            room = 0.0 if beds is None else ceiling * beds.central
            if planned > max(room, without):
                short[year] = (planned - room) / ceiling
        if short:
            worst = max(short, key=lambda year: short[year])
            named = view.called("sites", site)
            yield Finding(
                about=effect.code,
                says=f"{named} takes on care from {view.called('sites', effect.from_site)}, and "
                f"more than {percent(ceiling)} of its beds are full in {in_years(short)}",
                fix=f"open {math.ceil(short[worst] - 1e-6)} more beds at {named}, or move less",
            )


def _full(view: PlanView, site: str, year: int, side: str) -> float:
    """Beds full on an average night."""
    days = view.figures.find("care.bed_days", "site", side=side, site=site, year=year)
    return 0.0 if days is None else days.central / Year(view.plan.base_year).nights
