"""GOV: what was decided, by whom, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import RULES, rule
from commonweal.assurance.asking.view import PlanView


@rule(
    "GOV01",
    "No waiver is past its last day",
    since=date(2016, 4, 1),
    source="our method: a decision to live with a finding is for a while",
    answer="waivers",
)
def waivers_are_in_date(view: PlanView) -> Iterator[Finding]:
    """What was accepted for a season should not be accepted for ever by being forgotten.

    Passes: a waiver with last day 31 March 2027, on a rulebook day of 1 April 2026.
    Fails: a waiver with last day 31 March 2026, on a rulebook day of 1 April 2026.
    """
    for waiver in view.plan.waivers:
        if waiver.last_day < view.day:
            yield Finding(
                about=f"{waiver.rule}.{waiver.about}",
                says=f"the waiver ended on {waiver.last_day}; the plan is of {view.day}",
                fix=f"fix the finding, or ask {waiver.approved_by} to decide again",
            )


@rule(
    "GOV02",
    "Each waiver names a rule there is",
    since=date(2016, 4, 1),
    source="our method",
    answer="waivers",
)
def waivers_name_a_rule(view: PlanView) -> Iterator[Finding]:
    """A waiver with a slip in its rule's code waives nothing, and nobody notices.

    Passes: a waiver of BED01.
    Fails: a waiver of BDE01.
    """
    for waiver in view.plan.waivers:
        if waiver.rule not in RULES:
            yield Finding(
                about=f"{waiver.rule}.{waiver.about}",
                says=f"a waiver names the rule '{waiver.rule}', and there is none",
                fix="write the code that `commonweal rules` shows",
            )
