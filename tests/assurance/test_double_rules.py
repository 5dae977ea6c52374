from commonweal.money.parts import Claim, DoubleRunning

BOTH = (DoubleRunning(organisation="RX", first=2027, last=2027, gbp=1e6),)


def test_dbl01_passes_where_both_are_paid_for(plan, proposal, effect, findings):
    closing = proposal(effects=(effect("beds", -9),), double_running=BOTH)
    opening = proposal("b", effects=(effect("beds", 9),))
    assert findings("DBL01", plan(closing, opening)) == []


def test_dbl01_fails_where_one_stops_as_the_other_starts(plan, proposal, effect, findings):
    both = (effect("beds", -9), effect("move_site", 0.1, to_site="RX2"))
    assert findings("DBL01", plan(proposal(effects=both))) == [
        (
            "scheme: it closes beds and moves care to another site, and no money is set aside "
            "to run old and new side by side"
        )
    ]


OVERLAP = """
    measure                   | side   | proposal | other | service        | year | central
    care.overlap              | change | one      | two   | emergency      | 2031 | 10
    care.overlap              | change | one      | two   | emergency_days | 2031 | 40
    care.overlap              | change | one      | two   | emergency      | 2030 | 99
    care.activity_by_proposal | change | one      |       | emergency      | 2031 | -500
    care.activity_by_proposal | change | two      |       | emergency      | 2031 | -100
    care.activity_by_proposal | change | one      |       | emergency_days | 2031 | -900
    care.activity_by_proposal | change | two      |       | emergency_days | 2031 | -800
    money.overlap             | change | one      | two   |                | 2031 | 2.1e6
"""


def test_dbl02_passes_where_the_smaller_loses_less_than_a_fiftieth(plan, findings):
    apart = OVERLAP.replace("| 10\n", "| 1.9\n").replace("| 40\n", "| 15\n")
    assert findings("DBL02", plan(figures=apart)) == []


def test_dbl02_fails_where_both_bank_the_same_in_the_terms_of_one_year(plan, findings):
    # Of the 100 admissions that the smaller takes off, the larger takes 10 as well.
    assert findings("DBL02", plan(figures=OVERLAP)) == [
        (
            "one.two: in 2031-32 both would take the same 10 a year off emergency: 10% of what "
            "the smaller of the two takes off, worth about £2.1 million in all"
        )
    ]


def test_dbl02_leaves_out_what_is_too_little_for_a_board(plan, findings):
    income = "    money.income | nothing | | | | 2026 | {}\n"
    assert findings("DBL02", plan(figures=OVERLAP + income.format("2.1e10"))) != []
    assert findings("DBL02", plan(figures=OVERLAP + income.format("2.2e10"))) == []


def test_dbl02_cannot_be_asked_of_a_plan_of_no_proposals(plan, not_asked):
    assert not_asked("DBL02", plan()) == "the plan has no proposals"


SUM = """
    measure           | side   | proposal | year | low | central | high
    money.by_proposal | change | a        | 2031 | 1e6 | 1.5e6   | 2e6
    money.by_proposal | change | b        | 2031 | 5e5 | 1e6     | 2e6
    money.by_proposal | change | c        | 2031 | -9e6 | -8e6   | -7e6
"""


def claiming(proposal, code, gbp):
    return proposal(code, claims=(Claim(gbp=gbp, recurrent=True, cash_releasing=False),))


def test_dbl03_passes_where_claims_add_up(plan, proposal, findings):
    two = claiming(proposal, "a", 1.25e6), claiming(proposal, "b", 1.25e6)
    assert findings("DBL03", plan(*two, figures=SUM)) == []


def test_dbl03_fails_where_they_do_not_and_leaves_out_who_claims_nothing(plan, proposal, findings):
    two = claiming(proposal, "a", 2e6), claiming(proposal, "b", 2e6), proposal("c")
    assert findings("DBL03", plan(*two, figures=SUM)) == [
        (
            "system: 2 proposals claim £4 million between them for 2031-32; "
            "the plan's own sums find £2.5 million for the same ones"
        )
    ]
