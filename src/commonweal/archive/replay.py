"""Replay: make a run again from its own folder, and see that every figure is the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from commonweal.archive.manifest import INPUTS, manifest_of, not_as_written, versions
from commonweal.archive.run_folder import figures_of
from commonweal.base.figures.keys import KEYS
from commonweal.base.figures.query import figure_from
from commonweal.base.figures.store import FIGURE_SCHEMA
from commonweal.execute import Run, run
from commonweal.plan.reading import read

FEW = 10
"""How many figures that differ are named."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay found; empty throughout where every figure is identical.

    Attributes:
        files: those of the run folder that are not as they were written.
        versions: what is of another version now, such as "numpy 2.4.1, now 2.4.6".
        figures: the first few figures that differ, each in a line.
        differing: how many differ, one that is missing or new included.
    """

    files: tuple[str, ...]
    versions: tuple[str, ...]
    figures: tuple[str, ...]
    differing: int

    @property
    def same(self) -> bool:
        """Whether every figure is identical, and every file as it was."""
        return not self.files and self.differing == 0


def run_again(folder: Path, progress: Callable[[int], None] = lambda done: None) -> Run:
    """A run made again from a run folder's own inputs, seed and settings.

    Raises:
        NotARunFolder: if it is none.
    """
    manifest = manifest_of(folder)
    return run(
        read(folder / INPUTS),
        draws=manifest.draws,
        seed=manifest.seed,
        settings=manifest.settings,
        progress=progress,
    )


def replay(folder: Path, progress: Callable[[int], None] = lambda done: None) -> Replay:
    """Make a run again and hold every figure against the one that was published.

    Args:
        folder: the run folder.
        progress: told how many draws are done.
    """
    manifest = manifest_of(folder)
    again = run_again(folder, progress)
    was, now = manifest.versions, versions()
    others = [
        f"{name} {was.get(name)}, now {now.get(name)}"
        for name in sorted({*was, *now})
        if was.get(name) != now.get(name)
    ]
    lines, differing = _differences(figures_of(folder), again.figures.frame())
    return Replay(tuple(not_as_written(manifest, folder)), tuple(others), lines, differing)


def _differences(published: pl.DataFrame, again: pl.DataFrame) -> tuple[tuple[str, ...], int]:
    if published.equals(again):
        return (), 0
    keys = ["measure", "level", "side", "reading", *KEYS, "year"]
    values = [name for name in FIGURE_SCHEMA if name not in keys]
    both = published.join(
        again, on=keys, how="full", suffix="_again", nulls_equal=True, coalesce=True
    )
    alike = pl.all_horizontal(pl.col(v).eq_missing(pl.col(f"{v}_again")) for v in values)
    unlike = both.filter(~alike)
    lines = []
    for row in unlike.head(FEW).iter_rows(named=True):
        asked = [f"{name}={value}" for name, value in figure_from(row).asked.items()]
        what = " ".join([row["measure"], *asked])
        lines.append(f"{what}: {row['central']} published, {row['central_again']} again")
    return tuple(lines), unlike.height
