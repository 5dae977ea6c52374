"""A plan's folder written as a workbook, or a blank workbook that explains itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships none
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from commonweal.base.books.layout import Leaf, leaves, sheet_of
from commonweal.base.books.opened import column_letters
from commonweal.base.books.writing import Pen, Value, new_book
from commonweal.base.declare.columns import Column
from commonweal.base.declare.form import Document, Form, forms
from commonweal.base.declare.tables import declared
from commonweal.base.declare.templates import empty_folder, meaning
from commonweal.base.reading.dates import year_text
from commonweal.base.reading.forms import read_form, read_forms
from commonweal.base.reading.problems import Problem, ProblemsFound, ShownPlainly
from commonweal.base.reading.reader import read_tables

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""The rows of each sheet, a value by the name of its column."""

MOST_ROWS = 1_048_575
"""Rows that a sheet can hold below its heads."""
LISTED = 5000
"""Rows that a list to choose from reaches down to."""
LONGEST_LIST = 255
"""Letters of the words to choose from, past which they are not offered."""

NOTES = (
    "One sheet for each table and document of a plan, a row for each of what it says below.",
    "A head has a note that says what to write under it. Where the words are known, choose one.",
    "Sheets that are optional may be deleted. Sheets of your own: begin their names with 'notes'.",
    "Run `commonweal check` on this file to see what is still to be written.",
)


def blank_book(folder: Path, assumptions: Mapping[str, tuple[str, str]]) -> Path:
    """Write a blank workbook that explains itself into an empty folder, and say where it is.

    Args:
        folder: it must be absent or empty.
        assumptions: those that every plan makes: by code, what each is and its unit.
    """
    path = empty_folder(folder) / "plan.xlsx"
    made = [{"code": code, "says": s, "unit": unit} for code, (s, unit) in assumptions.items()]
    write_book(path, {"assumptions": made}, blank=True)
    return path


def pack(folder: Path, path: Path) -> None:
    """Write a plan's folder as a workbook.

    Args:
        folder: the system folder.
        path: the workbook; it must not be there.

    Raises:
        ProblemsFound: if the folder cannot be read.
    """
    frames, problems = read_tables(folder, declared())
    rows: dict[str, Sequence[Mapping[str, Any]]] = {}
    for name, frame in frames.items():
        if frame.height > MOST_ROWS:
            raise ShownPlainly(f"{name} has more rows than a sheet can hold; keep it as CSV")
        rows[name] = frame.drop("row").rows(named=True)
    for form in forms().values():
        problems += _add_documents(form, folder, rows)
    if problems:
        raise ProblemsFound(problems)
    write_book(path, {name: found for name, found in rows.items() if found})


def _add_documents(form: Form, folder: Path, rows: dict[str, Any]) -> list[Problem]:
    """The rows of a form's documents, by sheet; and what is wrong with them."""
    if "*" in form.file:
        documents, problems = read_forms(form, folder)
        for code, document in documents.items():
            _add(form, {"code": code, **document}, {form.name: code}, rows)
        return problems
    found, problems = read_form(form, folder / form.file)
    if found is not None and form.keyed:
        rows[sheet_of(form)] = [{"code": code, **keys} for code, keys in found.items()]
    elif found is not None:
        _add(form, found, {}, rows)
    return problems


def _add(form: Form, document: Document, owner: Document, rows: dict[str, Any]) -> None:
    """Add a document's row, and a row for each of its parts."""
    name = sheet_of(form)
    if form.keys:
        rows.setdefault(name, []).append(document)
    for part in form.parts:
        held = document.get(part.name) or ()
        sheet = f"{name}.{part.name}" if form.keys else name
        rows.setdefault(sheet, []).extend(
            owner | one for one in (held if part.many else [held] if held else [])
        )


def write_book(path: Path, rows: Rows, *, blank: bool = False) -> None:
    """Write a workbook of a plan.

    Args:
        path: where to.
        rows: what the sheets hold.
        blank: whether every sheet is written, and not only those with rows.
    """
    if path.exists():
        raise ShownPlainly(f"{path} is there already; name a file that is not")
    book = new_book(path, date.today())
    shown = [leaf for name, leaf in leaves().items() if blank or rows.get(name)]
    _write_notes(book, shown)
    for leaf in shown:
        lists = _lists(leaf, {one.name for one in shown})
        _write_leaf(book, book.add_worksheet(leaf.name), leaf, rows.get(leaf.name, ()), lists)
    book.close()


def _write_notes(book: Workbook, shown: Sequence[Leaf]) -> None:
    sheet, plain = book.add_worksheet("notes"), book.add_format({"valign": "top"})
    pen = Pen(book, sheet)
    sheet.set_column(0, 0, 26)
    for row, note in enumerate(NOTES):
        pen.put(row, 0, note, plain)
    for row, leaf in enumerate(shown, len(NOTES) + 1):
        pen.put(row, 0, leaf.name, plain)
        optional = " Optional." if leaf.optional else ""
        pen.put(row, 1, f"{leaf.says}{optional}", plain)


def _write_leaf(
    book: Workbook,
    sheet: Worksheet,
    leaf: Leaf,
    rows: Sequence[Mapping[str, Any]],
    lists: Mapping[int, list[str] | str],
) -> None:
    head = book.add_format({"bold": True, "bg_color": "#DDE7EE", "bottom": 1})
    plain, day = book.add_format(), book.add_format({"num_format": "yyyy-mm-dd"})
    pen = Pen(book, sheet)
    sheet.freeze_panes(1, 1)
    for column, declared_as in enumerate(leaf.columns):
        pen.put(0, column, declared_as.name, head)
        sheet.write_comment(0, column, meaning(declared_as), {"x_scale": 2})
        sheet.set_column(column, column, max(12, len(declared_as.name) + 2))
    for column, source in lists.items():
        offer = {"validate": "list", "source": source, "error_type": "warning"}
        sheet.data_validation(1, column, LISTED, column, offer)
    for number, row in enumerate(rows, 1):
        for column, declared_as in enumerate(leaf.columns):
            value = _cell(row.get(declared_as.name), declared_as)
            pen.put(number, column, value, day if isinstance(value, date) else plain)


def _cell(value: Any, column: Column) -> Value:
    """A value as it stands in a cell."""
    if value is None:
        return None
    if column.kind == "year":
        return year_text(value)
    if column.kind == "yes_no":
        return "yes" if value else "no"
    if column.kind in ("codes", "texts"):
        return ("\n" if column.kind == "texts" else " ").join(value)
    return value  # type: ignore[no-any-return]  # the reader gave it its kind


def _lists(leaf: Leaf, shown: AbstractSet[str]) -> dict[int, list[str] | str]:
    """Of each column, what may be chosen: words, or the codes of another sheet.

    Other words may be typed: they are checked when the workbook is read.
    """
    found: dict[int, list[str] | str] = {}
    for number, key in enumerate(leaf.columns):
        words = ["yes", "no"] if key.kind == "yes_no" else list(key.one_of)
        if 0 < len(",".join(words)) <= LONGEST_LIST:
            found[number] = words
        elif key.target is not None and key.kind == "code" and key.target[0] in shown:
            names = [one.name for one in leaves()[key.target[0]].columns]
            letters = column_letters(names.index(key.target[1]))
            found[number] = f"='{key.target[0]}'!${letters}$2:${letters}${LISTED}"
    return found
