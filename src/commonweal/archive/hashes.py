"""Inputs: the files a plan is made of, and what proves that they are the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

from commonweal.base.declare.tables import declared
from commonweal.base.reading.files import find_files
from commonweal.base.reading.forms import forms


def input_files(folder: Path) -> list[Path]:
    """The files of a system folder that a run reads, relative to it, in order."""
    documents = [form.file for form in forms().values() if "*" not in form.file]
    found = [Path(name) for name in documents if (folder / name).is_file()]
    # As the reader finds them: Rates.CSV is a table too.
    tables, _ = find_files(folder, declared())
    found += [path.relative_to(folder) for path in tables.files.values()]
    found += [path.relative_to(folder) for path in (folder / "proposals").glob("*.toml")]
    return sorted(found)


def hashes_of(folder: Path) -> dict[str, str]:
    """SHA-256 of every input, by its name in the folder."""
    return {
        path.as_posix(): hashlib.sha256((folder / path).read_bytes()).hexdigest()
        for path in input_files(folder)
    }
