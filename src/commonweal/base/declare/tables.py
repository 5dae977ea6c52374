"""Tables, declared once in TOML beside the room that owns them.

The reader, the reference page, the blank template, the data package and the exports all use the
declaration, so that none of them can say something else.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from commonweal.base.declare.columns import Column, columns_from, known_only, must
from commonweal.base.declare.covers import Covers, covers_from

__all__ = ["ROOMS", "Column", "SumsToOne", "Table", "declared", "read_declarations"]

HOUSE = Path(__file__).parents[2]
ROOMS = ("base", "rulebook", "place", "people", "care", "staff", "money", "plan")
"""The rooms that may own tables, from the ground up. Base cannot import the rooms above it, so it
looks into their folders; a test holds this list to the folders that are there."""

ATTRIBUTES = {"name", "says", "one_row_per", "optional", "column", "check"}


@dataclass(frozen=True, slots=True)
class SumsToOne:
    """A law of a table: `column` sums to 1 over the rows that agree on `by`."""

    column: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as declared: what one row is per, and what its columns mean."""

    name: str
    says: str
    room: str
    columns: tuple[Column, ...]
    one_row_per: tuple[str, ...]
    optional: bool = False
    sums_to_one: tuple[SumsToOne, ...] = ()
    in_order: tuple[tuple[str, ...], ...] = ()
    covers: tuple[Covers, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """One of its columns, by name."""
        return next(column for column in self.columns if column.name == name)


@cache
def declared() -> Mapping[str, Table]:
    """Every table the rooms declare, by name, from the ground floor up.

    >>> declared()["sites"].one_row_per
    ('site',)
    """
    tables: dict[str, Table] = {}
    for room in ROOMS:
        for name, table in read_declarations(HOUSE / room / "tables", room).items():
            must(name not in tables, name, "two rooms declare it")
            tables[name] = table
    check_targets(tables)
    return tables


def read_declarations(folder: Path, room: str = "tests") -> dict[str, Table]:
    """Read the declarations in one folder; one that is not there holds none."""
    tables = (
        table_from(tomllib.loads(path.read_text("utf-8")), room=room, stem=path.stem)
        for path in sorted(folder.glob("*.toml"))
    )
    return {table.name: table for table in tables}


def table_from(words: Mapping[str, Any], *, room: str = "tests", stem: str | None = None) -> Table:
    """Build a table from its declaration, or raise DeclarationBroken."""
    where = f"{room}/tables/{stem or words.get('name')}.toml"
    known_only(words, ATTRIBUTES, where)
    must({"name", "says", "one_row_per", "column"} <= words.keys(), where, "something is missing")
    must(stem in (None, words["name"]), where, "the file is not named as the table is")
    checks = words.get("check", {})
    known_only(checks, {"sums_to_one", "in_order", "covers"}, where)
    columns = columns_from(words["column"], where)
    table = Table(
        name=words["name"],
        says=words["says"],
        room=room,
        columns=columns,
        one_row_per=tuple(words["one_row_per"]),
        optional=words.get("optional", False),
        sums_to_one=tuple(
            SumsToOne(check["column"], tuple(check["by"]))
            for check in checks.get("sums_to_one", ())
        ),
        in_order=tuple(tuple(check["columns"]) for check in checks.get("in_order", ())),
        covers=covers_from(checks.get("covers", ()), columns, where),
    )
    _check(table, where)
    return table


def _check(table: Table, where: str) -> None:
    names = set(table.names)
    must(set(table.one_row_per) <= names and bool(table.one_row_per), where, "one_row_per")
    must("row" not in names, where, "'row' is kept for the row that the spreadsheet shows")
    must(all(column.kind != "texts" for column in table.columns), where, "a cell holds one text")
    for law in table.sums_to_one:
        must({law.column, *law.by} <= names, where, f"sums_to_one names no such column: {law}")
        must(table.column(law.column).kind == "number", where, f"only numbers sum: {law}")
    for columns in table.in_order:
        must(set(columns) <= names, where, f"in_order names no such column: {columns}")
        numeric = all(table.column(name).kind in ("number", "integer", "year") for name in columns)
        must(numeric, where, f"only numbers have an order: {columns}")


def check_targets(tables: Mapping[str, Table]) -> None:
    """Refuse a refers_to that names no declared column."""
    for table in tables.values():
        for column in table.columns:
            if column.target is not None:
                name, key = column.target
                known = name in tables and key in tables[name].names
                must(known, f"{table.name}.{column.name}", f"{column.refers_to} is not declared")
