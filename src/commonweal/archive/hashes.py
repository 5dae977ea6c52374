"""Hashes: what proves that a file is as it was."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

NO_FILE = "not a plain file"
"""Stands for the hash of what has none, such as a link."""


def hash_of(data: bytes) -> str:
    """SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def hashes_of(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its name in it.

    A link is not followed and a pipe not opened; an empty folder is named with a stroke.
    """
    found: dict[str, str] = {}
    for place, folders, files in os.walk(folder):
        here = Path(place)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*files, *links):
            path = here / name
            plain = path.is_file() and not path.is_symlink()
            mark = hash_of(path.read_bytes()) if plain else NO_FILE
            found[path.relative_to(folder).as_posix()] = mark
        if not files and not folders:
            found[f"{here.relative_to(folder).as_posix()}/"] = NO_FILE
    return dict(sorted(found.items()))


def changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The names of what is not as it was: changed, gone or new."""
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
