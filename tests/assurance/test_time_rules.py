from commonweal.staff.parts import Post


def test_tim01_passes_in_the_second_year(plan, proposal, effect, findings):
    assert findings("TIM01", plan(proposal(ramp_years=2, effects=(effect(),)))) == []


def test_tim01_fails_from_the_first_day(plan, proposal, effect, findings):
    assert findings("TIM01", plan(proposal(ramp_years=1, effects=(effect(),)))) == [
        (
            "scheme: its full effect is there in year 1; "
            "the soonest that a plan should count on is year 2"
        )
    ]


def test_tim01_lets_beds_open_in_a_day(plan, proposal, effect, findings):
    assert findings("TIM01", plan(proposal(effects=(effect("beds", 9),)))) == []


def test_tim02_passes_as_late_as_the_evidence(plan, proposal, effect, findings):
    cites = (effect(cites="vanguards-third-year"),)
    assert findings("TIM02", plan(proposal(ramp_years=3, effects=cites))) == []


def test_tim02_fails_a_year_sooner(plan, proposal, effect, findings):
    cites = (effect(cites="vanguards-third-year"),)
    assert findings("TIM02", plan(proposal(ramp_years=2, effects=cites))) == [
        (
            "scheme.1: its full effect is there in year 2; the study it cites, New care "
            "models across whole populations, the third year alone [vanguards-third-year], "
            "found one in year 3"
        )
    ]


def nurses(first):
    return (Post(group="Nurses", organisation="RX", wte=3, first=first),)


def test_tim03_passes_where_staff_come_by_the_full_effect(plan, proposal, findings):
    ready = proposal(start=2027, ramp_years=2, staff=nurses(2028))
    assert findings("TIM03", plan(ready)) == []


def test_tim03_fails_where_they_come_after_it(plan, proposal, findings):
    late = proposal(start=2027, ramp_years=2, staff=nurses(2029))
    assert findings("TIM03", plan(late)) == [
        "scheme: its full effect is from 2028-29, and Nurses start in 2029-30"
    ]


def test_tim04_passes_a_plan_of_ten_years(plan, proposal, findings):
    assert findings("TIM04", plan(proposal(), first_year=2027, last_year=2036)) == []


def test_tim04_fails_a_plan_of_nine(plan, proposal, findings):
    assert findings("TIM04", plan(proposal(), first_year=2027, last_year=2035)) == [
        "system: the plan covers 9 years; such change has taken 10 or more"
    ]


def starting(proposal, *years):
    return [proposal(f"p{number}", start=year) for number, year in enumerate(years)]


def test_tim05_passes_where_half_begin_together(plan, proposal, findings):
    assert findings("TIM05", plan(*starting(proposal, 2027, 2027, 2028, 2029))) == []


def test_tim05_fails_where_more_than_half_do(plan, proposal, findings):
    assert findings("TIM05", plan(*starting(proposal, 2027, 2027, 2027, 2029))) == [
        "system: 3 of 4 proposals begin in 2027-28"
    ]


def test_tim05_asks_nothing_of_a_few(plan, proposal, findings):
    assert findings("TIM05", plan(*starting(proposal, 2027, 2027, 2027))) == []
