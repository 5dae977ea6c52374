"""The reader on a synthetic table of a million rows: how long, and how time grows with rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from commonweal.base.declare.tables import declared
from commonweal.base.reading.reader import read_tables
from machine import best_seconds

VARIANTS, YEARS = 11, 20
ROWS_A_PLACE = VARIANTS * YEARS * 2 * 91


def reader_times(folder: Path, sizes: tuple[int, ...]) -> list[tuple[int, float]]:
    """Rows and seconds, for about so many rows."""
    return [_time(folder / str(rows), max(1, round(rows / ROWS_A_PLACE))) for rows in sizes]


def growth(times: list[tuple[int, float]]) -> float:
    """The power of the rows that time grows with: 1 is in step, 2 would be their square."""
    rows, seconds = np.log(np.array(times)).T
    return float(np.polyfit(rows, seconds, 1)[0])


def _time(folder: Path, places: int) -> tuple[int, float]:
    folder.mkdir(parents=True)
    population = _population(places)
    population.write_csv(folder / "population.csv")
    codes = population["place"].unique(maintain_order=True)
    pl.DataFrame({"place": codes, "name": codes}).write_csv(folder / "places.csv")
    variants = population["variant"].unique(maintain_order=True)
    pl.DataFrame(
        {"variant": variants, "name": variants, "weight": 1 / VARIANTS, "source": "made up"}
    ).write_csv(folder / "variants.csv")
    tables = {name: declared()[name] for name in ("places", "variants", "population")}
    frames, problems = read_tables(folder, tables)
    assert not problems, problems[:3]
    assert frames["population"].height == population.height
    return population.height, best_seconds(lambda: read_tables(folder, tables), 2)


def _population(places: int) -> pl.DataFrame:
    rows = pl.DataFrame({"place": [f"P{n:03}" for n in range(places)]})
    for name, labels in (
        ("variant", [f"variant{n}" for n in range(VARIANTS)]),
        ("year", [f"{y}-{(y + 1) % 100:02}" for y in range(2025, 2025 + YEARS)]),
        ("sex", ["female", "male"]),
        ("age", list(range(91))),
    ):
        rows = rows.join(pl.DataFrame({name: labels}), how="cross")
    people = np.random.default_rng(1).uniform(0, 5000, rows.height).round(1)
    return rows.with_columns(people=pl.Series(people))
