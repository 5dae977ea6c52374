"""What is proposed, place by place, in words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from commonweal.base.figures.query import Figure, Figures
from commonweal.base.numbers.year import Year
from commonweal.plan import Proposal
from commonweal.report import words
from commonweal.report.sections import findings as failed
from commonweal.report.sections.attribution import beds_freed
from commonweal.report.sections.decisions import Decides, decides
from commonweal.report.view import Part, Proposed, View
from commonweal.report.whys import Whys

LEVELS = {
    "patient": "care around a patient",
    "service": "a service",
    "organisation": "organisations",
}
DESIGNS = {
    "randomised_trial": "a trial that chose people by lot",
    "matched_comparison": "a comparison with similar people",
    "difference_in_differences": "a comparison of change with places like it",
    "synthetic_control": "a comparison with places put together to be like it",
    "before_and_after": "a count before and after, with nobody to compare with",
    "expert_opinion": "what experts think",
    "none": "nothing that was measured",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effected:
    """One effect in words, and what it rests on."""

    says: str
    rests_on: str
    strength: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One proposal as the page tells it."""

    code: str
    title: str
    summary: str
    lead: str
    partners: str
    level: str
    need: str
    places: str
    when: str
    affected: str
    affected_people: str
    status: str
    effects: tuple[Effected, ...]
    money: Markup
    beds: Markup | None
    costs: tuple[str, ...]
    brings: tuple[str, ...]
    staff: tuple[str, ...]
    claims: tuple[str, ...]
    decides: Decides
    findings: list[tuple[str, str, int]]


def cards(run: View, figures: Figures, whys: Whys) -> list[Card]:
    """Every proposal, in the order of the plan."""
    return [_card(proposal, run, figures, whys) for proposal in run.proposals]


def _card(proposed: Proposed, run: View, figures: Figures, whys: Whys) -> Card:
    proposal, bodies = proposed.head, run.names("organisation")
    names = run.names("place")
    where = [names[code] for code in proposal.places]
    share = figures.one(
        "money.by_proposal",
        "proposal",
        side="change",
        reading="share",
        year=run.last_year,
        proposal=proposal.code,
    )
    money = Markup("In {} it {} the system {}{}.").format(
        Year(run.last_year),
        "saves" if share.central >= 0 else "costs",
        whys.say(words.pounds(abs(share.central)), share),
        _saved(share),
    )
    people = proposal.affected_people
    return Card(
        code=proposal.code,
        title=proposal.title,
        summary=proposal.summary,
        lead=bodies[proposal.lead],
        partners=words.spoken_list(bodies[code] for code in proposal.partners),
        level=LEVELS[proposal.level],
        need=proposal.need or "",
        places=words.spoken_list(where) if where else "Everywhere in the system",
        when=timing(proposal),
        affected=proposal.affected,
        affected_people=""
        if people is None or _is_told(people, proposal.affected)
        else f"About {words.amount(people)} people a year",
        status=proposal.status,
        effects=tuple(map(_effect, proposed.effects)),
        money=money,
        beds=beds_freed(proposal.code, run, figures, whys),
        costs=_says(proposed, "money", "claim", "one_off_income"),
        brings=tuple(part.says for part in proposed.of("one_off_income")),
        staff=_says(proposed, "staff"),
        claims=tuple(part.says for part in proposed.of("claim")),
        decides=decides(proposed, run),
        findings=failed.about(proposal.code, run.findings),
    )


def _is_told(people: float, affected: str) -> bool:
    """Whether the words already give the number of people."""
    return f"{people:,.0f}" in affected or f"{people:.0f}" in affected


def _saved(share: Figure) -> str:
    """How sure a saving is, in brackets: an end may be a cost."""
    if share.low is None:
        return ""
    low, high = share.ends
    if low < 0 < high:
        return f" (between a cost of {words.pounds(-low)} and a saving of {words.pounds(high)})"
    ends = sorted((abs(low), abs(high)))
    return f" ({words.between(words.pounds(ends[0]), words.pounds(ends[1]))})"


def timing(proposal: Proposal) -> str:
    """When a proposal starts, is in full and ends."""
    told = f"Starts in {Year(proposal.start)}"
    if proposal.ramp_years > 1:
        told += f", in full from {Year(proposal.full_effect_from)}"
    return told + (f", ends in {Year(proposal.end)}" if proposal.end is not None else "")


def _effect(effect: Part) -> Effected:
    return Effected(
        says=effect.says,
        rests_on=f"{effect.record['evidence']} ({DESIGNS[effect.record['design']]})",
        strength=effect.record["strength"],
    )


def _says(proposed: Proposed, room: str, *without: str) -> tuple[str, ...]:
    """The parts of a proposal that belong to a room, each in its own words."""
    return tuple(
        part.says for part in proposed.parts if part.room == room and part.heading not in without
    )
