"""Lines: on which line of its document a problem between documents stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from commonweal.base.reading.decode import decode
from commonweal.base.reading.kept import read_bytes
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.toml_lines import KeyPath, line_numbers, line_of

NUMBERED = re.compile(r"(\w+) (\d+)(?: (\w+))?$")
"""One of many parts and its key, as problems name it: `effect 2 low`."""


def with_lines(problems: Iterable[Problem], folder: Path) -> list[Problem]:
    """The same problems, those of a document with the line that holds what they name.

    A key that is missing is shown where its part begins, and what stands nowhere has no line.
    """

    @cache
    def lines(file: str) -> dict[KeyPath, int]:
        path = folder / file
        text = decode(read_bytes(path), file)[0] if path.is_file() else None
        return line_numbers(text or "")

    return [
        replace(problem, row=line_of(_path(problem.column), lines(problem.file)))
        if problem.row is None and problem.column and problem.file.endswith(".toml")
        else problem
        for problem in problems
    ]


def _path(column: str) -> KeyPath:
    """Where a problem's key stands.

    >>> _path("effect 2 low"), _path("end"), _path("money.pay_growth"), _path("hard-times set")
    (('effect', 1, 'low'), ('end',), ('money', 'pay_growth'), ('hard-times', 'set'))
    """
    part = NUMBERED.match(column)
    if part:
        key = (part[3],) if part[3] else ()
        return (part[1], int(part[2]) - 1, *key)
    return tuple(name for word in column.split() for name in word.split("."))
