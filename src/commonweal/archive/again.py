"""A run's own inputs, read and run again by this version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from commonweal.archive.layout import INPUTS
from commonweal.archive.manifest import Manifest
from commonweal.archive.published import Published
from commonweal.archive.reading import read
from commonweal.execute import Run, run
from commonweal.plan import Plan, with_settings
from commonweal.plan import read as read_plan


def read_run(folder: Path) -> tuple[Plan, Published]:
    """A run and the plan it was made from, every file held to its hash.

    Raises:
        NotARunFolder: if it is none, or if a file of it is not as the run wrote it.
        ProblemsFound: if its inputs are not as this version reads them.
    """
    published = read(folder)
    return with_settings(read_plan(folder / INPUTS), published.manifest.settings), published


def run_again(
    folder: Path, manifest: Manifest, progress: Callable[[int], None] = lambda done: None
) -> Run:
    """A run made again from a run folder's own inputs, with the luck and settings of a manifest.

    Raises:
        ProblemsFound: if its inputs are not as this version reads them.
    """
    return run(
        read_plan(folder / INPUTS),
        draws=manifest.draws,
        seed=manifest.seed,
        settings=manifest.settings,
        progress=progress,
    )
