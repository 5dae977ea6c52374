"""MNY: money that a plan counts on has to come, and to come again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from commonweal.assurance.asking.claims import (
    BASIS,
    claimed_every_year,
    claimed_in,
    is_net,
    own_sum,
)
from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import in_pounds, in_years, percent
from commonweal.money import Capital, OneOffIncome
from commonweal.plan import Proposal

EFFICIENCY = "money.efficiency"
"""The assumption of efficiency; one for a single body adds a dot and its code."""

OTHER_SIZE = 10.0
"""How many times its own accounts a body's counted income may be: a plan may count what comes in
since, and never ten times as much."""

SAME_SUM = 0.01
"""Two sums of money are taken for the same one when they differ by less than this share:
claims are rounded to two or three figures."""


@rule(
    "MNY01",
    "Efficiency is not assumed above what was ever achieved",
    since=date(2017, 4, 1),
    source="a campaign site's pages on STPs, lines 134-139, on a report of May 2017",
    answer="saving",
)
def efficiency_within_what_was_achieved(view: PlanView) -> Iterator[Finding]:
    """A saving larger than any ever made is a deficit to come.

    In the years of the first plans, each year's targets asked for more than any
    year had brought.

    Passes: 2.8% a year assumed, where 2.8% was the most achieved.
    Fails: 4% a year assumed.
    """
    achieved = view.policy("money.highest_recurrent_efficiency_achieved")
    for code, assumption in view.plan.assumptions.items():
        assumed = assumption.interval.central
        if (code == EFFICIENCY or code.startswith(EFFICIENCY + ".")) and assumed > achieved:
            yield Finding(
                about=code,
                says=f"{percent(assumed)} a year is assumed; "
                f"the most known to have been achieved is {percent(achieved)}",
                fix=f"assume {percent(achieved)} or less, and show the gap that leaves",
            )


@rule(
    "MNY02",
    "Money that comes once is not claimed for every year",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 209-211",
    answer="saving",
)
def one_off_money_is_called_one_off(view: PlanView) -> Iterator[Finding]:
    """A field can be sold once. Counted as a yearly saving it leaves a hole the year after.

    Passes: a land sale of £5 million, and a claim of £5 million marked as coming once.
    Fails: a land sale of £5 million, and a claim of £5 million a year.
    """
    for proposal in view.plan.proposals:
        once = sum(one.gbp for one in proposal.of(OneOffIncome))
        claimed = claimed_every_year(proposal)
        if once > 0 and claimed > 0 and _is_the_same_money(proposal, once, claimed):
            yield Finding(
                about=proposal.code,
                says=f"{in_pounds(claimed)} a year is claimed, and {in_pounds(once)} that "
                "comes once is all there is behind it",
                fix="claim it as coming once, or name the effect that saves money every year",
            )


@rule(
    "MNY03",
    "A saving claimed is no larger than the plan's own sums find",
    since=date(2016, 4, 1),
    source="a campaign site's pages on STPs, lines 292-300, on a review of 44 plans; "
    "NHS Providers evidence on integrated care, key message on credibility",
    needs=("money.by_proposal@proposal",),
    answer="saving",
)
def claims_within_what_the_model_finds(view: PlanView) -> Iterator[Finding]:
    """Savings are often claimed at the full average cost of the care avoided.

    Only part of that cost goes away with the patient, and what is put in its
    place costs too.

    A claim is held against the same proposal's own total: before what it costs to run
    where it is claimed gross, else after.

    Passes: £1 million a year claimed, where the model finds £0.6 to £1.1 million.
    Fails: £2 million a year claimed, where the model finds £0.6 to £1.1 million.
    """
    for proposal in view.plan.proposals:
        year = min(view.plan.last_year, proposal.end or view.plan.last_year)
        claimed, own = claimed_in(proposal, year), own_sum(view, proposal, year)
        if own is not None and claimed > max(own.most, 0.0):
            yield Finding(
                about=proposal.code,
                says=f"{in_pounds(claimed)} is claimed for {in_years([year])}, "
                f"{BASIS[is_net(proposal)]}; the plan's own sums find {own}",
                fix="claim what the sums find, or show which cost goes that they leave in",
                gbp=claimed - own.central,
            )


@rule(
    "MNY04",
    "Money from selling land pays for buildings",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 209 and 211; "
    "a campaign site's pages on STPs, lines 86, 146 and 250",
    answer="pay",
)
def land_pays_for_buildings(view: PlanView) -> Iterator[Finding]:
    """Land that pays for a year's running is gone, and so is the year.

    Passes: a land sale of £5 million, and £5 million of buildings in the same proposal.
    Fails: a land sale of £5 million, and £2 million of buildings in the same proposal.
    """
    for proposal in view.plan.proposals:
        sold = sum(one.gbp for one in proposal.of(OneOffIncome) if one.kind == "land_sale")
        built = sum(one.gbp for one in proposal.of(Capital))
        if sold > built:
            yield Finding(
                about=proposal.code,
                says=f"{in_pounds(sold)} comes from selling land and {in_pounds(built)} goes into "
                "buildings; the rest would pay for day-to-day running",
                fix="name the buildings it pays for (capital), and leave it out of the balance",
            )


@rule(
    "MNY11",
    "Most of a body's own money is counted",
    since=date(2016, 4, 1),
    source="our method: a balance of a small part of a body says little about the body",
    needs=("table:accounts", "table:organisations", "money.income@organisation"),
    answer="counts",
    concerns="data",
)
def most_of_a_body_is_counted(view: PlanView) -> Iterator[Finding]:
    """A plan that counts a quarter of a hospital has the balance of a quarter of a hospital.

    Passes: £80 million of income counted, and £100 million in the body's own accounts.
    Fails: £60 million counted, and £100 million in its accounts.
    """
    least, year = view.policy("money.income_counted_at_least"), view.plan.base_year
    accounts = view.table("accounts").select("organisation", "income_gbp").iter_rows()
    for body, own in accounts:
        counted = view.figures.find(
            "money.income", "organisation", side="nothing", year=year, organisation=body
        )
        if counted is not None and counted.central < least * own:
            yield Finding(
                about=body,
                says=f"{in_pounds(counted.central)} of its income is counted in the base year, and "
                f"its own accounts have {in_pounds(own)}: {percent(counted.central / own)}",
                fix="count more of what it does, or say beside its balance what part of it that is",
            )
        if counted is not None and counted.central > OTHER_SIZE * own:
            yield Finding(
                about=body,
                says=f"{in_pounds(counted.central)} of its income is counted in the base year, and "
                f"its own accounts have {in_pounds(own)}",
                fix="write its accounts in pounds, not in thousands (accounts.csv)",
            )
    yield from _without_accounts(view)


def _without_accounts(view: PlanView) -> Iterator[Finding]:
    """Trusts that the plan counts and whose accounts it lacks, where it has those of others."""
    there = view.table("accounts")["organisation"].implode()
    trusts = pl.col("kind").str.ends_with("_trust") & ~pl.col("organisation").is_in(there)
    paid = view.table("income")["organisation"] if view.has_table("income") else ()
    for body in view.table("organisations").filter(trusts)["organisation"]:
        if body not in set(paid):
            continue
        yield Finding(
            about=body,
            says="others of the plan have accounts to hold its sums against, and it has none",
            fix="add its row to accounts.csv",
        )


def _is_the_same_money(proposal: Proposal, once: float, claimed: float) -> bool:
    """Whether the yearly claim is the one-off money under another name."""
    nothing_else = not proposal.effects
    return nothing_else or abs(claimed - once) <= SAME_SUM * once
