"""A plan's workbook read like a folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from commonweal.base.books.opened import open_book
from commonweal.base.books.unpacked import Unpacked, unpack
from commonweal.base.declare.templates import empty_folder
from commonweal.base.reading.kept import read_bytes
from commonweal.base.reading.problems import Problem, ProblemsFound

ENDINGS = (".xlsx", ".xlsm")


def book_in(path: Path) -> Path | None:
    """The workbook that a path names, or the one that stands for a folder; None for a folder.

    A workbook stands for the folder it lies in where no `system.toml` does, and no other.
    """
    if path.suffix.lower() in ENDINGS and not path.is_dir():
        return path
    if not path.is_dir() or (path / "system.toml").exists():
        return None
    books = [
        one
        for one in path.iterdir()
        if one.suffix.lower() in ENDINGS and not one.name.startswith((".", "~"))
    ]
    return books[0] if len(books) == 1 and not any(path.glob("*.csv")) else None


@contextmanager
def as_folder(book: Path) -> Iterator[tuple[Path, Unpacked]]:
    """A workbook as a folder, for as long as it is read; problems in it are the workbook's.

    Raises:
        ProblemsFound: if the workbook cannot be opened, or what is read in it has problems.
    """
    with TemporaryDirectory(prefix="commonweal-") as name:
        folder = Path(name)
        found = unpack_book(book, folder)
        try:
            yield folder, found
        except ProblemsFound as problems:
            told = [found.told(one) for one in problems.problems]
            raise ProblemsFound([*found.problems, *told]) from None
        if found.problems:
            raise ProblemsFound(found.problems)


def write_folder(book: Path, folder: Path) -> None:
    """Write what a workbook holds as a folder of CSV and TOML files.

    Args:
        folder: it must be absent or empty.

    Raises:
        ProblemsFound: if the workbook cannot be opened, or has sheets that no folder could hold.
    """
    with as_folder(book) as (laid_out, found):
        if not found.problems:
            shutil.copytree(laid_out, empty_folder(folder), dirs_exist_ok=True)


def unpack_book(book: Path, folder: Path) -> Unpacked:
    """Lay a workbook out in an empty folder.

    Raises:
        ProblemsFound: if it cannot be opened as a workbook.
    """
    try:
        data = read_bytes(book)
    except OSError as error:
        says = f"{book.name} cannot be opened: {(error.strerror or str(error)).lower()}"
        fix = "close it in other programs, and name a workbook that is there"
        raise ProblemsFound([Problem("F06", book.name, None, None, says, fix)]) from None
    opened = open_book(data, book.name)
    if not opened.sheets and opened.problems:
        raise ProblemsFound(opened.problems)
    return unpack(opened, book.name, folder)
