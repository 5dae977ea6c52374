"""Archive: the run folder as a contract."""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.archive.again import read_run
    from commonweal.archive.comparison import Comparison, Pair, compare
    from commonweal.archive.destinations import destination
    from commonweal.archive.manifest import manifest_of
    from commonweal.archive.published import Entry, Published
    from commonweal.archive.reading import read
    from commonweal.archive.remade import remake_pages
    from commonweal.archive.replaying import Replay, replay
    from commonweal.archive.same_luck import SameLuck
    from commonweal.archive.whys import as_text, why
    from commonweal.archive.writing import write_run

__all__ = [
    "Comparison",
    "Entry",
    "Pair",
    "Published",
    "Replay",
    "SameLuck",
    "as_text",
    "compare",
    "destination",
    "manifest_of",
    "read",
    "read_run",
    "remake_pages",
    "replay",
    "why",
    "write_run",
]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.archive.again": ("read_run",),
        "commonweal.archive.comparison": ("Comparison", "Pair", "compare"),
        "commonweal.archive.destinations": ("destination",),
        "commonweal.archive.manifest": ("manifest_of",),
        "commonweal.archive.published": ("Entry", "Published"),
        "commonweal.archive.reading": ("read",),
        "commonweal.archive.remade": ("remake_pages",),
        "commonweal.archive.replaying": ("Replay", "replay"),
        "commonweal.archive.same_luck": ("SameLuck",),
        "commonweal.archive.whys": ("as_text", "why"),
        "commonweal.archive.writing": ("write_run",),
    },
)
