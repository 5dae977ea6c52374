"""From a table's file, CSV or Parquet, to a sheet of texts under declared names."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from commonweal.base.problems import Problem
from commonweal.base.reading.dates import YEARS, year_text
from commonweal.base.reading.decode import decode
from commonweal.base.reading.headings import known, match
from commonweal.base.reading.sheets import SEPARATORS, Opening, Sheet, opening, separator_of
from commonweal.base.reading.splitting import split, tidy
from commonweal.base.reading.trouble import quoted
from commonweal.base.tables import Table


def read_sheet(path: Path, table: Table) -> tuple[Sheet | None, list[Problem]]:
    """The texts of a table's file, its columns named as declared; None if it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        says = f"{path.name} cannot be opened: {(error.strerror or str(error)).lower()}"
        fix = "close it in other programs, or ask its owner to let you read it"
        return None, [Problem("F06", path.name, None, None, says, fix)]
    if not data:
        says = f"{path.name} is empty"
        fix = f"write the header in row 1: {','.join(table.names)}"
        return None, [Problem("F07", path.name, None, None, says, fix)]
    read = _parquet if path.suffix.lower() == ".parquet" else _csv
    return read(data, path.name, table)


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
    return _named(sheet, table, problems)


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


def _parquet(data: bytes, file: str, table: Table) -> tuple[Sheet | None, list[Problem]]:
    broken = Problem(
        "F13",
        file,
        None,
        None,
        f"{file} is not a whole Parquet file",
        "write it again, or give the table as a CSV file",
    )
    if not (data.startswith(b"PAR1") and data.endswith(b"PAR1") and len(data) > 12):
        return None, [broken]
    try:
        frame = pl.read_parquet(data)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError):
        return None, [broken]
    texts: dict[str, pl.Series] = {}
    problems: list[Problem] = []
    for number, name in enumerate(frame.columns):
        text = _as_text(frame[name])
        if text is None:
            says = f"the column holds {frame[name].dtype}, which no cell of a table can be"
            problems.append(Problem("C07", file, None, name, says, "write plain values"))
            text = pl.Series([None] * frame.height, dtype=pl.String)
        texts[str(number)] = text
    cells = pl.DataFrame(texts, height=frame.height).with_row_index("row", offset=2)
    sheet = Sheet(file, frame.columns, 1, tidy(cells))
    named, problems = _named(_years_as_text(sheet, table), table, problems)
    unusable = [str(problem.column) for problem in problems if problem.code == "C07"]
    return replace(named, cells=named.cells.drop(unusable, strict=False)), problems


def _as_text(column: pl.Series) -> pl.Series | None:
    """A column's values as a person would type them; None when they cannot be typed."""
    if column.dtype == pl.List(pl.String):
        return column.list.join(" ")
    if column.dtype.is_nested() or column.dtype in (pl.Binary, pl.Object, pl.Duration, pl.Time):
        return None
    return column.cast(pl.String)


def _years_as_text(sheet: Sheet, table: Table) -> Sheet:
    """Whole numbers in a year's column are the calendar years in which the years start."""
    years = {column.name for column in table.columns if column.kind == "year"}
    texts = {str(start): year_text(start) for start in YEARS}
    return replace(sheet, cells=sheet.cells.with_columns(
        pl.col(str(number)).replace(texts)
        for number, head in enumerate(sheet.heads) if head in years
    ))  # fmt: skip


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
