"""Putting a new run in the place of an earlier one, so that one of them always stands there whole.

A run is written beside its place and takes it at the end. Whatever stops it on the way, a kill or
a full disk, leaves the earlier run as it was.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from commonweal.archive.destinations import beside, destination
from commonweal.archive.hashes import hashes_of
from commonweal.archive.layout import MANIFEST
from commonweal.archive.manifest import manifest_of

HERE = -100
"""AT_FDCWD of Linux: names are as seen from the current folder."""
EXCHANGE = 2
"""RENAME_EXCHANGE of Linux: two names change places in one step."""


def put_in_place(out: Path, write: Callable[[Path], None], reads: Sequence[Path] = ()) -> None:
    """Write a run beside its place, and put it there when it is whole.

    Args:
        out: where it is to stand; made with the folders it lies in.
        write: writes the whole run, manifest and all, into the folder it is given.
        reads: folders that the run is made from.

    Raises:
        CannotWriteHere: if anything that a run did not write could be lost.
        OSError: if the disk is full or read-only.
    """
    there = destination(out, reads)
    there.parent.mkdir(parents=True, exist_ok=True)
    new = beside(there)
    new.mkdir()
    try:
        write(new)
        destination(out, reads)  # again: much may have happened while the run was worked out
        earlier = _take_the_place(new, there)
    except BaseException as trouble:
        shutil.rmtree(new, ignore_errors=True)
        if isinstance(trouble, OSError) and trouble.filename is None:
            trouble.filename = str(out)  # a full disk does not say what it had no room for
        raise
    if earlier is not None:
        with suppress(OSError):  # the new run stands; what cannot be removed is left beside it
            _remove(earlier)


def _take_the_place(new: Path, there: Path) -> Path | None:
    """Move a new run to its place; where the earlier one is now, if there was one."""
    if not there.exists() or not any(there.iterdir()):
        new.rename(there)
        return None
    if _exchange(new, there):
        return new
    # Not in one step here: a kill in between leaves the earlier run whole under this name.
    aside = beside(there).with_suffix(".earlier")
    there.rename(aside)
    try:
        new.rename(there)
    except BaseException:
        aside.rename(there)
        raise
    return aside


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the machine or disk cannot."""
    if sys.platform != "linux":
        return False
    exchange = getattr(ctypes.CDLL(None), "renameat2", None)
    names = (os.fsencode(one), os.fsencode(other))
    return exchange is not None and exchange(HERE, names[0], HERE, names[1], EXCHANGE) == 0


def _remove(folder: Path) -> None:
    """Take away an earlier run: what it wrote and is as it wrote it, and folders then empty.

    Asked of each file here and now: a list alone could name what lies elsewhere.
    """
    ours = manifest_of(folder).files
    for name, hashed in hashes_of(folder).items():
        if name == MANIFEST or ours.get(name) == hashed:
            (folder / name).unlink()
    for place, _, _ in os.walk(folder, topdown=False):
        if not any(Path(place).iterdir()):
            Path(place).rmdir()
