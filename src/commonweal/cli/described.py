"""Declarations in words, the same on a page and on a screen."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import date

import commonweal
from commonweal.base.columns import KINDS, Column
from commonweal.base.forms import Form, Part
from commonweal.base.measures import MEASURES, Measure
from commonweal.base.tables import HOUSE, ROOMS, Table
from commonweal.rulebook import Number, shown


def all_measures() -> dict[str, Measure]:
    """The whole catalogue of measures, by code within each room.

    A measure is entered when its file is read, so every file that holds one is read first;
    the others, such as those that draw charts, are slow to read and hold none.
    """
    for room in ROOMS:
        for path in sorted((HOUSE / room).rglob("*.py")):
            if "@measure(" in path.read_text("utf-8"):
                place = path.relative_to(HOUSE.parent).with_suffix("")
                importlib.import_module(".".join(place.parts))
    order = {room: number for number, room in enumerate(ROOMS)}
    return dict(sorted(MEASURES.items(), key=lambda item: (order[item[0].split(".")[0]], item[0])))


def holds(column: Column) -> str:
    """What a cell may hold: its kind or its words, its bounds and what it refers to.

    >>> holds(Column(name="beds", says="", kind="number", at_least=0, at_most=20000))
    'a number, at least 0, at most 20000'
    >>> holds(Column(name="sex", says="", one_of=("female", "male")))
    'one of: female, male'
    """
    parts = [f"one of: {', '.join(column.one_of)}" if column.one_of else KINDS[column.kind]]
    for words, bound in (
        ("at least", column.at_least),
        ("above", column.above),
        ("at most", column.at_most),
    ):
        if bound is not None:
            parts.append(f"{words} {bound:g}")
    if column.refers_to:
        parts.append(f"found in {column.refers_to}")
    return ", ".join(parts)


def laws(of: Table | Form | Part) -> Iterator[str]:
    """What has to hold across the columns, a sentence each."""
    if isinstance(of, Table):
        for law in of.sums_to_one:
            by = f" for each {' and '.join(law.by)}" if law.by else ""
            yield f"{law.column} sums to 1{by}."
    for columns in of.in_order:
        yield f"{', '.join(columns)} do not fall from left to right."


def bounds(number: Number) -> str:
    """What a policy number may be set to.

    >>> from commonweal.rulebook import rulebook
    >>> bounds(rulebook()["care.occupancy_ceiling"])
    'above 0, at most 1'
    """
    if number.one_of:
        return f"one of: {', '.join(number.one_of)}"
    limits = (
        ("above", number.above),
        ("at least", number.at_least),
        ("at most", number.at_most),
    )
    return ", ".join(f"{words} {limit:g}" for words, limit in limits if limit is not None)


def values(number: Number, day: date) -> Iterator[tuple[str, ...]]:
    """Each value on record: since, until, value, source, mark, and its standing on a day."""
    for one in number.values:
        until = "" if one.until is None else str(one.until)
        standing = number.standing(one, day)
        yield (str(one.since), until, shown(one.is_), one.source, one.mark, standing)


def home_of(measure: Measure) -> str:
    """The function that works a measure out, as a place in the code."""
    module = measure.function.__module__.removeprefix(f"{commonweal.__name__}.")
    return f"{module.replace('.', '/')}.py, {measure.function.__name__}"


def idea_of(measure: Measure) -> str:
    """What the measure's docstring says past its first line, up to its arguments."""
    told = (measure.function.__doc__ or "").split("\n\n")
    ideas: list[str] = []
    for part in told[1:]:
        words = " ".join(part.split())
        if words.startswith(("Args:", "Returns:", "Raises:", "Source:", ">>>")):
            break
        ideas.append(words)
    return "\n\n".join(ideas)
