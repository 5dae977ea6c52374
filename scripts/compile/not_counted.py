"""What a compiled plan does not count, by name and rough size."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import polars as pl

from .collection import NCC, Collection

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "not_counted.toml").read_text(encoding="utf-8")
)


def not_counted_table(collection: Collection, share_of_people: float) -> pl.DataFrame:
    """The `not_counted` table: England's cost times the system's share of its people."""
    of_england = f"; times {share_of_people:.2%}, the system's share of England's people"
    rows = [
        (TABLE["departments"].get(code, code), gbp, "no", f"{NCC}, {code}")
        for code, gbp in collection.not_counted().iter_rows()
    ]
    rows += [
        (entry["name"], entry["gbp"], "yes" if entry.get("inside") else "no", entry["source"])
        for entry in TABLE["elsewhere"]
    ]
    rows.sort(key=lambda row: -row[1])
    return pl.DataFrame(
        [
            (name, roughly(gbp * share_of_people), inside, "derived", source + of_england)
            for name, gbp, inside, source in rows
        ],
        schema=["name", "gbp", "inside_what_is_counted", "status", "source"],
        orient="row",
    )


def roughly(gbp: float) -> float:
    """An amount to two figures: England's cost times a share of people is no more than a size.

    >>> roughly(132_417_000.0), roughly(712.0)
    (130000000.0, 710.0)
    """
    return float(f"{gbp:.2g}")
