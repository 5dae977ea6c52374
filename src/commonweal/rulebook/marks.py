"""Confidence marks: how sure we are of where a number comes from.

Every number that somebody in authority set, and every assumption of a plan,
wears one. A number marked G or G? is a starting point for the user to change,
so its mark goes wherever the number goes.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files


def _read() -> dict[str, str]:
    told = tomllib.loads((files(__package__) / "marks.toml").read_text("utf-8"))
    return {mark: table["says"] for mark, table in told.items()}


MARKS: dict[str, str] = _read()
"""Each mark and what it means, the surest first."""

TO_BE_CHECKED = ("G", "G?", "A")
"""Marks of numbers that a user should look at before relying on them."""
