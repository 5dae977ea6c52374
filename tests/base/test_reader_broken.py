"""Broken folders, one line each: what is in the file, and what the planner is told."""

import io
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from little_system import GOOD, TABLES, problems_of, write

from commonweal.base.reading.problems import catalogue
from commonweal.base.reading.reader import read_tables

HEAD = "place,year,use,beds_open,wards,counted,staffed,source\n"
ROW = "N,2026-27,maternity,12,1,1/4/2026,yes,return\n"
CELLS = {
    "place": "N", "year": "2026-27", "use": "maternity", "beds_open": "12", "wards": "1",
    "counted": "1/4/2026", "staffed": "yes", "source": "return",
}  # fmt: skip


def beds(**cells: str) -> str:
    """The table of beds with one row, in row 2, some of its cells exchanged."""
    quoted = ('"' + cell.replace('"', '""') + '"' for cell in (CELLS | cells).values())
    return HEAD + ",".join(quoted) + "\n"


# -- one cell ---------------------------------------------------------------------------------

ONE_CELL = [
    # column, what is written, code, part of what is said, part of the fix
    ("beds_open", "twenty", "V02", "'twenty' is not a number", "digits only"),
    ("beds_open", "12 34", "V02", "'12 34' is not a number", "digits only"),
    ("beds_open", "1.2.3", "V02", "'1.2.3' is not a number", "digits only"),
    ("beds_open", "0x10", "V02", "'0x10' is not a number", "digits only"),
    ("beds_open", "1_000", "V02", "'1_000' is not a number", "digits only"),
    ("beds_open", "١٢", "V02", "is not a number", "digits only"),
    ("beds_open", "05-Oct-2026", "V02", "is a date, not a number", "as Number"),
    ("beds_open", "05-Sep", "V02", "a date that a spreadsheet made, it seems, of 5-9", "as Text"),
    ("beds_open", "5E+02", "V18", "how a spreadsheet shortens a number", "write 500 if that"),
    ("beds_open", "1.2e+03", "V18", "may have lost digits", "write 1200 if that"),
    ("beds_open", "5E-02", "V18", "may have lost digits", "write 0.05 if that"),
    ("beds_open", "1,234", "V03", "a thousands separator", "write 1234"),
    ("beds_open", "1,234,567.5", "V03", "a thousands separator", "write 1234567.5"),
    ("beds_open", "1 234", "V03", "a thousands separator", "write 1234"),
    ("beds_open", "1.234,5", "V03", "a thousands separator and a decimal comma", "write 1234.5"),
    ("beds_open", "12,5", "V03", "a decimal comma", "write 12.5"),
    ("beds_open", "£1,200", "V03", "a pound sign and a thousands separator", "write 1200"),
    ("beds_open", "£1.2m", "V03", "a pound sign and 'm' beside it", "write 1200000"),
    ("beds_open", "€5", "V03", "a currency sign", "write 5"),
    ("beds_open", "12%", "V03", "a per cent sign", "write 0.12"),
    ("beds_open", "(120)", "V03", "brackets for a negative", "write -120"),
    ("beds_open", "\u22125", "V03", "a dash for a minus", "write -5"),
    ("beds_open", "5-", "V03", "the minus behind it", "write -5"),
    ("beds_open", "'12", "V03", "an apostrophe before it", "write 12"),
    ("beds_open", "120 beds", "V03", "'beds' beside it", "write 120"),
    ("beds_open", "n/a", "V05", "'n/a' stands for no value", "write the value"),
    ("beds_open", "-", "V05", "'-' stands for no value", "write the value"),
    ("beds_open", "nan", "V05", "'nan' stands for no value", "write the value"),
    ("beds_open", "-inf", "V05", "'-inf' stands for no value", "write the value"),
    ("beds_open", "*", "V05", "'*' stands for no value", "write the value"),
    ("beds_open", "<5", "V05", "'<5' hides a small number", "write an estimate"),
    ("beds_open", "#REF!", "V04", "'#REF!' is a spreadsheet's error", "fix the formula"),
    ("beds_open", "#DIV/0!", "V04", "'#DIV/0!' is a spreadsheet's error", "fix the formula"),
    ("beds_open", "#####", "V04", "'#####' is a spreadsheet's error", "fix the formula"),
    ("beds_open", "-5", "V11", "beds_open is -5; the least allowed is 0", "write 0 or more"),
    ("beds_open", "20001", "V11", "is 20001; the most allowed is 20000", "write 20000 or less"),
    ("beds_open", "1e15", "V12", "beyond any number of a care system", "million million"),
    ("beds_open", "1e999", "V12", "beyond any number of a care system", "million million"),
    ("beds_open", "", "V01", "beds_open is blank", "write beds open"),
    ("beds_open", " \u00a0 ", "V01", "beds_open is blank", "write beds open"),
    ("wards", "1.5", "V06", "'1.5' is not a whole number", "write 2"),
    ("wards", "0", "V11", "wards is 0; it must be above 0", "above 0"),
    ("wards", "1,200", "V03", "a thousands separator", "write 1200"),
    ("year", "2027", "V07", "'2027' is a calendar year", "write 2027-28"),
    ("year", "27-28", "V07", "not written as a financial year", "write 2027-28"),
    ("year", "FY27/28", "V07", "not written as a financial year", "write 2027-28"),
    ("year", "2027-29", "V07", "it is not one year long", "write 2027-28"),
    ("year", "2027-27", "V07", "it is not one year long", "write 2027-28"),
    ("year", "1/5/2027", "V07", "is a date, not a financial year", "write 2027-28"),
    ("year", "2028-03-01", "V07", "is a date, not a financial year", "write 2027-28"),
    ("year", "0027-28", "V07", "is not a year we can plan with", "write 2027-28"),
    ("year", "soon", "V07", "'soon' is not a financial year", "write 2027-28"),
    ("year", "#N/A", "V04", "a spreadsheet's error", "fix the formula"),
    ("counted", "04/13/2026", "V08", "has the month before the day", "write 13/4/2026"),
    ("counted", "31/4/2026", "V08", "is a day that no calendar has", "1/4/2027"),
    ("counted", "2026-02-30", "V08", "is a day that no calendar has", "1/4/2027"),
    ("counted", "1/4/26", "V08", "has a year of two digits", "write 1/4/2026"),
    ("counted", "46113", "V08", "a spreadsheet's day number", "write 2026-04-01"),
    ("counted", "yesterday", "V08", "'yesterday' is not a date", "1/4/2027"),
    ("counted", "1/4/9026", "V08", "is not a date we can plan with", "1/4/2027"),
    ("staffed", "Y", "V09", "'Y' is neither yes nor no", "write 'yes'"),
    ("staffed", "perhaps", "V09", "'perhaps' is neither yes nor no", "write 'yes' or 'no'"),
    ("use", "genral acute", "V10", "'genral acute' is not a known use", "write 'general_acute'"),
    ("use", "Maternity", "V10", "'Maternity' is not a known use", "write 'maternity'"),
    ("use", "theatre", "V10", "'theatre' is not a known use", "'general_acute', 'maternity'"),
    ("use", "", "V01", "use is blank", "'general_acute' or 'maternity'"),
    ("place", "North side", "V13", "'North side' is not a code", "write 'North_side'"),
    ("place", "=1+1", "V14", "begins as a formula does", "as text"),
    ("place", "X", "X01", "'X' is not a place of places.csv", "add a row for 'X'"),
    ("place", "n", "X01", "'n' is not a place of places.csv", "write 'N'"),
    ("source", "=cmd|' /C calc'!A0", "V14", "begins as a formula does", "as text"),
    ("source", "@SUM(A1)", "V14", "begins as a formula does", "as text"),
    ("source", "+SUM(A1)", "V14", "begins as a formula does", "as text"),
    ("source", "x" * 6000, "V15", "the cell has 6000 characters", "shorten it"),
    ("source", "caf\ufffd", "V16", "spoilt on the way", "CSV UTF-8"),
    ("source", "the trustâ€™s return", "V16", "spoilt on the way", "CSV UTF-8"),
    ("source", "#VALUE!", "V04", "a spreadsheet's error", "fix the formula"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "written", "code", "says", "fix"),
    ONE_CELL,
    ids=[f"{c[0]}={c[1][:20]}" for c in ONE_CELL],
)
def test_one_bad_cell_is_one_problem(tmp_path, column, written, code, says, fix):
    (problem,) = problems_of(tmp_path, {"beds.csv": beds(**{column: written})})

    assert (problem.code, problem.file, problem.row, problem.column) == (
        code, "beds.csv", 2, column,
    )  # fmt: skip
    assert says in problem.says
    assert fix in problem.fix


def test_a_share_that_is_a_per_cent_is_guessed(tmp_path):
    flows = "place,goes_to,share\nN,N,75\nN,S,0.25\nS,S,1\n"
    (problem,) = problems_of(tmp_path, {"flows.csv": flows})
    assert problem.says == "share is 75; the most allowed is 1"
    assert problem.fix == "write 0.75, if 75 is per cent"


# -- one file ---------------------------------------------------------------------------------


@dataclass
class Case:
    """A folder with some files exchanged, and the one problem it has."""

    name: str
    files: dict[str, str | bytes | None]
    code: str
    file: str = "beds.csv"
    row: int | None = None
    column: str | None = None
    says: str = ""
    fix: str = ""
    count: int = 1


def workbook() -> bytes:
    """The first bytes of any .xlsx: it is a zip file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    return packed.getvalue()


SAVE = "File > Save As > 'CSV UTF-8"
LATIN = (HEAD + ROW.replace("return", "£ return")).encode("cp1252")
CASES = [
    # files
    Case("missing", {"beds.csv": None}, "F02",
         says="beds.csv is missing: beds open overnight", fix="add it, with the header place,year"),
    Case("misspelt", {"beds.csv": None, "beds_opn.csv": GOOD["beds.csv"]}, "F03", "beds_opn.csv",
         says="is not a table of the plan, and beds.csv is missing", fix="rename it beds.csv"),
    Case("a copy", {"beds (1).csv": GOOD["beds.csv"]}, "F03", "beds (1).csv",
         says="beds (1).csv is not a table of the plan", fix="beds.csv"),
    Case("not ours", {"zebra.csv": "a,b\n"}, "F03", "zebra.csv", fix="move it out of the folder"),
    Case("tab separated by name", {"beds.csv": None, "beds.tsv": "x"}, "F03", "beds.tsv",
         says="beds.tsv is not a CSV or Parquet file", fix="named beds.csv"),
    Case("a workbook", {"beds.csv": None, "beds.xlsx": workbook()}, "F04", "beds.xlsx",
         says="is a workbook", fix=SAVE),
    Case("a workbook named CSV", {"beds.csv": workbook()}, "F04", says="is a workbook", fix=SAVE),
    Case("an old workbook named CSV", {"beds.csv": b"\xd0\xcf\x11\xe0\xa1\xb1"}, "F04", fix=SAVE),
    Case("twice", {"Beds.csv": GOOD["beds.csv"]}, "F05",
         says="Beds.csv and beds.csv are both the table beds", fix="keep one of them"),
    Case("no bytes", {"beds.csv": b""}, "F07", says="beds.csv is empty", fix="place,year,use"),
    Case("only blanks", {"beds.csv": " \n\n,,\n"}, "F07", says="no header", fix="place,year,use"),
    Case("only comments", {"beds.csv": "# nothing yet\n"}, "F07", says="has no header"),
    Case("only a header", {"beds.csv": HEAD}, "F08", row=1,
         says="has a header and no rows", fix="add a row for each place + year"),
    Case("only a header, and blank rows", {"beds.csv": HEAD + ",,,,,,,\n,,,,,,,\n"}, "F08", row=1),
    Case("Windows-1252", {"beds.csv": LATIN}, "F09", row=2,
         says="byte 0xA3 is not UTF-8 (in Windows-1252 it is '£')", fix=SAVE),
    Case("UTF-16", {"beds.csv": GOOD["beds.csv"].encode("utf-16")}, "F09",
         says="beds.csv is saved as UTF-16", fix=SAVE),
    Case("UTF-16, other end", {"beds.csv": b"\xfe\xff" + GOOD["beds.csv"].encode("utf-16-be")},
         "F09"),
    Case("UTF-16, unmarked", {"beds.csv": GOOD["beds.csv"].encode("utf-16-le")}, "F09"),
    Case("NUL bytes", {"beds.csv": HEAD.encode() + ROW.encode().replace(b"12", b"1\x002")}, "F10",
         row=2, says="1 empty (NUL) characters"),
    Case("rubbish", {"beds.csv": bytes(range(256)) * 9}, "F10", says="beds.csv is not text"),
    Case("a PDF", {"beds.csv": b"%PDF-1.7 ..."}, "F10", says="is a PDF"),
    Case("a web page", {"beds.csv": "<!DOCTYPE html><html>sign in</html>"}, "F10", says="web page"),
    Case("Parquet named CSV", {"beds.csv": b"PAR1....PAR1"}, "F10", says="is a Parquet file"),
    Case("semicolons", {"beds.csv": (HEAD + ROW).replace(",", ";")}, "F11", row=1,
         says="separated by semicolons, not commas", fix=SAVE),
    Case("tabs", {"beds.csv": (HEAD + ROW).replace(",", "\t")}, "F11", row=1, says="by tabs"),
    Case("a quote not closed", {"beds.csv": HEAD + ROW + ROW.replace("return", '"return') + ROW},
         "F12", row=3, says='a quote mark (") in this row has no partner', fix="written twice"),
    Case("a quote swallows good rows", {"beds.csv": HEAD + ROW.replace("return", '"return') + ROW
         + ROW.replace("return", '"a, b"')}, "F12", row=2),
    Case("quotes that pair across rows", {"places.csv": 'place,name\nN,"North\nS,South\nE,"East\n'},
         "F12", "places.csv", row=2, says="has no partner at the end of its cell"),
    Case("a quote mark closed in mid cell", {"places.csv": 'place,name\nN,North\nS,"South" End\n'},
         "F12", "places.csv", row=3, says="has no partner at the end of its cell"),
    Case("a cell that runs on", {"places.csv": 'place,name\nN,North\n"S,South\nE,East",x,y\n'},
         "F12", "places.csv", row=3, says="a cell in quotes runs on over the line end"),
    Case("Parquet cut short", {"beds.csv": None, "beds.parquet": b"PAR1 abc"}, "F13",
         "beds.parquet", says="is not a whole Parquet file"),
    Case("Parquet damaged", {"beds.csv": None, "beds.parquet": b"PAR1" + b"\xff" * 90 + b"PAR1"},
         "F13", "beds.parquet"),
    # columns
    Case("a column missing", {"places.csv": "place\nN\nS\n"}, "C01", "places.csv", 1, "name",
         says="the column name is missing: the name people use", fix="add a column headed name"),
    Case("a column misspelt", {"beds.csv": GOOD["beds.csv"].replace("beds_open", "bed_opn")}, "C02",
         row=1, column="bed_opn",
         says="'bed_opn' is not a column of beds, and beds_open is missing",
         fix="rename it 'beds_open'"),
    Case("a column too many", {"places.csv": "place,name,xyz\nN,a,1\nS,b,2\n"}, "C02", "places.csv",
         1, "xyz", says="'xyz' is not a column of places", fix="delete the column"),
    Case("a heading twice", {"places.csv": "place,name,name\nN,a,x\nS,b,y\n"}, "C03", "places.csv",
         1, "name", says="the heading name stands 2 times", fix="keep one"),
    Case("a heading twice, in other letters", {"places.csv": "place,name,Name\nN,a,x\nS,b,y\n"},
         "C03", "places.csv", 1, "name"),
    Case("cells without a heading", {"places.csv": "place,name,\nN,a,x\nS,b,\n"}, "C04",
         "places.csv", 1, "C", says="column C holds cells but has no heading"),
    Case("titles above", {"beds.csv": "Beds 2026,,,,,,,\nAll trusts,,,,,,,\n" + HEAD + ROW}, "C05",
         row=1, says="the header is in row 3; rows 1 to 2 above it hold 'Beds 2026'",
         fix="delete rows 1 to 2"),
    Case("no header", {"beds.csv": ROW + ROW}, "C06", row=1,
         says="no heading of beds is in the first row", fix="write the header in row 1"),
    # rows
    Case("too many cells", {"places.csv": "place,name\nN,North\nS,South, and East\n"}, "R01",
         "places.csv", 3, says="the row has 3 cells; the header has 2", fix="double quotes"),
    Case("too many cells, by the careful road", {"places.csv":
         'place,name\nN,"North, really"\nS,South, and East\n'}, "R01", "places.csv", 3),
    Case("too few cells", {"places.csv": "place,name\nN,North\nS\n"}, "R02", "places.csv", 3,
         says="the row has 1 cell; the header has 2", fix="add the missing cells"),
    Case("a file cut short in its last row", {"places.csv": "place,name\nN,North\nS"}, "F14",
         "places.csv", 3, says="stops in the middle of its last row, which begins 'S'",
         fix="get the file again, whole"),
    Case("a file cut short in quotes", {"places.csv": 'place,name\nN,"North"\nS,"Sou'}, "F14",
         "places.csv", 3),
    Case("a last row without a line end", {"places.csv": "place,name\nN,North\nS,Sou"}, "Q02",
         "places.csv", 3, "name", says="may have been cut short at 'Sou'", fix="with a line end"),
    Case("a total", {"beds.csv": HEAD + ROW + "Total,,,12,1,,,\n"}, "R03", row=3,
         says="the row looks like a total: it holds 'Total'", fix="delete the row"),
    Case("a note below", {"beds.csv": HEAD + ROW + "Source: the trusts' return,,,,,,,\n"}, "R04",
         row=3, says="only one cell is filled", fix="delete the row"),
    # keys and laws
    Case("the same key", {"places.csv": "place,name\nN,North\nS,South\nN,Near\n"}, "K01",
         "places.csv", 4, says="the same place as row 2", fix="keep one of the two rows"),
    Case("the same key, the year in other words", {"beds.csv": HEAD + ROW + ROW.replace("-", "/")},
         "K01", row=3, says="the same place + year as row 2"),
    Case("merged cells", {"beds.csv": HEAD + ROW + ROW.replace("N,2026-27", ",2027-28")}, "K02",
         row=3, column="place", says="place is blank below 'N'", fix="write 'N' again"),
    Case("a share missing", {"flows.csv": "place,goes_to,share\nN,N,0.7\nN,S,0.2\nS,S,1\n"}, "X02",
         "flows.csv", 2, "share", says="share of N sums to 0.9; it must sum to 1",
         fix="add 0.1 among rows 2, 3"),
    Case("a share too many", {"flows.csv": "place,goes_to,share\nN,N,0.7\nN,S,0.4\nS,S,1\n"}, "X02",
         "flows.csv", 2, "share", says="sums to 1.1", fix="take away 0.1"),
    Case("shares that were rounded",
         {"flows.csv": "place,goes_to,share\nN,N,0.67\nN,S,0.34\nS,S,1\n"},
         "Q01", "flows.csv", 2, "share",
         says="share of N sums to 1.01: taken as rounded to 2 decimals, and scaled to sum to 1",
         fix="write more decimals"),
    Case("an interval out of order", {"guesses.csv": "places,low,central,high\nN,5,3,9\n"}, "V17",
         "guesses.csv", 2, "low", says="low 5.0, central 3.0, high 9.0 are not in order",
         fix="low <= central <= high"),
    Case("codes separated by commas", {"guesses.csv": 'places,low,central,high\n"N,S",1,2,3\n'},
         "V13", "guesses.csv", 2, "places", fix="write 'N S'"),
    Case("one of the codes unknown", {"guesses.csv": "places,low,central,high\nN Z,1,2,3\n"}, "X01",
         "guesses.csv", 2, "places", says="'Z' is not a place of places.csv"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_one_broken_thing_is_one_problem(tmp_path, case):
    (problem,) = problems_of(tmp_path, case.files)

    assert (problem.code, problem.file, problem.row, problem.column) == (
        case.code, case.file, case.row, case.column,
    )  # fmt: skip
    assert case.says in problem.says
    assert case.fix in problem.fix
    assert problem.count == case.count


def test_a_column_of_bytes_in_parquet_is_told(tmp_path):
    folder = write(tmp_path, {"places.csv": None})
    pl.DataFrame({"place": ["N", "S"], "name": [b"a", b"b"]}).write_parquet(
        folder / "places.parquet"
    )
    _, problems = read_tables(folder, TABLES)
    assert [(p.code, p.file, p.column) for p in problems] == [("C07", "places.parquet", "name")]


def test_a_parquet_file_of_wrong_kinds_is_told_cell_by_cell(tmp_path):
    folder = write(tmp_path, {"beds.csv": None})
    pl.DataFrame(
        {
            "place": ["N", "S"],
            "year": [2026, 1],
            "use": ["maternity", "maternity"],
            "beds_open": ["12", "twelve"],
            "wards": [1.0, 1.5],
            "staffed": [True, False],
        }
    ).write_parquet(folder / "beds.parquet")
    _, problems = read_tables(folder, TABLES)
    assert [(p.code, p.row, p.column) for p in problems] == [
        ("V02", 3, "beds_open"),
        ("V06", 3, "wards"),
        ("V07", 3, "year"),
    ]


def test_a_table_as_csv_and_as_parquet_is_told(tmp_path):
    folder = write(tmp_path, {})
    pl.DataFrame({"place": ["N", "S"], "name": ["a", "b"]}).write_parquet(folder / "places.parquet")
    (problem,) = read_tables(folder, TABLES)[1]
    assert (problem.code, problem.file) == ("F05", "places.parquet")
    assert problem.says == "places.csv and places.parquet are both the table places"


# -- the folder and the disc --------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_one_problem():
    (problem,) = read_tables(Path("no/such/folder"), TABLES)[1]
    assert (problem.code, problem.says) == ("F01", "no/such/folder is not there")


def test_a_file_for_a_folder_is_one_problem(tmp_path):
    (tmp_path / "plan.zip").write_bytes(b"PK")
    (problem,) = read_tables(tmp_path / "plan.zip", TABLES)[1]
    assert problem.code == "F01"
    assert problem.says.endswith("plan.zip is a file, not a folder")


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path):
    folder = write(tmp_path, {"beds.csv": None})
    (folder / "beds.csv").mkdir()
    (problem,) = read_tables(folder, TABLES)[1]
    assert (problem.code, problem.says) == ("F06", "beds.csv is a folder, not a file")


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.csv").write_text(GOOD["beds.csv"])
    (tmp_path / "system").mkdir()
    folder = write(tmp_path / "system", {"beds.csv": None})
    (folder / "beds.csv").symlink_to(tmp_path / "secret.csv")
    (problem,) = read_tables(folder, TABLES)[1]
    assert (problem.code, problem.says) == (
        "F06",
        "beds.csv is a link to a file outside the folder",
    )


@pytest.mark.parametrize("target", ["nowhere.csv", "beds.csv"], ids=["broken", "to itself"])
def test_a_link_that_leads_nowhere_is_told(tmp_path, target):
    folder = write(tmp_path, {"beds.csv": None})
    (folder / "beds.csv").symlink_to(folder / target)
    (problem,) = read_tables(folder, TABLES)[1]
    assert (problem.code, problem.says) == ("F06", "beds.csv is a link that leads nowhere")


def test_a_pipe_in_the_place_of_a_file_is_told_and_not_waited_for(tmp_path):
    folder = write(tmp_path, {"beds.csv": None})
    os.mkfifo(folder / "beds.csv")
    (problem,) = read_tables(folder, TABLES)[1]
    assert (problem.code, problem.says) == ("F06", "beds.csv is not a plain file")


def test_a_file_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    folder = write(tmp_path, {})
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "beds.csv":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    (problem,) = read_tables(folder, TABLES)[1]
    assert (problem.code, problem.says) == ("F06", "beds.csv cannot be opened: permission denied")


# -- many problems -------------------------------------------------------------------------------


def test_all_problems_are_collected_in_the_order_of_the_rows(tmp_path):
    text = HEAD + (
        "N,2026-27,maternity,twelve,1,,,\nX,2026-27,maternity,-1,1,,,\nS,2026,materniti,12,1.5,,,\n"
    )
    problems = problems_of(tmp_path, {"beds.csv": text, "places.csv": GOOD["places.csv"] + "N,x\n"})
    assert [(p.file, p.row, p.column, p.code) for p in problems] == [
        ("beds.csv", 2, "beds_open", "V02"),
        ("beds.csv", 3, "beds_open", "V11"),
        ("beds.csv", 3, "place", "X01"),
        ("beds.csv", 4, "use", "V10"),
        ("beds.csv", 4, "wards", "V06"),
        ("beds.csv", 4, "year", "V07"),
        ("places.csv", 4, None, "K01"),
    ]


@pytest.mark.parametrize("cell", ["many", "no{row}"], ids=["the same word", "unlike words"])
def test_a_hundred_alike_are_one_line_with_a_count(tmp_path, cell):
    years = [f"{1950 + n}-{(1951 + n) % 100:02d}" for n in range(100)]
    rows = [f"N,{year},maternity,{cell.format(row=year)},,,,\n" for year in years]
    (problem,) = problems_of(tmp_path, {"beds.csv": HEAD + "".join(rows)})
    assert (problem.code, problem.row, problem.count) == ("V02", 2, 100)
    assert problem.rows == (2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    ("places", "code"),
    [
        ('place,name\nN,"North\n', "F12"),
        ("place,name\n", "F08"),
        ("plaice,name\nN,North\n", "C02"),
        ("name\nNorth\n", "C01"),
        ("", "F07"),
        (None, "F02"),
    ],
)
def test_a_table_that_lacks_rows_does_not_make_orphans_of_the_others(tmp_path, places, code):
    assert [problem.code for problem in problems_of(tmp_path, {"places.csv": places})] == [code]


def test_a_bad_share_is_not_told_again_as_a_sum(tmp_path):
    flows = "place,goes_to,share\nN,N,most\nN,S,0.25\nS,S,1\n"
    assert [p.code for p in problems_of(tmp_path, {"flows.csv": flows})] == ["V02"]


def test_every_code_of_tables_has_a_broken_folder_here():
    tested = {case.code for case in CASES} | {case[2] for case in ONE_CELL} | {"F01", "F06", "C07"}
    of_the_plan = {"X03", "X04"}  # raised by the plan room, and tested there
    of_documents = {code for code in catalogue() if code.startswith("D")}
    of_books = {"F15", "F16", "F17"}  # of workbooks, and tested with them
    assert catalogue().keys() - of_documents - of_the_plan - of_books == tested


def test_a_damaged_parquet_file_leaves_the_whole_ones_read(tmp_path):
    folder = write(tmp_path, {"places.csv": None, "beds.csv": None})
    pl.DataFrame({"place": ["N", "S"], "name": ["a", "b"]}).write_parquet(folder / "places.parquet")
    (folder / "beds.parquet").write_bytes(b"PAR1" + b"\xff" * 90 + b"PAR1")
    frames, problems = read_tables(folder, TABLES)
    assert frames["places"]["name"].to_list() == ["a", "b"]
    assert [(p.code, p.file) for p in problems] == [("F13", "beds.parquet")]
