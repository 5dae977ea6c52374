"""Files that can each be read, and cannot both be meant."""

import re
import shutil
from pathlib import Path

import pytest

import commonweal
from commonweal.plan.uncertain_numbers import uncertain

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"


@pytest.fixture
def told(tmp_path):
    """What is told of a copy of Riverside with one text replaced in one file."""

    def tell(file, old, new):
        shutil.copytree(RIVERSIDE, tmp_path / "mine")
        path = tmp_path / "mine" / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        with pytest.raises(commonweal.ProblemsFound) as found:
            commonweal.read(tmp_path / "mine")
        return [(p.file, p.row, p.column, p.code) for p in found.value.problems]

    return tell


def test_an_age_with_two_rates_is_told(told):
    row = "NOR,emergency_admissions,all,65,90,"
    twice = row.replace(",65,", ",60,")
    assert ("rates.csv", 5, "age_from", "X04") in told("rates.csv", row, twice)


def test_a_service_reported_twice_is_told(told):
    row = "RIV,emergency_bed_days,12696.6,illustrative,Invented for the example\n"
    again = row.replace("emergency_bed_days", "emergency_bed_days day_cases")
    assert ("reported.csv", 3, "services", "X04") in told("reported.csv", row, row + again)


def test_a_report_of_different_things_is_told(told):
    row = "RIV,emergency_bed_days,12696.6"
    mixed = "RIV,emergency_admissions emergency_bed_days,14000"
    assert ("reported.csv", 2, "services", "X04") in told("reported.csv", row, mixed)


def test_beds_that_begin_after_the_base_year_are_told(told):
    row = "RIV-H,2025-26,40"
    assert ("beds.csv", 2, "year", "X03") in told("beds.csv", row, "RIV-H,2027-28,52")


def test_nights_where_no_beds_are_known_are_told(told):
    row = "RIV-H,2025-26,40"
    assert ("beds.csv", None, "site", "X03") in told("beds.csv", row, "COM-T,2025-26,40")


@pytest.mark.parametrize(
    ("new", "who"),
    [
        ("", "people aged 65 and over"),
        ("SOU,emergency_bed_days,all,65,84,2.4,,illustrative,x\n", "people aged 85 and over"),
        ("SOU,emergency_bed_days,female,65,90,2.4,,illustrative,x\n", "men aged 65 and over"),
    ],
)
def test_rates_that_are_missing_are_told_and_are_not_zero(mine, new, who):
    row = "SOU,emergency_bed_days,all,65,90,2.4,,illustrative,Invented for the example\n"
    mine.replace("rates.csv", row, new)
    [problem] = mine.problems()
    says = f"no row for place SOU and service emergency_bed_days: {who}; add the rows"
    assert says in problem
    assert "write rate 0" in problem


def test_a_true_zero_is_written_and_is_well(mine):
    row = "SOU,emergency_bed_days,all,65,90,2.4"
    mine.replace("rates.csv", row, "SOU,emergency_bed_days,all,65,90,0")
    mine.read()


def test_a_list_of_a_place_that_there_is_not_is_told_and_outside_is_one(mine):
    mine.replace("registered.csv", "NOR,outside", "NOR,Outside")
    mine.replace("registered.csv", "SOU,SOU", "Sou,SOU")
    assert [one.split(" X01 ")[0] for one in mine.problems()] == [
        "registered.csv:4:lives_in",
        "registered.csv:5:place",
    ]


def test_care_that_comes_in_but_no_resident_uses_is_told(tmp_path):
    shutil.copytree(RIVERSIDE, tmp_path / "mine")
    rates = tmp_path / "mine" / "rates.csv"
    nobody = re.sub(r"(,emergency_admissions,all,\d+,\d+),[0-9.]+,", r"\1,0,", rates.read_text())
    rates.write_text(nobody)
    with pytest.raises(commonweal.ProblemsFound) as found:
        commonweal.read(tmp_path / "mine")
    assert ("incoming.csv", 2, "X03") in [(p.file, p.row, p.code) for p in found.value.problems]


def test_care_sent_where_nobody_gives_it_is_told(told):
    flows = "SOU,community_contacts,COM-T,1.0,illustrative,Invented for the example\n"
    found = told("flows.csv", flows, "")
    assert ("proposals/care-homes.toml", 22, "effect 1 to_service", "D08") in found


def test_a_move_between_sites_cannot_choose_ages(told):
    old = 'kind = "move"\nservices = ["emergency_admissions"]'
    new = (
        'kind = "move_site"\nservices = ["emergency_admissions"]\nage_from = 65\n'
        'from_site = "RIV-H"\nto_site = "COM-T"'
    )
    found = told("proposals/same-day-care.toml", old, new)
    assert ("proposals/same-day-care.toml", 23, "effect 1 age_from", "D08") in found


def test_capital_beyond_the_plan_is_told(told):
    found = told("proposals/home-sooner.toml", 'year = "2027-28"\ngbp', 'year = "2047-48"\ngbp')
    assert ("proposals/home-sooner.toml", 38, "capital 1 year", "D07") in found


def proposal_named(mine, code, file="care-homes"):
    """A copy of a proposal under another code, told of or read."""
    text = (mine.folder / "proposals" / f"{file}.toml").read_text("utf-8")
    mine.write(f"proposals/{code}.toml", text.replace(f'code = "{file}"', f'code = "{code}"'))


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("care-homes.1", "'care-homes.1' names the proposal here and effect 1 of care-homes"),
        (
            "care-homes.running_cost",
            "'care-homes.running_cost.1' names effect 1 here and running_cost 1 of care-homes",
        ),
        ("care-homes.staff", "'care-homes.staff.1' names effect 1 here and staff 1 of care-homes"),
    ],
)
def test_two_proposals_cannot_share_a_name_and_so_their_luck(mine, code, told):
    proposal_named(mine, code)
    [problem] = mine.problems()
    assert problem.startswith(f"proposals/{code}.toml:1:code K01 {told}: one name, and one luck")
    assert f'write code = "{code.replace(".", "-")}", and name the file so too' in problem


@pytest.mark.parametrize("code", ["care-homes.2", "care-homes.effect", "care-homes.north", "a.b.c"])
def test_a_code_with_dots_that_names_nothing_else_is_well(mine, code):
    proposal_named(mine, code)
    names = [number.code for number in uncertain(mine.read())]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("care-homes.1", "effect 1 of the proposal care-homes"),
        ("care-homes.1.ratio", "the ratio of effect 1 of the proposal care-homes"),
        ("care-homes.running_cost.1", "running_cost 1 of the proposal care-homes"),
        ("people.variant", "the luck of the population projection"),
        ("people.health_change", "the luck of people's health"),
    ],
)
def test_an_assumption_cannot_share_the_luck_of_anything_else(mine, code, what):
    text = (mine.folder / "assumptions.toml").read_text("utf-8")
    growth = text.split("[money.pay_growth]")[0].split("\n", 2)[2]
    more = growth.replace("[care.growth.all]", f"[{code}]")
    mine.write("assumptions.toml", f"{text}\n{more}")
    [problem] = mine.problems()
    assert f":{code} K01 '{code}' is the name of {what} too: one name, and one luck" in problem
