from datetime import date

ORGANISATIONS = {
    "organisations": """
        organisation | kind
        RX           | acute_trust
        LA           | council
    """
}


def asking(proposal, begins=date(2026, 4, 1), ends=date(2026, 7, 1), decides=date(2026, 9, 1)):
    return proposal(consultation_from=begins, consultation_to=ends, decision_day=decides)


def test_eng01_passes_with_time_to_weigh_the_answers(plan, proposal, findings):
    in_time = asking(proposal, decides=date(2026, 7, 29))  # 28 days after 1 July
    assert findings("ENG01", plan(in_time)) == []


def test_eng01_fails_a_day_short(plan, proposal, findings):
    assert findings("ENG01", plan(asking(proposal, decides=date(2026, 7, 28)))) == [
        (
            "scheme: the consultation ends on 1 July 2026 and the decision is on 28 July 2026; "
            "28 days to weigh the answers would pass"
        )
    ]


def test_eng01_and_eng02_fail_the_plans_of_2016_on_dates_alone(plan, proposal, findings):
    """Published from 21 October to 15 December; what carried them out was signed on 23 December."""
    plans_of_2016 = plan(
        asking(proposal, date(2016, 10, 21), date(2016, 12, 15), date(2016, 12, 23)),
        rulebook_day=date(2016, 12, 23),
    )
    assert len(findings("ENG01", plans_of_2016)) == 1
    assert len(findings("ENG02", plans_of_2016)) == 1


def test_eng02_passes_at_twelve_weeks(plan, proposal, findings):
    twelve_weeks = asking(proposal, date(2026, 4, 1), date(2026, 6, 23))
    assert findings("ENG02", plan(twelve_weeks)) == []


def test_eng02_fails_a_day_short(plan, proposal, findings):
    assert findings("ENG02", plan(asking(proposal, date(2026, 4, 2), date(2026, 6, 23)))) == [
        "scheme: the consultation lasts 83 days; 84 is usual"
    ]


def test_eng03_passes_where_a_closure_is_consulted_on(plan, proposal, effect, findings):
    asked = proposal(
        effects=(effect("beds", -9),),
        consultation_from=date(2026, 4, 1),
        consultation_to=date(2026, 7, 1),
    )
    assert findings("ENG03", plan(asked, proposal("b", effects=(effect(),)))) == []


def test_eng03_fails_where_it_is_not(plan, proposal, effect, findings):
    assert findings("ENG03", plan(proposal(effects=(effect("beds", -9),)))) == [
        "scheme: it closes beds, and no consultation is planned"
    ]


def test_eng04_passes_where_it_is_decided_before_it_begins(plan, proposal, findings):
    assert findings("ENG04", plan(asking(proposal, decides=date(2027, 3, 31)))) == []


def test_eng04_fails_where_it_begins_before_it_is_decided(plan, proposal, findings):
    assert findings("ENG04", plan(asking(proposal, decides=date(2027, 4, 1)))) == [
        "scheme: it begins on 1 April 2027 and is decided on 1 April 2027"
    ]


def test_eng04_fails_where_people_are_still_being_asked(plan, proposal, findings):
    late = proposal(consultation_to=date(2027, 6, 1))
    assert findings("ENG04", plan(late)) == [
        "scheme: it begins on 1 April 2027 and is consulted on until 1 June 2027"
    ]


def test_eng05_passes_where_somebody_was_asked(plan, proposal, findings):
    assert findings("ENG05", plan(proposal(engaged=("June 2025: the patients' panel",)))) == []


def test_eng05_fails_where_nobody_was(plan, proposal, findings):
    assert findings("ENG05", plan(proposal(engaged=(" ",)))) == [
        "scheme: it does not say that anybody was asked about it"
    ]


def test_eng06_passes_where_the_council_takes_part(plan, proposal, effect, findings):
    together = proposal(effects=(effect("beds", -9),), partners=("LA",))
    assert findings("ENG06", plan(together, tables=ORGANISATIONS)) == []


def test_eng06_fails_where_it_does_not(plan, proposal, effect, findings):
    alone = proposal(effects=(effect("beds", -9),))
    assert findings("ENG06", plan(alone, tables=ORGANISATIONS)) == [
        "scheme: it closes beds, and no council is a partner"
    ]


def closing(proposal, effect, **told):
    return proposal(effects=(effect("beds", -9),), **told)


def test_eng07_passes_where_there_is_time_to_ask_and_weigh(plan, proposal, effect, findings):
    # The plan is of 1 April 2026; twelve weeks and four more are 112 days, to 22 July.
    assert findings("ENG07", plan(closing(proposal, effect, decision_day=date(2026, 7, 22)))) == []
    assert findings("ENG07", plan(closing(proposal, effect, start=2027))) == []


def test_eng07_fails_a_day_short(plan, proposal, effect, findings):
    assert findings("ENG07", plan(closing(proposal, effect, decision_day=date(2026, 7, 21)))) == [
        (
            "scheme: it closes beds; from 1 April 2026 to 21 July 2026 are 111 days, and to ask "
            "people and weigh their answers takes 112"
        )
    ]


def test_eng07_fails_where_it_begins_at_once(plan, proposal, effect, findings):
    assert len(findings("ENG07", plan(closing(proposal, effect, start=2026)))) == 1


def test_eng07_counts_from_the_first_day_of_the_consultation(plan, proposal, effect, findings):
    late = closing(
        proposal, effect, consultation_from=date(2026, 7, 1), decision_day=date(2026, 9, 1)
    )
    assert len(findings("ENG07", plan(late))) == 1


def test_eng05_tells_once_of_a_plan_that_asked_nobody(plan, proposal, findings):
    silent = [proposal(code) for code in "abcd"]
    assert findings("ENG05", plan(*silent)) == [
        "system: none of the 4 proposals says that anybody was asked about it"
    ]
    asked = proposal("e", engaged=("June 2025: the patients' panel",))
    assert len(findings("ENG05", plan(*silent, asked))) == 4
    assert len(findings("ENG05", plan(*silent[:3]))) == 3
