"""DBL: old and new side by side, and the same saving banked twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from commonweal.assurance.asking.changes import taken_away_without
from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.reach import PEOPLE_AND_RATES
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import in_pounds, in_years, percent
from commonweal.care.effects import Effect, OnResidents
from commonweal.money.parts import Claim, DoubleRunning

HALF_A_UNIT = 0.5
"""Less than this rounds to nought."""


@rule(
    "DBL01",
    "Where beds close or care moves, both are paid for while one takes over",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 218, 222 and 231; "
    "NHS Providers evidence on integrated care, key message on transformation",
    answer="pay",
)
def both_are_paid_for(view: PlanView) -> Iterator[Finding]:
    """The new service has to run before the old one can safely stop, and both cost money.

    Passes: a ward closes, and double running is paid for in one year or more.
    Fails: a ward closes, and none is.
    """
    yield from taken_away_without(
        view,
        lambda proposal: any(one.gbp > 0 for one in proposal.of(DoubleRunning)),
        says="no money is set aside to run old and new side by side",
        fix="add the years in which both run (double_running): who pays, and how much",
    )


@rule(
    "DBL02",
    "No two proposals bank the same admission",
    since=date(2016, 4, 1),
    source="our method, docs/adr/0004-overlaps.md; a campaign site's pages on STPs, lines 292-300",
    needs=(*PEOPLE_AND_RATES,),
    answer="saving",
)
def savings_are_banked_once(view: PlanView) -> Iterator[Finding]:
    """A stay that one team has avoided cannot be avoided by another.

    The plan's own sums count it once. Their owners, each by themselves, count it
    twice, and nobody notices until the money is short. A pair is named where the
    smaller of the two loses a fiftieth of its effect or more.

    Passes: one proposal for ages 65 and over, one for ages 18 to 64.
    Fails: two proposals for ages 65 and over, each for 10% of the same admissions.
    """
    naming = view.policy("plan.overlap_worth_naming")
    wanted = [effect for _, effect in view.effects(OnResidents) if effect.size.central > 0]
    for one, other in combinations(wanted, 2):
        if _proposal_of(one) == _proposal_of(other):
            continue
        shared = view.reach.shared(one, other)
        smaller = min(_avoided(view, one), _avoided(view, other))
        twice = shared * one.size.central * other.size.central
        if shared > 0 and twice >= naming * smaller:
            both = [service for service in one.services if service in other.services]
            at_worst = shared * min(one.size.central, other.size.central)
            yield Finding(
                about=f"{one.code}.{other.code}",
                says=f"both act on the same {shared:,.0f} a year of {view.services_called(both)}, "
                f"and would both avoid {_banked(view, one, other, both) or f'{twice:,.0f} of them'}"
                f": {percent(twice / smaller)} of the smaller effect, and {at_worst:,.0f} if they "
                "reach the very same people",
                fix="agree who does what for whom, and take the overlap off one of the claims",
            )


@rule(
    "DBL03",
    "All claims together are no more than the plan as a whole finds",
    since=date(2016, 4, 1),
    source="a campaign site's pages on STPs, lines 292-300, on a review of 44 plans",
    needs=("money.balance@system",),
    answer="saving",
)
def claims_add_up(view: PlanView) -> Iterator[Finding]:
    """Savings claimed one by one do not add up when they lean on the same patients and beds.

    Passes: two claims of £1 million, where the plan as a whole saves £2.5 million.
    Fails: two claims of £2 million, where the plan as a whole saves £2.5 million.
    """
    year = view.plan.last_year
    claims = {
        proposal.code: proposal.strength_in(year)
        * sum(one.gbp for one in proposal.of(Claim) if one.recurrent)
        for proposal in view.plan.proposals
        if any(one.recurrent for one in proposal.of(Claim))
    }
    found = view.figures.find("money.balance", side="change", year=year)
    most = 0.0 if found is None else found.central if found.high is None else found.high
    total = sum(claims.values())
    if len(claims) > 1 and total > max(most, 0.0):
        yield Finding(
            about="system",
            says=f"{len(claims)} proposals claim {in_pounds(total)} between them for "
            f"{in_years([year])}; the plan as a whole "
            + (f"saves {in_pounds(most)} at most" if most > 0 else "saves nothing"),
            fix="tell the board the plan's own sum, and hold each owner to their share of it",
        )


def _banked(view: PlanView, one: Effect, other: Effect, services: list[str]) -> str:
    """How much the two proposals both bank by the plan's last year, and what it is worth.

    Nothing where the run does not say: a plan that was read and not run has no figures.
    """
    year = view.plan.last_year
    pair = dict(zip(("proposal", "other"), sorted(map(_proposal_of, (one, other))), strict=True))
    level, twice = "service+proposal+other", 0.0
    for service in services:
        care = view.figures.find(
            "care.overlap", level, side="change", service=service, year=year, **pair
        )
        twice += 0.0 if care is None else care.central
    if twice < HALF_A_UNIT:
        return ""
    pounds = view.figures.find("money.overlap", "proposal+other", side="change", year=year, **pair)
    worth = "" if pounds is None or pounds.central <= 0 else f", about {in_pounds(pounds.central)}"
    return f"{twice:,.0f} of them a year by {in_years([year])}{worth}"


def _proposal_of(effect: Effect) -> str:
    return effect.code.rpartition(".")[0]


def _avoided(view: PlanView, effect: Effect) -> float:
    return effect.size.central * view.reach.activity(effect, *effect.services)
