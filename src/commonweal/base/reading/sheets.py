"""What a sheet is, and how a CSV's text begins: its separator, its comments, its header."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import polars as pl

from commonweal.base.reading.problems import Problem

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
    r"""The separator of the first line that is not a comment: a comma, unless others win.

    >>> separator_of("# a note, with a comma\nsite;beds")
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
