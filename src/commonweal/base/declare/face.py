"""Faces: the names by which a room is entered, each fetched when it is first asked for.

Opening every room takes a second, and a question such as `--help` opens none of them.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from sys import modules


def face_of(
    room: str, homes: Mapping[str, tuple[str, ...]]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a room whose names live in its files.

    Args:
        room: the room's package.
        homes: file -> the names that it gives the room.
    """
    home = {name: file for file, names in homes.items() for name in names}

    def fetch(name: str) -> object:
        """A name of the face, from its file."""
        if name not in home:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        found: object = getattr(import_module(home[name]), name)
        setattr(modules[room], name, found)
        return found

    def names() -> list[str]:
        """Every name of the face, fetched or not."""
        return sorted({*vars(modules[room]), *home})

    return fetch, names
