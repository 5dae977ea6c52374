"""The numbers that somebody chose; judgements.toml beside this file gives each its reason."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "judgements.toml").read_text(encoding="utf-8")
)
"""Subject, then name, to what judgements.toml says of it."""


def entry(code: str) -> dict[str, Any]:
    """What the table says of one judgement: its value or values, its reason and its status."""
    subject, name = code.split(".")
    found: dict[str, Any] = TABLE[subject][name]
    return found


def number(code: str) -> float:
    """The value of a judgement that is one number.

    >>> number("places.belongs")
    0.3
    """
    return float(entry(code)["value"])


def numbers(code: str) -> dict[str, float]:
    """The values of a judgement that has one number for each name.

    >>> sum(numbers("money.cost_shares").values())
    1.0
    """
    return {name: float(value) for name, value in entry(code)["values"].items()}
