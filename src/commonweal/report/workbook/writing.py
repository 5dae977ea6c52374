"""Writing the workbook: heads that stay in sight, columns that filter, pages that print."""

from __future__ import annotations

from pathlib import Path

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it ships none
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # as above
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

from commonweal.base.books.writing import Pen, inert, new_book
from commonweal.report.view import View
from commonweal.report.workbook.tabs import BY_ROW, Tab, number_format, tabs_of

A4 = 9
"""What a spreadsheet calls that size of paper."""


def write_workbook(run: View, path: Path) -> None:
    """Write the workbook of a run.

    Args:
        run: the run.
        path: where to.
    """
    book = new_book(path, run.rulebook_day)
    forms = Forms(book)
    for name, tab in tabs_of(run).items():
        sheet = book.add_worksheet(name)
        _lay_out(sheet, tab, f"{run.plan['name']}: {name}")
        _fill(Pen(book, sheet), tab, forms)
    book.close()


class Forms:
    """How cells look, each made once for a book."""

    def __init__(self, book: Workbook) -> None:
        """Make forms for a book."""
        self._book = book
        self._made: dict[str, Format] = {}
        words = {"valign": "top", "indent": 1}
        head = {"bold": True, "text_wrap": True, "bg_color": "#DDE7EE", "bottom": 1}
        self.head = book.add_format(words | head)
        self.head_of_numbers = book.add_format({"valign": "top", "align": "right"} | head)
        self.text = book.add_format(words | {"text_wrap": True})
        self.line = book.add_format(words)
        self.name = book.add_format(words | {"bold": True})

    def of(self, unit: str) -> Format:
        """How a number of a unit looks; words where there is no unit."""
        if not unit:
            return self.text
        if unit not in self._made:
            form = {"num_format": number_format(unit), "valign": "top"}
            self._made[unit] = self._book.add_format(form)
        return self._made[unit]


def _lay_out(sheet: Worksheet, tab: Tab, title: str) -> None:
    """Widths, what stays in sight, what filters, and how it prints."""
    top = _top(tab)
    for number, head in enumerate(tab.heads):
        sheet.set_column(number, number, head.width)
    sheet.set_row(top, 45)
    sheet.freeze_panes(top + 1, 1)
    sheet.autofilter(top, 0, top + len(tab.rows), len(tab.heads) - 1)
    sheet.repeat_rows(top)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.set_header(f"&L{inert(title).replace('&', '&&')[:200]}")
    sheet.set_footer("&RPage &P of &N")


def _top(tab: Tab) -> int:
    """The row of the heads, counted from 0: below what stands above them and a blank row."""
    return len(tab.above) + 1 if tab.above else 0


def _fill(pen: Pen, tab: Tab, forms: Forms) -> None:
    for number, (name, says) in enumerate(tab.above):
        pen.put(number, 0, name, forms.name)
        pen.put(number, 1, says, forms.line)
    top = _top(tab)
    for column, head in enumerate(tab.heads):
        look = forms.head_of_numbers if head.unit else forms.head
        pen.put(top, column, head.text, look)
    unit = next((n for n, head in enumerate(tab.heads) if head.text == "Unit"), 0)
    looks = [None if head.unit == BY_ROW else forms.of(head.unit) for head in tab.heads]
    for number, row in enumerate(tab.rows, top + 1):
        for column, (value, look) in enumerate(zip(row, looks, strict=True)):
            pen.put(number, column, value, look or forms.of(str(row[unit])))
