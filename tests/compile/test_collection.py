"""Unit costs add up to the collection they cite, and what is not counted is named with its size."""

import dataclasses

import polars as pl
import pytest
from open_data import DATA, needs_data

from compile.accounts import Account, Accounts, has_too_little
from compile.areas import choose
from compile.collection import COUNTED, Collection, UnitCost
from compile.not_counted import TABLE, not_counted_table
from compile.people import Residents, estimate_of
from compile.places import Care
from compile.rates import Rates
from compile.services import DECLARED
from compile.sources import Sources

YEARS = (2022, 2023)


@pytest.fixture(scope="module")
def sources():
    return Sources(DATA)


@pytest.fixture(scope="module", params=YEARS)
def collection(request, sources):
    return Collection(sources, Rates(sources, {}, request.param), request.param)


def raw_cost(sources, *departments):
    """The collection's total of some departments, read apart from the compiler."""
    rows = sources.unit_costs.filter(pl.col("department_code").is_in(departments))
    return rows["cost"].sum()


@needs_data
def test_every_service_has_a_unit_cost_above_zero(collection):
    assert set(collection.unit_costs) == set(DECLARED)
    assert all(cost.gbp > 0 for cost in collection.unit_costs.values())


@needs_data
def test_unit_costs_times_englands_counts_are_the_collections_hospital_stays_and_births(
    collection, sources
):
    whole = raw_cost(
        sources,
        "Non-Elective Inpatient - Long Stay",
        "Non-Elective Inpatient - Short Stay",
        "Elective Inpatients",
    )
    stays = {*COUNTED[1].services, *COUNTED[2].services}
    counted = sum(collection.unit_costs[s].gbp * collection.counts[s] for s in stays)
    assert counted == pytest.approx(whole, rel=0.01)


@needs_data
@pytest.mark.parametrize(
    ("services", "departments"),
    [
        (["ae_walk_in", "ae_ambulance", "ae_minor", "children_ae"], ["Emergency Care"]),
        (["day_cases"], ["Daycase"]),
        (["op_procedure_surgical", "op_procedure_other"], ["Outpatient Procedures"]),
        (["community_contacts"], ["Community Health Service"]),
        (
            ["mental_health_contacts"],
            ["Mental Health Care Contact", "NHS Talking Therapy Care Contact"],
        ),
        (["mental_health_bed_days"], ["Mental Health Provider Spell"]),
    ],
)
def test_unit_costs_times_englands_counts_are_the_collections_total(
    collection, sources, services, departments
):
    counted = sum(collection.unit_costs[s].gbp * collection.counts[s] for s in services)
    assert counted == pytest.approx(raw_cost(sources, *departments), rel=0.01)


@needs_data
def test_what_england_counts_is_what_a_system_of_its_districts_has(sources):
    """Attendances and adults' nights as reported; the rest as its districts have it together."""
    districts = choose(sources, ["E54000061"], None).places
    estimates = {p.code: _estimate(sources, p.code) for p in districts}
    rates = Rates(sources, estimates, 2022)
    counted = Collection(sources, rates, 2022).counts
    here = sum(residents.estimate.sum() for residents in estimates.values())
    people = rates.england_in(2022).sum()
    for service in ("gp_appointments", "community_contacts", "mental_health_contacts"):
        wanted = sum(rates.by_place[code, service] for code in estimates)
        # A flat rate a head is rounded to five figures in a system's rates.
        assert wanted / here == pytest.approx(counted[service] / people, rel=1e-4)


def _estimate(sources, code):
    estimate = estimate_of(sources, code, 2022)
    return Residents(estimate, {}, estimate[None], estimate, split=False)


@needs_data
def test_a_unit_cost_that_does_not_add_up_is_refused(collection):
    wrong = dict(collection.unit_costs)
    wrong["day_cases"] = UnitCost(wrong["day_cases"].gbp * 0.88, "derived", "")
    spoilt = dataclasses.replace(collection)
    spoilt.__dict__["unit_costs"] = wrong
    with pytest.raises(ValueError, match="Day cases: unit costs times England's counts"):
        spoilt.check()


@needs_data
def test_every_pound_of_the_collection_is_counted_or_named_as_not_counted(collection, sources):
    counted = sum(collection.cost(department) for department in COUNTED)
    left = collection.not_counted()["gbp"].sum()
    assert counted + left == pytest.approx(sources.unit_costs["cost"].sum(), rel=1e-9)
    assert 0.20 < collection.share_not_counted < 0.23


@needs_data
def test_what_is_not_counted_has_a_plain_name_and_a_size(collection):
    table = not_counted_table(collection, 0.027)
    assert set(collection.not_counted()["name"]) == set(TABLE["departments"])
    assert {"Ambulances", "Critical care", "Dentists"} <= set(table["name"])
    assert (table["gbp"] > 0).all()
    ambulances = table.filter(pl.col("name") == "Ambulances")["gbp"].item()
    # 3,590.6 million in England (National Cost Collection 2024-25) times 2.7%, to two figures.
    assert ambulances == 97_000_000


# --- bodies' own accounts -------------------------------------------------------------------------


def test_under_seven_tenths_of_a_bodys_income_is_too_little():
    account = Account(100.0, 0.0, (2018,))
    assert has_too_little(69.9, account)
    assert not has_too_little(70.1, account)


@needs_data
def test_accounts_are_of_the_trust_as_it_is_now_at_the_base_years_prices(sources):
    """Taunton, Yeovil and Somerset Partnership, £000 of 2018-19, by the GDP deflator to 2022-23."""
    accounts = Accounts(sources, Care(sources, choose(sources, ["E06000066"], None), 2022), 2022)
    published = sources._csv("money/trust_financial_position_2010_2018.csv.gz")
    together = published.filter(pl.col("org_code").is_in(["RBA", "RA4", "RH5"]))
    newest = together.filter(pl.col("year") == 2018)
    somerset = accounts.of["RH5"]
    # ONS series MNF2, 2024 = 100, by calendar year; four yearly rates are rounded to 0.0001.
    risen = (0.75 * 90.5005 + 0.25 * 96.2507) / (0.75 * 79.1606 + 0.25 * 81.1085)
    pounds = newest["op_income"].sum() * 1000
    assert somerset.income_gbp == pytest.approx(pounds * risen, rel=4 * 0.00005)
    recent = together.filter(pl.col("year") >= 2016)
    assert somerset.balance == pytest.approx(
        recent["financial_position"].sum() / -recent["op_cost"].sum()
    )
