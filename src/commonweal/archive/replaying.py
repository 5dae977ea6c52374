"""Replay: make a run again from its own folder, and see that every figure is the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from commonweal.archive.again import run_again
from commonweal.archive.layout import INPUTS
from commonweal.archive.manifest import hold_to, manifest_of, not_as_written, versions
from commonweal.archive.reading import published_of
from commonweal.archive.writing import published_from
from commonweal.base.figures.keys import KEYS
from commonweal.base.figures.query import Figures, figure_from

SHOWN_AT_MOST = 10
"""How many figures that differ are named."""

TOLERANCE = 1e-9
"""By how much a figure may differ, as a share of the largest of its measure, where the machine or
its libraries are others than those of the run.

A sum of n numbers rounds by at most n times 1.1e-16 of the sum of their sizes, in whatever order it
is taken. The longest sums here have some 100,000 numbers, and a balance is a small difference of
sums up to 100 times its size: 1e-9 holds both, and is a thousandth of a pound in a million."""

IDENTITY = ("measure", "level", "side", "reading", *KEYS, "year")
VALUES = ("low", "central", "high")
WORDS = ("unit", "status", "why_no_interval")


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay found; empty throughout where every figure is identical.

    Attributes:
        files: inputs that are not as they were when the run was written.
        versions: what is of another version now, such as "numpy 2.4.1, now 2.4.6".
        figures: the first few figures that differ, each in a line.
        differing: how many differ, one that is missing or new included.
        rounded: how many differ in their last digits alone, on another machine or version.
    """

    files: tuple[str, ...]
    versions: tuple[str, ...]
    figures: tuple[str, ...]
    differing: int
    rounded: int

    @property
    def same(self) -> bool:
        """Whether every figure is the same, and every file as it was."""
        return not self.files and self.differing == 0


def replay(folder: Path, progress: Callable[[int], None] = lambda done: None) -> Replay:
    """Make a run again and hold every figure against the one that was published.

    With the versions and on the arithmetic of the run, every bit has to be the same. With others,
    sums may round otherwise, and figures are held to `TOLERANCE`.

    Args:
        folder: the run folder.
        progress: called with how many draws are done.

    Raises:
        NotARunFolder: if it is none, or if what it published is not as it was written.
    """
    manifest = manifest_of(folder)
    wrong = not_as_written(manifest, folder)
    if any(not name.startswith(INPUTS) for name in wrong):  # then who knows what was published
        hold_to(manifest, folder)
    published = published_of(folder, manifest)
    again = published_from(run_again(folder, manifest, progress))
    was, now = manifest.versions, versions()
    others = tuple(
        f"{name} {was.get(name, 'unknown')}, now {now.get(name, 'unknown')}"
        for name in sorted({*was, *now})
        if was.get(name) != now.get(name)
    )
    unlike, rounded = _differences(published.figures, again.figures, exactly=not others)
    return Replay(
        files=tuple(wrong),
        versions=others,
        figures=tuple(_in_a_line(row) for row in unlike.head(SHOWN_AT_MOST).iter_rows(named=True)),
        differing=unlike.height,
        rounded=rounded,
    )


def _differences(published: Figures, again: Figures, *, exactly: bool) -> tuple[pl.DataFrame, int]:
    """The figures that differ, beside those made again; and how many differ by rounding alone."""
    both = published.frame().join(
        again.frame(), on=IDENTITY, how="full", suffix="_again", nulls_equal=True, coalesce=True
    )
    largest = pl.max_horizontal(pl.col(VALUES).abs()).max().over("measure", "unit")
    words = pl.all_horizontal(pl.col(one).eq_missing(pl.col(f"{one}_again")) for one in WORDS)
    alike = pl.all_horizontal(pl.col(one).eq_missing(pl.col(f"{one}_again")) for one in VALUES)
    apart = ((pl.col(one) - pl.col(f"{one}_again")).abs() for one in VALUES)
    both_blank = (pl.col(one).is_null() & pl.col(f"{one}_again").is_null() for one in VALUES)
    near = pl.all_horizontal(
        blank | (by <= TOLERANCE * largest).fill_null(value=False)
        for blank, by in zip(both_blank, apart, strict=True)
    )
    unlike = both.filter(~(words & (alike if exactly else near)))
    return unlike, both.filter(words & near & ~alike).height if not exactly else 0


def _in_a_line(row: dict[str, object]) -> str:
    asked = [f"{name}={value}" for name, value in figure_from(row).asked.items()]
    what = " ".join([str(row["measure"]), *asked])
    return f"{what}: {row['central']} published, {row['central_again']} again"
