"""What the reader makes of a folder that is right."""

from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from little_system import GOOD, TABLES, problems_of, write

from commonweal.base.declare.tables import declared, table_from
from commonweal.base.reading.problems import Problem, as_text, catalogue
from commonweal.base.reading.reader import read_tables


def test_a_good_folder_has_no_problems_and_its_cells_become_values(tmp_path):
    frames, problems = read_tables(write(tmp_path, {}), TABLES)

    assert problems == []
    assert frames["beds"].rows() == [
        ("N", 2026, "general_acute", 120.0, 6, date(2026, 4, 1), True, "hospital return", 2),
        ("N", 2027, "general_acute", 110.5, None, None, None, None, 3),
        ("S", 2026, "maternity", 12.0, 1, date(2026, 4, 1), False, "the return, table 2", 4),
    ]
    assert frames["guesses"]["places"].to_list() == [["N", "S"]]


def test_columns_come_in_their_declared_kinds_and_row_comes_last(tmp_path):
    frames, _ = read_tables(write(tmp_path, {}), TABLES)

    assert dict(frames["beds"].schema) == {
        "place": pl.String,
        "year": pl.Int32,
        "use": pl.String,
        "beds_open": pl.Float64,
        "wards": pl.Int64,
        "counted": pl.Date,
        "staffed": pl.Boolean,
        "source": pl.String,
        "row": pl.UInt32,
    }
    assert frames["guesses"].schema["places"] == pl.List(pl.String)


def test_an_absent_optional_table_is_empty_and_has_all_its_columns(tmp_path):
    present, _ = read_tables(write(tmp_path, {}), TABLES)
    (tmp_path / "guesses.csv").unlink()
    frames, problems = read_tables(tmp_path, TABLES)

    assert problems == []
    assert frames["guesses"].height == 0
    assert frames["guesses"].schema == present["guesses"].schema


def test_absent_optional_columns_are_null(tmp_path):
    beds = "place,year,use,beds_open\nN,2026-27,maternity,12\n"
    frames, problems = read_tables(write(tmp_path, {"beds.csv": beds}), TABLES)

    assert problems == []
    assert frames["beds"].select("wards", "counted", "source").row(0) == (None, None, None)


@pytest.mark.parametrize(
    "beds",
    {
        "columns in another order": "use,beds_open,year,place\nmaternity,12,2026-27,N\n",
        "capitals and spaces in the header": "Place, Year,USE,Beds Open\nN,2026-27,maternity,12\n",
        "spaces about the cells": "place,year,use,beds_open\n N ,2026-27\t,maternity, 12 \n",
        "a mark of UTF-8": "\ufeffplace,year,use,beds_open\nN,2026-27,maternity,12\n",
        "Windows line ends": "place,year,use,beds_open\r\nN,2026-27,maternity,12\r\n",
        "old Mac line ends": "place,year,use,beds_open\rN,2026-27,maternity,12\r",
        "every cell in quotes": '"place","year","use","beds_open"\n'
        '"N","2026-27","maternity","12"\n',
        "blank rows below": "place,year,use,beds_open\nN,2026-27,maternity,12\n,,,\n\n   \n,,,\n",
        "blank columns beside": "place,year,use,beds_open,,\nN,2026-27,maternity,12,,\n",
        "blank cells beyond the header": "place,year,use,beds_open\nN,2026-27,maternity,12,,\n",
        "comments above": "# Beds, as returned\n# place: where\nplace,year,use,beds_open\n"
        "N,2026-27,maternity,12\n",
        "comments that Excel has saved": '"# Beds, as returned",,,\n# place: where,,,\n'
        "place,year,use,beds_open\nN,2026-27,maternity,12\n",
        "a year with a stroke": "place,year,use,beds_open\nN,2026/27,maternity,12\n",
        "a year in full": "place,year,use,beds_open\nN,2026-2027,maternity,12\n",
        "a year with a dash": "place,year,use,beds_open\nN,2026\u201327,maternity,12\n",
        "a number with an exponent": "place,year,use,beds_open\nN,2026-27,maternity,1.2e1\n",
        "a number with a plus": "place,year,use,beds_open\nN,2026-27,maternity,+12.0\n",
    }.items(),
    ids=lambda case: case[0],
)
def test_what_does_no_harm_is_read_without_a_word(tmp_path, beds):
    frames, problems = read_tables(write(tmp_path, {"beds.csv": beds[1]}), TABLES)

    assert as_text(problems) == ""
    columns = frames["beds"].select("place", "year", "use", "beds_open")
    assert columns.rows() == [("N", 2026, "maternity", 12.0)]


def test_rows_are_counted_as_the_spreadsheet_counts_them(tmp_path):
    beds = (
        "# a comment\n"  # row 1
        "place,year,use,beds_open,source\n"  # row 2
        'N,2026-27,maternity,12,"two\nlines"\n'  # row 3, on two lines
        "\n"  # row 4
        "S,2026-27,maternity,12,x\n"  # row 5
    )
    frames, problems = read_tables(write(tmp_path, {"beds.csv": beds}), TABLES)

    assert problems == []
    assert frames["beds"]["row"].to_list() == [3, 5]


def test_a_parquet_table_is_read_as_the_same_csv_table_is(tmp_path):
    by_csv, _ = read_tables(write(tmp_path, {}), TABLES)
    for name in ("beds", "flows", "places", "guesses"):
        (tmp_path / f"{name}.csv").unlink()
        by_csv[name].drop("row").write_parquet(tmp_path / f"{name}.parquet")
    by_parquet, problems = read_tables(tmp_path, TABLES)

    assert problems == []
    assert all(by_parquet[name].equals(by_csv[name]) for name in by_csv)


def test_a_capital_in_a_file_name_does_not_matter(tmp_path):
    assert problems_of(tmp_path, {"beds.csv": None, "Beds.CSV": GOOD["beds.csv"]}) == []


def test_notes_and_hidden_files_may_lie_about(tmp_path):
    strewn = {"README.md": "hello", ".~lock.beds.csv#": "", ".DS_Store": b"\0\1", "notes.txt": "x"}
    assert problems_of(tmp_path, strewn) == []


def test_rows_with_the_same_codes_in_another_order_are_the_same_row(tmp_path):
    guesses = "places,low,central,high\nN S,1,2,3\nS N,1,2,3\n"
    (problem,) = problems_of(tmp_path, {"guesses.csv": guesses})
    assert (problem.code, problem.row, problem.says) == ("K01", 3, "the same places as row 2")


def test_a_blank_part_of_a_key_counts_as_a_value(tmp_path):
    words = {
        "name": "paid",
        "says": "Who pays.",
        "one_row_per": ["to", "by"],
        "column": {
            "to": {"kind": "code", "says": "To."},
            "by": {"kind": "code", "says": "By.", "optional": True},
        },
    }
    (tmp_path / "paid.csv").write_text("to,by\nA,\nA,B\nA,\n")
    _, problems = read_tables(tmp_path, {"paid": table_from(words)})
    assert [(problem.code, problem.row) for problem in problems] == [("K01", 4)]


# -- the laws ----------------------------------------------------------------------------------


def shares(number: int) -> str:
    """A place's flows to `number` places, each printed to six decimals."""
    return "".join(f"P0,P{i},{1 / number:.6f}\n" for i in range(number))


@pytest.mark.parametrize("number", [3, 7, 11, 97])
def test_shares_printed_to_six_decimals_sum_to_one(tmp_path, number):
    files = {
        "places.csv": "place,name\n" + "".join(f"P{i},Place {i}\n" for i in range(number)),
        "flows.csv": "place,goes_to,share\n" + shares(number),
        "beds.csv": "place,year,use,beds_open\nP0,2026-27,maternity,12\n",
        "guesses.csv": None,
    }
    assert problems_of(tmp_path, files) == []


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        (("0.75", "0.24999"), "sums to 0.99999: taken as rounded to 5 decimals"),
        (("0.333", "0.333", "0.333"), "sums to 0.999: taken as rounded to 3 decimals"),
        (("0.33", "0.33", "0.33"), "sums to 0.99: taken as rounded to 2 decimals"),
        (("0.175", "0.175", "0.651"), "sums to 1.001: taken as rounded to 3 decimals"),
    ],
)
def test_rounded_shares_are_scaled_and_asked_about(tmp_path, shares, says):
    flows, problems = three_flows(tmp_path, shares)
    assert [(one.code, one.asks) for one in problems] == [("Q01", True)]
    assert says in problems[0].says
    assert flows["share"].sum() == pytest.approx(1, abs=1e-15)
    assert flows["share"].to_list() == pytest.approx(
        [float(one) / sum(map(float, shares)) for one in shares], abs=1e-15
    )


@pytest.mark.parametrize(
    "shares",
    [
        ("0.33", "0.33", "0.32"),  # two hundredths, and rounding loses one and a half at most
        ("0.3", "0.3", "0.3"),  # a tenth of everybody may be missing
        ("0.333", "0.333", "0.3"),
    ],
)
def test_shares_that_no_rounding_explains_are_refused(tmp_path, shares):
    flows, problems = three_flows(tmp_path, shares)
    assert [(one.code, one.asks) for one in problems] == [("X02", False)]
    assert flows["share"].to_list() == [float(one) for one in shares]


def three_flows(tmp_path, shares):
    rows = "".join(f"N,{to},{share}\n" for to, share in zip("NSE", shares, strict=False))
    files = {"places.csv": "place,name\nN,North\nS,South\nE,East\n"}
    files["flows.csv"] = "place,goes_to,share\n" + rows
    frames, problems = read_tables(write(tmp_path, files), TABLES)
    return frames["flows"], problems


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_done_to_a_folder_nothing_is_raised(tmp_path, data):
    name = data.draw(st.sampled_from(sorted(GOOD)))
    content = GOOD[name].encode()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        end = data.draw(st.integers(start, min(start + 20, len(content))))
        nasty = st.sampled_from(
            [b'"', b"\n", b",", b"\r", b"\0", b"\xff\xfe", b";", b"\xa3", b"=", b"#", b"nan", b"\t"]
        )
        content = content[:start] + data.draw(nasty | st.binary(max_size=8)) + content[end:]

    _, problems = read_tables(write(tmp_path, {name: content}), TABLES)

    assert all(isinstance(problem, Problem) for problem in problems)
    assert {problem.code for problem in problems} <= catalogue().keys()


@settings(max_examples=100, deadline=None)
@given(
    numbers=st.lists(st.floats(0, 20000, allow_subnormal=False), min_size=1, max_size=30),
    quote=st.booleans(),
)
def test_what_polars_wrote_is_read_again_to_the_last_digit(tmp_path_factory, numbers, quote):
    folder = write(tmp_path_factory.mktemp("system"), {})
    years = [f"{1950 + i}-{(1951 + i) % 100:02d}" for i in range(len(numbers))]
    pl.DataFrame({"place": "N", "year": years, "use": "maternity", "beds_open": numbers}).write_csv(
        folder / "beds.csv", quote_style="always" if quote else "necessary"
    )
    frames, problems = read_tables(folder, TABLES)
    assert problems == []
    assert frames["beds"]["beds_open"].to_list() == numbers


# -- the declarations ---------------------------------------------------------------------------


def test_every_declared_table_can_be_read_from_its_header_alone(tmp_path):
    for table in declared().values():
        (tmp_path / f"{table.name}.csv").write_text(",".join(table.names) + "\n")
    frames, problems = read_tables(tmp_path, declared())

    assert frames.keys() == declared().keys()
    empty = {table.name + ".csv" for table in declared().values() if not table.optional}
    assert {problem.file for problem in problems} == empty
    assert {problem.code for problem in problems} == {"F08"}
