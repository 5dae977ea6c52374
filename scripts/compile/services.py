"""The services a compiled plan counts; services.toml beside this file declares them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import polars as pl

DECLARED: dict[str, dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "services.toml").read_text(encoding="utf-8")
)
"""Service code to what services.toml says of it, in the order of the page."""

PUBLISHED: dict[str, tuple[str, str]] = {
    service: (says["pod"], says["group"]) for service, says in DECLARED.items() if "pod" in says
}
"""Service to the pod and group of its published rates by age."""


def services_table() -> pl.DataFrame:
    """The `services` table."""
    columns = ["name", "setting", "unit", "stays_of", "age_profile", "note"]
    return pl.DataFrame(
        [(s, *(says.get(c) for c in columns)) for s, says in DECLARED.items()],
        schema={"service": pl.String} | dict.fromkeys(columns, pl.String),
        orient="row",
    )


def nights(year: int) -> int:
    """Nights of the financial year that starts in `year`.

    >>> nights(2022), nights(2023)
    (365, 366)
    """
    after = year + 1
    return 366 if after % 4 == 0 and (after % 100 != 0 or after % 400 == 0) else 365
