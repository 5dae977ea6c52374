"""Checks across files: what each file says is readable, but can they all be meant?

A room's `checks` files enter their checks here; no list names them. A check is asked once
all that it needs could be read: what is not there would look wrong for the wrong reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import polars as pl

from commonweal.base.declare.tables import HOUSE, ROOMS
from commonweal.base.reading.problems import Problem


@dataclass(frozen=True, slots=True)
class Folder:
    """What a system folder says, document by document and table by table.

    Attributes:
        system, assumptions: the documents.
        tables: those that could be read.
    """

    system: Mapping[str, Any]
    assumptions: Mapping[str, Any]
    tables: Mapping[str, pl.DataFrame]

    @property
    def years(self) -> range:
        """The years of the plan by the one each starts in, the base year first."""
        return range(self.system["base_year"], self.system["last_year"] + 1)


Look = Callable[[Folder], Iterable[Problem]]

_CHECKS: list[tuple[frozenset[str], Look]] = []


def check(*needs: str) -> Callable[[Look], Look]:
    """Enter a check.

    Args:
        needs: the documents and tables it reads.
    """

    def enter(look: Look) -> Look:
        _CHECKS.append((frozenset(needs), look))
        return look

    return enter


def folder_problems(folder: Folder, sound: AbstractSet[str]) -> list[Problem]:
    """Problems between the documents and tables of a folder.

    Args:
        sound: names of the documents and tables without a problem of their own.
    """
    for room in ROOMS:
        folder_of_checks = (HOUSE / room).glob("checks")
        for path in sorted([*(HOUSE / room).glob("*checks.py"), *folder_of_checks]):
            import_module(f"commonweal.{room}.{path.stem}")
    return [problem for needs, look in _CHECKS if needs <= sound for problem in look(folder)]
