import pytest

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


def pair(proposal, effect, size, **other):
    one = proposal("one", effects=(effect(code="one.1", size=size, age_from=65),))
    two = proposal("two", effects=(effect(code="two.1", size=size, **{"age_from": 65, **other}),))
    return one, two


def test_dbl02_passes_where_they_are_for_different_people(plan, proposal, effect, findings, towns):
    apart = pair(proposal, effect, 0.1, age_from=0, age_to=64)
    assert findings("DBL02", plan(*apart, tables=towns)) == []


def test_dbl02_fails_where_they_bank_the_same_stays(plan, proposal, effect, findings, towns):
    # Of 1,000 stays each avoids 100; 10 of them are the same, or all, if they reach the same.
    [found] = findings("DBL02", plan(*pair(proposal, effect, 0.1), tables=towns))
    assert "would both avoid 10 of them: 10% of the smaller effect, and 100 if" in found


def test_dbl02_names_no_pair_that_loses_less_than_a_fiftieth(
    plan, proposal, effect, findings, towns
):
    assert findings("DBL02", plan(*pair(proposal, effect, 0.019), tables=towns)) == []
    assert len(findings("DBL02", plan(*pair(proposal, effect, 0.021), tables=towns))) == 1


def test_dbl02_weighs_what_the_smaller_loses_of_all_it_avoids(
    plan, proposal, effect, findings, towns
):
    # In Ashby alone they meet: 500 of its 1,000 stays, so half of 3% is lost.
    there = pair(proposal, effect, 0.03, places=("ASH",))
    whole = plan(*there, tables=towns)
    (found,) = findings("DBL02", whole)
    assert "3% of the smaller" in found


def test_dbl02_lets_one_proposal_act_twice(plan, proposal, effect, findings, towns):
    twice = proposal(effects=(effect(size=0.1), effect(code="scheme.2", size=0.1)))
    assert findings("DBL02", plan(twice, tables=towns)) == []


SUM = """
    measure       | side     | year | low | central | high
    money.balance | change   | 2031 | 1e6 | 2e6     | 2.5e6
"""


def claiming(proposal, code, gbp):
    return proposal(code, claims=(Claim(gbp=gbp, recurrent=True, cash_releasing=False),))


def test_dbl03_passes_where_claims_add_up(plan, proposal, findings):
    two = claiming(proposal, "a", 1.25e6), claiming(proposal, "b", 1.25e6)
    assert findings("DBL03", plan(*two, figures=SUM)) == []


def test_dbl03_fails_where_they_do_not(plan, proposal, findings):
    two = claiming(proposal, "a", 2e6), claiming(proposal, "b", 2e6)
    assert findings("DBL03", plan(*two, figures=SUM)) == [
        (
            "system: 2 proposals claim £4 million between them for 2031-32; "
            "the plan as a whole saves £2.5 million at most"
        )
    ]


OVERLAP = """
    measure      | side   | proposal | other | service   | year | central
    care.overlap | change | one      | two   | emergency | 2031 | 1200.4
    care.overlap | change | one      | two   | ae        | 2031 | 55
    care.overlap | change | one      | two   | emergency | 2030 | 99
    money.overlap| change | one      | two   |           | 2031 | 2.1e6
"""


SMALL_PRINT = ": 10% of the smaller effect, and 100 if they reach the very same people"


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (OVERLAP, "1,200 of them a year by 2031-32, about £2.1 million"),
        (OVERLAP.replace("2.1e6", "0"), "1,200 of them a year by 2031-32"),
        (OVERLAP.replace("1200.4", "0.2"), "10 of them"),
        ("", "10 of them"),
    ],
)
def test_dbl02_tells_how_much_both_bank_where_the_run_knows(
    plan, proposal, effect, findings, towns, figures, told
):
    both = pair(proposal, effect, 0.1)
    assert findings("DBL02", plan(*both, figures=figures, tables=towns)) == [
        "one.1.two.1: both act on the same 1,000 a year of emergency, and would both avoid "
        + told
        + SMALL_PRINT
    ]
