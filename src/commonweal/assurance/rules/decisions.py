"""GOV: what was decided, by whom, and until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import RULES, rule
from commonweal.assurance.asking.view import ALL_SILENT, PlanView
from commonweal.base.numbers.spoken import spoken_list
from commonweal.plan import Proposal


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


@rule(
    "GOV03",
    "Each proposal says who decides it, and how people can answer",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 199-205; "
    "National Health Service Act 2006, sections 13Q, 242 and 14Z45",
    answer="ask",
)
def each_says_who_decides(view: PlanView) -> Iterator[Finding]:
    """People who do not know who decides cannot speak to them.

    Where none of four proposals or more says any of it, it is reported once, of the plan.

    Passes: it names the bodies that must agree (decided_by), the day, and how to answer.
    Fails: it names none of them.
    """
    fix = (
        "write who has to agree (decided_by), when (decision_day) and how to answer (how_to_answer)"
    )
    lacking = {one.code: _unsaid(one) for one in view.plan.proposals}
    if len(lacking) >= ALL_SILENT and all(len(unsaid) == len(SAID) for unsaid in lacking.values()):
        says = f"none of the {len(lacking)} proposals says who decides it, when, or how to answer"
        yield Finding(about="system", says=says, fix=fix)
        return
    for code, unsaid in lacking.items():
        if unsaid:
            says = f"it does not say {spoken_list(unsaid).replace(' and ', ' or ')}"
            yield Finding(about=code, says=says, fix=fix)


SAID = {
    "who has to agree": "decided_by",
    "when they decide": "decision_day",
    "how people can answer": "how_to_answer",
}
"""What a proposal should say, and the field that says it."""


def _unsaid(proposal: Proposal) -> list[str]:
    return [says for says, name in SAID.items() if not getattr(proposal, name)]
