from commonweal.assurance import PlanView
from commonweal.base.numbers.interval import Interval
from commonweal.money.parts import RunningCost
from commonweal.plan.system import Assumption
from commonweal.staff.parts import Post


def nurses(wte, first=2027):
    return (Post(group="nurses", organisation="RX", wte=wte, first=first),)


def costs(gbp):
    return (RunningCost(code="scheme.1", organisation="RX", gbp=Interval.certain(gbp)),)


def with_hired(view, number):
    told = dict.fromkeys(("says", "unit", "source", "owner", "mark", "status"), "x")
    code = "staff.hired_in_a_year"
    view.plan.assumptions[code] = Assumption(code=code, interval=Interval.certain(number), **told)
    return PlanView(view.plan, view.figures)


def test_stf01_passes_at_what_can_be_found(plan, proposal, findings):
    both = plan(proposal("a", staff=nurses(60)), proposal("b", staff=nurses(40)))
    assert findings("STF01", with_hired(both, 100)) == []


def test_stf01_fails_above_it_all_proposals_together(plan, proposal, findings):
    both = plan(proposal("a", staff=nurses(60)), proposal("b", staff=nurses(60)))
    assert findings("STF01", with_hired(both, 100)) == [
        "system: proposals ask for 120 staff (wte) in 2027-28; 100 can be found in a year"
    ]


def test_stf01_cannot_be_asked_where_the_plan_does_not_assume_it(plan, proposal, not_asked):
    because = "nothing is assumed (staff.hired_in_a_year)"
    assert not_asked("STF01", plan(proposal(staff=nurses(9999)))) == because


def test_stf02_passes_where_staff_have_a_running_cost(plan, proposal, findings):
    paid = proposal(staff=nurses(20), running_costs=costs(1e6))
    assert findings("STF02", plan(paid)) == []


def test_stf02_fails_where_they_have_none(plan, proposal, findings):
    unpaid = proposal(staff=nurses(20), running_costs=costs(-1e6))
    assert findings("STF02", plan(unpaid)) == [
        "scheme: it asks for 20 staff (wte) and has no running cost"
    ]


def test_stf03_passes_where_somebody_gives_the_care_instead(plan, proposal, effect, findings):
    visits = (effect(to_service="home_visits", ratio=Interval.certain(2)),)
    assert findings("STF03", plan(proposal(effects=visits, staff=nurses(20)))) == []


def test_stf03_fails_where_nobody_is_named(plan, proposal, effect, findings):
    visits = (effect(to_service="home_visits", ratio=Interval.certain(2)),)
    assert findings("STF03", plan(proposal(effects=visits))) == [
        (
            "scheme: more of home_visits takes the place of other care, and no staff are named "
            "to give it"
        )
    ]
