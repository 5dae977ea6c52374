"""A share of gained years must have the gain it is a share of, and be given once."""

import polars as pl
import pytest

from commonweal.base.reading.checks import Folder
from commonweal.people.checks import health_problems

PLAN = {"base_year": 2025, "last_year": 2026}


def left(*years):
    rows = [(year, sex, 65, 20.0) for year in years for sex in ("female", "male")]
    return pl.DataFrame(rows, schema=("year", "sex", "age", "years_left"), orient="row")


def problems(changes, years):
    names = ("year", "sex", "since")
    change = pl.DataFrame(
        changes, schema=dict(zip(names, (pl.Int64, pl.String, pl.Int64), strict=True)), orient="row"
    )
    tables = {"life_expectancy": left(*years), "health_change": change}
    return list(health_problems(Folder(PLAN, {}, tables)))


def test_a_sound_pair_of_tables_has_no_problem():
    assert (
        problems(
            [(2026, "male", None), (2026, "female", None), (2025, None, 2021)],
            (2021, 2025, 2026),
        )
        == []
    )


@pytest.mark.parametrize(
    ("row", "years", "lacks"),
    [
        ((2026, None, None), (2025, 2021), "2026-27"),
        ((2026, None, None), (2026, 2021), "2025-26"),
        ((2026, None, 2021), (2025, 2026), "2021-22"),
    ],
)
def test_a_gain_that_no_row_gives_is_a_problem_and_not_a_zero(row, years, lacks):
    found = problems([row], years)
    assert {problem.code for problem in found} == {"X03"}
    assert all(lacks in problem.says for problem in found)


def test_a_year_beyond_the_plan_needs_nothing():
    assert problems([(2026, None, None), (2040, None, None)], (2025, 2026)) == []


def test_a_year_of_the_plan_without_a_row_is_a_problem_and_not_a_zero():
    found = problems([(2025, None, 2021), (2026, "female", None)], (2021, 2025, 2026))
    assert [(one.code, one.file) for one in found] == [("X03", "health_change.csv")]
    assert "no row for male in 2026-27" in found[0].says


def test_a_row_for_both_sexes_and_one_for_women_are_two_for_women():
    found = problems([(2026, None, None), (2026, "female", None)], (2025, 2026))
    assert [problem.code for problem in found] == ["K01"]
    assert "two rows for female" in found[0].says
