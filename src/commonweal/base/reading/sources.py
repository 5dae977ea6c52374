"""From a table's file, CSV or Parquet, to a sheet of texts under declared names."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from commonweal.base.declare.tables import Table
from commonweal.base.reading.decode import decode
from commonweal.base.reading.headings import known, match
from commonweal.base.reading.kept import read_bytes
from commonweal.base.reading.parquet import as_texts, read_parquet
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.sheets import SEPARATORS, Opening, Sheet, opening, separator_of
from commonweal.base.reading.splitting import split, tidy
from commonweal.base.reading.trouble import quoted


def read_sheet(
    path: Path, table: Table, *, damaged: bool = False
) -> tuple[Sheet | None, list[Problem]]:
    """The texts of a table's file, its columns named as declared; None if it cannot be read.

    Args:
        path: the file.
        table: what it should hold.
        damaged: whether it is a Parquet file that is not to be touched.
    """
    try:
        data = read_bytes(path)
    except OSError as error:
        says = f"{path.name} cannot be opened: {(error.strerror or str(error)).lower()}"
        fix = "close it in other programs, or ask its owner to let you read it"
        return None, [Problem("F06", path.name, None, None, says, fix)]
    if not data:
        says = f"{path.name} is empty"
        fix = f"write the header in row 1: {','.join(table.names)}"
        return None, [Problem("F07", path.name, None, None, says, fix)]
    if path.suffix.lower() == ".parquet":
        return _parquet(path, None if damaged else read_parquet(data), table)
    return _csv(data, path.name, table)


# -- CSV -------------------------------------------------------------------------------------


def _csv(data: bytes, file: str, table: Table) -> tuple[Sheet | None, list[Problem]]:
    text, problems = decode(data, file)
    if text is None:
        return None, problems
    if "\n" not in text:  # line ends of old Macs
        text = text.replace("\r", "\n")
    separator = separator_of(text)
    start = opening(text, separator)
    if separator != "," and start.records:
        problems.append(_separated(separator, start.rows[0], file))
    at, told = _header(start, table, file)
    problems += told
    if at is None:
        return None, problems
    sheet = split(text[start.ends[at] :], start.records[at], start.rows[at], file, separator)
    problems += sheet.problems
    if not sheet.whole and not sheet.cells.height:
        return None, problems
    if sheet.whole and not text.endswith(("\n", "\r")):
        problems += _last_row(sheet)
    return _named(sheet, table, problems)


def _last_row(sheet: Sheet) -> list[Problem]:
    """Asks whether a last row without a line end was cut, unless its last cell is seen to be whole.

    Another row ends in the same words where it is, as rows of one source do.
    """
    last = sheet.cells[str(len(sheet.heads) - 1)]
    if not len(last) or last[-1] is None or (last[:-1] == last[-1]).any():
        return []
    says = f"the last row has no line end, and may have been cut short at {quoted(last[-1])}"
    fix = "see that the row is whole and the last of all; then save the file with a line end"
    row, head = int(sheet.cells["row"][-1]), sheet.heads[-1]
    return [Problem("Q02", sheet.file, row, head, says, fix)]


def _separated(separator: str, row: int, file: str) -> Problem:
    says = f"cells are separated by {SEPARATORS[separator]}, not commas"
    fix = "save it again with commas: in Excel File > Save As > 'CSV UTF-8 (Comma delimited)'"
    return Problem("F11", file, row, None, says, fix)


def _header(start: Opening, table: Table, file: str) -> tuple[int | None, list[Problem]]:
    """Which of the first records is the header: the one that names the most columns."""
    heads = f"write the header in row 1: {','.join(table.names)}"
    if not start.records:
        return None, [Problem("F07", file, None, None, f"{file} has no header and no rows", heads)]
    scores = [known(record, table) for record in start.records]
    best = scores.index(max(scores))
    if scores[0] * 2 >= len(table.names):
        best = 0
    if scores[best] == 0:
        says = f"no heading of {table.name} is in the first row, which begins {_begins(start)}"
        return None, [Problem("C06", file, start.rows[0], None, says, heads)]
    if best == 0:
        return 0, []
    above = (
        f"row {start.rows[0]}" if best == 1 else f"rows {start.rows[0]} to {start.rows[best] - 1}"
    )
    says = f"the header is in row {start.rows[best]}; {above} above it hold {_begins(start)}"
    return best, [Problem("C05", file, start.rows[0], None, says, f"delete {above}")]


def _begins(start: Opening) -> str:
    return quoted(",".join(cell for cell in start.records[0] if cell))


# -- Parquet ---------------------------------------------------------------------------------


def _parquet(
    path: Path, frame: pl.DataFrame | None, table: Table
) -> tuple[Sheet | None, list[Problem]]:
    if frame is None:
        says = f"{path.name} is not a whole Parquet file"
        fix = "write it again, or give the table as a CSV file"
        return None, [Problem("F13", path.name, None, None, says, fix)]
    cells, strange = as_texts(frame, {column.name: column.kind for column in table.columns})
    sheet = Sheet(path.name, frame.columns, 1, tidy(cells))
    problems = [
        Problem(
            "C07", path.name, None, name,
            f"the column holds {frame[name].dtype}, which no cell of a table can be",
            "write plain numbers, texts, dates, or yes and no",
        )
        for name in strange
    ]  # fmt: skip
    named, problems = _named(sheet, table, problems)
    cells = named.cells.drop(strange, strict=False)
    if cells.columns == ["row"]:
        says = f"no column of {path.name} is one that {table.name} can be read from"
        fix = f"write the columns {', '.join(table.names)}, as plain numbers and texts"
        return None, [*problems, Problem("C06", path.name, None, None, says, fix)]
    return replace(named, cells=cells), problems


# -- both ------------------------------------------------------------------------------------


def _named(sheet: Sheet, table: Table, problems: list[Problem]) -> tuple[Sheet, list[Problem]]:
    """The sheet with its columns under their declared names, and the others gone."""
    unnamed = [number for number, head in enumerate(sheet.heads) if not head]
    filled = {n for n in unnamed if sheet.cells[str(n)].null_count() < sheet.cells.height}
    headings = match(sheet.heads, table, sheet.file, sheet.head_row, filled)
    named = sheet.cells.select(
        *(pl.col(str(place)).alias(name) for name, place in headings.places.items()), "row"
    )
    return replace(sheet, cells=named), problems + headings.problems
