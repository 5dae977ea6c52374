"""NED: whom it is for, what they need, and how we know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.reach import PEOPLE_AND_RATES
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.care import Move, OnResidents, Reduce

A_YEAR = re.compile(r"\b(19|20)\d\d\b")
"""A need that names a year is taken to name the document of that year."""

PEOPLE_COUNTED = ("admission", "attendance")
"""Units of which one person has about one a year at most. Of visits one may have many."""

ROUNDED = 1.05
"""People are counted in round numbers: 6,000 may be 6,300."""


@rule(
    "NED01",
    "Each proposal answers a need of people",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraph 58",
    answer="need",
)
def proposals_answer_a_need(view: PlanView) -> Iterator[Finding]:
    """Very few of the plans of 2016 began from what people needed; most began from a sum.

    Passes: "One in ten people over 65 here goes to hospital in an emergency twice a year."
    Fails: no need is named.
    """
    for proposal in view.plan.proposals:
        if not (proposal.need or "").strip():
            yield Finding(
                about=proposal.code,
                says="it names no need of people",
                fix="say whose need it answers, from the area's needs assessment (need)",
            )


@rule(
    "NED02",
    "Each need says where it is written down",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 22 and 58",
    answer="need",
)
def needs_have_a_source(view: PlanView) -> Iterator[Finding]:
    """A need that nobody wrote down is what its author would like to be needed.

    A document named beside the need (need_source) will do, or its year in the need itself.

    Passes: a need, and the needs assessment and chapter that it is in.
    Fails: a need alone.
    """
    for proposal in view.plan.proposals:
        need = (proposal.need or "").strip()
        if need and not (proposal.need_source or "").strip() and not A_YEAR.search(need):
            yield Finding(
                about=proposal.code,
                says="it names a need and not where the need is written down",
                fix="name the document, and the place in it (need_source)",
            )


@rule(
    "NED03",
    "Some proposal joins up care around patients",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 8 and 11-12",
    answer="need",
)
def some_proposal_is_for_patients(view: PlanView) -> Iterator[Finding]:
    """Organisations can be joined up for years before a patient notices.

    Passes: five proposals, one of them of level patient.
    Fails: five proposals, all of them of level service or organisation.
    """
    levels = [proposal.level for proposal in view.plan.proposals]
    if levels and "patient" not in levels:
        yield Finding(
            about="system",
            says=f"of {_count(len(levels), 'proposal')} none joins up care around a patient",
            fix="ask patients what should be different, and propose that",
        )


@rule(
    "NED04",
    "Each effect says for whom it is",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraph 5; "
    "Committee of Public Accounts, Sustainability and transformation in the NHS, 2018, "
    "paragraph 17",
    answer="need",
)
def effects_are_for_somebody(view: PlanView) -> Iterator[Finding]:
    """Joined-up care helps people with many needs. Most people have few, and it is dear.

    Passes: fewer admissions of people aged 65 and over; or of all ages in one place.
    Fails: fewer admissions of everybody: all ages, both sexes, everywhere.
    """
    for _, effect in view.effects(OnResidents):
        everybody = (effect.age_from, effect.age_to, effect.sex) == (0, 90, "all")
        if everybody and not effect.places and effect.size.central != 0:
            yield Finding(
                about=effect.code,
                says="it acts on everybody: all ages, both sexes, everywhere",
                fix="name the ages or the places of those it is meant for",
            )


@rule(
    "NED05",
    "An effect reaches enough people to have its size",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraph 5; "
    "the evidence library, care-home-admissions",
    needs=(
        *PEOPLE_AND_RATES,
        "table:services",
    ),
    answer="evidence",
)
def effects_reach_enough_people(view: PlanView) -> Iterator[Finding]:
    """Nobody can avoid more stays in hospital than they would have had.

    Even people in care homes, among the frailest there are, have 0.7 emergency
    stays a year between them.

    Passes: 300 people would feel it, and 250 emergency stays a year are avoided.
    Fails: 300 people would feel it, and 900 emergency stays a year are avoided.
    """
    most = view.policy("plan.most_avoided_for_each_person")
    kinds = view.kinds_of_care()
    for proposal, effect in view.effects(Reduce, Move):
        counted = [one for one in effect.services if kinds.get(one, ("", ""))[1] in PEOPLE_COUNTED]
        avoided = effect.size.central * view.reach.activity(effect, *counted)
        reached = proposal.affected_people
        if reached is not None and avoided > most * reached * ROUNDED:
            yield Finding(
                about=effect.code,
                says=f"it would avoid {avoided:,.0f} a year of {view.services_called(counted)}, "
                f"and {_count(reached, 'person', 'people')} would feel it; {most:g} for each of "
                "them would be the most",
                fix="count the people it reaches again (affected_people), or make the effect "
                "smaller",
            )


@rule(
    "NED06",
    "A plan proposes something",
    since=date(2016, 4, 1),
    source="our method: a plan is proposals and assumptions over a horizon",
    answer="need",
)
def something_is_proposed(view: PlanView) -> Iterator[Finding]:
    """Without proposals "the plan" and "if nothing changes" are the same page.

    Often they are there, in a folder or under a name that nothing reads.

    Passes: one proposal or more.
    Fails: none.
    """
    if not view.plan.proposals:
        yield Finding(
            about="system",
            says="the plan has no proposals: every figure with the plan is the figure if nothing "
            "changes",
            fix="write what is proposed, each in a file of its own (proposals/CODE.toml)",
        )


def _count(number: float, one: str, many: str = "") -> str:
    """A number of things in words.

    >>> _count(1, "proposal"), _count(1200, "person", "people")
    ('1 proposal', '1,200 people')
    """
    return f"{number:,.0f} {one if number == 1 else many or one + 's'}"
