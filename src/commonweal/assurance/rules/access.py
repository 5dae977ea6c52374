"""EQL: who loses, and whether they had least to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from commonweal.assurance.asking.changes import closures_lacking, in_words, moves, taken_away
from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.reach import PEOPLE_AND_RATES
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import percent
from commonweal.care import Effect


@rule(
    "EQL01",
    "Care is not taken away from the more deprived",
    since=date(2016, 4, 1),
    source="Equality Act 2010, section 149; National Health Service Act 2006, sections 13G and "
    "14Z35 (14T before 1 July 2022); a campaign site's pages on STPs, lines 11-42",
    needs=(
        *PEOPLE_AND_RATES,
        "table:deprivation",
        "table:sites",
        "table:flows",
        "table:services",
    ),
    answer="lose",
)
def the_deprived_do_not_lose(view: PlanView) -> Iterator[Finding]:
    """People with the least travel the worst, and are ill the soonest.

    Those who use a site are held against everybody in the plan by how many of them
    live where deprivation is greatest. A move between two sites of one place is not
    asked.

    Passes: beds close where 15% live in the most deprived fifth, and 20% do in all.
    Fails: beds close where 40% live in the most deprived fifth, and 20% do in all.
    """
    table = view.table("deprivation")
    deprived = dict(table.select("place", "share_in_most_deprived_fifth").iter_rows())
    overall = _average(deprived, {place: view.reach.people_of((place,)) for place in deprived})
    for _, effects in taken_away(view):
        for effect in effects:
            users = {} if _stays_in_place(view, effect) else _users(view, effect)
            share = _average(deprived, users) if users else None
            if share is not None and overall is not None and share > overall:
                yield Finding(
                    about=effect.code,
                    says=f"it {in_words((effect,))} at {view.called('sites', effect.from_site)}; "
                    f"of those who use it {percent(share)} live in the most deprived fifth of "
                    f"neighbourhoods, and {percent(overall)} of everybody in the plan",
                    fix="say how they will reach the care that takes its place, or change less "
                    "deprived places first",
                )


@rule(
    "EQL02",
    "A proposal that takes care away says who might lose",
    since=date(2016, 4, 1),
    source="Equality Act 2010, section 149; National Health Service Act 2006, sections 13G and "
    "14Z35 (14T before 1 July 2022)",
    answer="lose",
)
def losers_are_named(view: PlanView) -> Iterator[Finding]:
    """The law asks it of every body that decides, and asks before it decides.

    Passes: "People without a car: a free minibus runs from Worksop every hour."
    Fails: two wards close, and nothing is said of who might lose.
    """
    yield from closures_lacking(
        view,
        lambda proposal: bool((proposal.inequalities or "").strip()),
        says="does not say who might lose by it",
        fix="say who might, and what is done for them (inequalities)",
    )


def _users(view: PlanView, effect: Effect) -> dict[str, float]:
    """How much care each place's residents get at the site that loses.

    For beds it is the care counted in bed-days.
    """
    kinds = view.kinds_of_care()
    users: dict[str, float] = {}
    rows = view.table("flows").filter(pl.col("site") == effect.from_site, pl.col("share") > 0)
    for place, service, share in rows.select("place", "service", "share").iter_rows():
        if moves(effect):
            loses = service in effect.services and place in (effect.places or (place,))
        else:
            loses = kinds.get(service, ("", ""))[1] == "bed_day"
        if loses:
            activity = view.reach.by_place(service).get(place, 0.0)
            users[place] = users.get(place, 0.0) + share * activity
    return users


def _stays_in_place(view: PlanView, effect: Effect) -> bool:
    """Whether care moves between two sites of the same place."""
    places = dict(view.table("sites").select("site", "place").iter_rows())
    old, new = places.get(effect.from_site), places.get(effect.to_site)
    return moves(effect) and old is not None and old == new


def _average(shares: dict[str, float], weights: dict[str, float]) -> float | None:
    """Shares of places, weighted; alike if nothing is known of the weights."""
    known = {place: weight for place, weight in weights.items() if place in shares}
    if not known:
        return None
    total = sum(known.values())
    if total <= 0:
        return sum(shares[place] for place in known) / len(known)
    return sum(shares[place] * weight for place, weight in known.items()) / total
