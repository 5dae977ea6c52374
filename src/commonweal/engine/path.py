"""Path: where a plan leads in some cases, room by room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

import numpy as np

from commonweal.base.numbers.cases import Cases
from commonweal.base.numbers.chance import Array
from commonweal.care.given import CarePath
from commonweal.care.overflow import Nights
from commonweal.money.spending import MoneyPath, Saved


@dataclass(frozen=True, slots=True)
class Path:
    """Where one side of a plan leads: every array's first axes are case and year."""

    care: CarePath
    money: MoneyPath


@dataclass(frozen=True, slots=True)
class Carried:
    """Some cases carried through the years, both sides under the same luck.

    Attributes:
        nothing: if nothing changes.
        plan: with the proposals that act in each case.
        share: activity by which each change changes what it is of, shape
            (change, year, case); of `Changes.own`.
        saved: on care, by organisation.
    """

    cases: Cases
    nothing: Path
    plan: Path
    share: Array
    saved: Saved

    def arrays(self) -> Iterator[tuple[str, Array]]:
        """Every array but the shares, by a name such as `plan.care.given`; the cases come first."""
        for side in ("nothing", "plan"):
            path: Path = getattr(self, side)
            yield from _arrays(f"{side}.care", path.care)
            yield from _arrays(f"{side}.money", path.money)
        yield from _arrays("saved", self.saved)


def _arrays(name: str, part: CarePath | MoneyPath | Saved | Nights) -> Iterator[tuple[str, Array]]:
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, Nights):
            yield from _arrays(f"{name}.{field.name}", value)
        elif value is not None:
            yield f"{name}.{field.name}", value


def joined(cases: Cases, blocks: Iterable[Carried]) -> Carried:
    """Blocks of cases, one after another, as one.

    Each block is written into its rows as it comes, and let go.

    Args:
        cases: those of all the blocks.
        blocks: in order.
    """
    whole: dict[str, Array] = {}
    share, first = np.empty(0), 0
    for block in blocks:
        last = first + len(block.cases)
        if not whole:
            share = np.empty((*block.share.shape[:2], len(cases)))
        share[..., first:last] = block.share
        for name, values in block.arrays():
            if name not in whole:
                whole[name] = np.empty((len(cases), *values.shape[1:]))
            whole[name][first:last] = values
        first = last
    return _of_arrays(cases, share, whole)


def _of_arrays(cases: Cases, share: Array, arrays: dict[str, Array]) -> Carried:
    def part(name: str) -> dict[str, Array]:
        found = {key.removeprefix(name): values for key, values in arrays.items() if name in key}
        return {field: values for field, values in found.items() if "." not in field}

    def path(side: str) -> Path:
        nights = part(f"{side}.care.nights.")
        care = CarePath(**part(f"{side}.care."), nights=Nights(**nights) if nights else None)
        return Path(care, MoneyPath(**part(f"{side}.money.")))

    return Carried(cases, path("nothing"), path("plan"), share, Saved(**part("saved.")))
