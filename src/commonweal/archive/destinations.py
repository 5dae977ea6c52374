"""Where a run may be written: never over, and never among, what a run did not write."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from commonweal.archive.hashes import hashes_of
from commonweal.archive.layout import MANIFEST
from commonweal.archive.manifest import NotARunFolder, manifest_of
from commonweal.base.reading.problems import ShownPlainly

SHOWN_AT_MOST = 3
"""How many files that no run wrote are named."""
LETTERS_KEPT = 60
"""Of a folder's name in the name of the one beside it: 255 bytes are the most there may be."""


class CannotWriteHere(ShownPlainly):
    """Something that a run did not write stands where a run was to be written."""


def destination(out: Path, reads: Sequence[Path] = ()) -> Path:
    """The folder that a run may be written to, with every link on the way to it followed.

    Args:
        out: as the person named it.
        reads: folders that the run is made from.

    Raises:
        CannotWriteHere: if anything that a run did not write could be lost.
        OSError: if the disk is read-only, or the name is too long for it.
    """
    if out.is_symlink():
        raise CannotWriteHere(f"{out} is a link to {out.readlink()}; name that folder itself")
    there = out.resolve()
    if there.exists() and not there.is_dir():
        raise CannotWriteHere(f"{out} is a file; name a folder to write the run to")
    if _holds(there, Path.cwd()):
        raise CannotWriteHere(f"{out} is the folder you are in, or holds it; name another folder")
    for read in reads:
        if _holds(there, read.resolve()) or _holds(read.resolve(), there):
            raise CannotWriteHere(
                f"{out} is, holds or lies in {read}, which the run is made from; "
                "name a folder apart from it"
            )
    if there.is_dir() and any(there.iterdir()):
        _refuse_strangers(there, out)
    _try(there)
    return there


def beside(there: Path) -> Path:
    """A name that nobody has, in the same folder, for what is not finished yet."""
    return there.with_name(f"{there.name[:LETTERS_KEPT]}.new-{secrets.token_hex(4)}")


def _holds(outer: Path, inner: Path) -> bool:
    """Whether a folder is another, or holds it, by whatever names the disk gives them."""
    return outer.exists() and any(
        one.exists() and one.samefile(outer) for one in (inner, *inner.parents)
    )


def _refuse_strangers(there: Path, out: Path) -> None:
    """Raise unless a folder holds an earlier run and nothing else."""
    try:
        manifest = manifest_of(there)
    except NotARunFolder:
        what = _some(sorted(path.name for path in there.iterdir()))
        raise CannotWriteHere(
            f"{out} holds files that no run wrote ({what}), and nothing of yours is written "
            "over; name a new folder"
        ) from None
    if manifest.format == 0:
        raise CannotWriteHere(
            f"{out} holds a run of an earlier version, which did not list the files it wrote; "
            "name a new folder, or remove this one yourself"
        )
    found = hashes_of(there)
    sealed = found.pop(MANIFEST) and manifest.is_sealed
    strange = [name for name, hashed in found.items() if manifest.files.get(name) != hashed]
    strange += [] if sealed else [MANIFEST]
    if strange:
        raise CannotWriteHere(
            f"{out} holds an earlier run, and beside it what that run did not write, or not so "
            f"({_some(strange)}); move that elsewhere, or name a new folder"
        )


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN_AT_MOST
    shown = ", ".join(names[:SHOWN_AT_MOST])
    return f"{shown} and {more} more" if more > 0 else shown


def _try(there: Path) -> None:
    """Make the folder and remove it again: what is wrong with its place or name shows now."""
    missing = [one for one in (there, *there.parents) if not one.exists()]
    with _made(missing[::-1] or [beside(there)]):
        pass


@contextmanager
def _made(folders: list[Path]) -> Iterator[None]:
    made: list[Path] = []
    try:
        for folder in folders:
            folder.mkdir()
            made.append(folder)
        yield
    finally:
        for folder in reversed(made):
            folder.rmdir()
