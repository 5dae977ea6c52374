"""Measures: a number is a function, entered in a catalogue with its unit and parents.

The decorator leaves the function as it is. It refuses parents that are not the
function's own parameters, in order, so that the family tree cannot drift from
the arithmetic.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from commonweal.base.numbers.unit import Unit

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Measure:
    """One kind of published number.

    Attributes:
        code: dotted and searchable, such as `care.beds_needed`.
        unit: the unit of what the function returns.
        parents: parameter name -> what it is: another measure's code,
            `table:name.column`, `rulebook:code`, `assumption:code` or `proposal:key`.
        function: the arithmetic.
    """

    code: str
    unit: str
    parents: dict[str, str]
    function: Callable[..., Any]

    @property
    def says(self) -> str:
        """What it is, in the first line of the function's docstring."""
        return (inspect.getdoc(self.function) or "").split("\n")[0]


MEASURES: dict[str, Measure] = {}


def measure(code: str, unit: Unit | str, **parents: str) -> Callable[[F], F]:
    """Enter a function in the catalogue of measures.

    Args:
        code: the measure's code, room first.
        unit: the unit of what it returns.
        parents: for each of the function's parameters, in order, what it is.
    """

    def enter(function: F) -> F:
        needed = list(inspect.signature(function).parameters)
        if list(parents) != needed:
            raise TypeError(f"{code} says it uses {list(parents)}; its function takes {needed}")
        if code in MEASURES:
            raise TypeError(f"{code} is in the catalogue already")
        MEASURES[code] = Measure(code, str(unit), parents, function)
        return function

    return enter


def family_tree(code: str, depth: int = 12) -> list[tuple[int, str]]:
    """The measures and leaves a measure comes from, each with its depth.

    A measure met a second time is named but not opened again.
    """
    seen: set[str] = set()
    lines: list[tuple[int, str]] = []

    def walk(name: str, level: int) -> None:
        lines.append((level, name))
        if name in seen or name not in MEASURES or level >= depth:
            return
        seen.add(name)
        for parent in MEASURES[name].parents.values():
            for one in parent.split(" + "):
                walk(one, level + 1)

    walk(code, 0)
    return lines
