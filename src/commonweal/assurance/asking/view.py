"""What a rule sees of a plan: its system, its figures and the policy of its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from commonweal.assurance.asking.reach import Reach, reach_of
from commonweal.assurance.wording.sentences import in_a_sentence
from commonweal.base.figures.query import Figures
from commonweal.care import Effect
from commonweal.plan import Plan, Proposal
from commonweal.rulebook import Dated, Rulebook, rulebook

ALL_SILENT = 4
"""With this many proposals, that none says something is worth more than that each does not."""


@dataclass(frozen=True)
class PlanView:
    """A plan as its rules see it. Rules look; they change nothing.

    Attributes:
        system: the system folder, as read.
        figures: the run's figures; a plan that was not run has none, and the rules
            that need them cannot be asked.
    """

    plan: Plan
    figures: Figures

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

    @cached_property
    def least_money(self) -> float:
        """GBP a year below which a finding is not worth a board's time."""
        year = self.plan.base_year
        income = self.figures.find("money.income", side="nothing", year=year)
        share = self.policy("plan.least_money_worth_naming")
        return 0.0 if income is None else share * income.central

    def policy(self, code: str) -> float:
        """A policy number on the plan's day."""
        return self.dated(code).number

    def policy_words(self, code: str) -> tuple[str, ...]:
        """A policy in words on the plan's day."""
        return self.dated(code).words

    def effects(self, *kinds: type[Effect]) -> Iterator[tuple[Proposal, Effect]]:
        """Every effect of these kinds, each with its proposal."""
        for proposal in self.plan.proposals:
            for effect in proposal.effects:
                if isinstance(effect, kinds):
                    yield proposal, effect
