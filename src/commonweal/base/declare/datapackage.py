"""A system folder as a Frictionless data package, so that other tools can open it.

The descriptor says of each table what its declaration says, as far as the standard has words for
it: a lower bound that must be exceeded becomes a lower bound, and what a column of several codes
refers to is left to our own reader.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from commonweal.base.declare.columns import Column
from commonweal.base.declare.tables import Table
from commonweal.base.reading.decode import decode
from commonweal.base.reading.files import find_files
from commonweal.base.reading.sheets import opening
from commonweal.base.reading.suggest import plain
from commonweal.base.reading.values import CODE

TYPES = {"integer": "integer", "number": "number", "date": "date", "yes_no": "boolean"}
PATTERNS = {
    "year": "[0-9]{4} ?[-/\u2013] ?([0-9]{2}|[0-9]{4})",
    "code": CODE,
    "codes": rf"{CODE}(\s+{CODE})*",
}
YES = ["yes", "Yes", "YES", "true", "True", "TRUE"]
NO = ["no", "No", "NO", "false", "False", "FALSE"]


def descriptor(folder: Path, tables: Mapping[str, Table]) -> dict[str, Any]:
    """Describe the tables that are in a folder: the contents of its `datapackage.json`.

    Args:
        folder: a system folder without problems.
        tables: the declarations, such as `declared()`.
    """
    found, _ = find_files(folder, tables)
    present = {name: tables[name] for name in tables if name in found.files}
    return {
        "profile": "tabular-data-package",
        "name": plain(folder.resolve().name).replace("_", "-") or "system",
        "resources": [
            _resource(table, found.files[name], present) for name, table in present.items()
        ],
    }


def _resource(table: Table, path: Path, present: Mapping[str, Table]) -> dict[str, Any]:
    parquet = path.suffix.lower() == ".parquet"
    written, head_row = (table.names, 1) if parquet else _header(path, table)
    dialect = {"headerRows": [head_row], "skipBlankRows": True}
    csv_only = {} if parquet else {"encoding": "utf-8", "dialect": dialect}
    return {
        "name": table.name.replace("_", "-"),
        "path": path.name,
        "profile": "tabular-data-resource",
        "format": "parquet" if parquet else "csv",
        "mediatype": "application/vnd.apache.parquet" if parquet else "text/csv",
        "description": table.says,
        **csv_only,
        "schema": schema(table, written, present),
    }


def _header(path: Path, table: Table) -> tuple[tuple[str, ...], int]:
    """The table's columns in the order of the file, and the row of its header.

    Optional columns may be left out, and comments may stand above the header.
    """
    text, _ = decode(path.read_bytes()[:200_000], path.name)
    start = opening(text or "", ",", many=1)
    by_plain = {plain(name): name for name in table.names}
    heads = [by_plain.get(plain(head)) for head in start.records[0]] if start.records else []
    return tuple(head for head in heads if head is not None), (start.rows or [1])[0]


def schema(
    table: Table, names: tuple[str, ...] | None = None, present: Mapping[str, Table] | None = None
) -> dict[str, Any]:
    """A table's declaration as a Table Schema.

    Args:
        names: its columns in the order of the file; left out, all as declared.
        present: the tables that foreign keys may point at; left out, any.
    """
    columns = [table.column(name) for name in names or table.names]
    keys = [_foreign_key(column, table) for column in columns if _points(column, present)]
    described = {"fields": [field(column) for column in columns], "missingValues": [""]}
    # The standard lets no part of a primary key be blank; ours may be, where blank is a meaning.
    if not any(table.column(name).optional for name in table.one_row_per):
        described["primaryKey"] = list(table.one_row_per)
    return {**described, **({"foreignKeys": keys} if keys else {})}


def _points(column: Column, present: Mapping[str, Table] | None) -> bool:
    """Whether the standard can say what a column refers to: one code, of a table that is there."""
    target = column.target
    if target is None or column.kind == "codes" or column.besides:
        return False
    return present is None or target[0] in present


def _foreign_key(column: Column, table: Table) -> dict[str, Any]:
    assert column.target is not None, f"{column.name} refers to nothing"
    name, key = column.target
    resource = "" if name == table.name else name.replace("_", "-")
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [key]}}


def field(column: Column) -> dict[str, Any]:
    """A column as a field of a Table Schema.

    >>> field(Column(name="beds", says="Beds.", kind="number", unit="bed", at_least=0))["type"]
    'number'
    """
    described: dict[str, Any] = {
        "name": column.name,
        "type": TYPES.get(column.kind, "string"),
        "description": column.says,
    }
    if column.unit is not None:
        described["unit"] = column.unit
    if column.kind == "date":
        described["format"] = "any"
    if column.kind == "yes_no":
        described |= {"trueValues": YES, "falseValues": NO}
    constraints = _constraints(column)
    return {**described, **({"constraints": constraints} if constraints else {})}


def _constraints(column: Column) -> dict[str, Any]:
    least = column.above if column.at_least is None else column.at_least
    said = {
        "required": True if not column.optional else None,
        "enum": list(column.one_of) or None,
        "minimum": least,
        "maximum": column.at_most,
        "pattern": PATTERNS.get(column.kind),
    }
    return {name: limit for name, limit in said.items() if limit is not None}
