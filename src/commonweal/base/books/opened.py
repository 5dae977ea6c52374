"""Opening a workbook from anywhere: the cells of its sheets, or a Problem, and nothing worse.

A workbook is a zip file of XML. What would unpack to more than memory holds, or claims a cell so
far out that a grid up to it would, is refused before the reader of workbooks sees it.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

import polars as pl
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from commonweal.base.reading.problems import Problem
from commonweal.base.reading.trouble import quoted

Cell = str | float | bool | date | time | timedelta
"""What a cell holds; blank is an empty text."""

LARGEST = 300_000_000
"""Bytes that a workbook may unpack to."""
MOST_CELLS = 30_000_000
"""Cells of the grid that the used part of a sheet may span: about a gigabyte."""

AN_OLD_KIND = b"\xd0\xcf\x11\xe0"
LOCKED = "EncryptedPackage".encode("utf-16-le")
SAVE = "open it, and save it as 'Excel Workbook (*.xlsx)'"

PART = re.compile(r"xl/worksheets/[^/]+\.xml")
PLACED = r"""\br\s*=\s*["']"""
FAR = rf"{PLACED}(?:[A-Za-z]{{3,}}\d|[A-Za-z]+\d{{7,}}|\d{{7,}})"
TWO_LETTERS = rf"{PLACED}[A-Za-z]{{2}}\d"
MANY_ROWS = rf"{PLACED}[A-Za-z]*\d{{5,6}}[\"']"
CELL = re.compile(
    rb"<c\b([^>]*)>\s*(?:<f\b[^>]*?(?:/>|>([^<]*)</f>))?\s*(?:<v\s*/>|<v[^>]*>([^<]*)</v>)?"
)
PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')


@dataclass(frozen=True, slots=True)
class Opened:
    """The sheets of a workbook that can be seen: rows of cells from the first row on, by name."""

    sheets: dict[str, list[list[Cell]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def open_book(data: bytes, file: str) -> Opened:
    """The sheets of a workbook, and what is wrong with it as a workbook."""
    try:
        odd, trouble = _looked_through(data)
        if trouble is None:
            return _read(data, file, odd)
    except (BadZipFile, zlib.error, ET.ParseError, EOFError, KeyError, NotImplementedError,
            RuntimeError, OSError, ValueError):  # fmt: skip
        trouble = ("is damaged, or was cut short", f"{SAVE} again")
    says, fix = trouble
    return Opened(problems=[Problem("F15", file, None, None, f"{file} {says}", fix)])


Odd = dict[str, dict[tuple[int, int], str]]
"""Of each sheet, cells whose value a reader of values would not see."""


def _looked_through(data: bytes) -> tuple[Odd, tuple[str, str] | None]:
    """Errors and formulas by sheet; or what is wrong, and the fix."""
    if data.startswith(AN_OLD_KIND):
        if LOCKED in data:
            return {}, ("is locked with a password", "open it, take the password off, and save it")
        return {}, ("is a workbook of the old kind", SAVE)
    if not data.startswith(b"PK\x03\x04"):
        return {}, ("is not a workbook", f"{SAVE}, or name the folder of the plan")
    with ZipFile(BytesIO(data)) as files:
        names = files.namelist()
        size = sum(one.file_size for one in files.infolist())
        if "xl/workbook.xml" not in names:
            return {}, ("is not an Excel workbook", SAVE)
        if size > LARGEST:
            holds = f"would unpack to {size / 1e6:,.0f} MB; at most {LARGEST / 1e6:,.0f} are read"
            return {}, (holds, "give its large tables as CSV files in a folder")
        parts = {name: files.read(name) for name in names if PART.fullmatch(name)}
        for name in names:  # what is longer than it says is found out by reading it
            if name not in parts:
                files.read(name)
        called = _names(files)
    for name, part in parts.items():
        if not _fits(part):
            says = f"has a cell far to the right or far down in the sheet {called.get(name, name)}"
            return {}, (says, "delete the columns and rows beyond the table, and save it again")
    return {called[name]: _odd(part) for name, part in parts.items() if name in called}, None


def _names(files: ZipFile) -> dict[str, str]:
    """The name of the sheet in each part of the file."""
    text, targets = files.read("xl/workbook.xml"), files.read("xl/_rels/workbook.xml.rels")
    if b"<!DOCTYPE" in text + targets:
        raise ValueError("no spreadsheet writes a document type")
    where = {one.get("Id"): str(one.get("Target")) for one in ET.fromstring(targets)}  # noqa: S314 - it has no document type, and its size is known
    found = {}
    for one in ET.fromstring(text).iter():  # noqa: S314 - as above
        if one.tag.endswith("}sheet"):
            place = next((v for key, v in one.attrib.items() if key.endswith("}id")), "")
            found[f"xl/{where.get(place, '').removeprefix('/xl/')}"] = str(one.get("name"))
    return found


def _fits(part: bytes) -> bool:
    """Whether a grid as large as a sheet's farthest cells fits in memory, whatever they are."""
    # Polars searches a million cells in a tenth of the time that `re` takes.
    text = pl.Series([part.decode("latin-1")])
    far, wide, long = (text.str.contains(one)[0] for one in (FAR, TWO_LETTERS, MANY_ROWS))
    return not far and (702 if wide else 26) * (1_000_000 if long else 10_000) <= MOST_CELLS


def _odd(part: bytes) -> dict[tuple[int, int], str]:
    """Cells that hold an error, or a formula that nothing has worked out."""
    found: dict[tuple[int, int], str] = {}
    if not any(mark in part for mark in (b't="e"', b"<f>", b"<f ")):
        return found
    for attributes, formula, value in CELL.findall(part):
        place = PLACE.search(attributes)
        if place is None:
            continue
        at = int(place[2]) - 1, _column(place[1].decode())
        if b't="e"' in attributes:
            found[at] = value.decode("utf-8", "replace")
        elif formula and not value and b't="str"' not in attributes:
            found[at] = f"={formula.decode('utf-8', 'replace')}"
    return found


def _column(letters: str) -> int:
    """The number of a column, the first being 0.

    >>> _column("A"), _column("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """What a spreadsheet calls a column, the first being 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _read(data: bytes, file: str, odd: Odd) -> Opened:
    opened = Opened()
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for sheet in book.sheets_metadata:
            if sheet.visible != SheetVisibleEnum.Visible:
                says = f"the sheet {quoted(sheet.name)} is hidden, and nothing hidden is read"
                fix = "show it: right-click a tab and choose Unhide; or delete it"
                opened.problems.append(Problem("F16", file, None, None, says, fix))
            elif sheet.typ == SheetTypeEnum.WorkSheet:
                found = book.get_sheet_by_name(sheet.name)
                rows = found.to_python(skip_empty_area=False)
                opened.sheets[sheet.name] = _with_odd(rows, odd.get(sheet.name, {}))
                for (top, left), (bottom, right) in found.merged_cell_ranges or ():
                    ends = f"{column_letters(left)}{top + 1}:{column_letters(right)}{bottom + 1}"
                    says = f"the cells {ends} are merged, and only the first holds a value"
                    fix = "unmerge them, and fill each"
                    at = f"{file} sheet {sheet.name}"
                    opened.problems.append(Problem("F17", at, top + 1, None, says, fix))
    except BaseException as error:
        # The reader is in Rust: where it meets what it did not expect, what it raises is no
        # Exception. Whatever else is none is not ours to stop.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise ValueError("the reader of workbooks cannot read it") from None
    return opened


def _with_odd(rows: list[list[Cell]], odd: dict[tuple[int, int], str]) -> list[list[Cell]]:
    """Rows with what a reader of values does not see; a sheet may end before it."""
    for (row, column), text in odd.items():
        while len(rows) <= row:
            rows.append([""] * (len(rows[0]) if rows else 1))
        for one in rows:
            one.extend([""] * (column + 1 - len(one)))
        rows[row][column] = text
    return rows


def as_text(cell: Cell) -> str:
    """A cell as a person would type it.

    >>> as_text(12.0), as_text(0.1), as_text(True), as_text(date(2027, 4, 1))
    ('12', '0.1', 'TRUE', '2027-04-01')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float | int):
        text = repr(cell).removesuffix(".0")
        return f"{Decimal(text):f}" if "e" in text else text
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
