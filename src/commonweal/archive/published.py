"""Published: a run as everybody is given it, from which pages and comparisons are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.archive.manifest import Manifest
from commonweal.base.figures.query import Figures

Record = Mapping[str, Any]
"""An object as JSON holds it."""

Names = Mapping[str, Mapping[str, str]]
"""Of each key that a figure can be about, code -> name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One measure of a run, in words: a line of the index.

    Attributes:
        measure, unit, says: its code, its unit and what it is.
        levels: those it has figures at.
        keys: what its figures can be about, each with what that is.
        file: where they are, without the ending; blank where all stand in one file.
        rows: how many there are.
        withheld: how many are not given, as they count too few people.
    """

    measure: str
    unit: str
    says: str
    levels: tuple[str, ...]
    keys: Mapping[str, str]
    file: str
    rows: int
    withheld: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A run as it was published. It needs neither the run's inputs nor today's rules.

    Attributes:
        manifest: what the run was made of.
        figures: every figure that is given out.
        index: each measure in words, by code.
        asked: every rule and what came of asking it, as it was that day.
        uncertainty: what drives the results, what must be true and when it goes wrong.
        names: what codes were called that day.
        plan: what the plan said: its head, assumptions, policy numbers and proposals.
    """

    manifest: Manifest
    figures: Figures
    index: Mapping[str, Entry]
    asked: tuple[Record, ...]
    uncertainty: Record
    names: Names
    plan: Record

    def __repr__(self) -> str:
        """Of what it is, and how much it holds."""
        manifest = self.manifest
        return (
            f"Published({manifest.system}, {manifest.draws:,} draws, {len(self.figures):,} figures)"
        )

    @property
    def findings(self) -> tuple[Record, ...]:
        """All that did not hold up, rule by rule."""
        return tuple(one for rule in self.asked for one in rule.get("findings", ()))
