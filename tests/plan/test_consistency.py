"""Files that can each be read, and cannot both be meant."""

import shutil
from pathlib import Path

import pytest

import commonweal

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


def test_care_that_comes_in_but_no_resident_uses_is_told(tmp_path):
    shutil.copytree(RIVERSIDE, tmp_path / "mine")
    rates = tmp_path / "mine" / "rates.csv"
    kept = [line for line in rates.read_text().splitlines() if ",emergency_admissions," not in line]
    rates.write_text("\n".join(kept) + "\n")
    with pytest.raises(commonweal.ProblemsFound) as found:
        commonweal.read(tmp_path / "mine")
    assert ("incoming.csv", 2, "X03") in [(p.file, p.row, p.code) for p in found.value.problems]


def test_care_sent_where_nobody_gives_it_is_told(told):
    flows = "SOU,community_contacts,COM-T,1.0,illustrative,Invented for the example\n"
    found = told("flows.csv", flows, "")
    assert ("proposals/care-homes.toml", None, "effect 1 to_service", "D08") in found


def test_a_move_between_sites_cannot_choose_ages(told):
    old = 'kind = "move"\nservices = ["emergency_admissions"]'
    new = (
        'kind = "move_site"\nservices = ["emergency_admissions"]\nage_from = 65\n'
        'from_site = "RIV-H"\nto_site = "COM-T"'
    )
    found = told("proposals/same-day-care.toml", old, new)
    assert ("proposals/same-day-care.toml", None, "effect 1 age_from", "D08") in found


def test_capital_beyond_the_plan_is_told(told):
    found = told("proposals/home-sooner.toml", 'year = "2027-28"\ngbp', 'year = "2047-48"\ngbp')
    assert ("proposals/home-sooner.toml", None, "capital year", "D07") in found
