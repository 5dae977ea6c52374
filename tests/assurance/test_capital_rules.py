from commonweal.base.numbers.interval import Interval
from commonweal.money.parts import Capital, RunningCost

FUNDS = {
    "capital": """
    fund  | year | gbp | certainty
    estate | 2027 | 3e6 | agreed
    estate | 2028 | 2e6 | secured
    lottery | 2027 | 9e6 | bid
    """
}


def asks(fund, gbp=3e6, year=2028):
    return (Capital(year=year, gbp=gbp, fund=fund),)


def test_cap01_passes_with_a_fund_that_is_agreed(plan, proposal, findings):
    assert findings("CAP01", plan(proposal(capital=asks("estate")), tables=FUNDS)) == []


def test_cap01_fails_with_no_fund(plan, proposal, findings):
    assert findings("CAP01", plan(proposal(capital=asks(None)), tables=FUNDS)) == [
        (
            "scheme: £3 million of capital in 2028-29 would come from no fund at all, and "
            "that money is not in sight"
        )
    ]


def test_cap01_fails_with_a_fund_only_bid_for(plan, proposal, findings):
    (found,) = findings("CAP01", plan(proposal(capital=asks("lottery")), tables=FUNDS))
    assert "would come from lottery, and that money is not in sight" in found


def test_cap01_fails_where_the_plan_has_no_table_of_funds(plan, proposal, findings):
    assert len(findings("CAP01", plan(proposal(capital=asks("estate"))))) == 1


def test_cap02_passes_where_all_asked_is_held_by_then(plan, proposal, findings):
    one, two = proposal("a", capital=asks("estate")), proposal("b", capital=asks("estate", 2e6))
    assert findings("CAP02", plan(one, two, tables=FUNDS)) == []


def test_cap02_fails_where_all_of_them_ask_for_more(plan, proposal, findings):
    one, two = proposal("a", capital=asks("estate")), proposal("b", capital=asks("estate"))
    assert findings("CAP02", plan(one, two, tables=FUNDS)) == [
        "estate: £6 million is asked of it by 2028-29 and it holds £5 million"
    ]


def test_cap02_fails_where_money_is_asked_before_it_comes(plan, proposal, findings):
    early = proposal(capital=asks("estate", 4e6, year=2027))
    assert findings("CAP02", plan(early, tables=FUNDS)) == [
        "estate: £4 million is asked of it by 2027-28 and it holds £3 million"
    ]


def test_cap03_passes_where_the_building_is_there_by_the_full_effect(plan, proposal, findings):
    ready = proposal(start=2027, ramp_years=2, capital=asks("estate", year=2028))
    assert findings("CAP03", plan(ready, tables=FUNDS)) == []


def test_cap03_fails_where_it_is_still_being_built(plan, proposal, findings):
    late = proposal(start=2027, ramp_years=2, capital=asks("estate", year=2029))
    assert findings("CAP03", plan(late, tables=FUNDS)) == [
        "scheme: its full effect is from 2028-29, and capital for it is still spent in 2029-30"
    ]


def test_cap04_passes_with_a_running_cost(plan, proposal, findings):
    costs = (RunningCost(code="scheme.1", organisation="RX", gbp=Interval.certain(1.0)),)
    open_ = proposal(capital=asks("estate"), running_costs=costs)
    assert findings("CAP04", plan(open_, tables=FUNDS)) == []


def test_cap04_fails_without_one(plan, proposal, findings):
    assert findings("CAP04", plan(proposal(capital=asks("estate")), tables=FUNDS)) == [
        "scheme: £3 million of capital is asked for, and nothing to run what it buys"
    ]
