"""Files as they were read: whoever reads a file twice, or keeps a copy, has the same bytes."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_KEPT: ContextVar[dict[Path, bytes] | None] = ContextVar("_KEPT", default=None)


@contextmanager
def keeping() -> Iterator[dict[Path, bytes]]:
    """Keep the bytes of every file that is read meanwhile, each as it was when first read.

    A file may be edited while a folder is read, or while a run is worked out from it. What is
    shown, hashed and put away must be what the run was made from.
    """
    kept: dict[Path, bytes] = {}
    before = _KEPT.set(kept)
    try:
        yield kept
    finally:
        _KEPT.reset(before)


def read_bytes(path: Path) -> bytes:
    """A file's bytes; those kept, where it was read already.

    Raises:
        OSError: if it cannot be opened.
    """
    kept = _KEPT.get()
    if kept is None:
        return path.read_bytes()
    if path not in kept:
        kept[path] = path.read_bytes()
    return kept[path]
