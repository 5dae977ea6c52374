"""The method on one page. Read this first.

    people     residents by place, age and sex, in every published projection
    care       need = people x rates x change in health at a given age
               wanted = need x other growth
               what proposals leave, take away and send elsewhere
               -> what each organisation and site gives; bed-days -> beds
    money      cost = fixed + stepped + variable parts, prices, efficiency
               income by its own growth; balance by organisation and system
    plan       all of it for "if nothing changes" and for the plan, under the
               same luck, in every draw and every year

`prepare` sums up what no draw changes, `evaluate` carries it through the draws,
`who_did_what` shares the change out among the proposals, `how_sure` asks the draws
what all hangs on, `figures_of` turns them into figures, and `check` asks what does
not hold up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from commonweal.assurance import Asked, Finding, PlanView, check, findings_of
from commonweal.attribution.figures import shared_figures
from commonweal.attribution.shared import Shared, who_did_what
from commonweal.engine.evaluate import Outcome, evaluate
from commonweal.engine.figures import figures_of
from commonweal.engine.prepare import Prepared, prepare
from commonweal.plan.settings import with_scenarios, with_settings
from commonweal.plan.system import Plan
from commonweal.rulebook import rulebook
from commonweal.uncertainty.figures import sure_figures
from commonweal.uncertainty.how_sure import Sure, how_sure


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of a plan: what went in, and what came out.

    Attributes:
        system: the system as it was run, settings applied.
        draws: how many draws beside the central run.
        seed: the run's seed.
        settings: what was set otherwise than the folder says, scenarios written out.
        figures: every published number; the schema of `commonweal.base.figures.store`.
        asked: every rule the plan is held to, and what came of asking it.
        prepared, outcome: the plan as summed up, and every draw of it.
        shared: who did what.
        sure: what drives it, what must be true and when it goes wrong; None with few draws.
        scenarios: the scenarios that were asked for, by code.
    """

    plan: Plan
    draws: int
    seed: int
    settings: dict[str, str]
    figures: pl.DataFrame
    asked: tuple[Asked, ...]
    prepared: Prepared
    outcome: Outcome
    shared: Shared
    sure: Sure | None
    scenarios: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What does not hold up, the most serious first."""
        return findings_of(self.asked)


def run(
    plan: Plan,
    *,
    draws: int = 1000,
    seed: int = 1,
    settings: Mapping[str, str] | None = None,
    scenarios: Sequence[str] = (),
    progress: Callable[[int], None] = lambda done: None,
) -> Run:
    """Carry a plan from people to pounds.

    Args:
        plan: from `commonweal.read`.
        draws: how many draws beside the central run; 0 for the central run alone.
        seed: the same seed gives the same numbers again.
        settings: code -> value; see `commonweal.plan.settings`.
        scenarios: codes of the plan's scenarios, each setting what it sets; `settings`
            come after.
        progress: told how many draws are done.

    Returns:
        The run, with its figures and findings.

    Raises:
        SettingUnknown: if a setting names nothing of the plan.
        NoSuchScenario: if the plan has no scenario of that code.
        NotInRulebook: if the rulebook has no value on the plan's day.
    """
    chosen = with_scenarios(plan, scenarios, settings or {})
    plan = with_settings(plan, chosen)
    policies = rulebook(plan.policy)
    ceiling = policies["care.occupancy_ceiling"].on(plan.rulebook_day).number
    prepared = prepare(plan, draws=draws, seed=seed)
    outcome = evaluate(prepared, progress)
    shared = who_did_what(prepared, outcome, ceiling)
    sure = how_sure(prepared, outcome, shared, ceiling=ceiling, seed=seed)
    more = (*shared_figures(prepared, shared), *sure_figures(sure))
    figures = figures_of(prepared, outcome, ceiling, more=more)
    asked = check(PlanView(plan=plan, figures=figures))
    told = (figures, asked, prepared, outcome, shared, sure)
    return Run(plan, draws, seed, chosen, *told, tuple(scenarios))
