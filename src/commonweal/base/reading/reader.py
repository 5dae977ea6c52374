"""Reading a folder of tables: everything that is wrong is told, and nothing is raised.

The steps, each in its own file under `reading`:

    files     which file holds which table
    decode    bytes to text
    sheets    text to rows of cells, with the spreadsheet's row numbers
    headings  which heading is which column
    debris    totals, notes and blank rows taken out
    cells     texts to values
    laws      keys, order, sums; and, once all are read, the words that refer to other tables
    coverage  rows that a table must have and has not
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from commonweal.base.declare.tables import Table
from commonweal.base.numbers.threads import at_once
from commonweal.base.reading import laws
from commonweal.base.reading.cells import DTYPES, read_column
from commonweal.base.reading.coverage import lacking
from commonweal.base.reading.debris import sweep
from commonweal.base.reading.files import find_files
from commonweal.base.reading.parquet import damaged_files
from commonweal.base.reading.problems import Problem, sort_and_fold
from commonweal.base.reading.sheets import Sheet
from commonweal.base.reading.sources import read_sheet


@dataclass(frozen=True, slots=True)
class _Read:
    """A table that was read.

    Args:
        frame: its values; None when the file could not be read at all.
        whole: whether all of its rows are there, so that other tables can be held against them.
    """

    frame: pl.DataFrame | None
    whole: bool = True
    problems: list[Problem] = field(default_factory=list)


def read_tables(
    folder: Path, tables: Mapping[str, Table]
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    """Read each table of a folder, and collect all that is wrong with any of them.

    Args:
        folder: the system folder, holding `<table>.csv` or `<table>.parquet` for each table.
        tables: the declarations, such as `declared()`.

    Returns:
        The tables by name and the problems, sorted and folded. A frame has the declared columns,
        in their kinds, and last "row", the row that the spreadsheet shows. A blank cell and an
        absent optional column are null; an absent optional table has no rows. A cell with a
        problem is null, or the text itself for codes and words. A table that could not be read
        at all is left out. Use the frames only when there are no problems but those that ask.

    >>> frames, problems = read_tables(Path("nowhere"), {})
    >>> problems[0].says
    'nowhere is not there'
    """
    found, problems = find_files(Path(folder), tables)
    frames: dict[str, pl.DataFrame] = {}
    partial: set[str] = set()
    names = {name: path.name for name, path in found.files.items()}
    there = [name for name in tables if name in found.files]
    damaged = damaged_files([p for p in found.files.values() if p.suffix.lower() == ".parquet"])
    reads = at_once(lambda name: _read_table(found.files[name], tables[name], damaged), there)
    for name, table in tables.items():
        if name not in found.files:
            if table.optional and name not in found.attempted:
                frames[name] = empty_frame(table)
            continue
        read = next(reads)
        problems += read.problems
        if read.frame is not None:
            frames[name] = read.frame
        if not read.whole:
            partial.add(name)
    problems += _orphans(frames, partial, tables, names)
    problems += _lacking(frames, problems, tables, names)
    return frames, sort_and_fold(problems)


def empty_frame(table: Table) -> pl.DataFrame:
    """A table without rows, with all its columns in their kinds."""
    columns = {column.name: DTYPES[column.kind] for column in table.columns}
    return pl.DataFrame(schema={**columns, "row": pl.UInt32()})


def _read_table(path: Path, table: Table, damaged: frozenset[Path]) -> _Read:
    sheet, problems = read_sheet(path, table, damaged=path in damaged)
    if sheet is None:
        return _Read(None, whole=False, problems=problems)
    cells, told = sweep(sheet.cells, table, sheet.file)
    problems += told
    whole = sheet.whole and not told and set(table.one_row_per) <= set(cells.columns)
    if whole and not cells.height and not table.optional:
        problems.append(_no_rows(table, sheet))
        whole = False
    frame, bad, told = _values(cells, table, sheet)
    problems += told
    frame, told = _laws(frame, bad, table, sheet, whole=whole)
    problems += told
    return _Read(frame, whole=whole, problems=problems)


def _no_rows(table: Table, sheet: Sheet) -> Problem:
    says = f"{sheet.file} has a header and no rows"
    fix = f"add a row for each {' + '.join(table.one_row_per)}"
    return Problem("F08", sheet.file, sheet.head_row, None, says, fix)


def _values(
    cells: pl.DataFrame, table: Table, sheet: Sheet
) -> tuple[pl.DataFrame, dict[str, pl.Series], list[Problem]]:
    """Each column's values, which of its cells are bad, and why."""
    columns: list[pl.Series] = []
    bad: dict[str, pl.Series] = {}
    problems: list[Problem] = []
    for column in table.columns:
        if column.name not in cells.columns:
            columns.append(pl.Series(column.name, [None] * cells.height, dtype=DTYPES[column.kind]))
            bad[column.name] = pl.repeat(
                value=not column.optional, n=cells.height, dtype=pl.Boolean, eager=True
            )
            continue
        read = read_column(
            cells[column.name],
            cells["row"],
            column,
            sheet.file,
            is_key=column.name in table.one_row_per,
        )
        columns.append(read.values)
        bad[column.name] = read.bad
        problems += read.problems
    return pl.DataFrame([*columns, cells["row"]]), bad, problems


def _laws(
    frame: pl.DataFrame, bad: dict[str, pl.Series], table: Table, sheet: Sheet, *, whole: bool
) -> tuple[pl.DataFrame, list[Problem]]:
    """What must hold of the table as a whole, for the cells that could be read."""
    if not frame.height:
        return frame, []
    bad_key = _any(bad, table.one_row_per)
    problems = laws.duplicates(frame, table, sheet.file, bad_key)
    problems += laws.out_of_order(frame, table, sheet.file, bad)
    if whole:
        for law in table.sums_to_one:
            unread = _any(bad, (law.column, *law.by))
            frame, found = laws.sums(frame, table, law, sheet.file, unread)
            problems += found
    return frame, problems


def _any(bad: dict[str, pl.Series], names: tuple[str, ...]) -> pl.Series:
    return pl.select(pl.any_horizontal(bad[name] for name in names)).to_series()


def _orphans(
    frames: Mapping[str, pl.DataFrame],
    partial: set[str],
    tables: Mapping[str, Table],
    files: Mapping[str, str],
) -> list[Problem]:
    """Words that refer to a row that is not there, in tables of which no row was left out."""
    known = {name: frame for name, frame in frames.items() if name not in partial}
    return [
        problem
        for name, table in tables.items()
        if name in frames
        for column in table.columns
        for problem in laws.orphans(
            {**known, name: frames[name]}, table, column.name, files.get(name, f"{name}.csv"), files
        )
    ]


def _lacking(
    frames: Mapping[str, pl.DataFrame],
    problems: list[Problem],
    tables: Mapping[str, Table],
    files: Mapping[str, str],
) -> list[Problem]:
    """Rows that are not there, of tables that have rows and no other problem, nor their targets."""
    unsound = {one.file for one in problems if not one.asks}
    sound = {name for name in frames if files.get(name, f"{name}.csv") not in unsound}
    return [
        problem
        for name in sound
        if frames[name].height
        for law in tables[name].covers
        if {(tables[name].column(one).target or ("", ""))[0] for one in law.every} <= sound
        for problem in lacking(frames, tables[name], law, files[name])
    ]
