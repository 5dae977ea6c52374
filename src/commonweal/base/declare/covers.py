"""Coverage: what a table must have a row for, as part of its declaration.

What is missing from a table is not zero. A table that covers says so, and a true zero is written 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.base.declare.columns import Column, known_only, must

OLDEST = 90
"""The last single year of age; it stands for 90 and over."""

SEXES = ("female", "male")
BOTH_SEXES = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covers:
    """A law of a table: it has a row for each of these, together.

    Attributes:
        every: columns that refer to another table; each code of it is meant.
        sex: a column of female, male, or all for both; none where sex is not told apart.
        ages: columns of the first and last age of a row; together they hold 0 to 90.
        zero: the number to write where there is truly none of it; blank where there can be none.
    """

    every: tuple[str, ...]
    sex: str | None = None
    ages: tuple[str, str] | None = None
    zero: str | None = None


def covers_from(
    written: Iterable[Mapping[str, Any]], columns: tuple[Column, ...], where: str
) -> tuple[Covers, ...]:
    """The coverage a table declares, each part of it held against its columns."""
    laws = []
    for words in written:
        known_only(words, {"every", "sex", "ages", "zero"}, where)
        ages = tuple(words["ages"]) if "ages" in words else None
        must(ages is None or len(ages) == 2, where, "ages are the first and the last")
        law = Covers(**{**words, "every": tuple(words["every"]), "ages": ages})
        _check(law, {column.name: column for column in columns}, where)
        laws.append(law)
    return tuple(laws)


def _check(law: Covers, columns: Mapping[str, Column], where: str) -> None:
    named = {*law.every, *(law.ages or ()), *filter(None, (law.sex, law.zero))}
    must(named <= columns.keys(), where, f"covers names no such column: {law}")
    must(all(columns[name].target for name in law.every), where, "what is covered refers to a row")
    must(law.sex is None or SEXES[0] in columns[law.sex].one_of, where, "sex is female or male")
