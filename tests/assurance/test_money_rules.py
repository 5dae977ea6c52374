from dataclasses import replace

import pytest

from commonweal.money.parts import Claim, OneOffIncome

LAND = OneOffIncome(organisation="RX", year=2027, gbp=5e6, kind="land_sale")


def claim(gbp, *, recurrent=True):
    return (Claim(gbp=gbp, recurrent=recurrent, cash_releasing=True),)


def test_mny01_passes_at_what_was_achieved(plan, findings):
    assert findings("MNY01", plan(efficiency=0.028)) == []


def test_mny01_fails_above_it(plan, findings):
    assert findings("MNY01", plan(efficiency=0.04)) == [
        "money.efficiency: 4% a year is assumed; the most known to have been achieved is 2.8%"
    ]


def test_mny02_passes_a_land_sale_claimed_as_coming_once(plan, proposal, findings):
    sale = proposal(one_off_income=(LAND,), claims=claim(5e6, recurrent=False))
    assert findings("MNY02", plan(sale)) == []


def test_mny02_fails_a_land_sale_claimed_for_every_year(plan, proposal, findings):
    sale = proposal(one_off_income=(LAND,), claims=claim(5e6))
    assert findings("MNY02", plan(sale)) == [
        (
            "scheme: £5 million a year is claimed, and £5 million that comes once "
            "is all there is behind it"
        )
    ]


def test_mny02_sees_the_same_sum_behind_an_effect(plan, proposal, effect, findings):
    sale = proposal(effects=(effect(),), one_off_income=(LAND,), claims=claim(5.02e6))
    assert len(findings("MNY02", plan(sale))) == 1


def test_mny02_passes_a_yearly_claim_that_an_effect_carries(plan, proposal, effect, findings):
    sale = proposal(effects=(effect(),), one_off_income=(LAND,), claims=claim(1e6))
    assert findings("MNY02", plan(sale)) == []


SUMS = """
    measure           | side     | proposal | year | low | central | high
    money.by_proposal | change   | scheme   | 2031 | 6e5 | 8e5     | 1.1e6
"""


def test_mny03_passes_at_the_most_the_sums_find(plan, proposal, findings):
    assert findings("MNY03", plan(proposal(claims=claim(1.1e6)), figures=SUMS)) == []


def test_mny03_fails_above_it(plan, proposal, findings):
    assert findings("MNY03", plan(proposal(claims=claim(2e6)), figures=SUMS)) == [
        (
            "scheme: £2 million is claimed for 2031-32, taken to be after what it costs to run, "
            "for it does not say; the plan's own sums find £800,000 (9 chances in 10 that it is "
            "less than £1.1 million)"
        )
    ]


def test_mny03_says_so_where_the_proposal_costs_more_than_it_saves(plan, proposal, findings):
    loss = SUMS.replace("6e5", "-9e5").replace("8e5", "-5e5").replace("1.1e6", "-1e5")
    (found,) = findings("MNY03", plan(proposal(claims=claim(2e6)), figures=loss))
    assert found.endswith("the plan's own sums find that it costs £500,000 more than it saves")


def test_mny03_holds_a_gross_claim_against_the_saving_before_running_costs(
    plan, proposal, findings
):
    gross = (
        SUMS
        + """
    money.care_cost_by_proposal | change | scheme | 2031 | -2.5e6 | -1.9e6 | -1e6
"""
    )
    (claimed,) = claim(2.4e6)
    assert (
        findings("MNY03", plan(proposal(claims=(replace(claimed, net=False),)), figures=gross))
        == []
    )
    (found,) = findings(
        "MNY03", plan(proposal(claims=(replace(claimed, net=True),)), figures=gross)
    )
    assert "£2.4 million is claimed for 2031-32, after what it costs to run; " in found


def test_mny03_says_nothing_is_found_where_nothing_is(plan, proposal, findings):
    none = SUMS.replace("6e5", "0").replace("8e5", "0").replace("1.1e6", "0")
    (found,) = findings("MNY03", plan(proposal(claims=claim(2e6)), figures=none))
    assert found.endswith("the plan's own sums find nothing")


def test_mny03_holds_a_growing_proposal_to_its_share_by_then(plan, proposal, findings):
    half_way = proposal(start=2031, ramp_years=2, claims=claim(2.2e6))
    assert findings("MNY03", plan(half_way, figures=SUMS)) == []


@pytest.mark.parametrize("start", [2027, 2040])
def test_mny03_is_silent_without_a_claim_or_before_the_start(plan, proposal, findings, start):
    claims = claim(9e6) if start == 2040 else ()
    assert findings("MNY03", plan(proposal(start=start, claims=claims), figures=SUMS)) == []


ACCOUNTS = """
    organisation | income_gbp
    RX           | 100000000
"""
INCOME = """
    measure      | organisation | side    | year | central
    money.income | RX           | nothing | 2026 | {}
"""


TRUST = "organisation | kind\nRX | acute_trust"


def test_mny11_passes_where_most_of_a_body_is_counted(plan, findings):
    counted = plan(
        tables={"accounts": ACCOUNTS, "organisations": TRUST}, figures=INCOME.format(80000000)
    )
    assert findings("MNY11", counted) == []


def test_mny11_fails_where_little_of_it_is(plan, findings):
    counted = plan(
        tables={"accounts": ACCOUNTS, "organisations": TRUST}, figures=INCOME.format(60000000)
    )
    assert findings("MNY11", counted) == [
        (
            "RX: £60 million of its income is counted in the base year, and its own accounts have "
            "£100 million: 60%"
        )
    ]


def test_mny11_fails_where_accounts_are_in_thousands(plan, findings):
    (found,) = findings(
        "MNY11",
        plan(
            tables={"accounts": ACCOUNTS, "organisations": TRUST},
            figures=INCOME.format(80_000_000_000),
        ),
    )
    assert found.endswith("counted in the base year, and its own accounts have £100 million")


def test_mny11_fails_a_trust_whose_accounts_are_lost(plan, findings):
    tables = {
        "accounts": ACCOUNTS,
        "organisations": "organisation | kind\nRX | acute_trust\nRY | acute_trust\nGP | charity",
        "income": "organisation | gbp\nRX | 1\nRY | 1\nGP | 1",
    }
    assert findings("MNY11", plan(tables=tables, figures=INCOME.format(80_000_000))) == [
        "RY: others of the plan have accounts to hold its sums against, and it has none"
    ]
