"""DAT, slips: a cell that does not fit those it stands among, or what is said beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import polars as pl

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import in_pounds, percent
from commonweal.base.numbers.year import Year
from commonweal.care import OpenBeds
from commonweal.money import Claim, RunningCost
from commonweal.rulebook import ranges
from commonweal.staff import Post

SINCE = date(2016, 4, 1)
OURS = "our method: a cell beside its like"
COHORT_TIMES, COHORT_PEOPLE = 5.0, 50.0
"""By how many times people born in one year may become more or fewer in a year. Students double
or treble those of 18 in a university town; a digit too many is ten times. Few people vary more."""

RATE_TIMES = 50.0
"""How many times its neighbours in age a rate may be. Smooth rates by single age are three times at
most in 360 areas of England in 2022; between broad bands it may be twenty."""

COUNTED_TIMES = 300.0
"""The same of a rate as it was counted, where it was smoothed too: one long stay at one age was
up to 195 times what is usual beside it in 360 areas in 2022. A rate for 1,000 is further."""

PAY_SLACK = 10.0
"""Part of a post may be paid for elsewhere; not nine tenths of all of them."""

LONGEST_LIST = 3

CLOSES = re.compile(r"(?i)\b(clos(e|es|ing|ure)|fewer beds)\b")
"""Words of a proposal that takes beds away."""


@rule(
    "DAT22",
    "People grow a year older each year, and are about as many",
    since=SINCE,
    source=OURS,
    needs=("table:population", "table:variants"),
    answer="counts",
    concerns="data",
)
def people_grow_older(view: PlanView) -> Iterator[Finding]:
    """A cell with a digit too many, or a year in thousands, is a wave of people from nowhere.

    Passes: 900 people of 40 in one year, and 910 of 41 in the next.
    Fails: 900 people of 40 in one year, and 9,100 of 41 in the next.
    """
    used = view.table("variants").filter(pl.col("weight") > 0)["variant"].implode()
    own = ("place", "variant", "sex")
    people = view.table("population").filter(pl.col("variant").is_in(used))
    later = people.select(*own, pl.col("age", "year") - 1, pl.col("people").alias("next"), "row")
    grown = people.filter(pl.col("age") < OLDEST_APART).join(later, on=[*own, "age", "year"])
    few, many = pl.min_horizontal("people", "next"), pl.max_horizontal("people", "next")
    jumps = grown.filter((many >= COHORT_PEOPLE) & (many > COHORT_TIMES * few))
    for (place,), rows in jumps.sort("row_right").group_by("place", maintain_order=True):
        age, year, row = rows.select(pl.col("age", "year", "row_right").cast(pl.Int64)).row(0)
        now, then = rows.select("people", "next").row(0)
        more = f"; and {rows.height - 1} more like it" if rows.height > 1 else ""
        yield Finding(
            about=str(place),
            says=f"{now:,.0f} people are {age} in {Year(year)}, and {then:,.0f} are {age + 1} in "
            f"{Year(year + 1)} (population, row {row}){more}",
            fix="look at both cells for a digit too many, or a year in thousands (population.csv)",
        )


OLDEST_APART = 89
"""The last row of age holds all who are older."""


@rule(
    "DAT23",
    "A rate is like those of the ages beside it",
    since=SINCE,
    source=OURS,
    needs=("table:rates",),
    answer="counts",
    concerns="data",
)
def rates_are_like_their_neighbours(view: PlanView) -> Iterator[Finding]:
    """One row in a thousand people among rows for each person is a peak that no illness has.

    Passes: 0.2 a year at 60, 0.21 at 61 and 0.22 at 62.
    Fails: 0.2 a year at 60, 210 at 61 and 0.22 at 62.
    """
    own = ("place", "service", "sex")
    rates = view.table("rates").sort(*own, "age_from")
    if "smooth_rate" not in rates.columns:
        rates = rates.with_columns(smooth_rate=pl.lit(None, pl.Float64))
    like = pl.coalesce("smooth_rate", "rate")
    beside = pl.max_horizontal(like.shift(1).over(own), like.shift(-1).over(own))
    smoothed = pl.col("smooth_rate").is_not_null()
    times = (
        ("smooth_rate", RATE_TIMES, smoothed),
        ("rate", COUNTED_TIMES, smoothed),
        ("rate", RATE_TIMES, ~smoothed),
    )
    for column, most, of in times:
        peaks = rates.filter(of & (beside > 0) & (pl.col(column) > most * beside))
        for (place, service), rows in peaks.group_by("place", "service", maintain_order=True):
            age, value, row = rows.select(pl.col("age_from").cast(pl.Int64), column, "row").row(0)
            yield Finding(
                about=f"{place}.{service}",
                says=f"its {column} of {view.services_called([str(service)])} is {value:,.4g} at "
                f"{age} (rates, row {row}), more than {most:.0f} times those beside it",
                fix="write the rate for each person, as in the rows beside it (rates.csv)",
            )


@rule(
    "DAT24",
    "No site is nearly empty in the base year",
    since=SINCE,
    source="the national ranges, rulebook/ranges.toml",
    needs=("care.bed_days@site", "care.beds_open@site"),
    answer="counts",
    concerns="data",
)
def sites_are_in_use(view: PlanView) -> Iterator[Finding]:
    """Ten times the beds, or a tenth of the patients, is a slip; a half-empty ward may be true.

    Passes: 38 patients a night in 60 beds.
    Fails: 38 patients a night in 400 beds.
    """
    (usual,) = ranges()["occupancy"]
    year = view.plan.base_year
    for beds in view.figures.each("care.beds_open", "site", side="nothing", year=year):
        site = beds.keys["site"]
        days = view.figures.find("care.bed_days", "site", side="nothing", year=year, site=site)
        full = 0.0 if days is None else days.central / Year(year).nights
        if 0 < full < usual.low / 2 * beds.central:
            yield Finding(
                about=site,
                says=f"{full:,.1f} patients a night in {beds.central:,.4g} beds in {Year(year)}: "
                f"{percent(full / beds.central)} full; trusts of England were {percent(usual.low)} "
                "to all but full",
                fix="look at its beds (beds.csv), at who goes there (flows.csv) and at its reports",
            )


@rule(
    "DAT25",
    "Part of each cost is pay, and not all of it",
    since=SINCE,
    source=OURS,
    needs=("table:costs",),
    answer="counts",
    concerns="data",
)
def pay_is_a_part_of_cost(view: PlanView) -> Iterator[Finding]:
    """Shares that were divided by a hundred twice let prices grow where pay should.

    Passes: pay is 0.7 of a cost.
    Fails: pay is 0.007 of it.
    """
    least = view.policy("plan.pay_share_least")
    if "pay_share" not in view.table("costs").columns:
        return
    odd = view.table("costs").filter((pl.col("pay_share") > 0) & (pl.col("pay_share") < least))
    for (body,), rows in odd.group_by("organisation", maintain_order=True):
        yield Finding(
            about=str(body),
            says=f"pay is {rows['pay_share'][0]:.4g} of its cost of "
            f"{view.services_called(rows['service'][:LONGEST_LIST])}; {least:g} or more would pass",
            fix="write pay_share as a share: 0.7 for 70% (costs.csv)",
        )


@rule(
    "MNY12",
    "What a proposal costs to run pays the staff it names",
    since=SINCE,
    source="the national ranges, rulebook/ranges.toml: Agenda for Change",
    answer="staff",
)
def running_cost_pays_the_staff(view: PlanView) -> Iterator[Finding]:
    """Running costs in thousands look like the cheapest team in England.

    Passes: £700,000 a year for 24 people.
    Fails: £700 a year for 24 people.
    """
    (pay,) = ranges()["pay"]
    for proposal in view.plan.proposals:
        wte = sum(post.wte for post in proposal.of(Post))
        cost = sum(one.gbp.central for one in proposal.of(RunningCost))
        if wte > 0 and 0 < cost < wte * pay.low / PAY_SLACK:
            yield Finding(
                about=proposal.code,
                says=f"it names {wte:g} wte of staff, and costs {in_pounds(cost)} a year to run; "
                f"the lowest full-time pay was {in_pounds(pay.low)} in 2017",
                fix="write money in pounds, not in thousands (running_cost)",
            )


@rule(
    "BED05",
    "Beds that open neither save money nor close anything",
    since=SINCE,
    source="our method: the size of beds is below zero where they close",
    answer="beds",
)
def open_beds_save_nothing(view: PlanView) -> Iterator[Finding]:
    """A minus that is missing opens the ward that was to close.

    Passes: a proposal opens 4 beds, and costs money to run.
    Fails: a proposal opens 4 beds, and saves money by it.
    """
    for proposal in view.plan.proposals:
        beds = [one for one in proposal.effects if isinstance(one, OpenBeds)]
        opened = sum(one.size.central for one in beds)
        saves = sum(one.gbp.central for one in proposal.of(RunningCost)) < 0
        claims = any(one.cash_releasing for one in proposal.of(Claim))
        nothing_else = len(beds) == len(proposal.effects)
        closes = CLOSES.search(f"{proposal.title} {proposal.summary}")
        if opened > 0 and (saves or closes or (claims and nothing_else)):
            yield Finding(
                about=proposal.code,
                says=f"it opens {opened:g} beds, and is to "
                + ("close some, by its own words" if closes else "save money"),
                fix="write a size below zero where beds close; or say what it saves elsewhere",
            )
