"""STF: care is people, and they have to be there and be paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import in_years
from commonweal.care import OnResidents
from commonweal.money import RunningCost
from commonweal.staff import Post

HIRED = "staff.hired_in_a_year"
"""An assumption a plan may make: how many staff (wte) its bodies can find in a year beside
those who take the place of leavers."""


@rule(
    "STF01",
    "The staff asked for in a year can be found in a year",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 58 and 222-225",
    needs=(f"assumption:{HIRED}",),
    answer="staff",
)
def staff_can_be_found(view: PlanView) -> Iterator[Finding]:
    """Each proposal finds its nurses on paper. They are the same nurses.

    Passes: 80 staff start in a year, where 100 can be found.
    Fails: 120 staff start in a year, where 100 can be found.
    """
    found = view.plan.assumptions[HIRED].interval.central
    asked: dict[int, float] = {}
    for proposal in view.plan.proposals:
        for one in proposal.of(Post):
            asked[one.first] = asked.get(one.first, 0.0) + one.wte
    for year, wte in sorted(asked.items()):
        if wte > found:
            yield Finding(
                about="system",
                says=f"proposals ask for {wte:,.0f} staff (wte) in {in_years([year])}; "
                f"{found:,.0f} can be found in a year",
                fix="let some of them start later, or show where the staff come from",
            )


@rule(
    "STF02",
    "Staff who are asked for are paid for",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 218-222",
    answer="pay",
)
def staff_are_paid_for(view: PlanView) -> Iterator[Finding]:
    """Staff without a running cost are staff taken from something else, and it goes unsaid.

    Passes: 20 nurses, and a running cost.
    Fails: 20 nurses, and none.
    """
    for proposal in view.plan.proposals:
        wte = sum(one.wte for one in proposal.of(Post))
        if wte > 0 and not any(one.gbp.central > 0 for one in proposal.of(RunningCost)):
            yield Finding(
                about=proposal.code,
                says=f"it asks for {wte:,.3g} staff (wte) and has no running cost",
                fix="add what they cost (running_cost), or say whose work they leave undone",
            )


@rule(
    "STF03",
    "Care that takes another's place has staff to give it",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 224 and 230",
    answer="staff",
)
def care_instead_has_staff(view: PlanView) -> Iterator[Finding]:
    """Two thirds of the plans of 2016 had no detailed plan for staff.

    Passes: visits at home take the place of admissions, and 20 nurses make them.
    Fails: visits at home take the place of admissions, and nobody is named to make them.
    """
    for proposal in view.plan.proposals:
        instead = {
            effect.to_service
            for effect in proposal.effects
            if isinstance(effect, OnResidents) and effect.to_service and effect.size.central > 0
        }
        if instead and not any(one.wte > 0 for one in proposal.of(Post)):
            yield Finding(
                about=proposal.code,
                says=f"more of {view.services_called(sorted(instead))} takes the place of other "
                "care, and no staff are named to give it",
                fix="name the staff, who employs them and from when (staff)",
            )
