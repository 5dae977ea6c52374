"""One run of a plan: the rooms in order, each handed what those below it found.

`prepare` sums up what no case changes, `carry` takes it through the years in every draw
(`commonweal.engine.run`, the method on one page), `attribute` shares the change out
among the proposals, `how_sure` asks the draws what it all depends on, `all_figures` turns
them into figures, `whether_settled` sees whether the draws were enough for each, and `check`
asks what does not hold up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from commonweal.assurance import Asked, Finding, PlanView, check, findings_of
from commonweal.attribution import Attribution, attribute, shared_figures
from commonweal.base.figures.query import Figures
from commonweal.base.numbers.threads import plain_products
from commonweal.base.numbers.year import Year
from commonweal.engine import Carried, Prepared, carry_all, prepare
from commonweal.execute.figures import all_figures
from commonweal.execute.needs import A_FEW_DRAWS, Needs, needs_of, refuse_too_large
from commonweal.plan import Plan, with_scenarios, with_settings
from commonweal.rulebook import rulebook
from commonweal.uncertainty import Settled, Sure, how_sure, sure_figures, whether_settled


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of a plan: what went in, and what came out.

    Attributes:
        system: the system as it was run, settings applied.
        draws: how many draws beside the central run.
        seed: the run's seed.
        settings: what was set otherwise than the folder says, scenarios written out.
        figures: every published number.
        asked: every rule the plan is held to, and what came of asking it.
        prepared, carried: the plan as summed up, and every draw of it.
        shared: who did what.
        sure: what drives it, what must be true and when it goes wrong; None with few draws.
        settled: whether the draws were enough.
        scenarios: the scenarios that were asked for, by code.
    """

    plan: Plan
    draws: int
    seed: int
    settings: dict[str, str]
    figures: Figures
    asked: tuple[Asked, ...]
    prepared: Prepared
    carried: Carried
    shared: Attribution
    sure: Sure | None
    settled: Settled
    scenarios: tuple[str, ...] = ()

    def table(self, measure: str) -> pl.DataFrame:
        """The figures of a measure for people to read; see `Figures.table`."""
        return self.figures.table(measure)

    def __repr__(self) -> str:
        """What was run, and how much came of it."""
        luck = f"{self.draws:,} draws, seed {self.seed}"
        found = f"{len(self.figures):,} figures, {len(self.findings)} findings"
        return f"Run({self.plan.name}, {luck}: {found})"

    def _repr_html_(self) -> str:
        from commonweal.base.figures.notebook import card, ranged

        year = self.plan.last_year
        gaps = {
            called: self.figures.one("money.gap", side=side, year=year)
            for called, side in (("if nothing changes", "nothing"), ("with the plan", "plan"))
        }
        facts = {"Draws": f"{self.draws:,}", "Seed": self.seed} | {
            f"Short of money in {Year(year)} {called}": ranged(one.low, one.central, one.high)
            for called, one in gaps.items()
        }
        settings = {"Set otherwise": [f"{code} = {value}" for code, value in self.settings.items()]}
        found = {"Findings": [f"{one.rule}, {one.about}: {one.says}" for one in self.findings]}
        return card(self.plan.name, self.plan.about, facts, found | settings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What does not hold up, the most serious first."""
        return findings_of(self.asked)


@plain_products()
def run(
    plan: Plan,
    *,
    draws: int = 1000,
    seed: int = 1,
    settings: Mapping[str, str] | None = None,
    scenarios: Sequence[str] = (),
    detail: bool = False,
    progress: Callable[[int], None] = lambda done: None,
    before: Callable[[Needs], None] = lambda needs: None,
) -> Run:
    """Carry a plan from people to pounds.

    Args:
        plan: from `commonweal.read`.
        draws: how many draws beside the central run; 0 for the central run alone.
        seed: the same seed gives the same numbers again.
        settings: code -> value; see `commonweal.plan.settings`.
        scenarios: codes of the plan's scenarios, each setting what it sets; `settings`
            come after.
        detail: whether what each proposal does is worked out for sites and places too.
        progress: told how many draws are done.
        before: told what memory the run will take and how many figures it will make.

    Returns:
        The run, with its figures and findings.

    Raises:
        SettingUnknown: if a setting names nothing of the plan.
        NoSuchScenario: if the plan has no scenario of that code.
        NotInRulebook: if the rulebook has no value on the plan's day.
        TooLarge: if the machine has too little memory for so many draws.
    """
    chosen = with_scenarios(plan, scenarios, settings or {})
    plan = with_settings(plan, chosen)
    policies = rulebook(plan.policy)
    ceiling = policies["care.occupancy_ceiling"].on(plan.rulebook_day).number
    prepared = _prepared(plan, draws, seed, detail=detail, before=before)
    carried = carry_all(prepared, progress)
    shared = attribute(prepared, carried, ceiling, detail=detail)
    sure = how_sure(prepared, carried, shared, ceiling=ceiling, seed=seed)
    more = (*shared_figures(prepared, shared), *sure_figures(sure))
    figures = all_figures(prepared, carried, ceiling, more=more)
    asked = check(PlanView(plan=plan, figures=figures))
    found = (figures, asked, prepared, carried, shared, sure, whether_settled(figures, draws))
    return Run(plan, draws, seed, chosen, *found, tuple(scenarios))


def _prepared(
    plan: Plan,
    draws: int,
    seed: int,
    *,
    detail: bool,
    before: Callable[[Needs], None],
) -> Prepared:
    """A plan ready to be carried, once what it will need is known to fit."""
    few = prepare(plan, draws=min(draws, A_FEW_DRAWS), seed=seed)
    needs = needs_of(few, draws, detail=detail)
    refuse_too_large(needs)
    before(needs)
    return few if draws <= A_FEW_DRAWS else prepare(plan, draws=draws, seed=seed)
