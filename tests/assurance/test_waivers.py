from datetime import date

from commonweal.assurance import check, findings_of
from commonweal.plan.system import Waiver


def beside_ned06(view):
    """What is found beside that a plan of no proposals proposes nothing."""
    return [one for one in findings_of(check(view)) if one.rule != "NED06"]


def waiver(rule="MNY01", about="money.efficiency", last_day=date(2026, 4, 1)):
    return Waiver(
        rule=rule,
        about=about,
        reason="a new theatre opens",
        approved_by="board decision 12",
        last_day=last_day,
    )


def test_a_waiver_covers_its_finding_on_its_last_day_and_the_finding_stays_in_the_list(plan):
    (found,) = beside_ned06(plan(efficiency=0.04, waivers=(waiver(),)))
    assert (found.rule, found.waived) == ("MNY01", waiver())
    assert not found.stops_sign_off


def test_gov01_fails_a_day_after_and_the_finding_stands_again(plan, findings):
    late = plan(efficiency=0.04, waivers=(waiver(last_day=date(2026, 3, 31)),))
    assert findings("GOV01", late) == [
        "MNY01.money.efficiency: the waiver ended on 2026-03-31; the plan is of 2026-04-01"
    ]
    assert [one.rule for one in beside_ned06(late) if one.stops_sign_off] == [
        "GOV01",
        "MNY01",
    ]


def test_gov01_passes_on_the_last_day(plan, findings):
    assert findings("GOV01", plan(waivers=(waiver(),))) == []


def test_a_waiver_of_one_rule_covers_no_other(plan):
    (found,) = beside_ned06(plan(efficiency=0.04, waivers=(waiver(rule="MNY02"),)))
    assert found.waived is None


def test_gov02_passes_a_rule_there_is_and_fails_one_there_is_not(plan, findings):
    assert findings("GOV02", plan(waivers=(waiver(),))) == []
    assert findings("GOV02", plan(waivers=(waiver(rule="MYN01"),))) == [
        "MYN01.money.efficiency: a waiver names the rule 'MYN01', and there is none"
    ]
