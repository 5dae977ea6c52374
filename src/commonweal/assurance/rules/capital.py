"""CAP: buildings and equipment need money that somebody has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.sentences import in_pounds, in_years
from commonweal.base.numbers.year import Year
from commonweal.money import Capital, RunningCost


@rule(
    "CAP01",
    "Capital that is asked for has a source in sight",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 210-212; "
    "a campaign site's pages on STPs, lines 48 and 294-296",
    answer="pay",
)
def capital_has_a_source(view: PlanView) -> Iterator[Finding]:
    """What waits for a building that is never paid for does not happen.

    The plans of 2016 asked for several times the capital there was. The savings
    that hung on it could not come.

    Passes: £3 million from a fund that is agreed.
    Fails: £3 million from no fund, or from one that is only bid for.
    """
    sure = _money_in_sight(view)
    for proposal in view.plan.proposals:
        adrift = [one for one in proposal.of(Capital) if one.fund not in sure and one.gbp > 0]
        if adrift:
            funds = sorted({view.called("capital", one.fund) or "no fund at all" for one in adrift})
            yield Finding(
                about=proposal.code,
                says=f"{in_pounds(sum(one.gbp for one in adrift))} of capital in "
                f"{in_years({one.year for one in adrift})} would come from "
                f"{' and '.join(funds)}, and that money is not in sight",
                fix="secure a fund for it first and name it (fund), or plan without it",
            )


@rule(
    "CAP02",
    "No fund is asked for more than it holds",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraph 212",
    needs=("table:capital",),
    answer="pay",
)
def funds_hold_what_is_asked(view: PlanView) -> Iterator[Finding]:
    """Each proposal alone may be within the fund; all of them together may not be.

    Money not spent in a year counts for the years after it.

    Passes: £2 million and £3 million asked of a fund that holds £5 million by then.
    Fails: £3 million and £3 million asked of a fund that holds £5 million by then.
    """
    for fund, held in _money_in_sight(view).items():
        asked = _asked_of(view, fund)
        short = {
            year: _up_to(year, asked) - _up_to(year, held)
            for year in asked
            if _up_to(year, asked) > _up_to(year, held)
        }
        if short:
            worst = max(short, key=lambda year: short[year])
            yield Finding(
                about=fund,
                says=f"{in_pounds(_up_to(worst, asked))} is asked of it by {in_years([worst])} "
                f"and it holds {in_pounds(_up_to(worst, held))}",
                fix=f"find {in_pounds(short[worst])} elsewhere, or put a proposal off",
            )


@rule(
    "CAP03",
    "What needs a building waits for it",
    since=date(2016, 4, 1),
    source="a campaign site's pages on STPs, lines 294-296; "
    "Health and Social Care Committee, Integrated care, 2018, paragraphs 210-212",
    answer="time",
)
def effects_wait_for_capital(view: PlanView) -> Iterator[Finding]:
    """A saving booked before the roof is on is a saving from nowhere.

    Passes: capital in 2027-28, and the full effect from 2028-29.
    Fails: capital in 2029-30, and the full effect from 2028-29.
    """
    for proposal in view.plan.proposals:
        late = {
            one.year
            for one in proposal.of(Capital)
            if one.gbp and one.year > proposal.full_effect_from
        }
        if late:
            yield Finding(
                about=proposal.code,
                says=f"its full effect is from {Year(proposal.full_effect_from)}, and capital for "
                f"it is still spent in {in_years(late)}",
                fix=f"let the full effect come after {in_years([max(late)])}, with a later start "
                "or a longer ramp, or spend sooner",
            )


@rule(
    "CAP04",
    "A building costs money to run",
    since=date(2016, 4, 1),
    source="the Department of Health and Social Care's group accounting manual, on depreciation "
    "and public dividend capital",
    answer="pay",
)
def buildings_cost_money_to_run(view: PlanView) -> Iterator[Finding]:
    """It is heated, cleaned, written down over its life, and charged for each year.

    Passes: £3 million of capital, and a running cost.
    Fails: £3 million of capital, and none.
    """
    for proposal in view.plan.proposals:
        asked = sum(one.gbp for one in proposal.of(Capital))
        if asked > 0 and not any(one.gbp.central > 0 for one in proposal.of(RunningCost)):
            yield Finding(
                about=proposal.code,
                says=f"{in_pounds(asked)} of capital is asked for, and nothing to run what it buys",
                fix="add what the building or equipment costs each year (running_cost), its "
                "capital charges with it",
            )


def _money_in_sight(view: PlanView) -> dict[str, dict[int, float]]:
    """GBP by year of each fund that is certain enough to count on."""
    if not view.has_table("capital"):
        return {}
    sure = view.table("capital").filter(
        pl.col("certainty").is_in(list(view.policy_words("money.capital_certain_enough")))
    )
    funds: dict[str, dict[int, float]] = {}
    for fund, year, gbp in sure.select("fund", "year", "gbp").iter_rows():
        funds.setdefault(fund, {})[year] = gbp
    return funds


def _asked_of(view: PlanView, fund: str) -> dict[int, float]:
    """GBP by year that all proposals ask of a fund."""
    asked: dict[int, float] = {}
    for proposal in view.plan.proposals:
        for one in proposal.of(Capital):
            if one.fund == fund:
                asked[one.year] = asked.get(one.year, 0.0) + one.gbp
    return asked


def _up_to(year: int, gbp: dict[int, float]) -> float:
    return sum(amount for when, amount in gbp.items() if when <= year)
