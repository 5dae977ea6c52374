"""Writing a workbook in which a text is a text: never a formula, a link or a control character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships none
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # as above
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from commonweal.base.figures.spreadsheet import ACTS

LONGEST = 32_767
"""Characters that a cell of a spreadsheet can hold."""

Value = str | float | bool | date | None
"""What a cell may hold."""

_ACTS = re.compile(ACTS)


class Exact(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A sheet whose numbers are written to their last digit; XlsxWriter's own keeps sixteen."""

    def _xml_number_element(
        self, number: float, attributes: Sequence[tuple[str, str]] = ()
    ) -> None:
        said = "".join(f' {name}="{value}"' for name, value in attributes)
        self.fh.write(f"<c{said}><v>{float(number)!r}</v></c>")


def new_book(path: Path, made: date) -> Workbook:
    """A workbook that takes no text for anything else, the same for the same content.

    Args:
        path: where it will be written when it is closed.
        made: the day it says it was made on.
    """
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(path, options)
    book.worksheet_class = Exact
    book.set_properties({"created": datetime.combine(made, time())})
    return book


def inert(text: str) -> str:
    r"""A text without what cannot be seen, no longer than a cell can hold.

    >>> inert("a\x00b\u202e c\nd")
    'ab c\nd'
    """
    if not text.isprintable():
        text = "".join(letter for letter in text if letter == "\n" or _is_seen(letter))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _is_seen(letter: str) -> bool:
    return letter.isprintable() or unicodedata.category(letter) == "Zs"


class Pen:
    """Puts values into the cells of one sheet."""

    def __init__(self, book: Workbook, sheet: Worksheet) -> None:
        """Write to a sheet of a book."""
        self.sheet = sheet
        # Were somebody to edit the cell, the mark keeps the text from becoming a formula.
        self._quoted = book.add_format(
            {"quote_prefix": True, "text_wrap": True, "valign": "top", "indent": 1}
        )

    def put(self, row: int, column: int, value: Value, form: Format) -> None:
        """Put one value into a cell; nothing is left blank."""
        if value is None:
            return
        if isinstance(value, str):
            form = self._quoted if _ACTS.match(value) else form
            self.sheet.write_string(row, column, inert(value), form)
        elif isinstance(value, bool):
            self.sheet.write_boolean(row, column, value, form)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, form)
        else:
            self.sheet.write_number(row, column, value, form)
