"""Path: where a plan leads in some cases, room by room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from commonweal.base.numbers.cases import Cases
from commonweal.base.numbers.chance import Array
from commonweal.care import CarePath, Nights
from commonweal.money import MoneyPath, Saved


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


class Rows:
    """Room for many cases, which blocks of them are written into.

    A block is written by whoever worked it out, so that two threads write at once.
    """

    def __init__(self, cases: Cases, first: Carried) -> None:
        """Make room for all of some cases.

        Args:
            cases: those of all the blocks.
            first: the first block, which says what there is.
        """
        self._cases, total = cases, len(cases)
        self._share = np.empty((*first.share.shape[:2], total))
        self._arrays = {
            name: np.empty((total, *values.shape[1:])) for name, values in first.arrays()
        }
        self.put(0, first)

    def put(self, first: int, block: Carried) -> int:
        """Write a block into its rows, from the first on; where the next one begins."""
        last = first + len(block.cases)
        self._share[..., first:last] = block.share
        for name, values in block.arrays():
            self._arrays[name][first:last] = values
        return last

    def carried(self) -> Carried:
        """All of the cases."""
        return _of_arrays(self._cases, self._share, self._arrays)


def _of_arrays(cases: Cases, share: Array, arrays: dict[str, Array]) -> Carried:
    def part(name: str) -> dict[str, Array]:
        found = {key.removeprefix(name): values for key, values in arrays.items() if name in key}
        return {field: values for field, values in found.items() if "." not in field}

    def path(side: str) -> Path:
        nights = part(f"{side}.care.nights.")
        care = CarePath(**part(f"{side}.care."), nights=Nights(**nights) if nights else None)
        return Path(care, MoneyPath(**part(f"{side}.money.")))

    return Carried(cases, path("nothing"), path("plan"), share, Saved(**part("saved.")))
