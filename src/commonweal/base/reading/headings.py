"""Which heading is which declared column."""

import re
from collections import Counter
from dataclasses import dataclass, field

from commonweal.base.declare.tables import Table
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.suggest import first_sentence, nearest, plain
from commonweal.base.reading.trouble import quoted


@dataclass(frozen=True, slots=True)
class Headings:
    """The place of each declared column that was found, by name."""

    places: dict[str, int]
    problems: list[Problem] = field(default_factory=list)


DELETE = "delete the column"
A_YEAR = re.compile(r"(19|20|21)\d\d([-/_ ]\d{2,4})?")
MANY_STRANGE = 20
"""Headings that are no column's, beyond which they are told as one."""


def known(heads: list[str], table: Table) -> int:
    """How many different columns of the table the headings name."""
    names = {plain(name) for name in table.names}
    return len(names & {plain(head) for head in heads})


def match(
    heads: list[str], table: Table, file: str, row: int, filled: set[int] | None = None
) -> Headings:
    """Match headings to columns; capitals, spaces and hyphens do not matter if one fits.

    Args:
        filled: places whose cells are not all blank; an unnamed blank column is let go.
    """
    by_plain = {plain(name): name for name in table.names}
    names = [by_plain.get(plain(head)) for head in heads]
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for place, name in enumerate(names):
        if name is not None and name not in places:
            places[name] = place
    for name, count in Counter(name for name in names if name is not None).items():
        if count > 1:
            says = f"the heading {name} stands {count} times"
            problems.append(Problem("C03", file, row, name, says, "keep one of the columns"))
    lacking = [name for name in table.names if name not in places]
    meant: set[str] = set()
    for place, (head, name) in enumerate(zip(heads, names, strict=True)):
        if name is None and (head or filled is None or place in filled):
            guess = nearest(head, lacking) or nearest(head, table.names)
            problems.append(_unknown(head, place, guess, lacking, table, file, row))
            meant |= {guess} if guess in lacking and guess is not None else set()
    for name in lacking:
        if not table.column(name).optional and name not in meant:
            says = f"the column {name} is missing: {first_sentence(table.column(name).says)}"
            problems.append(Problem("C01", file, row, name, says, f"add a column headed {name}"))
    return Headings(places, _few(_across(problems, heads, table, file, row), table, file, row))


def _across(
    problems: list[Problem], heads: list[str], table: Table, file: str, row: int
) -> list[Problem]:
    """The problems, with years that stand across the columns told as one, and what to do."""
    years = [head for head in heads if A_YEAR.fullmatch(head.strip())]
    if len(years) < 2 or "year" not in table.names:
        return problems
    says = f"years stand across the columns: {years[0]}, {years[1]} and so on"
    fix = f"write one row for each year, with the columns {', '.join(table.names)}"
    rest = [one for one in problems if one.column not in (*years, "year")]
    return [*rest, Problem("C02", file, row, years[0], says, fix, count=len(years))]


def _few(problems: list[Problem], table: Table, file: str, row: int) -> list[Problem]:
    """The problems, with headings that nobody meant told as one where they would fill a page."""
    strange = [problem for problem in problems if problem.fix == DELETE]
    if len(strange) <= MANY_STRANGE:
        return problems
    first, more = strange[0], len(strange) - 1
    says = f"'{first.column}' and {more} more headings are not columns of {table.name}"
    kept = [problem for problem in problems if problem.fix != DELETE]
    fix = f"delete the columns; those of the table are {', '.join(table.names)}"
    return [*kept, Problem("C02", file, row, first.column, says, fix, count=len(strange))]


def _unknown(
    head: str, place: int, guess: str | None, lacking: list[str], table: Table, file: str, row: int
) -> Problem:
    if not head:
        letter = column_letter(place)
        says = f"column {letter} holds cells but has no heading"
        return Problem("C04", file, row, letter, says, "give it a heading, or delete the column")
    missing = f", and {guess} is missing" if guess in lacking else ""
    says = f"{quoted(head)} is not a column of {table.name}{missing}"
    fix = f"rename it '{guess}'" if guess in lacking else DELETE
    if guess is not None and guess not in lacking:
        fix = f"delete the column; {guess} is there already"
    return Problem("C02", file, row, head[:60], says, fix)


def column_letter(place: int) -> str:
    """A column's letter in a spreadsheet.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    return (column_letter(place // 26 - 1) if place >= 26 else "") + chr(65 + place % 26)
