"""Measures: a number is a function, entered in a catalogue with its unit, levels and parents.

The decorator leaves the function as it is. It refuses parents that are not the
function's own parameters, in order, so that the family tree cannot drift from
the arithmetic.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from commonweal.base.figures.keys import level_of
from commonweal.base.figures.parents import ByLevel, FiguresOf, Parent, RowsOf
from commonweal.base.numbers.unit import Unit

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One kind of number, published or on the way to one that is.

    Attributes:
        code: dotted and searchable, such as `care.beds_needed`.
        unit: the unit of what it is; of care, the unit of each service stands for `activity`.
        says: what it is, in a sentence.
        parents: parameter -> what it is and how it is selected.
        levels: the levels at which the formula gives it.
        totals: level -> the finer one it is the total of.
        function: the arithmetic; None where no formula gives it from its parents' figures.
        from_draws: why its figures come from all the draws and not from its parents' central
            values; blank where they do not.
        made_by: where there is no function, what works it out.
        each: keys for which the formula is worked out one by one, `sex` for instance.
    """

    code: str
    unit: Unit
    says: str
    parents: Mapping[str, Parent]
    levels: tuple[str, ...] = ()
    totals: Mapping[str, str] = field(default_factory=dict)
    function: Callable[..., Any] | None = None
    from_draws: str = ""
    made_by: str = ""
    each: tuple[str, ...] = ()

    @property
    def published_at(self) -> frozenset[str]:
        """Every level at which it may have figures."""
        return frozenset((*self.levels, *self.totals))


MEASURES: dict[str, Measure] = {}


def measure(
    code: str,
    unit: Unit,
    *,
    levels: tuple[str, ...] = (),
    totals: Mapping[str, str] | None = None,
    from_draws: str = "",
    each: tuple[str, ...] = (),
    **parents: Parent,
) -> Callable[[F], F]:
    """Enter a function in the catalogue of measures.

    Args:
        code: the measure's code, room first.
        unit: the unit of what it returns.
        levels: the levels at which it is published as the formula gives it.
        totals: level -> the finer one whose figures add up to it.
        from_draws: why its figures come from all the draws, where they do.
        each: keys for which the formula is worked out one by one.
        parents: for each of the function's parameters, in order, what it is.
    """

    def enter_function(function: F) -> F:
        needed = list(inspect.signature(function).parameters)
        if list(parents) != needed:
            raise TypeError(f"{code} says it uses {list(parents)}; its function takes {needed}")
        enter(
            Measure(
                code=code,
                unit=unit,
                says=(inspect.getdoc(function) or "").split("\n")[0],
                parents=parents,
                levels=levels,
                totals=totals or {},
                function=function,
                from_draws=from_draws,
                each=each,
            )
        )
        return function

    return enter_function


def made_by_the_engine(
    code: str,
    unit: Unit,
    says: str,
    *,
    levels: tuple[str, ...],
    made_by: str,
    totals: Mapping[str, str] | None = None,
    **parents: Parent,
) -> None:
    """Enter a measure that no formula gives from its parents' figures.

    Args:
        says: what it is, in a sentence.
        made_by: what works it out, and how that is held to be right.
        code, unit, levels, totals, parents: as of `measure`.
    """
    enter(
        Measure(
            code=code,
            unit=unit,
            says=says,
            parents=parents,
            levels=levels,
            totals=totals or {},
            made_by=made_by,
        )
    )


def enter(one: Measure) -> None:
    """Enter a measure in the catalogue, once."""
    if one.code in MEASURES:
        raise TypeError(f"{one.code} is in the catalogue already")
    for level in one.published_at:
        if level_of(() if level == "system" else level.split("+")) != level:
            raise TypeError(f"{one.code}: {level} is no level")
    MEASURES[one.code] = one


def measures_in(parent: Parent) -> tuple[str, ...]:
    """The measures a parent is of."""
    if isinstance(parent, ByLevel):
        every = (parent.rest, *parent.at.values())
        return tuple(code for one in every if one is not None for code in measures_in(one))
    return (parent.measure,) if isinstance(parent, FiguresOf | RowsOf) else ()


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
            codes = measures_in(parent) or (str(parent).replace("`", ""),)
            for one in dict.fromkeys(codes):
                walk(one, level + 1)

    walk(code, 0)
    return lines
