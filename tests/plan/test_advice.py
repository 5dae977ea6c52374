"""The advice in a message never leads to a wrong number: what the fix says, and of what."""

import re
import shutil
from pathlib import Path

import pytest

HOSTILE = Path(__file__).parents[3] / "shared" / "cases" / "hostile"

BEDS = "RIV-H,2025-26,40,illustrative,Invented for the example\n"


def with_row(mine, file, row):
    mine.write(file, (mine.folder / file).read_text("utf-8") + row + "\n")
    return mine.problems()


@pytest.mark.parametrize("word", ["England", "ENG", "E92000001"])
def test_a_national_total_is_to_be_deleted(mine, word):
    [problem] = with_row(mine, "beds.csv", f"{word},2025-26,40,illustrative,x")
    assert " R03 " in problem
    assert "looks like a national total; delete the row" in problem


@pytest.mark.parametrize("row", ["RIV_total,2025-26,40,illustrative,x", "Total,2025-26,4,a,x"])
def test_a_total_by_another_name_is_to_be_deleted(mine, row):
    told = with_row(mine, "beds.csv", row)
    assert any(" R03 the row looks like a total" in one for one in told)


@pytest.mark.parametrize(
    ("year", "fix"),
    [
        ("202526", "write 2025-26"),
        ("2025_26", "write 2025-26"),
        ("45748", "write 2025-26"),
        ("45747", "write 2024-25"),  # 31 March 2025
        ("FY26", "write 2025-26 or 2026-27"),
        ("Jun-25", "write 2025-26, if a month of 2025 is meant"),
        ("Jan-26", "write 2025-26, if a month of 2026 is meant"),
        ("soon", "write 2027-28, with the year you mean"),
    ],
)
def test_a_year_is_read_as_what_it_can_mean(mine, year, fix):
    mine.replace("beds.csv", "2025-26", year)
    [problem] = [one for one in mine.problems() if "beds.csv:2:year" in one]
    assert problem.endswith(f"; {fix}")


@pytest.mark.parametrize(
    "note", ["Source: NHS England KH03", "Note 1: beds, on average", "Figures are provisional"]
)
def test_a_footnote_is_to_be_deleted(mine, note):
    [problem] = with_row(mine, "beds.csv", note)
    assert problem.startswith("beds.csv:3 R04 ")
    assert "delete the row" in problem


@pytest.mark.parametrize("mark", ["c", "z", "low", "~", "suppressed"])
def test_the_shorthand_for_no_value_is_known(mine, mark):
    mine.replace("reported.csv", "12696.6", mark)
    [problem] = mine.problems()
    assert f" V05 '{mark}' stands for no value" in problem


@pytest.mark.parametrize("marked", ["12696.6 [r]", "12696.6 [note 3]"])
def test_a_marked_number_is_to_lose_its_mark(mine, marked):
    mine.replace("reported.csv", "12696.6", marked)
    [problem] = mine.problems()
    assert problem.endswith("; write 12696.6")


def test_years_that_stand_across_are_to_stand_below(mine):
    years = ",".join(f"{year}" for year in range(2022, 2048))
    numbers = ",".join("5" for _ in range(2022, 2048))
    mine.write("population.csv", f"code,name,sex,age,{years}\nNOR,North,female,5,{numbers}\n")
    across = [one for one in mine.problems() if "years stand across" in one]
    assert len(across) == 1
    assert "; write one row for each year, with the columns place, variant, year" in across[0]
    assert not any("'2030' is not a column" in one for one in mine.problems())


def test_a_second_file_of_a_table_is_not_to_take_its_name(mine):
    shutil.copy(mine.folder / "beds.csv", mine.folder / "Beds (1).csv")
    [problem] = mine.problems()
    assert problem.endswith("; beds.csv is there already; keep one of them")


@pytest.mark.parametrize("name", ["reported.csv.txt", "scenarios.toml.txt"])
def test_a_file_that_a_program_named_twice_is_told(mine, name):
    (mine.folder / name).write_text("x")
    [problem] = mine.problems()
    assert problem.startswith(f"{name} F03 {name} ends in .txt, and is not read")


@pytest.mark.parametrize("name", ["Proposals", "proposal", "propsals"])
def test_a_folder_of_proposals_by_another_name_is_told(mine, name):
    (mine.folder / "proposals").rename(mine.folder / name)
    [problem] = mine.problems()
    says = f"{name} is not the folder proposals, and nothing in it is read"
    assert problem == f"{name} F03 {says}; rename it proposals"


@pytest.mark.parametrize(
    ("age", "fix"),
    [
        ("91", "add the rows of 90, 91 and so on together: 90 stands for 90 and over"),
        ("90+", "write 90, which stands for 90 and over"),
        ("90 and over", "write 90, which stands for 90 and over"),
    ],
)
def test_the_oldest_stand_in_the_row_of_90(mine, age, fix):
    told = with_row(mine, "population.csv", f"NOR,main,2025-26,female,{age},5")
    assert any(re.search(r":age V\d\d", one) and one.endswith(f"; {fix}") for one in told), told


def test_an_open_band_of_other_ages_is_to_be_split(mine):
    told = with_row(mine, "population.csv", "NOR,main,2025-26,female,85+,5")
    assert any("'85+' is an open band, not a number; write 85 as the first" in one for one in told)


FUNDS = "fund,name,year,gbp,certainty,status,source\n"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            (
                'north,"North,2027-28,7000000,secured,illustrative,x\n'
                'south,South",2027-28,9000000,secured,illustrative,x\n'
            ),
            "F12",
        ),
        ('north,"North "A" wing,2027-28,7000000,secured,illustrative,x\n', "F12"),
        ("RIV_total,Total,2027-28,500000,secured,illustrative,x\n", "R03"),
    ],
)
def test_quotes_that_swallow_rows_and_totals_are_told(mine, rows, code):
    estates = "estates,Hospital building fund,2027-28,500000,secured,illustrative,x\n"
    mine.write("capital.csv", FUNDS + estates + rows)
    assert any(f" {code} " in one for one in mine.problems())


def test_a_name_of_two_lines_in_quotes_is_well(mine):
    name = '"Hospital\nbuilding fund"'
    mine.replace("capital.csv", "Hospital building fund", name)
    mine.read()


@pytest.mark.skipif(not HOSTILE.exists(), reason="the cases are not beside this folder")
@pytest.mark.parametrize(
    "name", ["two-stray-quotes", "malformed-quotes", "total-row"], ids=lambda name: name
)
def test_hostile_tables_of_capital_are_told(mine, name):
    shutil.copy(HOSTILE / f"capital-{name}.csv", mine.folder / "capital.csv")
    assert mine.problems()
