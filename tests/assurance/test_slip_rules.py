import pytest

from commonweal.base.numbers.interval import Interval
from commonweal.money import Claim, RunningCost
from commonweal.staff import Post

PEOPLE = """
    place | variant | year | sex  | age | people
    ASH   | main    | 2026 | male | 40  | 900
    ASH   | main    | 2027 | male | 41  | {}
    ASH   | main    | 2026 | male | 89  | 10
    ASH   | main    | 2027 | male | 90  | 900
"""


@pytest.mark.parametrize("later", [910, 4500, 180])
def test_dat22_passes_people_who_grow_older(plan, findings, later):
    assert findings("DAT22", plan(tables={"population": PEOPLE.format(later)})) == []


@pytest.mark.parametrize("later", [9100, 179, 0.9])
def test_dat22_fails_a_digit_too_many_or_too_few(plan, findings, later):
    (found,) = findings("DAT22", plan(tables={"population": PEOPLE.format(later)}))
    assert found == (
        f"ASH: 900 people are 40 in 2026-27, and {later:,.0f} are 41 in 2027-28 (population, row 3)"
    )


RATES = """
    place | service   | sex | age_from | age_to | rate | smooth_rate
    ASH   | emergency | all | 0        | 17     | 0    | {blank}
    ASH   | emergency | all | 18       | 64     | 0.2  | {blank}
    ASH   | emergency | all | 65       | 90     | {old} | {smooth}
"""


@pytest.mark.parametrize("old", [0.4, 9])
def rates(old, smooth):
    return {"rates": RATES.format(old=old, smooth=smooth, blank=smooth and 0.2)}


@pytest.mark.parametrize(("old", "smooth"), [(0.4, 0.4), (39, 0.4), (9, ""), (0.4, 9)])
def test_dat23_passes_rates_that_rise_with_age_and_a_long_stay(plan, findings, old, smooth):
    assert findings("DAT23", plan(tables=rates(old, smooth))) == []


@pytest.mark.parametrize(
    ("old", "smooth", "column", "times"),
    [(400, 0.4, "rate", 300), (400, "", "rate", 50), (0.4, 400, "smooth_rate", 50)],
)
def test_dat23_fails_one_row_per_thousand(plan, findings, old, smooth, column, times):
    (found,) = findings("DAT23", plan(tables=rates(old, smooth)))
    assert found == (
        f"ASH.emergency: its {column} of emergency is 400 at 65 (rates, row 4), more than {times} "
        "times those beside it"
    )


SITE = """
    measure        | side    | site | year | central
    care.beds_open | nothing | RX1  | 2026 | {}
    care.bed_days  | nothing | RX1  | 2026 | 14600
"""


@pytest.mark.parametrize("beds", [40, 60, 130])
def test_dat24_passes_a_site_in_use(plan, findings, beds):
    assert findings("DAT24", plan(figures=SITE.format(beds))) == []


def test_dat24_fails_ten_times_the_beds(plan, findings):
    assert findings("DAT24", plan(figures=SITE.format(400))) == [
        (
            "RX1: 40.0 patients a night in 400 beds in 2026-27: 10% full; trusts of England were "
            "58.3% to all but full"
        )
    ]


COSTS = "organisation | service | given_by | pay_share\nRX | emergency | RX | {}"


@pytest.mark.parametrize("share", [0, 0.1, 0.7])
def test_dat25_passes_pay_that_is_a_part(plan, findings, share):
    assert findings("DAT25", plan(tables={"costs": COSTS.format(share)})) == []


def test_dat25_fails_a_share_divided_twice(plan, findings):
    assert findings("DAT25", plan(tables={"costs": COSTS.format(0.007)})) == [
        "RX: pay is 0.007 of its cost of emergency; 0.1 or more would pass"
    ]


def costs(gbp):
    return RunningCost(organisation="RX", gbp=Interval.certain(gbp))


@pytest.mark.parametrize("gbp", [700_000, 40_000, -700])
def test_mny12_passes_money_that_pays_the_staff_in_part(plan, proposal, findings, gbp):
    staff = (Post(group="Nurses", organisation="RX", wte=24, first=2027),)
    assert findings("MNY12", plan(proposal(running_costs=(costs(gbp),), staff=staff))) == []


def test_mny12_fails_a_team_for_the_price_of_a_bicycle(plan, proposal, findings):
    staff = (Post(group="Nurses", organisation="RX", wte=24, first=2027),)
    assert findings("MNY12", plan(proposal(running_costs=(costs(700),), staff=staff))) == [
        (
            "scheme: it names 24 wte of staff, and costs £700 a year to run; the lowest full-time "
            "pay was £15,400 in 2017"
        )
    ]


def beds(effect, size):
    return (effect("beds", size=size),)


def test_bed05_passes_beds_that_open_and_cost(plan, proposal, effect, findings):
    opens = proposal(effects=beds(effect, 4), running_costs=(costs(100_000),))
    closes = proposal(
        "other", title="Close a ward", effects=beds(effect, -4), running_costs=(costs(-9),)
    )
    assert findings("BED05", plan(opens, closes)) == []


def test_bed05_fails_a_minus_that_is_missing(plan, proposal, effect, findings):
    claim = Claim(gbp=1e6, recurrent=True, cash_releasing=True, net=None)
    plans = plan(
        proposal("claims", effects=beds(effect, 4), claims=(claim,)),
        proposal("saves", effects=beds(effect, 4), running_costs=(costs(-100_000),)),
        proposal("words", summary="Four beds would close.", effects=beds(effect, 4)),
    )
    assert findings("BED05", plans) == [
        "claims: it opens 4 beds, and is to save money",
        "saves: it opens 4 beds, and is to save money",
        "words: it opens 4 beds, and is to close some, by its own words",
    ]
