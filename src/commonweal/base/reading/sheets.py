"""From a CSV's text to rows of cells, each with the row number the spreadsheet shows.

Two parsers, one meaning. Polars is fast; Python's own csv module is careful, and defines what we
mean. Polars fills short rows and drops what it cannot place without telling, so its answer is
taken only when the separators and line ends in the text are all accounted for by the cells.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import polars as pl

from commonweal.base.problems import Problem

SPACES = " \t\r\n\x0b\x0c\u00a0\u2007\u202f\u200b\ufeff"
"""What a person cannot see at either end of a cell; the last two do not even take up room."""

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
OPENING = 200_000
"""How much of the text is searched for the header."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text: its headings, its cells and where they stand.

    Args:
        heads: the headings as written.
        head_row: the row they stand in.
        cells: one String column a heading, named "0", "1", …, blank cells null; and "row".
        whole: False when rows were left out, so that sums and orphans cannot be told.
    """

    file: str
    heads: list[str]
    head_row: int
    cells: pl.DataFrame
    whole: bool = True
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Opening:
    """The first records of a text: where each begins, and its row."""

    records: list[list[str]]
    rows: list[int]
    ends: list[int]  # where in the text each record ends


def separator_of(text: str) -> str:
    """The separator of the first line that is not a comment: a comma, unless others win.

    >>> separator_of("# a note, with a comma\\nsite;beds")
    ';'
    """
    for line in text[:OPENING].splitlines():
        if line.strip() and not is_comment(line):
            counts = {mark: line.count(mark) for mark in SEPARATORS}
            return max(counts, key=lambda mark: (counts[mark], mark == ","))
    return ","


def is_comment(line: str) -> bool:
    """Whether a line before the header is a comment, also after Excel has put it in quotes."""
    return line.lstrip(SPACES).startswith(("#", '"#'))


def opening(text: str, separator: str, many: int = 20) -> Opening:
    """The first records that are neither comments nor blank."""
    head = text[:OPENING]
    lines = list(io.StringIO(head, newline=""))
    found = Opening([], [], [])
    at = number = row = 0
    while number < len(lines) and len(found.records) < many:
        row += 1
        if not found.records and (
            not lines[number].strip(SPACES + separator) or is_comment(lines[number])
        ):
            at += len(lines[number])
            number += 1
            continue
        with long_cells(len(head)):
            reader = csv.reader(lines[number:], delimiter=separator)
            record = next(reader)
        at += sum(map(len, lines[number : number + reader.line_num]))
        number += reader.line_num
        found.records.append([cell.strip(SPACES) for cell in record])
        found.rows.append(row)
        found.ends.append(at)
    return found


@contextmanager
def long_cells(longest: int) -> Iterator[None]:
    """Let csv read cells of any length: we tell of long ones ourselves, with their row."""
    before = csv.field_size_limit(longest + 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def split(text: str, heads: list[str], head_row: int, file: str, separator: str) -> Sheet:
    """Split the text below the header into cells, fast if possible, carefully if not."""
    text = text.rstrip("\r\n")
    cells = _fast(text, len(heads), separator)
    if cells is None:
        return _careful(text, heads, head_row, file, separator)
    return Sheet(file, heads, head_row, _tidy(cells, head_row))


def _fast(text: str, width: int, separator: str) -> pl.DataFrame | None:
    """The cells by Polars, or None when any separator or line end is unaccounted for."""
    quotes = text.count('"')
    if width < 2 or not text or quotes % 2 or text.count("\r") != text.count("\r\n"):
        return None
    try:
        cells = pl.read_csv(
            text.encode(),
            separator=separator,
            has_header=False,
            schema={str(number): pl.String for number in range(width)},
        )
    except pl.exceptions.PolarsError:
        return None
    in_cells = _inside(cells, separator, "\n") if quotes else (0, 0)
    separators = cells.height * (width - 1) + in_cells[0]
    lines = cells.height + in_cells[1]
    if text.count(separator) != separators or text.count("\n") + 1 != lines:
        return None
    return cells


def _inside(cells: pl.DataFrame, *marks: str) -> tuple[int, ...]:
    """How often each mark stands inside a cell."""
    return tuple(
        int(sum(cells.select(pl.all().str.count_matches(mark, literal=True).sum()).row(0)) or 0)
        for mark in marks
    )


def _tidy(cells: pl.DataFrame, head_row: int) -> pl.DataFrame:
    """Strip every cell, make blank ones null, and number the rows as the spreadsheet does."""
    stripped = cells.with_columns(pl.all().str.strip_chars(SPACES))
    blanked = stripped.with_columns(
        pl.when(pl.col(name).str.len_bytes() > 0).then(pl.col(name)).alias(name)
        for name in stripped.columns
    )
    return blanked.with_row_index("row", offset=head_row + 1)


def _careful(text: str, heads: list[str], head_row: int, file: str, separator: str) -> Sheet:
    """The cells by the csv module, leaving out rows with too many or too few of them."""
    with long_cells(len(text)):
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    width = len(heads)
    if text.count('"') % 2:
        problem = unclosed(records, head_row, file, separator, width)
        return Sheet(file, heads, head_row, _empty(width), whole=False, problems=[problem])
    kept: list[list[str]] = []
    rows: list[int] = []
    problems: list[Problem] = []
    for row, record in enumerate(records, start=head_row + 1):
        if len(record) != width:
            if not any(cell.strip(SPACES) for cell in record):
                continue
            if any(cell.strip(SPACES) for cell in record[width:]) or len(record) < width:
                problems.append(_ragged(record, width, row, file))
                continue
        kept.append(record[:width])
        rows.append(row)
    columns = list(zip(*kept, strict=True)) if kept else [()] * width
    cells = pl.DataFrame(
        {str(number): pl.Series(column, dtype=pl.String) for number, column in enumerate(columns)}
    )
    numbered = _tidy(cells, head_row).with_columns(row=pl.Series(rows, dtype=pl.UInt32))
    return Sheet(file, heads, head_row, numbered, whole=not problems, problems=problems)


def _empty(width: int) -> pl.DataFrame:
    columns = {str(number): pl.String for number in range(width)}
    return pl.DataFrame(schema={"row": pl.UInt32, **columns})


def unclosed(
    records: list[list[str]], head_row: int, file: str, separator: str, width: int
) -> Problem:
    """Where a quote mark was opened and not closed.

    The record that swallows its followers gives it away: one of its cells holds line ends and
    whole rows. The last record does so whenever none does before it.
    """
    row = head_row + len(records)
    for number, record in enumerate(records, start=head_row + 1):
        if any("\n" in cell and cell.count(separator) >= width - 1 for cell in record):
            row = number
            break
    says = 'a quote mark (") opens in this row and is not closed'
    fix = 'close it, or delete it; a quote mark inside a quoted cell is written twice: ""'
    return Problem("F12", file, row, None, says, fix)


def _ragged(record: list[str], width: int, row: int, file: str) -> Problem:
    if any("\n" in cell for cell in record):
        says = "a cell in quotes runs on over the line end, and the row has the wrong width"
        fix = 'look for a quote mark (") that is missing or one too many in this row'
        return Problem("F12", file, row, None, says, fix)
    says = f"the row has {len(record)} cells; the header has {width}"
    if len(record) > width:
        fix = "put a cell that holds a comma in double quotes, or delete the extra cells"
        return Problem("R01", file, row, None, says, fix)
    return Problem("R02", file, row, None, says, "add the missing cells; leave them empty if blank")
