"""The whole catalogue of measures: else a room's files are read when they are first asked for."""

from __future__ import annotations

from importlib import import_module

from commonweal.base.declare.tables import HOUSE, ROOMS
from commonweal.base.figures.measure import MEASURES, Measure


def all_measures() -> dict[str, Measure]:
    """The whole catalogue of measures, by code within each room.

    A measure is entered when its file is read, so every file that holds one is read first,
    whatever its room; the others, such as those that draw charts, are slow to read.
    """
    for path in sorted(HOUSE.rglob("*.py")):
        text = path.read_text("utf-8")
        if "\n@measure(" in text or "import made_by_the_engine" in text:
            module = path.relative_to(HOUSE.parent).with_suffix("")
            import_module(".".join(module.parts))
    order = {room: number for number, room in enumerate(ROOMS)}
    return dict(sorted(MEASURES.items(), key=lambda item: (order[item[0].split(".")[0]], item[0])))
