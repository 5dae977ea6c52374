import pytest

from commonweal.rulebook.national_ranges import ranges

RATES = """
    place | service   | sex    | age_from | age_to | rate
    ASH   | emergency | female | 0        | 64     | {young}
    ASH   | emergency | male   | 0        | 64     | {young}
    ASH   | emergency | all    | 65       | 90     | {old}
"""


@pytest.mark.parametrize(("young", "old"), [(0.05, 0.3), (0, 0)])
def test_dat15_passes_rates_for_each_person(plan, findings, young, old):
    tables = {"rates": RATES.format(young=young, old=old)}
    assert findings("DAT15", plan(tables=tables)) == []


def test_dat15_fails_rates_per_thousand(plan, findings):
    (found,) = findings("DAT15", plan(tables={"rates": RATES.format(young=0.05, old=300)}))
    assert found == (
        "ASH.emergency_admission: people aged 65 and over use 300 a year each of its admissions "
        "(emergency); the national range is 0.163 to 0.467"
    )


def test_dat15_fails_rates_of_a_thousandth(plan, findings):
    assert len(findings("DAT15", plan(tables={"rates": RATES.format(young=5e-5, old=3e-4)}))) == 2


CHILDREN = """
    place | service        | sex | age_from | age_to | rate
    ASH   | emergency_days | all | 0        | {to}   | {rate}
"""


@pytest.mark.parametrize(("to", "rate", "found"), [(17, 0.13, 0), (90, 1.5, 0), (17, 130, 1)])
def test_dat15_holds_children_to_children(plan, findings, to, rate, found):
    tables = {"rates": CHILDREN.format(to=to, rate=rate)}
    assert sum("aged 0 to 17" in one for one in findings("DAT15", plan(tables=tables))) == found


COSTS = """
    organisation | service   | given_by | fixed_gbp | step_units | step_gbp | variable_gbp
    RX           | emergency | RX       | {}        |            |          | {}
"""
GIVEN = """
    measure          | side    | organisation | service   | year | central
    care.activity_at | nothing | RX           | emergency | 2026 | 1000
"""


def test_dat16_passes_money_in_pounds(plan, findings):
    pounds = plan(tables={"costs": COSTS.format(500_000, 1500)}, figures=GIVEN)
    assert findings("DAT16", pounds) == []


def test_dat16_fails_money_in_thousands(plan, findings):
    thousands = plan(tables={"costs": COSTS.format(500, 1.5)}, figures=GIVEN)
    assert findings("DAT16", thousands) == [
        "RX.emergency: one of emergency costs £2.00; in England £826 to £5,419"
    ]


BOOKS = """
    measure      | side    | organisation | year | central
    money.income | nothing | RX           | 2026 | {}
    money.cost   | nothing | RX           | 2026 | 100
"""


@pytest.mark.parametrize("income", [73, 120])
def test_dat17_passes_a_deficit_that_has_been(plan, findings, income):
    assert findings("DAT17", plan(figures=BOOKS.format(income))) == []


@pytest.mark.parametrize("income", [50, 0.1, 100_000])
def test_dat17_fails_one_that_has_not(plan, findings, income):
    (found,) = findings("DAT17", plan(figures=BOOKS.format(income)))
    assert found.startswith(f"RX: in 2026-27 £{income / 100:,.2f} comes in for each pound")


BEDS = """
    measure          | side    | year | central
    people.residents | either  | 2026 | 1000000
    care.beds_open   | nothing | 2026 | {}
"""


@pytest.mark.parametrize("beds", [0, 600, 2500, 5300])
def test_dat18_passes_about_as_many_beds_as_in_england(plan, findings, beds):
    assert findings("DAT18", plan(figures=BEDS.format(beds))) == []


@pytest.mark.parametrize("beds", [25, 25_000])
def test_dat18_fails_ten_times_as_many_or_as_few(plan, findings, beds):
    assert len(findings("DAT18", plan(figures=BEDS.format(beds)))) == 1


A_HEAD = """
    measure          | side    | year | central
    people.residents | either  | 2026 | 1000
    money.cost       | nothing | 2026 | {}
"""


@pytest.mark.parametrize("cost", [0, 400_000, 2_500_000])
def test_dat20_passes_care_that_costs_what_it_may(plan, findings, cost):
    assert findings("DAT20", plan(figures=A_HEAD.format(cost))) == []


def test_dat20_fails_a_pound_or_two_a_year(plan, findings):
    assert findings("DAT20", plan(figures=A_HEAD.format(2000))) == [
        (
            "system: all care costs £2.00 a year for each person; the National Cost Collection has "
            "£1,719 for each in England"
        )
    ]


TRUST = {"organisations": "organisation | kind\nRX | acute_trust\nGP | general_practice"}
COMES_IN = """
    measure      | side    | organisation | year | central
    money.income | nothing | RX           | 2026 | {}
    money.income | nothing | GP           | 2026 | 1
"""


@pytest.mark.parametrize("income", [7_000_000, 400_000_000])
def test_dat21_passes_a_trust_of_a_size(plan, findings, income):
    assert findings("DAT21", plan(tables=TRUST, figures=COMES_IN.format(income))) == []


@pytest.mark.parametrize("income", [400_000, 400_000_000_000])
def test_dat21_fails_one_in_thousands_or_pence(plan, findings, income):
    (found,) = findings("DAT21", plan(tables=TRUST, figures=COMES_IN.format(income)))
    assert found.startswith(f"RX: £{income:,.0f} comes in in 2026-27; bodies of its kind")


def test_a_range_has_a_low_and_a_high_end_and_those_of_care_say_of_which():
    for name, each in ranges().items():
        assert all(0 < one.low <= one.high for one in each)
        assert all(bool(one.setting) == (name in ("rate", "cost")) for one in each)
        assert all(bool(one.kind) == (name == "income") for one in each)
