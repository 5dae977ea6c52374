"""Rows that people and spreadsheets leave in a table and that are not rows of it."""

import polars as pl

from commonweal.base.declare.tables import Table
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.tell import tell
from commonweal.base.reading.trouble import Trouble, quoted

TOTALS = r"(?i)^((grand|sub|overall|system) ?-?)?(totals?|sum)$"
TOTAL_IN_A_CODE = r"(?i)(^|[ _.-])totals?($|[ _.-])"


def sweep(cells: pl.DataFrame, table: Table, file: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Take out blank rows in silence, and notes and totals with a Problem each.

    Blank rows mean nothing: spreadsheets write them below the last row and people between groups.
    A total would be counted twice, and a note is not data, but both may also be a slip.
    """
    names = [name for name in table.names if name in cells.columns]
    filled = cells.select(pl.sum_horizontal(pl.col(names).is_not_null()).alias("n"))["n"]
    cells, filled = cells.filter(filled > 0), filled.filter(filled > 0)
    needed = sum(not column.optional for column in table.columns)
    note = (filled == 1) & (needed > 2) & cells[names[0]].is_not_null()
    problems = tell(file, None, cells["row"], cells[names[0]], note, _note)
    cells = cells.filter(~note)
    keys = [name for name in table.one_row_per if name in names and not _allows_total(table, name)]
    if keys:
        totals = {name: _totals(cells[name]) for name in keys}
        if any(len(texts) for texts in totals.values()):
            called = cells.select(
                pl.coalesce(
                    pl.when(pl.col(name).is_in(texts.implode())).then(name)
                    for name, texts in totals.items()
                )
            ).to_series()
            problems += tell(file, None, cells["row"], called, called.is_not_null(), _total)
            cells = cells.filter(called.is_null())
    return cells, problems


def _totals(texts: pl.Series) -> pl.Series:
    """Those of some texts that name a total; each unlike text is looked at once."""
    unlike = texts.unique().drop_nulls()
    return unlike.filter(unlike.str.contains(TOTALS) | unlike.str.contains(TOTAL_IN_A_CODE))


def _allows_total(table: Table, name: str) -> bool:
    column = table.column(name)
    return column.kind not in ("text", "code") or "total" in column.one_of


def _note(text: str | None) -> Trouble:
    says = f"only one cell is filled, with {quoted(text)}: a note or a heading, it seems"
    return Trouble("R04", says, "delete the row, or fill its other cells")


def _total(text: str | None) -> Trouble:
    says = f"the row looks like a total: it holds {quoted(text)}"
    return Trouble("R03", says, "delete the row; totals are worked out from the others")
