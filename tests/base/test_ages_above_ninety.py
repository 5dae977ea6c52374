"""A projection that goes on to 105: what the reader says leads to a right number, step by step."""

import shutil
from pathlib import Path

import pytest

from commonweal.base.declare.tables import declared
from commonweal.base.reading.reader import read_tables

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"


@pytest.fixture
def told(tmp_path):
    """The problems of Riverside with rows added to its population, each as the last cells."""
    shutil.copytree(RIVERSIDE, tmp_path / "x")

    def problems(*rows):
        with (tmp_path / "x" / "population.csv").open("a", encoding="utf-8") as file:
            file.writelines(f"NOR,principal,2025-26,female,{row}\n" for row in rows)
        return read_tables(tmp_path / "x", declared())[1]

    return problems


def test_ages_above_ninety_are_to_be_added_together(told):
    found = told("91,20", "92,17")
    assert {problem.code for problem in found} == {"V11"}
    assert all("90 stands for 90 and over" in problem.fix for problem in found)


@pytest.mark.parametrize(
    ("age", "fix"),
    [
        ("90+", "write 90, which stands for 90 and over"),
        ("90 and over", "write 90, which stands for 90 and over"),
        ("95+", "add it to the row of 90"),
        ("85+", "split the band into single years"),
    ],
)
def test_an_open_band_is_told_what_stands_for_it(told, age, fix):
    assert any(fix in problem.fix for problem in told(f"{age},20"))


def test_two_rows_of_ninety_are_added_and_not_one_thrown_away(told):
    (found,) = told("90,20")
    assert found.code == "K01"
    assert found.fix.startswith("add them together if they are of 90 and of older ages")


def test_two_rows_of_another_age_are_one_too_many(told):
    (found,) = told("70,20")
    assert found.fix == "keep one of the two rows"
