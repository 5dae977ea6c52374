"""MNY, what is saved: which cost goes with the patient, and who sees the cash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commonweal.assurance.asking.changes import closes
from commonweal.assurance.asking.findings import AREA, PLAN, Finding
from commonweal.assurance.asking.reach import PEOPLE_AND_RATES
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import in_pounds, in_years, study
from commonweal.care import Effect, OnResidents
from commonweal.money import Claim, OneOffIncome, RunningCost
from commonweal.plan import Proposal
from commonweal.rulebook import evidence_library


@rule(
    "MNY05",
    "A saving is claimed at the cost that goes, not at the average cost",
    since=date(2016, 4, 1),
    source="a campaign site's pages on STPs, lines 113 and 292-300; Nuffield Trust, Shifting "
    "the balance of care, 2017",
    needs=(
        *PEOPLE_AND_RATES,
        "table:services",
        "table:costs",
        "care.activity_at@organisation+service",
    ),
    answer="saving",
)
def savings_are_not_average_cost(view: PlanView) -> Iterator[Finding]:
    """The patient stays away; the building, the night nurse and the lift engineer remain.

    Only the part of cost that rises and falls with patients can go with them. A
    proposal that also closes beds or cuts a running cost may free more, and is not
    asked.

    Passes: £1 million is claimed; the care avoided costs £2 million, and £1.2 million goes.
    Fails: £2 million is claimed for the same.
    """
    costs = _unit_costs(view)
    for proposal in view.plan.proposals:
        claimed = _recurrent(proposal)
        if claimed <= 0 or _frees_fixed_cost(proposal):
            continue
        average, goes = 0.0, 0.0
        for service, avoided in _avoided(view, proposal):
            cost = costs.get(service)
            if cost is not None:
                average += avoided * cost.average
                goes += avoided * cost.goes
        if average > 0 and claimed > goes:
            yield Finding(
                about=proposal.code,
                says=f"{in_pounds(claimed)} a year is claimed; the care it avoids costs "
                f"{in_pounds(average)} on average, and {in_pounds(goes)} of that goes when the "
                "patients do",
                fix=f"claim {in_pounds(goes)} at most, or say which wards or teams will close",
            )


@rule(
    "MNY06",
    "What is called cash is cash that somebody stops paying",
    since=date(2016, 4, 1),
    source="a campaign site's pages on STPs, lines 292-300; "
    "Health and Social Care Committee, Integrated care, 2018, paragraph 27",
    answer="saving",
)
def cash_is_released(view: PlanView) -> Iterator[Finding]:
    """Room in a ward is worth having. It pays no bill until the ward is shut or let.

    Passes: a claim of cash from a proposal that closes beds, or that cuts a running cost.
    Fails: a claim of cash from a proposal that only avoids admissions.
    """
    for proposal in view.plan.proposals:
        cash = sum(one.gbp for one in proposal.of(Claim) if one.cash_releasing)
        if cash > 0 and not _frees_fixed_cost(proposal) and not proposal.of(OneOffIncome):
            yield Finding(
                about=proposal.code,
                says=f"{in_pounds(cash)} is claimed as cash; it closes no beds and cuts no "
                "running cost",
                fix="claim it as a cost avoided, or name what will be shut or no longer paid",
            )


@rule(
    "MNY07",
    "Care that changes costs something to change",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 134-136 and 218; "
    "a campaign site's pages on STPs, line 113",
    answer="pay",
)
def change_has_a_cost(view: PlanView) -> Iterator[Finding]:
    """Care outside hospital is often better and seldom free.

    Passes: fewer admissions, and a team that costs £1 million a year.
    Fails: fewer admissions, and nothing that costs anything.
    """
    for proposal in view.plan.proposals:
        changes = any(
            isinstance(one, OnResidents) and one.size.central > 0 for one in proposal.effects
        )
        if changes and not any(one.gbp.central > 0 for one in proposal.of(RunningCost)):
            yield Finding(
                about=proposal.code,
                says="it changes care, and nothing about it costs anything to run",
                fix="add what it costs to run (running_cost): who pays, and how much a year",
            )


@rule(
    "MNY08",
    "What studies found to cost more is not claimed to save",
    since=date(2017, 4, 1),
    source="Nuffield Trust, Shifting the balance of care, March 2017, initiatives that may "
    "raise cost",
    answer="saving",
)
def what_costs_more_saves_nothing(view: PlanView) -> Iterator[Finding]:
    """A new door lets new people in. They come beside those who used the old one.

    Passes: an urgent care centre that claims no saving.
    Fails: an urgent care centre that claims £1 million a year.
    """
    library = evidence_library()
    for proposal in view.plan.proposals:
        claimed = _recurrent(proposal)
        cited = {effect.cites for effect in proposal.effects if effect.cites in library}
        dear = sorted(code for code in cited if code and library[code].found == "may_cost_more")
        if claimed > 0 and dear:
            yield Finding(
                about=proposal.code,
                says=f"{in_pounds(claimed)} a year is claimed; what it cites was found to cost "
                f"more, or likely to: {', '.join(study(library[code]) for code in dear)}",
                fix="claim no saving, and give the reasons it is worth its cost",
            )


@rule(
    "MNY09",
    "The balance does not rest on money that comes once",
    since=date(2016, 4, 1),
    source="Committee of Public Accounts, Sustainability and transformation in the NHS, 2018, "
    "chapter 2; Health and Social Care Committee, Integrated care, 2018, paragraphs 213-217",
    needs=(
        "money.balance@organisation",
        "money.recurrent_balance@organisation",
    ),
    answer="saving",
)
def balance_is_recurrent(view: PlanView) -> Iterator[Finding]:
    """A body in balance by a grant is out of balance the year after, and knows it now.

    Passes: a body £1 million over, and £0.5 million over without money that comes once.
    Fails: a body £1 million over, and £2 million short without money that comes once.
    """
    rests: dict[str, dict[int, float]] = {}
    for level in ("organisation", "system"):
        for balance in view.figures.each("money.balance", level):
            about, year = balance.keys, balance.year
            found = view.figures.find("money.recurrent_balance", level, year=year, **about)
            without = 0.0 if found is None else found.central
            if year in view.years and year is not None and without < 0 <= balance.central:
                rests.setdefault(about.get("organisation", "system"), {})[year] = without
    for body, years in rests.items():
        worst = min(years, key=lambda year: years[year])
        yield Finding(
            about=body,
            says=f"level in {in_years(years)} by money that comes once; without it "
            f"{in_pounds(-years[worst])} short in {in_years([worst])}",
            fix="show the gap, and close it with what comes every year",
        )


@rule(
    "MNY10",
    "The system, and each body in it, breaks even",
    since=date(2016, 4, 1),
    source="National Health Service Act 2006, sections 27, 223GB and 223GC and schedule 5; Local "
    "Government Finance Act 1992, section 31A",
    needs=("money.balance@system", "money.balance@organisation"),
    answer="pay",
)
def everybody_breaks_even(view: PlanView) -> Iterator[Finding]:
    """A deficit that nobody names is a cut that nobody has decided yet.

    Where it would be as short if nothing changes, it is the area's, and not the plan's.

    Passes: income of £100 million and cost of £99 million, in every year.
    Fails: income of £100 million and cost of £102 million, in any year.
    """
    for level in ("system", "organisation"):
        short: dict[str, dict[int, float]] = {}
        for seen in view.figures.each("money.balance", level):
            if seen.year in view.years and seen.year is not None and seen.central < 0:
                body = seen.keys.get("organisation", "system")
                short.setdefault(body, {})[seen.year] = -seen.central
        for body, years in short.items():
            worst = max(years, key=lambda year: years[year])
            about = {} if level == "system" else {"organisation": body}
            nothing = view.figures.find("money.balance", level, side="nothing", year=worst, **about)
            anyway = nothing is not None and nothing.central < 0
            yield Finding(
                about=body,
                says=f"{in_pounds(years[worst])} short in {in_years([worst])}, and short in "
                f"{in_years(years)}"
                + (
                    f"; if nothing changes {in_pounds(-nothing.central)} short in that year"
                    if nothing is not None and anyway
                    else ""
                ),
                fix="show what closes the gap, in which year, and who has agreed to it",
                concerns=AREA if anyway else PLAN,
                gbp=years[worst],
            )


@dataclass(frozen=True, slots=True)
class _UnitCost:
    """GBP for each unit of a service: all of it, and the part that goes with the patient."""

    average: float
    goes: float


def _recurrent(proposal: Proposal) -> float:
    return sum(one.gbp for one in proposal.of(Claim) if one.recurrent)


def _frees_fixed_cost(proposal: Proposal) -> bool:
    return any(map(closes, proposal.effects)) or any(
        one.gbp.central < 0 for one in proposal.of(RunningCost)
    )


def _avoided(view: PlanView, proposal: Proposal) -> Iterator[tuple[str, float]]:
    """Each service that less is needed of, and how much less at full effect."""
    for effect in proposal.effects:
        if isinstance(effect, OnResidents):
            for service in effect.services:
                yield service, effect.size.central * view.reach.activity(effect, service)
            yield from _stays_avoided(view, effect)


def _stays_avoided(view: PlanView, effect: Effect) -> Iterator[tuple[str, float]]:
    """Bed-days that are not needed, because the admissions are not."""
    for service, of in view.table("services").select("service", "stays_of").iter_rows():
        admissions = effect.services if effect.kind != "shorten" else ()
        if of in admissions and service not in effect.services:
            share = effect.size.central * effect.stay_ratio
            yield service, share * view.reach.activity(effect, service)


def _unit_costs(view: PlanView) -> dict[str, _UnitCost]:
    """What one unit of each service costs in the base year, over all who pay for it."""
    given = {
        (one.keys["organisation"], one.keys["service"]): one.central
        for one in view.figures.each(
            "care.activity_at", "organisation+service", side="nothing", year=view.plan.base_year
        )
    }
    all_of: dict[str, float] = {}
    going: dict[str, float] = {}
    units: dict[str, float] = {}
    columns = ("service", "given_by", "fixed_gbp", "step_units", "step_gbp", "variable_gbp")
    for service, given_by, fixed, per_step, step, variable in (
        view.table("costs").select(columns).iter_rows()
    ):
        activity = given.get((given_by, service), 0.0)
        a_unit = variable + (step / per_step if step and per_step else 0.0)
        all_of[service] = all_of.get(service, 0.0) + fixed + a_unit * activity
        going[service] = going.get(service, 0.0) + a_unit * activity
        units[service] = units.get(service, 0.0) + activity
    return {
        service: _UnitCost(all_of[service] / units[service], going[service] / units[service])
        for service in units
        if units[service] > 0
    }
