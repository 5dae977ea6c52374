import pytest

from commonweal.assurance import check
from commonweal.base.numbers.interval import Interval
from commonweal.money.parts import Capital, Claim, OneOffIncome, RunningCost


def land(gbp=5e6):
    return (OneOffIncome(organisation="RX", year=2027, gbp=gbp, kind="land_sale"),)


def buildings(gbp):
    return (Capital(year=2027, gbp=gbp, fund="estate"),)


def claim(gbp, *, cash=False):
    return (Claim(gbp=gbp, recurrent=True, cash_releasing=cash),)


def running(gbp):
    return (RunningCost(code="scheme.1", organisation="RX", gbp=Interval.certain(gbp)),)


def test_mny04_passes_where_land_pays_for_buildings(plan, proposal, findings):
    sale = proposal(one_off_income=land(), capital=buildings(5e6))
    assert findings("MNY04", plan(sale)) == []


def test_mny04_fails_where_the_rest_would_pay_for_running(plan, proposal, findings):
    sale = proposal(one_off_income=land(), capital=buildings(2e6))
    assert findings("MNY04", plan(sale)) == [
        (
            "scheme: £5 million comes from selling land and £2 million goes into buildings; "
            "the rest would pay for day-to-day running"
        )
    ]


# 1,200 emergency stays cost £600,000 fixed and £1,000 each: £1,500 on average. The 8,000 nights
# of four thousand people cost £100 each, all of which goes.
COSTS = {
    "costs": """
        organisation | service        | given_by | fixed_gbp | step_units | step_gbp | variable_gbp
        RX           | emergency      | RX       | 600000    | 100        | 40000    | 600
        RX           | emergency_days | RX       | 0         |            |          | 100
    """
}
GIVEN = """
    measure          | side     | organisation | service        | year | central
    care.activity_at | nothing  | RX           | emergency      | 2026 | 1200
    care.activity_at | nothing  | RX           | emergency_days | 2026 | 8000
"""
GOES = 120 * 1000 + 800 * 100  # a tenth of the stays and of their nights, less what stays behind


def saving(plan, proposal, effect, towns, claimed, **told):
    scheme = proposal(effects=(effect(size=0.1),), claims=claim(claimed), **told)
    return plan(scheme, tables={**towns, **COSTS}, figures=GIVEN)


def test_mny05_passes_at_the_cost_that_goes(plan, proposal, effect, findings, towns):
    assert findings("MNY05", saving(plan, proposal, effect, towns, GOES)) == []


def test_mny05_fails_at_the_average_cost(plan, proposal, effect, findings, towns):
    average = 120 * 1500 + 800 * 100
    assert findings("MNY05", saving(plan, proposal, effect, towns, average)) == [
        (
            "scheme: £260,000 a year is claimed; the care it avoids costs £260,000 on average, "
            "and £200,000 of that goes when the patients do"
        )
    ]


def test_mny05_asks_nothing_where_a_cost_is_cut(plan, proposal, effect, findings, towns):
    cut = saving(plan, proposal, effect, towns, 9e6, running_costs=running(-1e6))
    assert findings("MNY05", cut) == []


def test_mny06_passes_where_beds_close_or_a_cost_is_cut(plan, proposal, effect, findings):
    closing = proposal("a", effects=(effect("beds", -9),), claims=claim(1e6, cash=True))
    cutting = proposal("b", running_costs=running(-1e6), claims=claim(1e6, cash=True))
    avoiding = proposal("c", effects=(effect(),), claims=claim(1e6))
    assert findings("MNY06", plan(closing, cutting, avoiding)) == []


def test_mny06_fails_where_nothing_stops_being_paid(plan, proposal, effect, findings):
    hoping = proposal(effects=(effect(),), claims=claim(1e6, cash=True))
    assert findings("MNY06", plan(hoping)) == [
        "scheme: £1 million is claimed as cash; it closes no beds and cuts no running cost"
    ]


def test_mny07_passes_where_the_change_costs_something(plan, proposal, effect, findings):
    assert findings("MNY07", plan(proposal(effects=(effect(),), running_costs=running(1)))) == []


def test_mny07_fails_where_it_costs_nothing(plan, proposal, effect, findings):
    assert findings("MNY07", plan(proposal(effects=(effect(),)))) == [
        "scheme: it changes care, and nothing about it costs anything to run"
    ]


def test_mny08_passes_where_no_saving_is_claimed(plan, proposal, effect, findings):
    centre = proposal(effects=(effect(cites="reviewed-urgent-care-centres"),))
    assert findings("MNY08", plan(centre)) == []


def test_mny08_fails_where_one_is(plan, proposal, effect, findings):
    cites = (effect(cites="reviewed-urgent-care-centres"),)
    assert findings("MNY08", plan(proposal(effects=cites, claims=claim(1e6)))) == [
        (
            "scheme: £1 million a year is claimed; what it cites was found to cost more, or "
            "likely to: Shifting the balance of care, urgent care centres "
            "[reviewed-urgent-care-centres]"
        )
    ]


def balances(recurrent):
    return f"""
        measure                 | side     | organisation | year | central
        money.balance           | plan     | RX           | 2027 | 1e6
        money.balance           | plan     | RX           | 2028 | 0
        money.recurrent_balance | plan     | RX           | 2027 | {recurrent}
        money.recurrent_balance | plan     | RX           | 2028 | {recurrent}
    """


@pytest.mark.parametrize("recurrent", [0, 5e5])
def test_mny09_passes_where_what_comes_every_year_is_enough(plan, findings, recurrent):
    assert findings("MNY09", plan(figures=balances(recurrent))) == []


def test_mny09_fails_where_it_is_not(plan, findings):
    assert findings("MNY09", plan(figures=balances(-2e6))) == [
        (
            "RX: level in 2027-28 to 2028-29 by money that comes once; "
            "without it £2 million short in 2027-28"
        )
    ]


BALANCES = """
    measure       | side    | organisation | year | central
    money.balance | plan    |              | 2027 | -1e6
    money.balance | plan    |              | 2028 | -3e6
    money.balance | nothing |              | 2028 | -4e6
    money.balance | plan    | RX           | 2027 | -2e6
    money.balance | nothing | RX           | 2027 | 1e6
    money.balance | plan    | RY           | 2027 | 0
"""


def test_mny10_passes_in_balance(plan, findings):
    assert findings("MNY10", plan(figures=BALANCES.replace("-", ""))) == []


def test_mny10_fails_by_system_and_body_and_knows_whose_gap_it_is(plan, findings):
    short = plan(figures=BALANCES)
    assert findings("MNY10", short) == [
        "RX: £2 million short in 2027-28, and short in 2027-28",
        (
            "system: £3 million short in 2028-29, and short in 2027-28 to 2028-29; if nothing "
            "changes £4 million short in that year"
        ),
    ]
    asked = next(one for one in check(short) if one.rule == "MNY10")
    assert {one.about: one.concerns for one in asked.findings} == {"RX": "plan", "system": "area"}
