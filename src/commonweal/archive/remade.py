"""The pages of a run folder made again, from what the folder holds and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from commonweal.archive.hashes import hashes_of
from commonweal.archive.layout import CHARTS, INPUTS, MANIFEST, REPORT, SITE, WORKBOOK
from commonweal.archive.manifest import Manifest, hold_to, manifest_of
from commonweal.archive.published import Published
from commonweal.archive.reading import published_of
from commonweal.archive.swap import put_in_place

PAGES = (CHARTS, REPORT, SITE, WORKBOOK)
"""What is made from the rest."""


def remake_pages(folder: Path, pages: Callable[[Published, Path], None]) -> Path:
    """Make the pages of a run folder again, as today's pages are made.

    The inputs may be gone: pages are made from what was published. Everything else but the
    pages must be as the run wrote it. The new folder takes the place of the old one at once.

    Args:
        folder: a run folder.
        pages: writes the charts and the report of a run into a folder.

    Returns:
        Where the report is.

    Raises:
        NotARunFolder: if it is none, or not as the run wrote it.
        CannotWriteHere: if anything that a run did not write could be lost.
    """
    manifest = manifest_of(folder)
    hold_to(manifest, folder, besides=(INPUTS, *PAGES))
    published = published_of(folder, manifest)
    put_in_place(folder, lambda new: _write(folder, new, manifest, published, pages))
    return folder / REPORT


def _write(
    old: Path,
    new: Path,
    manifest: Manifest,
    published: Published,
    pages: Callable[[Published, Path], None],
) -> None:
    for name in hashes_of(old):
        if name != MANIFEST and not name.startswith(PAGES):
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(old / name, new / name)
    pages(published, new)
    # What was read is still what the run was made of, where its files are gone too.
    inputs = {name: one for name, one in manifest.files.items() if name.startswith(INPUTS)}
    files = dict(sorted((inputs | hashes_of(new)).items()))
    (new / MANIFEST).write_bytes(replace(manifest, files=files).as_text().encode())
