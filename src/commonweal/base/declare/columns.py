"""What a column is: its name, meaning, kind, unit and bounds, as declared.

Tables and forms share it, so that a number in a spreadsheet and a number in a TOML file are held
to the same word.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from commonweal.base.reading.problems import DeclarationBroken

KINDS = {
    "text": "text",
    "texts": "several lines of text",
    "code": "a code",
    "codes": "several codes, separated by spaces",
    "integer": "a whole number",
    "number": "a number",
    "year": "a financial year, such as 2027-28",
    "date": "a date, such as 2027-04-01 or 1/4/2027",
    "yes_no": "yes or no",
}
"""Each kind of cell, as a planner would say it."""

NUMBERS = ("integer", "number")
NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table or a key of a form.

    Args:
        one_of: the words it may hold; none means any.
        at_least, above, at_most: the bounds of a number.
        optional: whether a cell may be blank, and the column absent.
        refers_to: "table.column" whose cells it must be found among.
        besides: words it may hold beside those it refers to.
    """

    name: str
    says: str
    kind: str = "text"
    unit: str | None = None
    one_of: tuple[str, ...] = ()
    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None
    optional: bool = False
    refers_to: str | None = None
    besides: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether its cells are numbers, whole or not."""
        return self.kind in NUMBERS

    @property
    def target(self) -> tuple[str, str] | None:
        """The table and column it refers to, apart."""
        if self.refers_to is None:
            return None
        table, _, column = self.refers_to.partition(".")
        return table, column


ATTRIBUTES = {field.name for field in fields(Column)} - {"name"}
NEEDED = {field.name for field in fields(Column) if field.default is MISSING} - {"name"}


def columns_from(declared: Mapping[str, Any], where: str) -> tuple[Column, ...]:
    """Build columns from their declarations, in the order they are written."""
    return tuple(_column(name, words, f"{where}, {name}") for name, words in declared.items())


def _column(name: str, words: Mapping[str, Any], where: str) -> Column:
    known_only(words, ATTRIBUTES, where)
    must(NAME.fullmatch(name) is not None, where, "a name is lower-case words joined by _")
    must(words.keys() >= NEEDED, where, f"it must have {sorted(NEEDED)}")
    lists = {name: tuple(words.get(name, ())) for name in ("one_of", "besides")}
    column = Column(name=name, **{**words, **lists})
    bounded = any(bound is not None for bound in (column.at_least, column.above, column.at_most))
    must(column.kind in KINDS, where, f"{column.kind!r} is not one of {sorted(KINDS)}")
    must(column.is_number or not bounded, where, "only a number has bounds")
    must(column.kind == "text" or not column.one_of, where, "only text has one_of")
    target = column.target
    must(target is None or all(target), where, "refers_to is written 'table.column'")
    must(target or not column.besides, where, "besides goes with refers_to")
    return column


def known_only(words: Mapping[str, Any], known: set[str], where: str) -> None:
    """Refuse a declaration with an attribute we do not know: most often a slip of the pen."""
    unknown = set(words) - known
    must(not unknown, where, f"{sorted(unknown)} is not among {sorted(known)}")


def must(holds: object, where: str, law: str) -> None:
    """Raise DeclarationBroken, naming the place and the law, unless it holds."""
    if not holds:
        raise DeclarationBroken(f"{where}: {law}")
