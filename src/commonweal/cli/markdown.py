"""Small pieces of Markdown, for the pages made from the code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def cell(text: object) -> str:
    """Text that stays in its cell of a table.

    >>> len(cell("a | b")) - len("a | b"), cell(None)
    (1, '')
    """
    return "" if text is None else str(text).replace("|", "\\|").replace("\n", " ")


def grid(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table, with a blank line after it.

    >>> print(grid(["a", "b"], [[1, None]]), end="")
    | a | b |
    | --- | --- |
    | 1 |  |
    <BLANKLINE>
    """
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(map(cell, line))} |\n" for line in lines) + "\n"


def paragraph(*sentences: str) -> str:
    """Sentences as one paragraph, with a blank line after it; blank ones are left out."""
    said = " ".join(sentence for sentence in sentences if sentence)
    return f"{said}\n\n" if said else ""


def heading(text: str, level: int = 2) -> str:
    """A heading, with a blank line after it."""
    return f"{'#' * level} {text}\n\n"
