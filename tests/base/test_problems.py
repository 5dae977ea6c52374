"""Problems: sorted, folded, and told on a screen and to a program."""

import json

from hypothesis import given
from hypothesis import strategies as st

from commonweal.base.reading.problems import (
    Problem,
    ProblemsFound,
    ShownPlainly,
    as_records,
    as_text,
    sort_and_fold,
)


def problem(row=2, says="'x' is not a number", code="V02", file="beds.csv", column="beds_open"):
    return Problem(code, file, row, column, says, "write digits only")


def test_a_problem_is_told_in_two_lines():
    told = Problem("K01", "beds.csv", 5, None, "the same site as row 4", "keep one of the two rows")
    assert as_text([told]) == (
        "beds.csv:5  K01  the same site as row 4\n    fix: keep one of the two rows"
    )


def test_the_same_words_fold_into_one_line_with_their_rows():
    (folded,) = sort_and_fold([problem(row) for row in (9, 3, 4)])
    assert as_text([folded]) == (
        "beds.csv:3:beds_open  V02  'x' is not a number\n"
        "    and 2 more rows like it: 4, 9\n"
        "    fix: write digits only"
    )


def test_a_few_unlike_cells_stay_apart_and_many_fold():
    few = [problem(row, f"'{row}x' is not a number") for row in range(2, 7)]
    assert sort_and_fold(few) == few
    (folded,) = sort_and_fold([*few, problem(7, "'7x' is not a number")])
    assert (folded.says, folded.count) == ("'2x' is not a number", 6)


def test_unlike_columns_and_codes_do_not_fold():
    apart = [problem(), problem(column="wards"), problem(code="V03"), problem(file="sites.csv")]
    assert len(sort_and_fold(apart * 2)) == len(apart)


def test_problems_come_by_file_then_row():
    given_rows = [problem(9), problem(2, "a"), problem(None, "b"), problem(3, file="area.csv")]
    told = [(one.file, one.row) for one in sort_and_fold(given_rows)]
    assert told == [("area.csv", 3), ("beds.csv", None), ("beds.csv", 2), ("beds.csv", 9)]


def test_problems_for_a_program_are_plain_json():
    (record,) = json.loads(json.dumps(as_records(sort_and_fold([problem(2), problem(3)]))))
    assert record == {
        "code": "V02",
        "file": "beds.csv",
        "row": 2,
        "column": "beds_open",
        "says": "'x' is not a number",
        "fix": "write digits only",
        "count": 2,
        "rows": [2, 3],
    }


def test_problems_found_carries_them_and_is_shown_plainly():
    found = ProblemsFound([problem(3), problem(2)])
    assert isinstance(found, ShownPlainly)
    assert [one.row for one in found.problems] == [2]
    assert "and 1 more row like it: 3" in str(found)


many = st.lists(
    st.builds(
        problem,
        row=st.none() | st.integers(1, 9),
        says=st.sampled_from("abcdefghij"),
        code=st.sampled_from(["V01", "V02"]),
        column=st.none() | st.just("beds"),
    )
)


@given(many)
def test_folding_loses_no_row_and_twice_is_as_good_as_once(problems):
    folded = sort_and_fold(problems)
    assert sum(one.count for one in folded) == len(problems)
    assert sort_and_fold(folded) == folded
