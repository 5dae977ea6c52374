"""Question: one number that is asked about, in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from commonweal.base.figures.keys import level_of
from commonweal.base.figures.measure import MEASURES, Measure
from commonweal.base.figures.query import Figure, Figures
from commonweal.base.numbers.chance import Array
from commonweal.place import BED_DAY_UNIT, OUTSIDE
from commonweal.plan import Plan
from commonweal.rulebook import Dated, rulebook

Row = Mapping[str, Any]
Value = Array | float | None
"""A number, or several; None where it is not known without the engine or the draws."""


class Published:
    """A run as it was published, with what has been looked up in it so far."""

    def __init__(self, plan: Plan, figures: Figures) -> None:
        """Hold a plan, and its figures."""
        self.plan, self.figures = plan, figures
        self.worked: dict[tuple[object, ...], Value] = {}
        self._rows: dict[tuple[str, ...], dict[tuple[object, ...], list[Row]]] = {}

    def rows(self, table: str, **where: object) -> list[Row]:
        """Rows of a table in which some columns have some values."""
        index = self._rows.get(key := (table, *where))
        if index is None:
            index = self._rows[key] = {}
            for row in self.plan.tables[table].iter_rows(named=True):
                index.setdefault(tuple(row[name] for name in where), []).append(row)
        return index.get(tuple(where.values()), [])

    def dated(self, code: str) -> Dated:
        """A policy number on the day the plan is held to."""
        return rulebook(self.plan.policy)[code].on(self.plan.rulebook_day)

    @cached_property
    def owner_of_site(self) -> dict[str, str]:
        """The organisation of each site."""
        sites = self.plan.tables["sites"]
        return dict(zip(sites["site"], sites["organisation"], strict=True))

    @cached_property
    def outside(self) -> frozenset[str]:
        """The organisations that are not of the system."""
        bodies = self.plan.tables["organisations"].filter(kind=OUTSIDE)
        return frozenset(bodies["organisation"])

    @cached_property
    def variant(self) -> str:
        """The projection of the central run: the first of the largest weight."""
        variants = self.plan.tables["variants"]
        best = variants.sort("weight", descending=True, maintain_order=True)
        return str(best["variant"][0])

    @cached_property
    def nights(self) -> frozenset[str]:
        """The services that count nights in a bed."""
        rows = self.plan.tables["services"].select("service", "unit").iter_rows()
        return frozenset(service for service, unit in rows if unit == BED_DAY_UNIT)

    def codes(self, key: str) -> list[str]:
        """Every code of a key, in the order of its table."""
        if key == "proposal":
            return [one.code for one in self.plan.proposals]
        return list(self.plan.tables[f"{key}s"][key])


@dataclass(frozen=True, slots=True)
class Question:
    """A number that is asked about.

    Attributes:
        run: what was published.
        measure, keys, side, reading, year: which number; keys are those of its level.
        row: the table and row in hand, where it is worked out of one.
    """

    run: Published
    measure: str
    keys: Mapping[str, str]
    side: str
    reading: str | None
    year: int | None
    row: tuple[str, Row] | None = field(default=None)

    @property
    def of(self) -> Measure:
        """The measure."""
        return MEASURES[self.measure]

    @property
    def level(self) -> str:
        """What it is about."""
        return level_of(self.keys)

    @property
    def figure(self) -> Figure | None:
        """The figure that was published of it; None where there is none."""
        if self.level not in self.of.published_at:
            return None
        find = self.run.figures.find
        for side in (self.side, "either"):
            for reading in dict.fromkeys((self.reading, None)):
                found = find(
                    self.measure,
                    self.level,
                    side=side,
                    reading=reading,
                    year=self.year,
                    **self.keys,
                )
                if found is not None:
                    return found
        return None

    @property
    def is_published(self) -> bool:
        """Whether a run publishes such a number: of sites outside the system it publishes none."""
        site, body = self.keys.get("site"), self.keys.get("organisation")
        at_sites = body if self.level in self.of.totals else None
        bodies = {at_sites, self.run.owner_of_site.get(site or "")}
        return self.level in self.of.published_at and not bodies & self.run.outside

    @property
    def known_by(self) -> tuple[object, ...]:
        """What tells it from every other number of the run."""
        row = None if self.row is None else (self.row[0], self.row[1]["row"])
        about = (*self.keys.items(), self.side, self.reading, self.year)
        return (self.measure, about, row)

    def about(self, **changes: Any) -> Question:
        """The question about something else."""
        return replace(self, **changes)

    def axes(self, over: Iterable[str], where: Mapping[str, str]) -> Iterator[dict[str, str]]:
        """The codes of some keys, one of each at a time.

        Args:
            where: key -> which of its codes.
        """
        first, *rest = over
        for code in self._codes(first, where.get(first, "")):
            for others in self.axes(rest, where) if rest else ({},):
                yield {first: code, **others}

    def _codes(self, key: str, which: str) -> list[str]:
        codes = self.run.codes(key)
        if which == "counts_nights":
            return [code for code in codes if code in self.run.nights]
        if which == "of_organisation":
            owner = self.run.owner_of_site
            return [code for code in codes if owner[code] == self.keys["organisation"]]
        if which == "in_report":
            (report,) = (
                row["services"]
                for row in self.run.rows("reported", organisation=self.keys["organisation"])
                if self.keys["service"] in row["services"]
            )
            return [code for code in codes if code in report]
        return codes
