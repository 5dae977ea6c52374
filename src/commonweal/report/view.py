"""A published run as its pages look at it: what the archive holds, by name and with its types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

from commonweal.archive import Published
from commonweal.assurance import Asked, Finding, findings_of
from commonweal.base.figures.query import Figures
from commonweal.base.numbers.interval import Interval
from commonweal.base.numbers.year import Year
from commonweal.base.reading.problems import ShownPlainly
from commonweal.plan import Assumption, Proposal, Waiver

Record = Mapping[str, Any]


class NoPages(ShownPlainly):
    """A run folder does not hold what pages are made from."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a proposal as it was published.

    Attributes:
        room: the room it belongs to.
        heading: of which kind it is, as a proposal's file heads it.
        says: what it is, in a sentence.
        record: all of it.
    """

    room: str
    heading: str
    says: str
    record: Record


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as it was published: its head, and its parts."""

    head: Proposal
    parts: tuple[Part, ...]

    def of(self, heading: str) -> tuple[Part, ...]:
        """Its parts of one kind."""
        return tuple(part for part in self.parts if part.heading == heading)

    @property
    def code(self) -> str:
        """Its code."""
        return self.head.code

    @property
    def title(self) -> str:
        """What people call it."""
        return self.head.title

    @property
    def effects(self) -> tuple[Part, ...]:
        """What it does to care."""
        return self.of("effect")


@dataclass(frozen=True)
class View:
    """A run as it was published.

    Attributes:
        published: from `commonweal.archive.read`.
    """

    published: Published

    def __post_init__(self) -> None:
        """See that there is enough to make pages of.

        Raises:
            NoPages: if the folder is of a time when less was kept.
        """
        if not {"proposals", "tables", "older"} <= set(self.plan):
            raise NoPages(
                "this run folder is of an earlier version, which did not keep what pages are made "
                "from; make the run again"
            )

    @property
    def plan(self) -> Record:
        """What the plan said."""
        return self.published.plan

    @property
    def figures(self) -> Figures:
        """Every figure that is given out."""
        return self.published.figures

    @property
    def draws(self) -> int:
        """How many draws there were beside the central run."""
        return self.published.manifest.draws

    @property
    def base_year(self) -> int:
        """The year before the plan, as the year it starts in."""
        return int(self.plan["base_year"])

    @property
    def first_year(self) -> int:
        """The first year of the plan."""
        return int(self.plan["first_year"])

    @property
    def last_year(self) -> int:
        """The last year of the plan."""
        return int(self.plan["last_year"])

    @property
    def years(self) -> tuple[Year, ...]:
        """Every year from the base year to the last, both included."""
        return tuple(Year(year) for year in range(self.base_year, self.last_year + 1))

    @property
    def rulebook_day(self) -> date:
        """The day the policy numbers were read on."""
        return date.fromisoformat(self.plan["rulebook_day"])

    @property
    def uncertainty(self) -> Record | None:
        """What drives the results and when it goes wrong; None where too few draws were taken."""
        found = self.published.uncertainty
        return found if "drivers" in found else None

    def names(self, key: str) -> Mapping[str, str]:
        """Code -> name of what figures can be about, such as every `site`."""
        return self.published.names.get(key, {})

    def policy(self, code: str) -> float:
        """A policy number as it stood on the plan's day."""
        return float(self.plan["policy_numbers"][code]["is_"])

    @cached_property
    def asked(self) -> tuple[Asked, ...]:
        """Every rule, and what came of asking it."""
        return tuple(_asked(one) for one in self.published.asked)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All that does not hold up, the most serious first."""
        return findings_of(self.asked)

    @cached_property
    def proposals(self) -> tuple[Proposed, ...]:
        """The plan's proposals, in its order."""
        return tuple(_proposed(one) for one in self.plan["proposals"])

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """The plan's assumptions, in its order."""
        return tuple(
            Assumption(**_known(Assumption, one) | {"interval": _interval(one["interval"])})
            for one in self.plan["assumptions"].values()
        )


def _known(kind: type, record: Record) -> dict[str, Any]:
    """A record's values by the names that a class has today; what it lacks is None."""
    return {one.name: record.get(one.name) for one in fields(kind)}


def _interval(record: Record) -> Interval:
    three = (record["low"], record["central"], record["high"])
    return Interval(*three, shape=record["shape"], covers=record["covers"])


def _asked(record: Record) -> Asked:
    found = tuple(_finding(one) for one in record.get("findings", ()))
    return Asked(record["rule"], record.get("title", ""), found, record.get("because", ""))


def _finding(record: Record) -> Finding:
    waiver = record.get("waived")
    if waiver is not None:
        day = date.fromisoformat(waiver["last_day"])
        waiver = Waiver(**_known(Waiver, waiver) | {"last_day": day})
    return Finding(**_known(Finding, record) | {"waived": waiver})


def _proposed(record: Record) -> Proposed:
    parts = tuple(
        Part(one["room"], one["part"], one["says"], one) for one in record.get("parts", ())
    )
    return Proposed(Proposal(**_known(Proposal, record) | {"parts": ()}), parts)
