"""What a rule sees of a plan: its system, its figures and the policy of its day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from commonweal.assurance.asking.reach import Reach, reach_of
from commonweal.assurance.wording.sentences import in_a_sentence
from commonweal.base.figures.store import ABOUT
from commonweal.care.effects import Effect
from commonweal.plan.proposals import Proposal
from commonweal.plan.system import Plan
from commonweal.rulebook import Dated, Rulebook, rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One figure as a rule sees it. What it is not about is None."""

    place: str | None
    organisation: str | None
    site: str | None
    service: str | None
    proposal: str | None
    year: int | None
    low: float | None
    central: float
    high: float | None


_SEEN = (*ABOUT, "year", "low", "central", "high")


@dataclass(frozen=True)
class PlanView:
    """A plan as its rules see it. Rules look; they change nothing.

    Attributes:
        system: the system folder, as read.
        figures: the run's figures; a plan that was not run has none, and the rules
            that need them cannot be asked.
    """

    plan: Plan
    figures: pl.DataFrame

    @property
    def day(self) -> date:
        """The day whose policy the plan is held to."""
        return self.plan.rulebook_day

    @property
    def years(self) -> range:
        """The plan's own years, as the years they start in; the base year is not one."""
        return range(self.plan.first_year, self.plan.last_year + 1)

    @property
    def numbers(self) -> Rulebook:
        """The rulebook, with the values the user set for this run."""
        return rulebook(self.plan.policy)

    @cached_property
    def reach(self) -> Reach:
        """How much care the plan's effects act on; worked out once, when first asked for."""
        return reach_of(self.plan)

    def table(self, name: str) -> pl.DataFrame:
        """A table of the system; a rule that needs it is asked only where it is there."""
        return self.plan.tables[name]

    def has_table(self, name: str) -> bool:
        """Whether the plan has a table, with a row in it."""
        return name in self.plan.tables and not self.plan.tables[name].is_empty()

    def has_figures(self, measure: str, level: Collection[str]) -> bool:
        """Whether the run has figures of a measure that are about these keys and no others."""
        return frozenset(level) in self._levels.get(measure, ())

    @cached_property
    def _levels(self) -> dict[str, set[frozenset[str]]]:
        """The levels at which each measure has figures."""
        known = [pl.col(name).is_not_null() for name in ABOUT]
        levels: dict[str, set[frozenset[str]]] = {}
        for measure, *has in self.figures.select("measure", *known).unique().iter_rows():
            keys = frozenset(name for name, one in zip(ABOUT, has, strict=True) if one)
            levels.setdefault(measure, set()).add(keys)
        return levels

    def kinds_of_care(self) -> dict[str, tuple[str, str]]:
        """Each service's setting and unit."""
        rows = self.table("services").select("service", "setting", "unit").iter_rows()
        return {service: (setting, unit) for service, setting, unit in rows}

    def called(self, table: str, code: str | None) -> str:
        """What a sentence calls a site, service or organisation; its code where it has no name."""
        return self._names(table).get(code or "", code or "")

    def services_called(self, codes: Iterable[str]) -> str:
        """Services in a sentence: their names, in small letters where they are words.

        A name may hold a comma, so several are parted by "and".
        """
        return " and ".join(in_a_sentence(self.called("services", code)) for code in codes)

    def _names(self, table: str) -> dict[str, str]:
        if table not in self._named:
            named = "name" in self.plan.tables.get(table, pl.DataFrame()).columns
            self._named[table] = self.plan.names(table) if named else {}
        return self._named[table]

    @cached_property
    def _named(self) -> dict[str, dict[str, str]]:
        return {}

    def dated(self, code: str) -> Dated:
        """A policy number on the plan's day, with its source and mark."""
        return self.numbers[code].on(self.day)

    def policy(self, code: str) -> float:
        """A policy number on the plan's day."""
        return self.dated(code).number

    def policy_words(self, code: str) -> tuple[str, ...]:
        """A policy in words on the plan's day."""
        return self.dated(code).words

    def rows(self, measure: str, *, scenario: str = "plan", **about: str | int) -> Iterator[Seen]:
        """The figures of a measure, in the order of the run.

        Args:
            measure: the measure's code.
            scenario: "nothing", "plan", "change" or "both".
            about: what they must be about, such as `site="RX1"` or `year=2027`.
        """
        for seen in self._all_of(measure, scenario):
            if all(getattr(seen, name) == code for name, code in about.items()):
                yield seen

    def figure(self, measure: str, *, scenario: str = "plan", **about: str | int) -> Seen | None:
        """The one figure about exactly these; None if the run has none."""
        for seen in self.rows(measure, scenario=scenario, **about):
            if all(getattr(seen, name) is None for name in (*ABOUT, "year") if name not in about):
                return seen
        return None

    def _all_of(self, measure: str, scenario: str) -> tuple[Seen, ...]:
        """Every figure of a measure, looked up once: rules ask for the same ones again."""
        if (measure, scenario) not in self._looked_up:
            wanted = self.figures.filter(
                pl.col("measure") == measure, pl.col("scenario") == scenario
            )
            self._looked_up[measure, scenario] = tuple(
                Seen(**row) for row in wanted.select(_SEEN).iter_rows(named=True)
            )
        return self._looked_up[measure, scenario]

    @cached_property
    def _looked_up(self) -> dict[tuple[str, str], tuple[Seen, ...]]:
        return {}

    def effects(self, *kinds: type[Effect]) -> Iterator[tuple[Proposal, Effect]]:
        """Every effect of these kinds, each with its proposal."""
        for proposal in self.plan.proposals:
            for effect in proposal.effects:
                if isinstance(effect, kinds):
                    yield proposal, effect
