"""Parts of proposals: what a proposal does or asks for, each kind a small file of its room.

A room's `parts` folder holds two files for each kind: a declaration of what a proposal's file
may hold of it, which `commonweal.base.declare.form` finds, and a class that says what the plan
may ask of it. No list names the kinds: they are found where they lie.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, Self, cast

import polars as pl

from commonweal.base.declare.columns import Column
from commonweal.base.declare.tables import HOUSE, ROOMS
from commonweal.base.numbers.interval import Interval
from commonweal.base.numbers.uncertain import Uncertain

Document = Mapping[str, Any]
Tables = Mapping[str, pl.DataFrame]
Names = Callable[[str], Mapping[str, str]]
"""Names of a table's codes: `names("sites")["RX1"]` is what people call that site."""


@dataclass(frozen=True, slots=True)
class PartProblem:
    """What is wrong with a part: the problem's code, the key, what is there, and the fix."""

    code: str
    key: str
    says: str
    fix: str


class ProposalPart:
    """What every part of a proposal answers.

    Attributes:
        heading: how a proposal's file heads it, `running_cost` for [[running_cost]]; also the
            name of its declaration.
        numbers: which field holds each uncertain number, by what its code has after the
            part's own.
        code: the proposal's code, the heading and the number in the file, such as
            `care-homes.running_cost.1`: by it the part is drawn and switched off.
    """

    __slots__ = ()
    heading: ClassVar[str]
    numbers: ClassVar[Mapping[str, str]] = {}
    code: str

    def uncertain(self, names: Names) -> Iterator[Uncertain]:  # noqa: ARG002 - what a kind without any needs is nothing
        """Its uncertain numbers, each named by the part's own code or one that begins with it."""
        yield from ()

    def with_number(self, code: str, interval: Interval) -> Self:
        """The same part with one of its uncertain numbers set otherwise."""
        field = self.numbers[code.removeprefix(self.code)]
        return cast("Self", replace(cast("Any", self), **{field: interval}))

    def problems(self, tables: Tables, years: range) -> Iterator[PartProblem]:  # noqa: ARG002 - as above
        """What is wrong with it, given the tables and the years of the plan."""
        yield from ()

    def says(self, names: Names) -> str:
        """What it is, in a sentence for the public."""
        raise NotImplementedError


Read = Callable[[str, Document, Document], ProposalPart | None]
"""From the part's code, what its file holds of it, and the whole proposal's document."""


@dataclass(frozen=True, slots=True)
class PartKind:
    """How the parts of one heading come about.

    Attributes:
        read: makes the part; None where nothing is written of it.
        code: its code, from the `proposal`, the `heading` and the `number` in the file.
        complete: fills in what its declared keys leave to be found, such as the kinds of effect.
    """

    heading: str
    read: Read
    code: str = "{proposal}.{heading}.{number}"
    complete: Callable[[tuple[Column, ...]], tuple[Column, ...]] = tuple

    @property
    def room(self) -> str:
        """The room it belongs to."""
        return self.read.__module__.split(".")[1]

    def of(self, proposal: Document) -> tuple[ProposalPart, ...]:
        """The parts of this kind that a proposal's document holds.

        A kind without a heading of its own is written among the proposal's own keys.
        """
        written = proposal.get(self.heading, (proposal,))
        parts = (
            self.read(self._code(proposal, number), document, proposal)
            for number, document in enumerate(written, 1)
        )
        return tuple(part for part in parts if part is not None)

    def _code(self, proposal: Document, number: int) -> str:
        return self.code.format(proposal=proposal["code"], heading=self.heading, number=number)


_KINDS: dict[str, PartKind] = {}


def register(kind: PartKind) -> None:
    """Enter a kind of part; a room's file does so when it is imported."""
    _KINDS[kind.heading] = kind


@cache
def part_kinds() -> Mapping[str, PartKind]:
    """Every kind of part the rooms hold, by heading, from the ground floor up."""
    for room in ROOMS:
        if (HOUSE / room / "parts").is_dir():
            import_modules(f"commonweal.{room}.parts")
    in_order = sorted(_KINDS.values(), key=lambda kind: (ROOMS.index(kind.room), kind.heading))
    return {kind.heading: kind for kind in in_order}


def import_modules(package: str) -> None:
    """Import every module of a package, so that what they register is there."""
    path = import_module(package).__path__
    for module in sorted(found.name for found in pkgutil.iter_modules(path)):
        import_module(f"{package}.{module}")
