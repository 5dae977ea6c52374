"""A run folder without a run: a few files and their manifest, written as a run's are."""

from pathlib import Path

from commonweal.archive.hashes import hashes_of
from commonweal.archive.layout import MANIFEST
from commonweal.archive.manifest import FORMAT, Manifest, versions
from commonweal.archive.swap import put_in_place


def write_small(folder: Path, says: str, *, files: int = 3, size: int = 1000) -> None:
    """Write a few files that all say the same, in folders, and the manifest last."""
    for number in range(files):
        path = folder / "inputs" / f"{number % 2}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(says * (size // len(says)))
    manifest = Manifest(
        format=FORMAT,
        system=says,
        draws=0,
        seed=1,
        settings={},
        scenarios=(),
        rulebook_day="2026-04-01",
        waivers=(),
        versions=versions(),
        files=hashes_of(folder),
    )
    (folder / MANIFEST).write_text(manifest.as_text())


def small_run(out: Path, says: str = "earlier", **shape: int) -> None:
    """Put a small run in its place."""
    put_in_place(out, lambda folder: write_small(folder, says, **shape))
