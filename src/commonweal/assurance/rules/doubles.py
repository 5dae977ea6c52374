"""DBL: old and new side by side, and the same saving banked twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commonweal.assurance.asking.changes import closures_lacking
from commonweal.assurance.asking.claims import Own, claimed_in, own_sum
from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import in_pounds, in_years, percent
from commonweal.money import DoubleRunning

HALF_A_UNIT = 0.5
"""Less than this rounds to zero."""


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
    yield from closures_lacking(
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
    needs=(
        "care.overlap@service+proposal+other",
        "care.activity_by_proposal@service+proposal",
        "table:services",
    ),
    answer="saving",
)
def savings_are_banked_once(view: PlanView) -> Iterator[Finding]:
    """A stay that one team has avoided cannot be avoided by another.

    The plan's own sums count it once. Their owners, each by themselves, count it
    twice, and nobody notices until the money is short. A pair is named where the
    smaller of the two loses a fiftieth of its effect or more, in the plan's last year.

    Passes: one proposal for ages 65 and over, one for ages 18 to 64.
    Fails: two proposals for ages 65 and over, each for 10% of the same admissions.
    """
    naming, year = view.policy("plan.overlap_worth_naming"), view.plan.last_year
    for pair, services in _overlaps(view, year).items():
        service = max(services, key=lambda one: _lost(view, one, services[one], pair, year))
        lost, twice = _lost(view, service, services[service], pair, year), services[service]
        if lost >= naming:
            pounds = view.figures.find(
                "money.overlap",
                "proposal+other",
                side="change",
                year=year,
                proposal=pair[0],
                other=pair[1],
            )
            worth = None if pounds is None else pounds.central
            yield Finding(
                about=".".join(pair),
                says=f"in {in_years([year])} both would take the same {twice:,.0f} a year off "
                f"{view.services_called([service])}: {percent(lost)} of what the smaller of the "
                "two takes off" + ("" if not worth else f", {_worth(worth)} in all"),
                fix="agree who does what for whom, and take the overlap off one of the claims",
                gbp=worth,
            )


@rule(
    "DBL03",
    "All claims together are no more than the plan finds for the same proposals",
    since=date(2016, 4, 1),
    source="a campaign site's pages on STPs, lines 292-300, on a review of 44 plans",
    needs=("money.by_proposal@proposal",),
    answer="saving",
)
def claims_add_up(view: PlanView) -> Iterator[Finding]:
    """Savings claimed one by one do not add up when they lean on the same patients and beds.

    Passes: two claims of £1 million, where the plan finds £2.5 million for the two.
    Fails: two claims of £2 million, where the plan finds £2.5 million for the two.
    """
    year = view.plan.last_year
    claims = {one: claimed_in(one, year) for one in view.plan.proposals if claimed_in(one, year)}
    own = [own_sum(view, one, year) for one in claims]
    found = sum(one.central for one in own if one is not None)
    total = sum(claims.values())
    if len(claims) > 1 and None not in own and total > max(found, 0.0):
        yield Finding(
            about="system",
            says=f"{len(claims)} proposals claim {in_pounds(total)} between them for "
            f"{in_years([year])}; the plan's own sums find {Own(found, None)} for the same ones",
            fix="give the board the plan's own sum, and hold each owner to their share of it",
            gbp=total - found,
        )


Pair = tuple[str, str]


def _overlaps(view: PlanView, year: int) -> dict[Pair, dict[str, float]]:
    """What each pair of proposals would both take off a service, half a unit or more."""
    pairs: dict[Pair, dict[str, float]] = {}
    for one in view.figures.each(
        "care.overlap", "service+proposal+other", side="change", year=year
    ):
        if one.central >= HALF_A_UNIT:
            pair = one.keys["proposal"], one.keys["other"]
            pairs.setdefault(pair, {})[one.keys["service"]] = one.central
    return pairs


def _lost(view: PlanView, service: str, twice: float, pair: Pair, year: int) -> float:
    """The share of what the smaller of two proposals takes off a service that both do."""
    sizes = [
        abs(found.central)
        for proposal in pair
        for found in view.figures.each(
            "care.activity_by_proposal",
            "service+proposal",
            side="change",
            reading="share",
            year=year,
            proposal=proposal,
            service=service,
        )
    ]
    smaller = min(sizes, default=0.0)
    return twice / smaller if smaller > 0 else 0.0


def _worth(gbp: float) -> str:
    return f"worth about {in_pounds(gbp)}"
