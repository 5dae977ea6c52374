"""TIM: change takes the time it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import study
from commonweal.base.numbers.year import Year
from commonweal.care import OnResidents
from commonweal.rulebook import evidence_library
from commonweal.staff import Post

FEWEST_STARTS = 4
"""With fewer proposals than this, that most begin together says nothing."""


@rule(
    "TIM01",
    "No effect on care is there in full sooner than anything like it was",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 216 and 231",
    answer="time",
)
def effects_take_their_time(view: PlanView) -> Iterator[Finding]:
    """Teams have to be found, trained, known and trusted before anybody stays at home.

    Passes: the full effect in the second year.
    Fails: the full effect from the first day.
    """
    shortest = view.policy("plan.shortest_ramp_years")
    for proposal in view.plan.proposals:
        changes = any(isinstance(one, OnResidents) and one.size.central for one in proposal.effects)
        if changes and proposal.ramp_years < shortest:
            yield Finding(
                about=proposal.code,
                says=f"its full effect is there in year {proposal.ramp_years}; the soonest that "
                f"a plan should count on is year {shortest:g}",
                fix=f"let it take {shortest:g} years or more to full effect "
                f"(ramp_years = {shortest:g})",
            )


@rule(
    "TIM02",
    "No effect is there sooner than in the evidence it cites",
    since=date(2016, 4, 1),
    source="Morciano and others, 2020, on the vanguards: an effect in the third year alone",
    answer="evidence",
)
def effects_take_as_long_as_they_did(view: PlanView) -> Iterator[Finding]:
    """The vanguards had money, leaders and the nation's eye, and still took three years.

    Passes: the full effect in the third year, citing what was found in the third year.
    Fails: the full effect in the second year, citing the same.
    """
    library = evidence_library()
    for proposal, effect in view.effects(OnResidents):
        entry = library.get(effect.cites or "")
        if entry is None:
            continue
        took = entry.years_to_effect
        if took is not None and proposal.ramp_years < took:
            yield Finding(
                about=effect.code,
                says=f"its full effect is there in year {proposal.ramp_years}; the study it cites, "
                f"{study(entry)}, found one in year {took}",
                fix=f"let it take {took} years or more to full effect (ramp_years = {took})",
            )


@rule(
    "TIM03",
    "Staff are there by the time of the full effect",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 222 and 224",
    answer="staff",
)
def staff_come_before_the_effect(view: PlanView) -> Iterator[Finding]:
    """What staff bring about cannot come before the staff.

    Passes: the full effect from 2028-29, and the nurses from 2027-28.
    Fails: the full effect from 2028-29, and the nurses from 2029-30.
    """
    for proposal in view.plan.proposals:
        late = [
            one for one in proposal.of(Post) if one.first > proposal.full_effect_from and one.wte
        ]
        if late:
            first = max(one.first for one in late)
            groups = ", ".join(sorted({one.group for one in late}))
            yield Finding(
                about=proposal.code,
                says=f"its full effect is from {Year(proposal.full_effect_from)}, and {groups} "
                f"start in {Year(first)}",
                fix="let the staff start sooner, or the effect later",
            )


@rule(
    "TIM04",
    "The plan looks as far ahead as such change has taken",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraph 216",
    answer="time",
)
def plans_look_far_enough(view: PlanView) -> Iterator[Finding]:
    """Elsewhere it took ten to fifteen years, with money put in first.

    A plan of five years shows the cost of the beginning, or hides that there is no end.

    Passes: a plan of ten years.
    Fails: a plan of five years.
    """
    fewest = view.policy("plan.fewest_years")
    years = view.plan.last_year - view.plan.first_year + 1
    if view.plan.proposals and years < fewest:
        yield Finding(
            about="system",
            says=f"the plan covers {years} years; such change has taken {fewest:g} or more",
            fix="look further ahead (last_year), even if the later years are told less surely",
        )


@rule(
    "TIM05",
    "Not everything begins in the same year",
    since=date(2016, 4, 1),
    source="NHS Providers evidence on integrated care, key messages on leadership and capacity; "
    "Health and Social Care Committee, Integrated care, 2018, paragraph 264",
    answer="time",
)
def not_everything_begins_at_once(view: PlanView) -> Iterator[Finding]:
    """The same few people lead all of it, beside their day's work.

    It is asked of plans with four proposals or more.

    Passes: four proposals, two of which begin in 2026-27.
    Fails: four proposals, three of which begin in 2026-27.
    """
    most = view.policy("plan.most_beginning_together")
    starts = Counter(proposal.start for proposal in view.plan.proposals)
    for year, number in sorted(starts.items()):
        if starts.total() >= FEWEST_STARTS and number > most * starts.total():
            yield Finding(
                about="system",
                says=f"{number} of {starts.total()} proposals begin in {Year(year)}",
                fix="choose what matters most, and let the others begin later",
            )
