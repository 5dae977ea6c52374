"""A plan as a workbook: read like its folder, with a sentence for whatever is wrong in it."""

import io
import shutil
import struct
import zipfile
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from xlsxwriter import Workbook

import commonweal
from commonweal.base.books.layout import leaves
from commonweal.base.books.opened import open_book
from commonweal.base.books.packed import blank_book, pack
from commonweal.base.books.reading import write_folder
from commonweal.base.reading.problems import ProblemsFound
from commonweal.plan import NEEDED

ROOT = Path(__file__).parents[2]
RIVERSIDE = ROOT / "examples/riverside"
ELSEWHERE = ("folder", "files", "tables", "unread")
"""What of a plan says where it was read from."""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "riverside.xlsx"
    pack(RIVERSIDE, path)
    return path


@pytest.fixture
def rows(book):
    """The cells of every sheet, to be spoilt and written again."""
    return {
        name: [list(row) for row in sheet]
        for name, sheet in open_book(book.read_bytes(), "b").sheets.items()
    }


def write(path, sheets, alter=lambda book: None):
    """A workbook of some cells, by a writer that knows nothing of plans."""
    with Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False}) as book:
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(cells):
                for column, cell in enumerate(line):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, days)
                    elif cell != "":
                        sheet.write(row, column, cell)
        alter(book)
    return path


def problems_of(path):
    with pytest.raises(ProblemsFound) as found:
        commonweal.read(path)
    return found.value.problems


def same_plan(one, other):
    for field in fields(one):
        if field.name not in ELSEWHERE:
            assert getattr(one, field.name) == getattr(other, field.name), field.name
    for name, table in one.tables.items():
        assert table.drop("row").equals(other.tables[name].drop("row")), name


def test_a_folder_a_workbook_and_a_folder_again_are_the_same_plan(book, tmp_path):
    write_folder(book, tmp_path / "again")
    plans = [commonweal.read(one) for one in (RIVERSIDE, book, tmp_path / "again")]
    same_plan(plans[0], plans[1])
    same_plan(plans[0], plans[2])


def test_a_workbook_gives_the_figures_that_its_folder_gives(book):
    folder, read = (commonweal.run(commonweal.read(one), draws=20) for one in (RIVERSIDE, book))
    assert read.figures.frame().equals(folder.figures.frame())
    assert read.findings == folder.findings


def test_every_digit_of_a_number_is_kept(tmp_path):
    folder = tmp_path / "plan"
    shutil.copytree(RIVERSIDE, folder)
    beds = folder / "beds.csv"
    beds.write_text(beds.read_text().replace(",40,", ",40.300000000000004,"))
    pack(folder, tmp_path / "b.xlsx")
    assert commonweal.read(tmp_path / "b.xlsx").tables["beds"]["beds_open"][0] == 40.300000000000004


def test_a_workbook_alone_in_a_folder_is_the_plan(book, tmp_path):
    shutil.copy(book, tmp_path / "mine.xlsx")
    same_plan(commonweal.read(RIVERSIDE), commonweal.read(tmp_path))


def test_every_table_document_and_part_has_a_sheet(book):
    names = set(leaves())
    assert {"system", "assumptions", "scenarios", "waivers", "correlations", "proposals"} <= names
    assert {"beds", "capital", "proposals.effect", "proposals.capital", "proposals.staff"} <= names
    held = set(open_book(book.read_bytes(), "b").sheets)
    assert held - {"notes"} < names


def test_a_blank_workbook_lists_what_is_to_be_written(tmp_path):
    path = blank_book(
        tmp_path / "new", {code: (says, "share a year") for code, says in NEEDED.items()}
    )
    cells = open_book(path.read_bytes(), "b").sheets
    assert set(cells) == {"notes", *leaves()}
    assert [row[0] for row in cells["assumptions"][1:]] == list(NEEDED)
    assert {problem.code for problem in problems_of(path)} == {"D02", "F08"}
    with zipfile.ZipFile(path) as files:
        sheet = files.read(f"xl/worksheets/sheet{2 + list(leaves()).index('beds')}.xml").decode()
        assert "'sites'!$A$2" in sheet
        assert any(name.startswith("xl/comments") for name in files.namelist())


# -- what people leave in workbooks ----------------------------------------------------------


def cell(rows, sheet, row, head):
    """Row (as a spreadsheet counts) and column of a cell."""
    return rows[sheet][row - 1], rows[sheet][0].index(head)


SPOILT = [
    ("an error", "beds", 2, "beds_open", "#REF!", "V04", "is a spreadsheet's error"),
    ("a text in a number", "beds", 2, "beds_open", "forty", "V02", "'forty' is not a number"),
    ("a day in a year", "beds", 2, "year", date(2025, 4, 1), "V07", "2025-04-01"),
    ("a share as a percentage", "assumptions", 2, "low", "5%", "D04", "low is '5%'"),
    ("a word nobody knows", "proposals.effect", 2, "kind", "reduse", "V10", "'reduse'"),
    ("an unknown service", "proposals.effect", 2, "services", "emergency_admission", "X01", "ser"),
    ("no such proposal", "proposals.effect", 2, "proposal", "care-home", "X01", "not a code"),
    ("a code that leads out", "proposals", 2, "code", "../../care", "V13", "is not a code"),
    ("a text that is a formula", "proposals", 2, "title", "=1+1", "V14", "begins as a formula"),
    ("a blank that is needed", "proposals", 2, "title", "", "D02", "title is missing"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "row", "head", "value", "code", "says"),
    [one[1:] for one in SPOILT],
    ids=[one[0] for one in SPOILT],
)
def test_a_spoilt_cell_is_named_by_sheet_row_and_column(
    rows, tmp_path, sheet, row, head, value, code, says
):
    line, column = cell(rows, sheet, row, head)
    line[column] = value
    problem = next(one for one in problems_of(write(tmp_path / "b.xlsx", rows)) if one.code == code)
    assert (problem.file, problem.row, problem.column) == (f"b.xlsx sheet {sheet}", row, head)
    assert says in problem.says
    assert ".toml" not in problem.says + problem.fix
    assert ".csv" not in problem.says + problem.fix.removesuffix("'CSV UTF-8'")


def test_numbers_and_yes_and_no_as_text_mean_what_they_say(rows, tmp_path):
    for sheet, row, head in (
        ("beds", 2, "beds_open"),
        ("assumptions", 2, "low"),
        ("proposals.effect", 2, "low"),
    ):
        line, column = cell(rows, sheet, row, head)
        line[column] = str(line[column])
    line, column = cell(rows, "proposals.claim", 2, "recurrent")
    line[column] = True
    same_plan(commonweal.read(RIVERSIDE), commonweal.read(write(tmp_path / "b.xlsx", rows)))


def test_a_formula_that_nothing_has_worked_out_is_no_value(rows, tmp_path):
    path = write(tmp_path / "b.xlsx", rows)
    altered = tmp_path / "c.xlsx"
    place = list(rows).index("beds") + 1
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(altered, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == f"xl/worksheets/sheet{place}.xml":
                data = data.replace(b"<v>40</v>", b"<f>20*2</f><v></v>")
                assert b"<f>" in data
            new.writestr(name, data)
    problem = problems_of(altered)[0]
    assert (problem.file, problem.row, problem.column) == ("c.xlsx sheet beds", 2, "beds_open")
    assert "'=20*2'" in problem.says


def test_what_a_formula_came_to_is_read(rows, tmp_path):
    line, column = cell(rows, "beds", 2, "beds_open")
    line[column] = ""

    def sums(book):
        book.get_worksheet_by_name("beds").write_formula(1, column, "=20*2", None, 40)

    same_plan(commonweal.read(RIVERSIDE), commonweal.read(write(tmp_path / "b.xlsx", rows, sums)))


def test_an_error_of_a_formula_is_told(rows, tmp_path):
    line, column = cell(rows, "beds", 2, "beds_open")
    line[column] = ""

    def sums(book):
        book.get_worksheet_by_name("beds").write_formula(1, column, "=1/0", None, "#DIV/0!")

    problem = problems_of(write(tmp_path / "b.xlsx", rows, sums))[0]
    assert (problem.code, problem.file, problem.row) == ("V04", "b.xlsx sheet beds", 2)


def test_merged_hidden_and_unknown_sheets_get_a_sentence_each(rows, tmp_path):
    rows["costz"] = rows.pop("costs")
    rows["Sheet9"] = [["anything"]]

    def spoil(book):
        book.get_worksheet_by_name("sites").hide()
        book.get_worksheet_by_name("flows").merge_range(1, 5, 2, 5, "the same source")

    found = {one.code: one for one in problems_of(write(tmp_path / "b.xlsx", rows, spoil))}
    assert found["F16"].says == "the sheet 'sites' is hidden, and nothing hidden is read"
    assert found["F17"].says == "the cells F2:F3 are merged, and only the first holds a value"
    assert found["F17"].file == "b.xlsx sheet flows"
    unknown = {one.says: one.fix for one in problems_of(tmp_path / "b.xlsx") if one.code == "F03"}
    assert "rename it costs" in unknown["the sheet 'costz' is not one of the plan's"]
    assert "the sheet 'Sheet9' is not one of the plan's" in unknown


def test_two_rows_of_one_code_and_of_the_system_are_told(rows, tmp_path):
    rows["proposals"].append(rows["proposals"][1])
    rows["system"].append(rows["system"][1])
    says = {one.says for one in problems_of(write(tmp_path / "b.xlsx", rows))}
    assert {"'care-homes' stands here twice", "system has 2 rows; it takes one"} <= says


def test_a_comment_and_blank_rows_keep_the_rows_that_a_spreadsheet_shows(rows, tmp_path):
    rows["beds"] = [["# beds of last year"], [], rows["beds"][0], [], *rows["beds"][1:]]
    rows["beds"][4][rows["beds"][2].index("beds_open")] = "many"
    problem = problems_of(write(tmp_path / "b.xlsx", rows))[0]
    assert (problem.file, problem.row) == ("b.xlsx sheet beds", 5)


# -- what is no workbook, or a trap ----------------------------------------------------------


def altered(data, change):
    """A workbook with the text of its parts changed."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return held.getvalue()


def bomb(data):
    """A workbook whose texts unpack to more than any plan has."""
    held = io.BytesIO(data)
    with (
        zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as files,
        files.open("xl/media/a", "w", force_zip64=True) as part,
    ):
        for _ in range(31):
            part.write(bytes(10_000_000))
    return held.getvalue()


def lying(data):
    """A workbook in which a part is longer than it says."""
    held = altered(data, lambda name, text: text + b" " * (5_000_000 if "sheet1" in name else 0))
    size = next(
        one.file_size
        for one in zipfile.ZipFile(io.BytesIO(held)).infolist()
        if "sheet1" in one.filename
    )
    return held.replace(struct.pack("<I", size), struct.pack("<I", 1000))


def far_out(data):
    return altered(
        data,
        lambda _, text: text.replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    )


def entities(data):
    head = b'<!DOCTYPE a [<!ENTITY b "c">]>'
    return altered(
        data,
        lambda name, text: (
            text.replace(b"<workbook", head + b"<workbook") if name == "xl/workbook.xml" else text
        ),
    )


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
TRAPS = {
    "nothing": (lambda data: b"", "is not a workbook"),
    "a page": (lambda data: b"<html></html>", "is not a workbook"),
    "locked": (lambda data: LOCKED, "is locked with a password"),
    "old": (lambda data: LOCKED[:400], "is a workbook of the old kind"),
    "cut short": (lambda data: data[: len(data) // 2], "is damaged, or was cut short"),
    "damaged": (lambda data: data[:3000] + bytes(500) + data[3500:], "is damaged"),
    "a bomb": (bomb, "would unpack to"),
    "lies of its size": (lying, "is damaged, or was cut short"),
    "a cell far out": (far_out, "far to the right or far down"),
    "entities": (entities, "is damaged, or was cut short"),
    "another zip": (lambda data: data.replace(b"xl/workbook", b"xl/cookbook"), "is not an Excel"),
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_what_is_no_workbook_or_a_trap_gets_one_sentence(trap, book, tmp_path):
    spoil, says = TRAPS[trap]
    (tmp_path / "b.xlsx").write_bytes(spoil(book.read_bytes()))
    [problem] = problems_of(tmp_path / "b.xlsx")
    assert (problem.code, problem.file) == ("F15", "b.xlsx")
    assert says in problem.says


def test_a_workbook_that_is_not_there_is_told(tmp_path):
    [problem] = problems_of(tmp_path / "b.xlsx")
    assert (problem.code, problem.says) == (
        "F06",
        "b.xlsx cannot be opened: no such file or directory",
    )


def test_nothing_is_written_over(book, tmp_path):
    shutil.copy(book, tmp_path / "b.xlsx")
    with pytest.raises(Exception, match="is there already"):
        pack(RIVERSIDE, tmp_path / "b.xlsx")
    with pytest.raises(Exception, match="is not empty"):
        write_folder(book, tmp_path)
