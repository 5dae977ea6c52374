"""What is proposed, place by place, in words."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from commonweal.base.numbers.interval import Interval
from commonweal.base.numbers.year import Year
from commonweal.care.proposals import Effect, Proposal
from commonweal.execute import Run
from commonweal.report import words
from commonweal.report.figures import Figure, Figures
from commonweal.report.sections import findings as failed
from commonweal.report.sections.attribution import beds_freed
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
    staff: tuple[str, ...]
    claims: tuple[str, ...]
    asked: str
    findings: list[tuple[str, str, int]]


def cards(run: Run, figures: Figures, whys: Whys) -> list[Card]:
    """Every proposal, in the order of the plan."""
    return [_card(proposal, run, figures, whys) for proposal in run.plan.proposals]


def _card(proposal: Proposal, run: Run, figures: Figures, whys: Whys) -> Card:
    bodies = run.plan.names("organisations")
    names = run.plan.names("places")
    where = [names[code] for code in proposal.places]
    share = figures.get(
        "money.by_proposal", "change", year=run.plan.last_year, proposal=proposal.code
    )
    money = Markup("In {} it {} the system {}{}.").format(
        Year(run.plan.last_year),
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
        effects=tuple(_effect(effect, run) for effect in proposal.effects),
        money=money,
        beds=beds_freed(proposal.code, run, figures, whys),
        costs=tuple(_costs(proposal, run)),
        staff=tuple(
            f"{words.amount(one.wte)} {words.lower_first(one.group)} at "
            f"{bodies[one.organisation]}, from {Year(one.first)}"
            for one in proposal.staff
        ),
        claims=tuple(_claims(proposal)),
        asked=_asked(proposal),
        findings=failed.about(proposal.code, run.findings),
    )


def _is_told(people: float, affected: str) -> bool:
    """Whether the words already give the number of people."""
    return f"{people:,.0f}" in affected or f"{people:.0f}" in affected


def _saved(share: Figure) -> str:
    """How sure a saving is, in brackets: an end may be a cost."""
    if share.low is None or share.high is None:
        return ""

    def told(gbp: float) -> str:
        return f"{'a saving' if gbp >= 0 else 'a cost'} of {words.pounds(abs(gbp))}"

    if share.low * share.high < 0:
        return f" (between {told(share.low)} and {told(share.high)})"
    ends = sorted((abs(share.low), abs(share.high)))
    return f" ({words.between(words.pounds(ends[0]), words.pounds(ends[1]))})"


def timing(proposal: Proposal) -> str:
    """When a proposal starts, is in full and ends."""
    told = f"Starts in {Year(proposal.start)}"
    if proposal.ramp_years > 1:
        told += f", in full from {Year(proposal.full_effect_from)}"
    return told + (f", ends in {Year(proposal.end)}" if proposal.end is not None else "")


def _effect(effect: Effect, run: Run) -> Effected:
    return Effected(
        says=_SAYS[effect.kind](effect, run),
        rests_on=f"{effect.evidence} ({DESIGNS[effect.design]})",
        strength=effect.strength,
    )


def _hundred(size: Interval) -> str:
    """A share as so many in every hundred, with its interval."""
    middle = f"about {words.in_hundred(size.central)} in every 100"
    if size.is_certain:
        return middle
    low, high = size.low, size.high
    if low < 0:
        return f"{middle} (from {words.in_hundred(low)} more to {words.in_hundred(high)} fewer)"
    return f"{middle} ({words.in_hundred(low)} to {words.in_hundred(high)})"


def _services(effect: Effect, run: Run) -> str:
    names = run.plan.names("services")
    told = [words.lower_first(names[code]) for code in effect.services]
    # A name that holds a comma of its own would be lost in a list of commas.
    return "; ".join(told) if any("," in one for one in told) else words.spoken_list(told)


def _who(effect: Effect) -> str:
    sex = {"female": "women and girls", "male": "men and boys", "all": "people"}[effect.sex]
    if effect.age_from == 0 and effect.age_to == 90:
        return "" if effect.sex == "all" else f" of {sex}"
    if effect.age_to == 90:
        return f" of {sex} aged {effect.age_from} and over"
    return f" of {sex} aged {effect.age_from} to {effect.age_to}"


def _instead(effect: Effect, run: Run) -> str:
    if effect.to_service is None or effect.ratio is None:
        return (
            f" Nothing takes its place: {effect.nothing_instead}" if effect.nothing_instead else ""
        )
    name = words.lower_first(run.plan.names("services")[effect.to_service])
    ratio = effect.ratio
    told = f" Instead: {name}, {ratio.central:g} for each"
    return told + ("." if ratio.is_certain else f" ({ratio.low:g} to {ratio.high:g}).")


def _reduce(effect: Effect, run: Run) -> str:
    said = f"Avoids {_hundred(effect.size)}: {_services(effect, run)}{_who(effect)}."
    return said + _instead(effect, run)


def _move(effect: Effect, run: Run) -> str:
    said = f"Moves {_hundred(effect.size)}: {_services(effect, run)}{_who(effect)}."
    return said + _instead(effect, run)


def _shorten(effect: Effect, run: Run) -> str:
    return f"Shortens stays by {_hundred(effect.size)}: {_services(effect, run)}{_who(effect)}."


def _move_site(effect: Effect, run: Run) -> str:
    sites = run.plan.names("sites")
    here, there = sites[str(effect.from_site)], sites[str(effect.to_site)]
    return f"Moves {_hundred(effect.size)} from {here} to {there}: {_services(effect, run)}."


def _beds(effect: Effect, run: Run) -> str:
    site = run.plan.names("sites")[str(effect.from_site)]
    size = effect.size
    verb = "Opens" if size.central >= 0 else "Closes"
    told = f"{verb} {words.amount(abs(size.central))} beds at {site}"
    if size.is_certain:
        return f"{told}."
    ends = sorted((abs(size.low), abs(size.high)))
    return f"{told} ({words.amount(ends[0])} to {words.amount(ends[1])})."


_SAYS = {
    "reduce": _reduce,
    "move": _move,
    "shorten": _shorten,
    "move_site": _move_site,
    "beds": _beds,
}


def _costs(proposal: Proposal, run: Run) -> list[str]:
    bodies, funds = run.plan.names("organisations"), run.plan.names("capital")
    told = []
    for cost in proposal.running_costs:
        verb = "costs" if cost.gbp.central >= 0 else "saves"
        ends = sorted((abs(cost.gbp.low), abs(cost.gbp.high)))
        said = f"Running it {verb} {bodies[cost.organisation]} "
        said += f"{words.pounds(abs(cost.gbp.central))} a year"
        if not cost.gbp.is_certain:
            said += f" ({words.between(words.pounds(ends[0]), words.pounds(ends[1]))})"
        told.append(said)
    for two in proposal.double_running:
        years = (
            str(Year(two.first))
            if two.first == two.last
            else f"{Year(two.first)} to {Year(two.last)}"
        )
        told.append(
            f"Old and new run side by side in {years}: {words.pounds(two.gbp)} a year, "
            f"{bodies[two.organisation]}"
        )
    for once in proposal.one_off_income:
        kind = {"land_sale": "a land sale", "grant": "a grant", "other": "other sources"}[once.kind]
        told.append(f"{words.pounds(once.gbp)} once, in {Year(once.year)}, from {kind}")
    for one in proposal.capital:
        fund = (
            f"from {words.lower_first(funds[one.fund])}"
            if one.fund
            else "from no fund that is known"
        )
        told.append(
            f"{words.pounds(one.gbp)} for buildings and equipment in {Year(one.year)}, {fund}"
        )
    return told


def _asked(proposal: Proposal) -> str:
    """Who was asked, and when the public can have its say."""
    told = "; ".join(one.rstrip(".") for one in proposal.engaged)
    told = f"{told}." if told else "The plan does not say that anybody was asked."
    first, last = proposal.consultation_from, proposal.consultation_to
    if first is not None and last is not None:
        told += f" You can have your say from {first:%-d %B %Y} to {last:%-d %B %Y}."
    return told


def _claims(proposal: Proposal) -> list[str]:
    return [
        f"{words.pounds(one.gbp)} "
        + ("every year" if one.recurrent else "once")
        + (", as money to spend" if one.cash_releasing else ", as cost that will not come")
        for one in proposal.claims
    ]
