"""Problems: what was given to us that cannot be read as meant.

The exceptions a person may meet, and the one that is ours to fix:

    Exception
      ShownPlainly            told to the person without a traceback
        ProblemsFound         what we were given cannot be read as meant
      ValueError
        DeclarationBroken     a table or form is declared wrongly: a bug of ours

A Problem is about what we were *given*. What does not hold up in a plan that can be read is a
finding, and belongs to the plan's rules.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from commonweal.base.reading.trouble import visible

CODES = Path(__file__).with_name("problem_codes.toml")

ROWS_NAMED = 5
"""How many rows a folded problem names, and how many unlike cells of a column it shows apart."""
SHOWN_AT_MOST = 20
"""How many problems of one code are shown apart, whatever their files and columns."""


class ShownPlainly(Exception):
    """An errand that cannot go on, told in the person's words and without a traceback."""


class DeclarationBroken(ValueError):
    """A table or a form is declared wrongly. This is a bug, not a Problem."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to fix in what we were given, and how to fix it.

    Args:
        code: one of `catalogue()`, such as "V02".
        file: as the person named it, with its folder where it has one.
        row: the row the spreadsheet shows, the header's included; the line of a TOML file.
        column: the column or key.
        says: what is there, quoting it.
        fix: something a person can do today.
        count: how many rows are like this one, itself included.
        rows: the first few of them.

    >>> print(as_text([Problem("V02", "beds.csv", 5, "beds_open", "'twenty' is not a number",
    ...                        "write digits only, such as 1250")]))
    beds.csv:5:beds_open  V02  'twenty' is not a number
        fix: write digits only, such as 1250
    """

    code: str
    file: str
    row: int | None
    column: str | None
    says: str
    fix: str
    count: int = 1
    rows: tuple[int, ...] = ()

    @property
    def where(self) -> str:
        """File, row and column as one word that an editor can jump to."""
        return ":".join(str(part) for part in (self.file, self.row, self.column) if part)

    @property
    def asks(self) -> bool:
        """Whether it only asks: what is there can be read, and may not be what was meant."""
        return self.code.startswith("Q")


class ProblemsFound(ShownPlainly):
    """What we were given has problems; `problems` holds them all, sorted and folded."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sort_and_fold(problems)
        super().__init__(as_text(self.problems))


def sort_and_fold(problems: Iterable[Problem]) -> list[Problem]:
    """Put problems in the order a person fixes them, with those that are alike as one.

    Alike: the same code, file and column, and the same words. When more than a few unlike cells
    of one column share a code, they are alike too, or a column typed in the wrong way would fill
    the screen. Folding what is folded changes nothing.

    >>> typed = [Problem("V02", "a.csv", row, "n", f"'{row}x' is not a number", "write digits")
    ...          for row in range(2, 102)]
    >>> [(problem.row, problem.count, problem.rows) for problem in sort_and_fold(typed)]
    [(2, 100, (2, 3, 4, 5, 6))]
    """
    ordered = sorted(problems, key=_group)
    folded = [one for _, alike in groupby(ordered, _group) for one in _fold(list(alike))]
    return _cut(sorted(folded, key=_place))


def _cut(ordered: list[Problem]) -> list[Problem]:
    """Problems without the many more of one code that nobody reads on to: those are counted."""
    by_code: dict[str, list[Problem]] = {}
    for problem in ordered:
        by_code.setdefault(problem.code, []).append(problem)
    kept: list[Problem] = []
    for alike in by_code.values():
        shown, rest = alike[: SHOWN_AT_MOST - 1], alike[SHOWN_AT_MOST - 1 :]
        kept += [*shown, *([_counted(rest)] if rest else [])]
    return sorted(kept, key=_place)


def _counted(rest: list[Problem]) -> Problem:
    return rest[0] if len(rest) == 1 else replace(rest[0], count=sum(p.count for p in rest))


def _group(problem: Problem) -> tuple[str, str, str]:
    return problem.file, problem.code, problem.column or ""


def _place(problem: Problem) -> tuple[str, int, str, str, str]:
    return problem.file, problem.row or 0, problem.column or "", problem.code, problem.says


def _fold(alike: list[Problem]) -> list[Problem]:
    by_words: dict[str, list[Problem]] = {}
    for problem in sorted(alike, key=_place):
        by_words.setdefault(problem.says, []).append(problem)
    folded = [_as_one(same) for same in by_words.values()]
    return folded if len(folded) <= ROWS_NAMED else [_as_one(folded)]


def _as_one(same: list[Problem]) -> Problem:
    if len(same) == 1:
        return same[0]
    rows = sorted({row for problem in same for row in _rows(problem)})
    return replace(same[0], count=sum(one.count for one in same), rows=tuple(rows[:ROWS_NAMED]))


def _rows(problem: Problem) -> tuple[int, ...]:
    return problem.rows or (() if problem.row is None else (problem.row,))


def as_text(problems: Iterable[Problem]) -> str:
    """Render problems for a screen: where, code and what is there; then the fix."""
    return visible("\n".join(line for problem in problems for line in _lines(problem)))


def _lines(problem: Problem) -> Iterator[str]:
    yield f"{problem.where}  {problem.code}  {problem.says}"
    if problem.count > 1:
        more = problem.count - 1
        others = [str(row) for row in problem.rows if row != problem.row]
        which = f": {', '.join(others)}{', …' if more > len(others) else ''}" if others else ""
        row = f" row{'s' if more > 1 else ''}" if problem.row else ""
        yield f"    and {more} more{row} like it{which}"
    yield f"    fix: {problem.fix}"


def as_records(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Render problems for another program: a list of plain dicts, ready for JSON."""
    return [
        {
            "code": problem.code,
            "file": problem.file,
            "row": problem.row,
            "column": problem.column,
            "says": problem.says,
            "fix": problem.fix,
            "count": problem.count,
            "rows": list(_rows(problem)),
        }
        for problem in problems
    ]


@dataclass(frozen=True, slots=True)
class ProblemCode:
    """What a problem's code stands for, as its reference page tells it."""

    code: str
    title: str
    why: str
    fix: str


@cache
def catalogue() -> Mapping[str, ProblemCode]:
    """Every code a Problem may carry, with its title, why it matters and how to fix it.

    >>> catalogue()["V02"].title
    'A cell that should hold a number does not'
    """
    told = tomllib.loads(CODES.read_text("utf-8"))
    return {code: ProblemCode(code=code, **words) for code, words in told.items()}
