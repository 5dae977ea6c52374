"""On which line of a TOML file each key stands, so that a Problem can point at it.

`tomllib` gives the values and forgets the lines. This scanner knows just enough TOML to find
headings and the keys that begin a line; it is never asked whether the file is right.
"""

import re
from collections import Counter
from collections.abc import Mapping

KeyPath = tuple[str | int, ...]
"""Where a value stands: the names of tables and keys, and for [[tables]] their number."""

HEADING = re.compile(r"\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(#.*)?$")
KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
WORD = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def line_numbers(text: str) -> dict[KeyPath, int]:
    r"""The line of every heading and key, the first line being 1.

    >>> lines = line_numbers("name = 'x'\n[[effect]]\nlow = 1\n[[effect]]\nlow = 2")
    >>> lines[("effect", 1, "low")]
    5
    """
    found: dict[KeyPath, int] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    table: KeyPath = ()
    inside: str | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if inside is None:
            heading, key = HEADING.match(line), KEY.match(line)
            if key:
                found.setdefault((*table, *_names(key[1])), number)
            elif heading:
                table = _table(_names(heading[2]), seen, many=heading[1] == "[[")
                found.setdefault(table, number)
        inside = _open_quotes(line, inside)
    return found


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(word.strip("\"'") for word in WORD.findall(dotted))


def _table(names: tuple[str, ...], seen: Counter[tuple[str, ...]], *, many: bool) -> KeyPath:
    """The path of a heading; parts of the latest [[table]] carry its number."""
    if many:
        seen[names] += 1
    path: list[str | int] = []
    for end in range(1, len(names) + 1):
        path.append(names[end - 1])
        if seen[names[:end]]:
            path.append(seen[names[:end]] - 1)
    return tuple(path)


def _open_quotes(line: str, inside: str | None) -> str | None:
    """The triple quotes that are still open at the end of a line."""
    for mark in re.findall(r'"""|\'\'\'', line):
        if inside is None:
            inside = mark
        elif inside == mark:
            inside = None
    return inside


def line_of(path: KeyPath, lines: Mapping[KeyPath, int]) -> int | None:
    """The line of a key, or of the nearest thing around it that has one."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return None
