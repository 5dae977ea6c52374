"""ENG: asked in time, and listened to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from commonweal.assurance.asking.changes import closures_lacking, in_words, taken_away
from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import ALL_SILENT, PlanView
from commonweal.base.numbers.year import Year

GUNNING = "R v Brent LBC ex parte Gunning, 1985"


@rule(
    "ENG01",
    "A consultation ends in time to be weighed before the decision",
    since=date(2016, 4, 1),
    source=f"{GUNNING}, the fourth test; a campaign site's pages on STPs, line 498, on plans of "
    "2016 that were published after what carried them out was due",
    answer="ask",
)
def answers_are_weighed(view: PlanView) -> Iterator[Finding]:
    """Answers that nobody has had time to read have not been taken into account.

    Passes: a consultation ends on 1 June, and the decision is on 15 July.
    Fails: a consultation ends on 15 December, and the decision is on 23 December.
    """
    needed = timedelta(days=view.policy("plan.shortest_consideration_days"))
    for proposal in view.plan.proposals:
        ends, decided = proposal.consultation_to, proposal.decision_day
        if ends is not None and decided is not None and decided - ends < needed:
            yield Finding(
                about=proposal.code,
                says=f"the consultation ends on {_day(ends)} and the decision is on "
                f"{_day(decided)}; {needed.days} days to weigh the answers would pass",
                fix=f"decide on {_day(ends + needed)} or later",
            )


@rule(
    "ENG02",
    "A consultation is long enough to answer",
    since=date(2016, 4, 1),
    source=f"{GUNNING}, the third test; Cabinet Office code of practice on consultation, 2008; "
    "usual practice since",
    answer="ask",
)
def consultations_are_long_enough(view: PlanView) -> Iterator[Finding]:
    """No law says how long. Twelve weeks has been usual, and more over a holiday.

    Passes: twelve weeks.
    Fails: four weeks.
    """
    shortest = view.policy("plan.shortest_consultation_days")
    for proposal in view.plan.proposals:
        begins, ends = proposal.consultation_from, proposal.consultation_to
        if begins is None or ends is None:
            continue
        days = (ends - begins).days + 1
        if days < shortest:
            yield Finding(
                about=proposal.code,
                says=f"the consultation lasts {days} days; {shortest:g} is usual",
                fix="let it last longer, or say why fewer days are enough",
            )


@rule(
    "ENG03",
    "A proposal that takes care away is consulted on",
    since=date(2016, 4, 1),
    source="National Health Service Act 2006, section 244, and SI 2013/218, regulation 23; "
    "Health and Social Care Committee, Integrated care, 2018, paragraphs 199-201",
    answer="ask",
)
def closures_are_consulted_on(view: PlanView) -> Iterator[Finding]:
    """People hold to their hospital, and the law gives them a say before it changes.

    Passes: a ward closes after a consultation with its first and last day.
    Fails: a ward closes, and no consultation has a day.
    """
    yield from closures_lacking(
        view,
        lambda one: one.consultation_from is not None and one.consultation_to is not None,
        says="no consultation is planned",
        fix="plan a consultation, with its first and last day (consultation_from, "
        "consultation_to), or have this waived if the change is not a substantial one",
    )


@rule(
    "ENG04",
    "Nothing begins before it is decided",
    since=date(2016, 4, 1),
    source=f"{GUNNING}, the first test; Health and Social Care Committee, Integrated care, 2018, "
    "paragraph 201",
    answer="ask",
)
def decisions_come_first(view: PlanView) -> Iterator[Finding]:
    """A consultation on what is already under way is a notice.

    Passes: a decision on 1 February 2027 about what begins in 2027-28.
    Fails: a decision on 1 June 2027 about what begins in 2027-28; or a consultation until then.
    """
    for proposal in view.plan.proposals:
        begins = Year(proposal.start).first_day
        days = {
            "is decided on": proposal.decision_day,
            "is consulted on until": proposal.consultation_to,
        }
        for says, day in days.items():
            if day is not None and day >= begins:
                yield Finding(
                    about=proposal.code,
                    says=f"it begins on {_day(begins)} and {says} {_day(day)}",
                    fix="begin it a year later, or decide sooner",
                )
                break


@rule(
    "ENG05",
    "Each proposal says who was asked about it",
    since=date(2016, 4, 1),
    source="National Health Service Act 2006, sections 13Q, 242 and 14Z45 (14Z2 before 1 July "
    "2022); "
    "Health and Social Care Committee, Integrated care, 2018, paragraphs 199-201 and 205",
    answer="ask",
)
def somebody_was_asked(view: PlanView) -> Iterator[Finding]:
    """The plans of 2016 were made in private, and it destroyed the trust they needed.

    Where none of four proposals or more does, it is told once, of the plan.

    Passes: "June 2025: 40 people who use the clinic, and the patients' panel."
    Fails: nobody is named.
    """
    fix = "say who was asked and when (engaged): patients, staff, the council"
    all_of = view.plan.proposals
    silent = [one for one in all_of if not any(line.strip() for line in one.engaged)]
    if len(silent) == len(all_of) >= ALL_SILENT:
        says = f"none of the {len(all_of)} proposals says that anybody was asked about it"
        yield Finding(about="system", says=says, fix=fix)
        return
    for proposal in silent:
        says = "it does not say that anybody was asked about it"
        yield Finding(about=proposal.code, says=says, fix=fix)


@rule(
    "ENG06",
    "A council takes part where care is taken away",
    since=date(2016, 4, 1),
    source="SI 2013/218, regulation 23, and a council's power to refer until 31 January 2024; the "
    "call-in power of SI 2024/15 since; "
    "Health and Social Care Committee, Integrated care, 2018, paragraph 56",
    needs=("table:organisations",),
    answer="ask",
)
def councils_take_part(view: PlanView) -> Iterator[Finding]:
    """Councils pay for what comes after the hospital, and may ask that a change be called in.

    Passes: a ward closes, and the council of the place is a partner.
    Fails: a ward closes, and no council is.
    """
    kinds = dict(view.table("organisations").select("organisation", "kind").iter_rows())
    yield from closures_lacking(
        view,
        lambda one: any(kinds.get(body) == "council" for body in (one.lead, *one.partners)),
        says="no council is a partner",
        fix="ask the council to take part, and name it among the partners",
    )


@rule(
    "ENG07",
    "A consultation fits in before the decision",
    since=date(2016, 4, 1),
    source=f"{GUNNING}, the third and fourth tests; a campaign site's pages on STPs, line 498",
    answer="ask",
)
def consultations_fit_in(view: PlanView) -> Iterator[Finding]:
    """A decision next month on a ward that closes next month has been taken already.

    It is asked of proposals that take care away, until their consultation has a last
    day. Without a decision day the day they begin stands for it, and without a first
    day of consultation the plan's own day.

    Passes: the plan is of 1 April 2026, and the decision of 1 September 2026.
    Fails: the plan is of 1 April 2026, and the decision of 1 June 2026.
    """
    needed = view.policy("plan.shortest_consultation_days")
    needed += view.policy("plan.shortest_consideration_days")
    for proposal, effects in taken_away(view):
        if proposal.consultation_to is not None:
            continue
        begins = proposal.consultation_from or view.day
        decided = proposal.decision_day or Year(proposal.start).first_day
        if (decided - begins).days < needed:
            yield Finding(
                about=proposal.code,
                says=f"it {in_words(effects)}; from {_day(begins)} to {_day(decided)} are "
                f"{max(0, (decided - begins).days)} days, and to ask people and weigh their "
                f"answers takes {needed:g}",
                fix=f"decide on {_day(begins + timedelta(days=needed))} or later, and begin after "
                "that",
            )


def _day(day: date) -> str:
    """A day as it is spoken of.

    >>> _day(date(2027, 4, 1))
    '1 April 2027'
    """
    return f"{day.day} {day:%B %Y}"
