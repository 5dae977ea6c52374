"""EVD, what is cited: a claim held against what the study it names found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.reach import PEOPLE_AND_RATES
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import in_a_sentence, percent, study
from commonweal.care import Effect, OnResidents
from commonweal.plan import Proposal
from commonweal.rulebook import (
    DESIGNS,
    FOUND,
    PER_THOUSAND,
    REVIEW,
    SHARE,
    Evidence,
    evidence_library,
)

A_HAIR = 1e-9
"""Shares typed in by hand are equal when they differ by less than this."""

DESIGN_WORDS = {
    "randomised_trial": "a randomised trial",
    "synthetic_control": "a comparison with a made-up twin (synthetic control)",
    "matched_comparison": "a comparison with people like them",
    "difference_in_differences": "a comparison of change here with change elsewhere",
    "before_and_after": "figures before and after",
    "expert_opinion": "expert opinion",
    "none": "no study at all",
    REVIEW: "a review of other studies",
}
"""How something was found out, as a sentence says it."""

RANK_NEEDED = {"strong": DESIGNS["matched_comparison"], "moderate": DESIGNS["matched_comparison"]}
"""How something has to be found out before it is called strong or moderate."""


@rule(
    "EVD04",
    "No effect is larger than what the evidence it cites found",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 48 and 58",
    needs=(*PEOPLE_AND_RATES,),
    answer="evidence",
)
def effects_within_what_was_found(view: PlanView) -> Iterator[Finding]:
    """A study lends a plan its name; it should lend its number too.

    What was found of a few people is less across many. A study of care
    homes found a fifth fewer admissions of their residents, who have a twelfth of
    the admissions of people over 65: of all of them that is one in sixty.

    The good end of the study's interval is allowed, if it has one.

    Passes: 1% fewer emergency admissions of people over 65, citing a study of care homes.
    Fails: 10% fewer emergency admissions of people over 65, citing the same study.
    """
    for _, effect, entry in _cited(view):
        most = _most(view, effect, entry)
        if most is not None and effect.size.central > most + A_HAIR:
            yield Finding(
                about=effect.code,
                says=f"an effect of {percent(effect.size.central)} cites {study(entry)}, which "
                + (
                    f"found {percent(most)} at most of the same care"
                    if most > 0
                    else "found no fall"
                ),
                fix=f"claim {percent(most)} or less, or name it for those alone who are like the "
                "people studied",
            )


@rule(
    "EVD05",
    "An effect is for people of the ages its evidence studied",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 5 and 111",
    answer="evidence",
)
def effects_are_for_those_studied(view: PlanView) -> Iterator[Finding]:
    """What helps a frail person of 85 need not help anybody of 40.

    Passes: an effect on ages 65 and over, citing a study of people aged 65 and over.
    Fails: an effect on ages 18 and over, citing the same study.
    """
    for _, effect, entry in _cited(view):
        if effect.age_from < entry.age_from or effect.age_to > entry.age_to:
            yield Finding(
                about=effect.code,
                says=f"it is for {_ages(effect.age_from, effect.age_to)}; {study(entry)} studied "
                f"{_ages(entry.age_from, entry.age_to)}",
                fix="name the ages studied (age_from, age_to), or find evidence for the others",
            )


@rule(
    "EVD06",
    "An effect is on the care its evidence looked at",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 27 and 58",
    needs=("table:services",),
    answer="evidence",
)
def effects_are_on_what_was_counted(view: PlanView) -> Iterator[Finding]:
    """Fewer admissions need not mean fewer nights: those avoided may be the short ones.

    Passes: fewer emergency admissions, citing a study that counted them.
    Fails: fewer nights in hospital, citing a study that counted admissions alone.
    """
    kinds = view.kinds_of_care()
    for _, effect, entry in _cited(view):
        if entry.design == REVIEW or entry.unit == "none":
            continue
        other = [one for one in effect.services if one in kinds and not entry.is_about(*kinds[one])]
        if other:
            yield Finding(
                about=effect.code,
                says=f"it acts on {view.services_called(other)}; {study(entry)} counted "
                f"{in_a_sentence(entry.outcome)}",
                fix="cite a study that counted the same care, or act on what was counted",
            )


@rule(
    "EVD07",
    "What the evidence leaves unsure, the plan leaves unsure",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 41-42 and 111",
    answer="evidence",
)
def doubt_is_carried_over(view: PlanView) -> Iterator[Finding]:
    """A study that could not tell its effect from chance cannot make one certain.

    Passes: an effect from 0% to 3%, citing a study that found no clear change.
    Fails: an effect from 2% to 6%, citing the same study.
    """
    for _, effect, entry in _cited(view):
        if not entry.is_sure_of_a_fall and effect.size.low > 0:
            yield Finding(
                about=effect.code,
                says=f"it is {percent(effect.size.low)} even at its low end; {study(entry)} found "
                f"{_in_doubt(entry)}",
                fix="set the low end at zero or below (low)",
            )


@rule(
    "EVD08",
    "An effect that faded where it was studied does not go on for ever",
    since=date(2016, 4, 1),
    source="Wattal and others, 2024, on the vanguards after their money ended",
    answer="evidence",
)
def what_faded_ends(view: PlanView) -> Iterator[Finding]:
    """A scheme lives on its money and its people; when they go, so does the effect.

    Passes: an effect with a last year, citing a study whose effect faded.
    Fails: an effect without one, citing the same study.
    """
    for proposal, effect, entry in _cited(view):
        if entry.faded and proposal.end is None:
            yield Finding(
                about=effect.code,
                says=f"it goes on with no last year; the effect that {study(entry)} found faded, "
                "or did not repeat",
                fix="give the proposal a last year (end), or have this waived with what will keep "
                "it up",
            )


@rule(
    "EVD09",
    "How an effect was found out is not told better than it was",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 111 and 141",
    answer="evidence",
)
def designs_are_told_as_they_are(view: PlanView) -> Iterator[Finding]:
    """The word 'strong' on opinion, or 'trial' on a comparison, opens a purse it should not.

    Passes: a matched comparison, called so, with strength moderate.
    Fails: the same called a randomised trial; or figures before and after called strong.
    """
    for _, effect in view.effects(OnResidents):
        rank = DESIGNS.get(effect.design, 0)
        entry = evidence_library().get(effect.cites or "")
        if entry is not None and rank > DESIGNS.get(entry.design, rank):
            yield Finding(
                about=effect.code,
                says=f"it is told as {DESIGN_WORDS[effect.design]}; {study(entry)} "
                f"is {DESIGN_WORDS[entry.design]}",
                fix=f"tell it as the study was made (design = '{entry.design}')",
            )
        elif rank < RANK_NEEDED.get(effect.strength, 0):
            yield Finding(
                about=effect.code,
                says=f"its evidence is called {effect.strength}, and is "
                f"{DESIGN_WORDS.get(effect.design, effect.design)}",
                fix="call it weak (strength), or cite a study with a comparison group",
            )


def _cited(view: PlanView) -> Iterator[tuple[Proposal, Effect, Evidence]]:
    """Each effect on care that cites an entry, with it."""
    library = evidence_library()
    for proposal, effect in view.effects(OnResidents):
        entry = library.get(effect.cites or "")
        if entry is not None:
            yield proposal, effect, entry


def _most(view: PlanView, effect: Effect, entry: Evidence) -> float | None:
    """The largest share of what the effect acts on that the evidence leaves open."""
    if entry.most is None:
        return None
    if entry.unit == SHARE:
        return entry.most * (entry.share_of_care or 1.0)
    activity = view.reach.activity(effect, *effect.services)
    if entry.unit != PER_THOUSAND or activity <= 0:
        return None
    a_year = entry.most * 12 * view.reach.people_of(effect.places) / 1000
    return a_year / activity


def _in_doubt(entry: Evidence) -> str:
    return FOUND["no_clear_change"] if entry.found == "better" else FOUND[entry.found]


def _ages(first: int, last: int) -> str:
    """Ages in words.

    >>> _ages(0, 90), _ages(65, 90), _ages(18, 64)
    ('all ages', 'ages 65 and over', 'ages 18 to 64')
    """
    if last >= 90:
        return f"ages {first} and over" if first else "all ages"
    return f"ages {first} to {last}"
