"""A system: everything its folder says, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.base.figures.keys import declared_keys
from commonweal.base.numbers.interval import COVERS, TWO_PIECE, Interval
from commonweal.base.numbers.year import Year
from commonweal.base.reading.problems import Problem
from commonweal.care import OFF
from commonweal.plan.proposals import Proposal
from commonweal.rulebook import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A number the plan chose, with its interval, source and owner."""

    code: str
    says: str
    unit: str
    interval: Interval
    source: str
    owner: str
    mark: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding somebody with the power has decided to live with until a day."""

    rule: str
    about: str
    reason: str
    approved_by: str
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """Two uncertain numbers that rise and fall together, by the names of their luck.

    Attributes:
        rank: their rank correlation (Spearman's), above -1 and below 1.
    """

    first: str
    second: str
    rank: float
    says: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named bundle of settings.

    Attributes:
        settings: code -> value, as `commonweal.plan.settings` takes them.
    """

    code: str
    says: str
    settings: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A system folder, read and found good. Years are the ones they start in.

    Attributes:
        tables: each declared table as a frame; `row` is the row its spreadsheet shows.
        folder: where it was read from.
        files: the bytes of every file it was read from, as they were then, by name in it.
        unread: files of the folder that nothing reads, but for notes for people.
        asked: what can be read in its files, and may not be what was meant.
        policy: policy numbers the user set instead of the rulebook's.
        reconcile: whether the model is brought to what organisations reported.
        overflow: what becomes of nights in hospital for which a site has no bed.
    """

    name: str
    about: str
    illustrative: bool
    base_year: int
    first_year: int
    last_year: int
    price_year: int
    rulebook_day: date
    lead: str
    sources: tuple[str, ...]
    tables: dict[str, pl.DataFrame]
    assumptions: dict[str, Assumption]
    proposals: tuple[Proposal, ...]
    waivers: tuple[Waiver, ...]
    folder: Path
    correlations: tuple[Correlation, ...] = ()
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    policy: dict[str, Value] = field(default_factory=dict)
    reconcile: bool = True
    overflow: str = OFF
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    unread: tuple[str, ...] = ()
    asked: tuple[Problem, ...] = ()

    def file_of(self, table: str) -> str:
        """The file that holds a table, and its sheet where the plan is a workbook."""
        if f"{table}.parquet" in self.files:
            return f"{table}.parquet"
        book = next((name for name in self.files if len(self.files) == 1), None)
        return f"{table}.csv" if book is None else f"{book} sheet {table}"

    @property
    def years(self) -> tuple[Year, ...]:
        """Every year from the base year to the last, both included."""
        return tuple(Year(y) for y in range(self.base_year, self.last_year + 1))

    def __repr__(self) -> str:
        """Its name, its years and how much is in it."""
        many = len(self.proposals)
        years = f"{Year(self.base_year)} to {Year(self.last_year)}"
        return f"Plan({self.name}, {years}, {many} proposal{'' if many == 1 else 's'})"

    def _repr_html_(self) -> str:
        from commonweal.base.figures.notebook import card

        facts = {
            "Years": f"{Year(self.base_year)} to {Year(self.last_year)}",
            "Policy of": f"{self.rulebook_day:%-d %B %Y}",
            "Illustrative": "yes" if self.illustrative else "no",
        }
        lists = {
            "Proposals": [one.title for one in self.proposals],
            "Assumptions": [f"{code}: {one.says}" for code, one in self.assumptions.items()],
            "Tables": [f"{n}: {t.height:,} rows" for n, t in self.tables.items() if t.height],
        }
        return card(self.name, self.about, facts, lists)

    def names(self, table: str, code: str = "") -> dict[str, str]:
        """Code -> name for a table that has both."""
        frame = self.tables[table]
        column = code or frame.columns[0]
        return dict(zip(frame[column], frame["name"], strict=True))

    @property
    def names_by_key(self) -> dict[str, dict[str, str]]:
        """Of each key that a figure can be about, code -> name."""
        found = {"proposals": {one.code: one.title for one in self.proposals}}
        for key in declared_keys().values():
            if "name" in self.tables.get(key.table, pl.DataFrame()).columns:
                found[key.table] = self.names(key.table, key.column)
        return {key.code: found.get(key.table, {}) for key in declared_keys().values()}


def assumption_from(code: str, document: dict[str, Any]) -> Assumption:
    """An assumption from its document, as the reader of forms gives it."""
    bounds = {
        name: document[name] for name in ("at_least", "at_most") if document[name] is not None
    }
    return Assumption(
        code=code,
        interval=Interval(
            document["low"],
            document["central"],
            document["high"],
            **bounds,
            shape=document["shape"] or TWO_PIECE,
            covers=document["covers"] or COVERS,
            ends=(bounds.get("at_least", 0.0), bounds.get("at_most", 1.0)),
        ),
        **{name: document[name] for name in ("says", "unit", "source", "owner", "mark", "status")},
    )
