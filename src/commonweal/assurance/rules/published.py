"""EVD, what is published: who was studied, the most ever found, the most ever hoped for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import percent, study
from commonweal.care import OnResidents
from commonweal.rulebook import SHARE, evidence_library


@rule(
    "EVD10",
    "Each effect says who was studied",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 5 and 141",
    answer="evidence",
)
def effects_say_who_was_studied(view: PlanView) -> Iterator[Finding]:
    """A reader has to be able to ask: are our people like those?

    Passes: an effect that says who was studied, or cites the evidence library.
    Fails: an effect that does neither.
    """
    for _, effect in view.effects(OnResidents):
        if effect.cites is None and not (effect.studied or "").strip():
            yield Finding(
                about=effect.code,
                says=f"an effect of {percent(effect.size.central)}, and nothing says who was "
                "studied",
                fix="say who was studied, and where (studied), or cite an entry of the evidence "
                "library (cites)",
            )


@rule(
    "EVD11",
    "No effect is larger than any published",
    since=date(2016, 4, 1),
    source="the evidence library, entries with a comparison group; "
    "Health and Social Care Committee, Integrated care, 2018, paragraphs 27 and 48",
    needs=("table:services",),
    answer="evidence",
)
def effects_within_any_published(view: PlanView) -> Iterator[Finding]:
    """The best ever found, of the people it suited best, is a ceiling and not a forecast.

    It is asked only of care that the evidence library has a size for.

    Passes: 29% fewer A&E visits, where the most published is 29%.
    Fails: 30% fewer A&E visits.
    """
    kinds = view.kinds_of_care()
    for _, effect in view.effects(OnResidents):
        best = [
            (entry.fall, entry.code)
            for entry in evidence_library().values()
            if entry.unit == SHARE
            and entry.has_comparison
            and entry.fall is not None
            and any(entry.is_about(*kinds[one]) for one in effect.services if one in kinds)
        ]
        if best and effect.size.central > max(best)[0]:
            most, code = max(best)
            yield Finding(
                about=effect.code,
                says=f"an effect of {percent(effect.size.central)} is more than any in the "
                f"evidence library; the most is {percent(most)}, in "
                f"{study(evidence_library()[code])}",
                fix=f"claim less than {percent(most)}; for a whole population, far less",
            )


@rule(
    "EVD12",
    "All proposals together bend growth no further than the national plan hoped to",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraph 48; "
    "a campaign site's pages on STPs, line 373",
    needs=(
        "table:services",
        "care.activity_of_residents@service",
    ),
    answer="evidence",
)
def growth_is_not_bent_too_far(view: PlanView) -> Iterator[Finding]:
    """New care models were to cut growth from 2.9% a year to 1.3%, and that was thought bold.

    Each effect may be small and all of them together may not be. It is asked of
    emergency care.

    Passes: admissions that would grow 2.9% a year grow 1.3%.
    Fails: admissions that would grow 2.9% a year grow 0.9%.
    """
    most = view.policy("plan.most_growth_bent")
    start, last = max(view.plan.base_year, view.plan.first_year - 1), view.plan.last_year
    for service, (setting, unit) in view.kinds_of_care().items():
        if setting != "emergency" or unit == "bed_day":
            continue
        without = _growth(view, service, "nothing", start, last)
        planned = _growth(view, service, "plan", start, last)
        if without is not None and planned is not None and without - planned > most:
            yield Finding(
                about=service,
                says=f"it would grow by {percent(without)} a year and the plan has "
                f"{percent(planned)}: {_points(without - planned)} points a year less, and the "
                f"most ever planned nationally is {_points(most)}",
                fix="ask what would have to be true of each proposal, and plan for less",
            )


def _growth(view: PlanView, service: str, side: str, start: int, last: int) -> float | None:
    """Growth a year of a service across the whole system; None where it cannot be told."""
    ends = [
        view.figures.find(
            "care.activity_of_residents", "service", side=side, service=service, year=year
        )
        for year in (start, last)
    ]
    first, then = ends
    if first is None or then is None or first.central <= 0 or then.central <= 0 or start >= last:
        return None
    return float((then.central / first.central) ** (1 / (last - start))) - 1


def _points(share: float) -> str:
    """A difference between two rates of growth, in points of a hundred."""
    return f"{round(share * 100, 1):g}"
