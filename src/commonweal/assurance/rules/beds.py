"""BED: beds enough for busy nights, and none closed before its stand-in is there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from commonweal.assurance.asking.findings import AREA, PLAN, Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import in_years, percent
from commonweal.base.numbers.year import Year
from commonweal.care import Effect, MoveSite, OpenBeds, Shorten
from commonweal.money import DoubleRunning
from commonweal.plan import Proposal
from commonweal.staff import Post

A_BED_HAIR = 1e-6
"""Beds: sums of bed-days in another order differ by less than this."""


@rule(
    "BED01",
    "Planned occupancy is no higher than the ceiling",
    since=date(2023, 4, 1),
    source="planning guidance 2023-24, national objectives, urgent and emergency care",
    needs=(
        "care.bed_days@site",
        "care.beds_open@site",
    ),
    answer="beds",
)
def occupancy_within_ceiling(view: PlanView) -> Iterator[Finding]:
    """A hospital that plans to be full has planned to cancel operations.

    Passes: 92 of 100 beds full, where the ceiling is 0.92.
    Fails: 95 of 100 beds full.
    """
    ceiling = view.policy("care.occupancy_ceiling")
    crowded: dict[str, dict[int, tuple[float, float]]] = {}
    for site, year, full, open_ in _full_and_open(view):
        if full > ceiling * open_ + A_BED_HAIR:
            crowded.setdefault(site, {})[year] = (full, open_)
    anyway = {
        (site, year)
        for site, year, full, open_ in _full_and_open(view, "nothing")
        if full > ceiling * open_ + A_BED_HAIR
    }
    for site, years in crowded.items():
        more = {year: full / ceiling - open_ for year, (full, open_) in years.items()}
        worst = max(more, key=lambda year: more[year])
        full, open_ = years[worst]
        yield Finding(
            about=site,
            says=f"more than {percent(ceiling)} of its beds are full on an average night in "
            f"{in_years(years)}; at worst {round(full, 1):g} patients for {_beds(open_)}, in "
            f"{in_years([worst])}",
            fix=f"open {_beds(math.ceil(more[worst] - A_BED_HAIR), 'more ')}, or plan for fewer "
            "nights in them",
            concerns=AREA if all((site, year) in anyway for year in years) else PLAN,
        )


@rule(
    "BED02",
    "No bed closes before what stands in its place is in full effect",
    since=date(2017, 4, 1),
    source="the fifth test of service change, from 1 April 2017; "
    "Health and Social Care Committee, Integrated care, 2018, paragraphs 224 and 231",
    needs=(
        "table:services",
        "care.bed_days@site",
        "care.beds_needed@system",
        "care.bed_days_by_proposal@proposal",
    ),
    answer="beds",
)
def closures_wait_for_their_stand_in(view: PlanView) -> Iterator[Finding]:
    """Patients do not vanish with the bed.

    Until the other care is there in full, old and new have to run side by side,
    and somebody has to pay for both.

    What stands in a bed's place is the rest of the same proposal. A proposal that
    only closes beds leans on the others, and several of the kind share what those
    free. What avoids or moves admissions, or shortens stays, has to free as many
    beds as close; what takes the patients to another site, or opens beds there,
    has to be in full effect.

    Passes: beds close as other care reaches full effect, or both run until it does.
    Fails: beds close from 2027-28, other care is in full effect from 2029-30, and
        nothing is set aside to run both.
    """
    closures = tuple(_closures(view))
    for closure in closures:
        site = view.called("sites", closure.site)
        beds = f"{_beds(closure.beds)} at {site} close from {Year(closure.year)}"
        if not closure.stand_ins:
            yield Finding(
                about=closure.proposal.code,
                says=f"{beds}, and nothing in the plan stands in their place",
                fix="say what care takes their place, or keep them open",
            )
            continue
        freed = _freed_by_year(view, closure.stand_ins)
        ready = _ready(closure, freed, _to_be_freed(closure, closures))
        until = view.plan.last_year + 1 if ready is None else ready
        bare = [year for year in range(closure.year, until) if not closure.runs_both_in(year)]
        if bare:
            yield Finding(
                about=closure.proposal.code,
                says=f"{beds}; {_when(ready, freed)}, and nothing pays to run both in "
                + in_years(bare),
                fix="close fewer of them, or say what other care takes their place"
                if ready is None
                else f"close them from {Year(ready)}, or set money aside to run both until then "
                "(double_running)",
            )


@rule(
    "BED03",
    "No bed closes before the staff of what stands in its place are there",
    since=date(2017, 4, 1),
    source="the fifth test of service change, from 1 April 2017; "
    "Health and Social Care Committee, Integrated care, 2018, paragraph 224",
    needs=("table:services",),
    answer="beds",
)
def closures_wait_for_staff(view: PlanView) -> Iterator[Finding]:
    """Care at home is people.

    A plan that closes a ward and names nobody to do the visits has closed a ward.
    Beds that are freed by shorter stays alone are not asked: that is the third way of
    the test, and its care is given by those who give it now.

    Passes: beds close from 2027-28, and 30 nurses start with the new team in 2026-27.
    Fails: beds close from 2027-28, and no staff are named, or only from 2028-29.
    """
    for closure in _closures(view):
        starts = [one.first for proposal in closure.stand_ins for one in proposal.of(Post)]
        late = not any(first <= closure.year for first in starts)
        if late and any(_gives_care(proposal) for proposal in closure.stand_ins):
            when = f"none before {Year(min(starts))}" if starts else "none at all"
            yield Finding(
                about=closure.proposal.code,
                says=f"{_beds(closure.beds)} at {view.called('sites', closure.site)} close from "
                f"{Year(closure.year)}; of staff for what stands in their place it names {when}",
                fix="name the staff and when they start, no later than the beds close (staff)",
            )


@dataclass(frozen=True, slots=True)
class _Closure:
    """Beds that a proposal closes, and the proposals whose care stands in their place."""

    proposal: Proposal
    site: str
    beds: float
    year: int
    stand_ins: tuple[Proposal, ...]

    @property
    def leans_on_others(self) -> bool:
        """Whether the proposal only closes beds, so that others have to free them."""
        return self.proposal not in self.stand_ins

    def runs_both_in(self, year: int) -> bool:
        """Whether somebody pays to run old and new side by side in a year."""
        paying = (self.proposal, *self.stand_ins)
        return any(
            one.first <= year <= one.last and one.gbp > 0
            for proposal in paying
            for one in proposal.of(DoubleRunning)
        )


def _closures(view: PlanView) -> Iterator[_Closure]:
    with_beds = _services_with_beds(view)
    for proposal, effect in view.effects(OpenBeds):
        if effect.size.central < 0 and effect.from_site is not None:
            yield _Closure(
                proposal,
                effect.from_site,
                -effect.size.central,
                proposal.start,
                _stand_ins(view, proposal, effect.from_site, with_beds),
            )


def _stand_ins(
    view: PlanView, closing: Proposal, site: str, with_beds: set[str]
) -> tuple[Proposal, ...]:
    """The closing proposal itself if it does more than close; else the others that help."""

    def helps(proposal: Proposal) -> bool:
        return any(_frees_beds(effect, site, with_beds) for effect in proposal.effects)

    if helps(closing):
        return (closing,)
    return tuple(one for one in view.plan.proposals if one.code != closing.code and helps(one))


def _to_be_freed(closure: _Closure, closures: tuple[_Closure, ...]) -> float:
    """Beds that its stand-ins have to free by then, those of closures that share them too."""
    return sum(
        one.beds
        for one in closures
        if one.proposal == closure.proposal
        or (one.leans_on_others and closure.leans_on_others and one.year <= closure.year)
    )


def _ready(closure: _Closure, freed: dict[int, float], beds: float) -> int | None:
    """The first year in which what stands in for the beds is enough; None for none."""
    elsewhere = [
        one.full_effect_from
        for one in closure.stand_ins
        if any(isinstance(effect, MoveSite) or _opens(effect) for effect in one.effects)
    ]
    enough = [year for year, number in freed.items() if number >= beds - A_BED_HAIR]
    return min((*elsewhere, *enough), default=None)


def _freed_by_year(view: PlanView, stand_ins: tuple[Proposal, ...]) -> dict[int, float]:
    """Beds that the stand-ins in full effect free, by year."""
    bed_days: dict[int, float] = {}
    for one in view.figures.each("care.bed_days", "site"):
        if one.year is not None:
            bed_days[one.year] = bed_days.get(one.year, 0.0) + one.central
    freed: dict[int, float] = {}
    for year in view.years:
        needed = view.figures.find("care.beds_needed", year=year)
        if needed is not None and bed_days.get(year):
            saved = sum(_bed_days_saved(view, one, year) for one in stand_ins)
            freed[year] = saved * needed.central / bed_days[year]
    return freed


def _bed_days_saved(view: PlanView, proposal: Proposal, year: int) -> float:
    if year < proposal.full_effect_from or proposal.strength_in(year) < 1.0:
        return 0.0
    change = view.figures.find(
        "care.bed_days_by_proposal",
        "proposal",
        side="change",
        reading="share",
        proposal=proposal.code,
        year=year,
    )
    return 0.0 if change is None else -change.central


def _when(ready: int | None, freed: dict[int, float]) -> str:
    if ready is not None:
        return f"what stands in their place is in full effect from {Year(ready)}"
    return f"what stands in their place frees {_beds(max(0.0, *freed.values()))} at most"


def _beds(number: float, which: str = "") -> str:
    """Beds in words.

    >>> _beds(40.0), _beds(1.0), _beds(2.64), _beds(2, "more ")
    ('40 beds', '1 bed', '2.6 beds', '2 more beds')
    """
    words = f"{round(number, 1):g}"
    return f"{words} {which}bed" if words == "1" else f"{words} {which}beds"


def _frees_beds(effect: Effect, site: str, with_beds: set[str]) -> bool:
    """Whether an effect leaves fewer people in a site's beds, or opens beds elsewhere."""
    if isinstance(effect, OpenBeds):
        return _opens(effect) and effect.from_site != site
    if isinstance(effect, MoveSite) and effect.from_site != site:
        return False
    return effect.size.central > 0 and bool(with_beds & set(effect.services))


def _gives_care(proposal: Proposal) -> bool:
    """Whether it does anything but shorten stays and close beds."""
    return any(not isinstance(one, Shorten | OpenBeds) or _opens(one) for one in proposal.effects)


def _opens(effect: Effect) -> bool:
    return isinstance(effect, OpenBeds) and effect.size.central > 0


def _services_with_beds(view: PlanView) -> set[str]:
    """Services counted in bed-days, and the admissions whose stays they are."""
    beds = view.table("services").filter(pl.col("unit") == "bed_day")
    return {*beds["service"], *beds["stays_of"].drop_nulls()}


def _full_and_open(view: PlanView, side: str = "plan") -> Iterator[tuple[str, int, float, float]]:
    """Site, year, beds full on an average night and beds open, for the plan's years."""
    for days in view.figures.each("care.bed_days", "site", side=side):
        site, year = days.keys["site"], days.year
        if year is not None and year in view.years:
            beds = view.figures.find("care.beds_open", "site", side=side, site=site, year=year)
            full = days.central / Year(view.plan.base_year).nights
            yield site, year, full, 0.0 if beds is None else beds.central
