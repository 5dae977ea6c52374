"""What a sheet of the workbook is: its heads, its rows, and what each head means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from commonweal.base.books.writing import Value
from commonweal.base.declare.parts import import_modules
from commonweal.report.view import View

Row = Sequence[Value]

NUMBERS = {
    "GBP": ("£", "#,##0;-#,##0"),
    "share": ("%", "0.0%"),
    "ratio": ("", "0.000"),
    "bed": ("beds", "#,##0.0"),
    "wte": ("full-time posts", "#,##0.0"),
    "person": ("people", "#,##0"),
    "day": ("", "d mmm yyyy"),
}
"""Of each unit: how a head names it, and how its numbers are shown."""


BY_ROW = "by row"
"""The unit of a column whose rows each have their own, in the column headed Unit."""


def number_format(unit: str) -> str:
    """How numbers of a unit are shown.

    >>> number_format("GBP"), number_format("share a year"), number_format("bed·day/year")
    ('#,##0;-#,##0', '0.0%', '#,##0.###')
    """
    first = unit.partition(" ")[0]
    return NUMBERS.get(unit, NUMBERS["share"] if first == "share" else ("", "#,##0.###"))[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a column.

    Attributes:
        text: as it stands in the sheet.
        says: what the column holds.
        unit: of its numbers; blank for words; or BY_ROW.
        width: of the column, in letters.
        measure: the code of the measure it shows, for `commonweal why`.
    """

    text: str
    says: str
    unit: str = ""
    width: int = 14
    measure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One sheet.

    Attributes:
        says: what it holds, in a sentence.
        heads: of its columns, in order.
        rows: a value for each head.
        above: lines that stand above the heads, each a name and what it is.
    """

    says: str
    heads: tuple[Head, ...]
    rows: Sequence[Row]
    above: tuple[tuple[str, str], ...] = ()


Tabs = Mapping[str, Tab]
"""Sheets by name, from the left."""

_OF_A_RUN: dict[str, tuple[int, Callable[[View], Tab]]] = {}
_OF_THE_OTHERS: dict[str, tuple[int, Callable[[View, Tabs], Tab]]] = {}


def tab(name: str, place: int) -> Callable[[Callable[[View], Tab]], Callable[[View], Tab]]:
    """Enter a sheet of a run, by the name on its tab and its place from the left."""

    def enter(make: Callable[[View], Tab]) -> Callable[[View], Tab]:
        _OF_A_RUN[name] = (place, make)
        return make

    return enter


def tab_of_tabs(
    name: str, place: int
) -> Callable[[Callable[[View, Tabs], Tab]], Callable[[View, Tabs], Tab]]:
    """Enter a sheet that says what is in the others."""

    def enter(make: Callable[[View, Tabs], Tab]) -> Callable[[View, Tabs], Tab]:
        _OF_THE_OTHERS[name] = (place, make)
        return make

    return enter


def tabs_of(run: View) -> Tabs:
    """Every sheet of a run, from the left; one without rows is left out."""
    import_modules("commonweal.report.workbook.sheets")
    places = {name: place for name, (place, _) in (_OF_A_RUN | _OF_THE_OTHERS).items()}
    made = _in_order({name: make(run) for name, (_, make) in _OF_A_RUN.items()}, places)
    about = {name: make(run, made) for name, (_, make) in _OF_THE_OTHERS.items()}
    return _in_order({**made, **about}, places)


def _in_order(tabs: Tabs, places: Mapping[str, int]) -> Tabs:
    return {name: tabs[name] for name in sorted(tabs, key=places.__getitem__) if tabs[name].rows}
