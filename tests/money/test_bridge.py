"""The bridge: from gross saving to net, to the penny, in every year and for every body."""

from dataclasses import replace
from pathlib import Path

import pytest

import commonweal

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"
OWN = ("running_cost", "double_running", "one_off_income")
A_PENNY = 0.01


@pytest.fixture(scope="module", params=["off", "waits"])
def figures(request):
    """With and without limits of beds: what waits is not given, and costs nothing yet."""
    plan = commonweal.read(RIVERSIDE)
    return commonweal.run(replace(plan, overflow=request.param), draws=20).figures


@pytest.mark.parametrize("level", ["system", "organisation"])
def test_the_bridge_closes_on_the_change_in_the_balance(figures, level):
    changes = figures.each("money.balance", level, side="change")
    assert changes
    for change in changes:
        gross, added, running, double, once = (
            figures.one(f"money.{step}", level, side="change", year=change.year, **change.keys)
            for step in ("saving_gross", "care_added", *OWN)
        )
        net = gross.central - added.central - running.central - double.central + once.central
        assert net == pytest.approx(change.central, abs=A_PENNY)


@pytest.mark.parametrize("step", ["saving_gross", "care_added", *OWN])
def test_the_systems_step_is_the_sum_of_its_bodies(figures, step):
    for whole in figures.each(f"money.{step}", side="change"):
        bodies = figures.each(f"money.{step}", "organisation", side="change", year=whole.year)
        assert sum(one.central for one in bodies) == pytest.approx(whole.central, abs=A_PENNY)


@pytest.mark.parametrize("step", OWN)
def test_the_proposals_own_money_adds_up_to_the_systems(figures, step):
    for whole in figures.each(f"money.{step}", side="change"):
        each = figures.each(f"money.{step}", "proposal", side="change", year=whole.year)
        assert sum(one.central for one in each) == pytest.approx(whole.central, abs=A_PENNY)


def test_each_proposals_bridge_closes_on_its_share_of_the_balance(figures):
    shares = figures.each("money.by_proposal", "proposal", side="change", reading="share")
    assert shares
    for share in shares:
        about = {"year": share.year, **share.keys}

        def step(code, reading=None, about=about):
            found = figures.find(
                f"money.{code}", "proposal", side="change", reading=reading, **about
            )
            return found.central if found else 0.0

        care = step("saving_gross_by_proposal", "share") - step("care_added_by_proposal", "share")
        own = step("one_off_income") - step("running_cost") - step("double_running")
        assert care + own == pytest.approx(share.central, abs=A_PENNY)


def test_what_one_proposal_frees_by_itself_is_what_its_plan_frees():
    """With one proposal, all that is freed is its own, in every year."""
    plan = commonweal.read(RIVERSIDE)
    one = next(one for one in plan.proposals if one.code == "same-day-care")
    figures = commonweal.run(replace(plan, proposals=(one,)), draws=0).figures
    each = figures.each(
        "money.saving_cash_releasing_by_proposal", "proposal", side="change", reading="share"
    )
    assert any(own.central > 1 for own in each)
    for own in each:
        freed = figures.one("money.saving_cash_releasing", side="change", year=own.year)
        assert own.central == pytest.approx(freed.central, abs=A_PENNY)


def test_no_proposal_frees_more_than_it_saves(figures):
    about = {"side": "change", "reading": "share"}
    for freed in figures.each("money.saving_cash_releasing_by_proposal", "proposal", **about):
        gross = figures.one(
            "money.saving_gross_by_proposal", "proposal", year=freed.year, **freed.keys, **about
        )
        assert -A_PENNY <= freed.central <= gross.central + A_PENNY


def test_no_step_of_a_proposal_is_below_nothing_but_a_running_cost(figures):
    for code, level, reading in (
        ("saving_gross", "system", None),
        ("care_added", "system", None),
        ("double_running", "system", None),
        ("saving_gross_by_proposal", "proposal", "share"),
        ("care_added_by_proposal", "proposal", "share"),
    ):
        each = figures.each(f"money.{code}", level, side="change", reading=reading)
        assert each
        assert min(one.central for one in each) >= -A_PENNY


def test_double_running_comes_in_its_years_alone_at_their_prices(figures):
    """By hand: 30,000 in 2027-28, two years after the price year. Of 2.4 million of fixed cost 1.72
    are pay, which rises by 3% a year; the rest rises by 2%."""
    years = {one.year: one.central for one in figures.each("money.double_running", side="change")}
    growth = (0.03 * 1.72 + 0.02 * 0.68) / 2.4
    assert [year for year, gbp in years.items() if gbp] == [2027]
    assert years[2027] == pytest.approx(30_000 * (1 + growth) ** 2)
