"""Riverside, checked with a pocket calculator: every expected number is the sum it is.

Nothing here is copied from a run. The numbers are those of examples/riverside:
13,000 people under 65 and 2,600 over in Northbank (52 more a year), 6,500 and 1,300
in Southbank, and so on. Only the central run is meant; intervals are for the laws.
"""

from math import log
from pathlib import Path

import polars as pl
import pytest

import commonweal
from commonweal.base.figures.keys import level_of
from commonweal.base.figures.store import READINGS

YOUNG, OLD = {"NOR": 13000, "SOU": 6500}, {"NOR": 2600, "SOU": 1300}
STAYS_HERE = {"NOR": 0.9, "SOU": 0.8}  # the rest go to hospitals elsewhere
RATE = {  # under 65, and 65 and over
    "ae_attendances": (0.2, 0.5),
    "emergency_admissions": (0.05, 0.3),
    "emergency_bed_days": (0.2, 2.4),
    "day_cases": (0.1, 0.1),
    "community_contacts": (1.0, 1.0),
}
FACTOR = 1.05  # 12,696.6 bed-days reported, 12,092 modelled
CEILING = 0.92


def old(place, n):
    """People of 65 and over n years after 2025-26: 26 ages x 2 sexes x 1 more a year."""
    return OLD[place] + (52 * n if place == "NOR" else 0)


def need(service, place, n):
    """People times rates."""
    young, aged = RATE[service]
    return YOUNG[place] * young + old(place, n) * aged


def wanted(service, place, n):
    """With 1% of other growth a year."""
    return need(service, place, n) * 1.01**n


@pytest.fixture(scope="module")
def run():
    return commonweal.run(
        commonweal.read(Path(__file__).parents[2] / "examples/riverside"), draws=0
    )


@pytest.fixture(scope="module")
def figure(run):
    def find(measure, how, n=None, **about):
        """A figure on a side; or a reading of what a proposal does, which is always a change."""
        side, reading = ("change", how) if how in READINGS else (how, None)
        year = None if n is None else 2025 + n
        level = level_of(about)
        return run.figures.one(
            measure, level, side=side, reading=reading, year=year, **about
        ).central

    return find


def near(number):
    """A billionth: sums in another order, no more."""
    return pytest.approx(number, rel=1e-9, abs=1e-6)


# People ----------------------------------------------------------------------


def test_residents_are_those_of_the_main_projection(figure):
    assert figure("people.residents", "either", 0, place="NOR") == 65 * 2 * 100 + 26 * 2 * 50
    assert figure("people.residents", "either", 0, place="SOU") == 65 * 2 * 50 + 26 * 2 * 25
    assert figure("people.residents", "either", 5) == 13000 + 2600 + 5 * 52 + 6500 + 1300


def test_registered_people_are_counted_where_their_practice_is(figure):
    assert figure("people.registered", "either", 0, place="NOR") == 15300 + 400 + 100
    assert figure("people.registered", "either", 0, place="SOU") == 7300 + 200
    assert figure("people.registered_less_residents", "either", place="NOR", n=0) == 15800 - 15600
    assert figure("people.registered_less_residents", "either", place="SOU", n=0) == 7500 - 7800


# Care if nothing changes -----------------------------------------------------


@pytest.mark.parametrize(
    ("service", "north", "south"),
    [
        ("ae_attendances", 13000 * 0.2 + 2600 * 0.5, 6500 * 0.2 + 1300 * 0.5),
        ("emergency_admissions", 13000 * 0.05 + 2600 * 0.3, 6500 * 0.05 + 1300 * 0.3),
        ("emergency_bed_days", 13000 * 0.2 + 2600 * 2.4, 6500 * 0.2 + 1300 * 2.4),
        ("day_cases", 15600 * 0.1, 7800 * 0.1),
        ("community_contacts", 15600, 7800),
    ],
)
def test_activity_of_residents_is_people_times_rates(figure, service, north, south):
    code = "care.activity_of_residents"
    assert figure(code, "nothing", 0, place="NOR", service=service) == near(north)
    assert figure(code, "nothing", 0, place="SOU", service=service) == near(south)
    assert figure(code, "nothing", 0, service=service) == near(north + south)


def test_activity_grows_with_people_and_one_per_cent_a_year(figure):
    at = figure("care.activity_of_residents", "nothing", 3, place="NOR", service="ae_attendances")
    assert at == near((13000 * 0.2 + (2600 + 3 * 52) * 0.5) * 1.01**3)


def test_demand_growth_leaves_other_growth_out(figure):
    code, stays = "care.demand_growth", "emergency_admissions"
    north, south = 650 + 780, 325 + 390
    more = 5 * 52 * 0.3
    assert figure(code, "either", 5, place="NOR", service=stays) == near(more / north)
    assert figure(code, "either", 5, place="SOU", service=stays) == near(0)
    assert figure(code, "either", 5, service=stays) == near(more / (north + south))
    assert figure(code, "either", 5, service="day_cases") == near(5 * 52 / (15600 + 7800))


def test_the_reconciling_factor_brings_bed_days_to_what_was_reported(figure):
    modelled = 8840 * 0.9 + 4420 * 0.8 + 600
    assert modelled == 12092
    code, nights = "care.reconciling_factor", "emergency_bed_days"
    assert figure(code, "either", 0, organisation="RIV", service=nights) == near(12696.6 / 12092)
    assert near(12696.6 / 12092) == FACTOR
    assert figure("care.bed_days", "nothing", 0, site="RIV-H") == near(12696.6)


def test_work_at_the_hospital_is_residents_who_come_and_people_from_elsewhere(figure):
    code = "care.activity_at"
    at = figure(code, "nothing", 0, organisation="RIV", service="ae_attendances")
    assert at == near(3900 * 0.9 + 1950 * 0.8)
    at = figure(code, "nothing", 0, organisation="RIV", service="emergency_admissions")
    assert at == near(1430 * 0.9 + 715 * 0.8 + 100)
    at = figure(code, "nothing", 0, organisation="COM", service="community_contacts")
    assert at == near(15600 + 7800)
    # People from elsewhere grow as the system's own use does, by people and by 1% a year.
    grown = (1430 + 2 * 52 * 0.3 + 715) / (1430 + 715) * 1.01**2
    at = figure(code, "nothing", 2, organisation="RIV", service="emergency_admissions")
    assert at == near(((1430 + 2 * 52 * 0.3) * 0.9 + 715 * 0.8) * 1.01**2 + 100 * grown)


def bed_days(n, kept_young=1.0, kept_old=1.0):
    """At the hospital, when the plan keeps some share of the nights of young and old."""
    residents = sum(
        (YOUNG[p] * 0.2 * kept_young + old(p, n) * 2.4 * kept_old) * STAYS_HERE[p]
        for p in ("NOR", "SOU")
    )
    everybody = need("emergency_bed_days", "NOR", n) + need("emergency_bed_days", "SOU", n)
    return (residents + 600 * everybody / (8840 + 4420)) * 1.01**n * FACTOR


@pytest.mark.parametrize(("n", "nights"), [(0, 365), (1, 365), (2, 365), (5, 365)])
def test_beds_needed_are_bed_days_over_nights_over_the_ceiling(figure, n, nights):
    assert figure("care.bed_days", "nothing", n, site="RIV-H") == near(bed_days(n))
    needed = bed_days(n) / nights / CEILING
    assert figure("care.beds_needed", "nothing", n, site="RIV-H") == near(needed)
    assert figure("care.beds_open", "nothing", n, site="RIV-H") == 40
    assert figure("care.beds_spare", "nothing", n, site="RIV-H") == near(40 - needed)
    full = bed_days(n) / nights / 40
    assert figure("care.occupancy", "nothing", n, site="RIV-H") == near(full)


# The proposals ----------------------------------------------------------------
# 2026-27: care homes at half strength (10% / 2), same-day care in full (5%), 4 beds closed.
# 2028-29 on: care homes 10%, same-day care 5%, home sooner 6% of nights, all of over-65s
# but same-day care, which is of everybody.


def share_of_homes(n):
    """Of over-65s' admissions: gone through care homes, its logarithmic-mean share."""
    homes, same_day = 1 - (0.05 if n == 1 else 0.10), 1 - 0.05
    return (1 - homes * same_day) * log(homes) / log(homes * same_day)


def share_of_same_day(n):
    homes, same_day = 1 - (0.05 if n == 1 else 0.10), 1 - 0.05
    return 1 - homes * same_day - share_of_homes(n)


def test_two_equal_effects_on_the_same_people_share_what_is_gone_in_halves():
    assert share_of_homes(1) == near((1 - 0.95 * 0.95) / 2)


@pytest.mark.parametrize(("n", "homes"), [(1, 0.05), (5, 0.10)])
def test_effects_multiply_where_they_overlap(figure, n, homes):
    grown, people = 1.01**n, 13000 * 0.05 * 0.95
    left = (people + old("NOR", n) * 0.3 * (1 - homes) * 0.95) * grown
    code, stays = "care.activity_of_residents", "emergency_admissions"
    assert figure(code, "plan", n, place="NOR", service=stays) == near(left)
    gone = figure(code, "change", n, place="NOR", service=stays)
    assert gone == near(left - wanted(stays, "NOR", n))


@pytest.mark.parametrize("n", [1, 5])
def test_care_avoided_at_home_becomes_six_visits_each(figure, n):
    for place in ("NOR", "SOU"):
        code, visits = "care.activity_of_residents", "community_contacts"
        more = old(place, n) * 0.3 * share_of_homes(n) * 6 * 1.01**n
        assert figure(code, "change", n, place=place, service=visits) == near(more)


@pytest.mark.parametrize("n", [1, 5])
def test_a_stay_moved_becomes_one_day_case(figure, n):
    for place in ("NOR", "SOU"):
        code = "care.activity_of_residents"
        of_young = YOUNG[place] * 0.05 * 0.05
        of_old = old(place, n) * 0.3 * share_of_same_day(n)
        at = figure(code, "change", n, place=place, service="day_cases")
        assert at == near((of_young + of_old) * 1.01**n)


@pytest.mark.parametrize(
    ("n", "nights", "kept_old"),
    [
        # Stays avoided by care homes are 0.8 of an average stay, by same-day care 0.25.
        (1, 365, (1 - 0.05 * 0.8) * (1 - 0.05 * 0.25)),
        (2, 365, (1 - 0.10 * 0.8) * (1 - 0.05 * 0.25) * (1 - 0.06 / 2)),
        (5, 365, (1 - 0.10 * 0.8) * (1 - 0.05 * 0.25) * (1 - 0.06)),
    ],
)
def test_nights_follow_the_stays_avoided_and_shortened(figure, n, nights, kept_old):
    left = bed_days(n, kept_young=1 - 0.05 * 0.25, kept_old=kept_old)
    assert figure("care.bed_days", "plan", n, site="RIV-H") == near(left)
    needed = left / nights / CEILING
    assert figure("care.beds_needed", "plan", n, site="RIV-H") == near(needed)
    assert figure("care.beds_open", "plan", n, site="RIV-H") == 40 - 4
    assert figure("care.beds_spare", "plan", n) == near(36 - needed)
    assert figure("care.occupancy", "plan", n, site="RIV-H") == near(left / nights / 36)


def test_each_proposal_is_told_its_share_of_the_nights(figure):
    logs = {
        "care-homes": log(1 - 0.10 * 0.8),
        "same-day-care": log(1 - 0.05 * 0.25),
        "home-sooner": log(1 - 0.06),
    }
    kept = (1 - 0.10 * 0.8) * (1 - 0.05 * 0.25) * (1 - 0.06)
    at_hospital = 1.01**5 * FACTOR
    of_old = (old("NOR", 5) * 0.9 + old("SOU", 5) * 0.8) * 2.4 * at_hospital
    of_young = (13000 * 0.9 + 6500 * 0.8) * 0.2 * at_hospital
    for code, logarithm in logs.items():
        share = -of_old * (1 - kept) * logarithm / sum(logs.values())
        if code == "same-day-care":
            share -= of_young * 0.05 * 0.25
        found = figure("care.bed_days_by_proposal", "share", 5, proposal=code)
        assert found == near(share)
    assert figure("care.bed_days_by_proposal", "share", 5, proposal="close-a-ward") == 0


# Money -------------------------------------------------------------------------


def test_costs_of_the_base_year_are_fixed_steps_and_variable_parts(figure):
    hospital = (
        (300_000 + 50 * (3900 * 0.9 + 1950 * 0.8))
        + (1_000_000 + 1500 * (1430 * 0.9 + 715 * 0.8 + 100))
        + (500_000 + 3 * 400_000 + 100 * 12696.6)  # 12,696.6 nights need 3 wards of 5,000
        + (200_000 + 400 * (1560 * 0.9 + 780 * 0.8))
    )
    community = 400_000 + 30 * (15600 + 7800)
    bought = 3000 * (1430 * 0.1 + 715 * 0.2)
    assert figure("money.cost", "nothing", 0, organisation="RIV") == near(hospital)
    assert figure("money.cost", "nothing", 0, organisation="COM") == near(community)
    paid_on = 7_000_000 + 1_150_000
    assert figure("money.cost", "nothing", 0, organisation="BOARD") == near(bought + paid_on)
    # What the board pays the other two moves inside the system and is no cost of it.
    assert figure("money.cost", "nothing", 0) == near(hospital + community + bought)


def test_income_of_the_base_year_counts_money_from_outside_once(figure):
    assert figure("money.income", "nothing", 0, organisation="RIV") == 7_000_000 + 150_000
    assert figure("money.income", "nothing", 0, organisation="COM") == 1_150_000 + 20_000
    assert figure("money.income", "nothing", 0, organisation="BOARD") == 9_600_000
    assert figure("money.income", "nothing", 0) == near(9_600_000 + 150_000 + 20_000)


def test_the_system_balance_is_the_sum_of_its_organisations(figure):
    balances = {
        "RIV": 7_150_000 - 8_472_860,
        "COM": 1_170_000 - 1_102_000,
        "BOARD": 9_600_000 - 858_000 - 8_150_000,
    }
    for body, balance in balances.items():
        assert figure("money.balance", "nothing", 0, organisation=body) == near(balance)
    assert figure("money.balance", "nothing", 0) == near(-662_860)
    assert figure("money.gap", "nothing", 0) == near(662_860)
    assert sum(balances.values()) == -662_860


def services(n, kept=lambda service, age: 1.0, arrive=lambda service, place: 0.0):
    """Activity by who gives it, n years on; the plan keeps some of it and sends some on."""
    at = {}
    for service, (young, aged) in RATE.items():
        of = {
            p: (YOUNG[p] * young * kept(service, "young") + old(p, n) * aged * kept(service, "old"))
            * 1.01**n
            + arrive(service, p)
            for p in ("NOR", "SOU")
        }
        here = {"NOR": 1.0, "SOU": 1.0} if service == "community_contacts" else STAYS_HERE
        at[service] = sum(of[p] * here[p] for p in of)
        at[service, "elsewhere"] = sum(of[p] * (1 - here[p]) for p in of)
    for service, incoming in (("emergency_admissions", 100), ("emergency_bed_days", 600)):
        everybody = need(service, "NOR", n) + need(service, "SOU", n)
        base = need(service, "NOR", 0) + need(service, "SOU", 0)
        at[service] += incoming * everybody / base * 1.01**n
    at["emergency_bed_days"] *= FACTOR
    return at


def with_plan(n):
    """The same with the plan, in a year in which home-sooner has full effect or none."""
    homes, sooner = (0.05, 0.0) if n == 1 else (0.10, 0.06)
    kept = {
        ("emergency_admissions", "young"): 0.95,
        ("emergency_admissions", "old"): (1 - homes) * 0.95,
        ("emergency_bed_days", "young"): 1 - 0.05 * 0.25,
        ("emergency_bed_days", "old"): (1 - homes * 0.8) * (1 - 0.05 * 0.25) * (1 - sooner),
    }

    def arrive(service, place):
        aged = old(place, n) * 0.3 * 1.01**n
        young = YOUNG[place] * 0.05 * 1.01**n
        return {
            "community_contacts": aged * share_of_homes(n) * 6,
            "day_cases": young * 0.05 + aged * share_of_same_day(n),
        }.get(service, 0.0)

    return services(n, kept=lambda service, age: kept.get((service, age), 1.0), arrive=arrive)


def prices(pay_share, n):
    """Pay grows 3% a year and other prices 2%; 0.8% less is needed each year."""
    return (1 + pay_share * 0.03 + (1 - pay_share) * 0.02) ** n * 0.992**n


def cost_of(at, wards, n):
    hospital = (
        (300_000 + 50 * at["ae_attendances"])
        + (1_000_000 + 1500 * at["emergency_admissions"])
        + (500_000 + wards * 400_000 + 100 * at["emergency_bed_days"])
        + (200_000 + 400 * at["day_cases"])
    )
    return {
        "RIV": hospital * prices(0.7, n),
        "COM": (400_000 + 30 * at["community_contacts"]) * prices(0.8, n),
        "BOARD": 3000 * at["emergency_admissions", "elsewhere"] * prices(0.7, n),
    }


def test_costs_grow_with_activity_pay_prices_and_efficiency(figure):
    cost = cost_of(services(1), 3, 1)
    assert figure("money.cost", "nothing", 1, organisation="RIV") == near(cost["RIV"])
    assert figure("money.cost", "nothing", 1, organisation="COM") == near(cost["COM"])
    assert figure("money.cost", "nothing", 1) == near(sum(cost.values()))
    assert prices(0.7, 1) == near((1 + 0.021 + 0.006) * 0.992)


def test_money_that_comes_once_does_not_come_again(figure):
    assert figure("money.income", "nothing", 1, organisation="COM") == near(1_150_000 * 1.03)
    assert figure("money.one_off", "plan", 0, organisation="COM") == near(20_000)
    assert figure("money.recurrent_balance", "plan", 0) == near(-662_860 - 20_000)


def test_the_gap_in_the_last_year(figure):
    cost = cost_of(services(5), 3, 5)
    income = (9_600_000 + 150_000) * 1.03**5
    gap = sum(cost.values()) - income
    assert figure("money.gap", "nothing", 5) == near(gap)
    without = sum(cost.values()) / 0.992**5 - income
    assert figure("money.gap_without_efficiency", "nothing", 5) == near(without)


# Proposals' own costs rise as the fixed costs of the system do: 2.0 million at the hospital
# with 70% of pay and 0.4 million in the community with 80%.
OWN_PAY = (2_000_000 * 0.7 + 400_000 * 0.8) / 2_400_000


def own_price(n):
    return (1 + OWN_PAY * 0.03 + (1 - OWN_PAY) * 0.02) ** n


def test_balances_with_the_plan_in_its_first_year(figure):
    cost = cost_of(with_plan(1), 3, 1)
    cost["RIV"] += -250_000 * own_price(1)
    cost["COM"] += 60_000 / 2 * own_price(1)
    income = {"RIV": 7_150_000 * 1.03, "COM": 1_150_000 * 1.03, "BOARD": 9_600_000 * 1.03}
    paid_on = {"RIV": 0, "COM": 0, "BOARD": 8_150_000 * 1.03}
    for body, received in income.items():
        balance = received - cost[body] - paid_on[body]
        assert figure("money.balance", "plan", 1, organisation=body) == near(balance)
    whole = 9_750_000 * 1.03 - sum(cost.values())
    assert figure("money.balance", "plan", 1) == near(whole)


def test_double_running_is_paid_in_its_year_and_is_one_off(figure):
    assert figure("money.one_off", "plan", 2, organisation="RIV") == near(-30_000 * own_price(2))
    assert figure("money.one_off", "plan", 3) == 0


def waterfall(n):
    """What each proposal adds to the system's balance: pounds saved less pounds spent."""
    hospital, community = prices(0.7, n), prices(0.8, n)
    homes, sooner = 0.10, 0.06
    nights = {
        "homes": log(1 - homes * 0.8),
        "same": log(1 - 0.05 * 0.25),
        "sooner": log(1 - sooner),
    }
    kept = (1 - homes * 0.8) * (1 - 0.05 * 0.25) * (1 - sooner)
    mean = (1 - kept) / sum(nights.values())
    shares = {"care-homes": 0.0, "same-day-care": 0.0, "home-sooner": 0.0}
    for place, here in STAYS_HERE.items():
        a_stay = (1500 * here + 3000 * (1 - here)) * hospital
        a_night = 100 * FACTOR * here * hospital
        aged, young = old(place, n) * 1.01**n, YOUNG[place] * 1.01**n
        shares["care-homes"] += aged * 0.3 * share_of_homes(n) * (a_stay - 6 * 30 * community)
        same = aged * 0.3 * share_of_same_day(n) + young * 0.05 * 0.05
        shares["same-day-care"] += same * (a_stay - 400 * here * hospital)
        shares["same-day-care"] += young * 0.2 * 0.05 * 0.25 * a_night
        for code, one in zip(shares, nights.values(), strict=True):
            shares[code] += aged * 2.4 * mean * one * a_night
    shares["care-homes"] -= 60_000 * own_price(n)
    shares["home-sooner"] -= 50_000 * own_price(n)
    shares["close-a-ward"] = 250_000 * own_price(n)
    return shares


def test_the_waterfall_tells_each_proposal_its_share_and_closes(figure):
    shares = waterfall(5)
    for code, share in shares.items():
        assert figure("money.by_proposal", "share", 5, proposal=code) == near(share)
    # 13,995 nights take 3 wards of 5,000 and so do 12,551: no step is saved.
    change = figure("money.balance", "plan", 5) - figure("money.balance", "nothing", 5)
    assert sum(shares.values()) == near(change)


def test_savings_that_free_money_and_savings_that_only_avoid_growth(figure):
    base, before, now = services(0), services(5), with_plan(5)
    free = avoided = 0.0
    for what, gbp in (
        ("emergency_admissions", 1500),
        ("emergency_bed_days", 100),
        (("emergency_admissions", "elsewhere"), 3000),
    ):
        below = max(base[what] - now[what], 0)  # below the level of 2025-26
        free += below * gbp * prices(0.7, 5)
        avoided += (before[what] - now[what] - below) * gbp * prices(0.7, 5)
    assert figure("money.saving_cash_releasing", "change", 5) == near(free)
    assert figure("money.saving_cost_avoiding", "change", 5) == near(avoided)


# What is asked for -----------------------------------------------------------------


def test_capital_asked_for_and_in_sight(figure):
    assert figure("money.capital_asked", "plan", 1) == 400_000
    assert figure("money.capital_asked", "plan", 2) == 200_000
    assert figure("money.capital_asked", "plan") == 400_000 + 200_000
    assert figure("money.capital_in_sight", "plan", 2) == 500_000
    assert figure("money.capital_in_sight", "plan") == 500_000
    assert figure("money.capital_secured", "plan") == 500_000
    assert figure("money.capital_asked", "plan", 1, proposal="close-a-ward") == 400_000


def test_staff_asked_for_rise_with_the_ramp(figure):
    assert figure("staff.asked", "plan", 1, proposal="care-homes") == 2 / 2
    assert figure("staff.asked", "plan", 2, proposal="care-homes") == 2
    assert figure("staff.asked", "plan", 2, proposal="home-sooner") == 3 / 2
    assert figure("staff.asked", "plan", 3, proposal="home-sooner") == 3
    assert figure("staff.asked", "plan", 1, proposal="home-sooner") == 0


def test_nothing_has_changed_in_the_base_year(run):
    change = run.figures.frame().filter(
        (pl.col("side") == "change") & (pl.col("year") == 2025) & (pl.col("central") != 0)
    )
    assert change.height == 0
