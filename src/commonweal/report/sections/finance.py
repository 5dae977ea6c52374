"""The money in one minute: what a finance director asks first, each with a way to more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from commonweal.base.figures.query import Figure, Figures
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.links import page_link, proposal_link
from commonweal.report.sections.headline import interval
from commonweal.report.view import View
from commonweal.report.whys import Whys

MOST = 3
"""How many are named of a kind; the rest stands further down the page."""

EVEN = 0.5
"""Below this chance it is more likely than not that money does not balance."""

A_POUND = 0.5
"""What is less is told as nothing."""

WORTH_TELLING = 0.05
"""The least share of what is not known that a director has to hear of in the first minute."""

Asked = tuple[str, Markup | str, str]
"""A question, its answer, and a link to more."""


def minute(run: View, figures: Figures, whys: Whys) -> list[Asked]:
    """Each question with its answer. What chance alone can tell needs draws."""
    told = [_gap(run, figures, whys)]
    if run.draws:
        told.append(_chance(run, figures, whys))
    if run.uncertainty is not None:
        told += [_first_out(run, figures, whys), _contingency(run, figures, whys)]
    told += [*_claimed(run, figures, whys), *_savers(run, figures, whys)]
    if run.uncertainty is not None:
        told += [*_riskiest(run, figures, whys), *_drivers(run)]
    if run.draws:
        told += _out_of_balance(run, figures, whys)
    return told


def _gap(run: View, figures: Figures, whys: Whys) -> Asked:
    year = run.last_year
    nothing, planned = (
        figures.one("money.gap", side=side, year=year) for side in ("nothing", "plan")
    )
    answer = Markup("{} if nothing changes{}. {} with the plan{}.").format(
        whys.say(words.gap(nothing.central), nothing),
        interval(nothing, words.gap),
        whys.say(words.gap(planned.central), planned),
        interval(planned, words.gap),
    )
    return f"How short are we in {Year(year)}?", answer, page_link("money", "system")


def _chance(run: View, figures: Figures, whys: Whys) -> Asked:
    year = run.last_year
    chance = figures.one("money.chance_of_balance", year=year)
    before = figures.one("money.chance_of_balance", side="nothing", year=year)
    answer = Markup("With the plan, {}. Without it, {}.").format(
        whys.say(words.chance_in_hundred(chance.central), chance),
        whys.say(words.chance_in_hundred(before.central), before),
    )
    return (
        f"How likely is it that the money is enough in {Year(year)}?",
        answer,
        page_link("sure", "chance"),
    )


def _first_out(run: View, figures: Figures, whys: Whys) -> Asked:
    question = "When does it first go wrong?"
    firsts = figures.each("plan.first_year_out_of_balance")
    ever = sum(one.central for one in firsts)
    if ever < 0.005:
        return (
            question,
            "In no year of the plan: the money is nearly always enough.",
            page_link("sure", "wrong"),
        )
    first = max(firsts, key=lambda one: one.central)
    answer = Markup("In {}: the chance that this is the first year short of money is {}.").format(
        Year(first.year or run.first_year),
        whys.say(words.chance_in_hundred(first.central), first),
    )
    return question, answer, page_link("sure", "wrong")


def _contingency(run: View, figures: Figures, whys: Whys) -> Asked:
    year = run.last_year
    needed = figures.one("plan.contingency", year=year)
    gbp = needed.central
    answer = (
        Markup("{} in {}. Then the chance that the money is enough would be 80 in 100.").format(
            whys.say(words.pounds(gbp), needed), Year(year)
        )
        if gbp > 0
        else Markup("Nothing: the chance that there is {} or more to spare is 80 in 100.").format(
            whys.say(words.pounds(-gbp), needed)
        )
    )
    return "What should we set aside?", answer, page_link("sure", "wrong")


def _savers(run: View, figures: Figures, whys: Whys) -> Iterator[Asked]:
    shares = _by_proposal(run, figures, "money.by_proposal", side="change", reading="share")
    savers = [one for one in shares if one.central >= A_POUND][:MOST]
    if savers:
        yield "What saves most?", _named(savers, whys), page_link("money-proposals", "did")
    dear = [one for one in reversed(shares) if one.central <= -A_POUND][:MOST]
    if dear:
        yield (
            "What costs more than it saves?",
            _named(dear, whys),
            page_link("money-proposals", "did"),
        )


def _riskiest(run: View, figures: Figures, whys: Whys) -> Iterator[Asked]:
    risks = _by_proposal(run, figures, "plan.risk_of_worst")
    worst = [one for one in risks if one.central >= A_POUND][:MOST]
    if worst:
        answer = _named(worst, whys)
        yield "What makes a bad year worse, and by how much?", answer, page_link("sure", "risk")


def _claimed(run: View, figures: Figures, whys: Whys) -> Iterator[Asked]:
    year = run.last_year
    claims = [
        proposal.head.strength_in(year) * one.record["gbp"]
        for proposal in run.proposals
        for one in proposal.of("claim")
        if one.record["recurrent"]
    ]
    found = figures.find("money.balance", side="change", year=year)
    if claims and found is not None:
        if found.central >= 0:
            number = whys.say(words.pounds(found.central), found)
            sums = Markup("Our sums find {}{}.").format(number, interval(found, words.pounds))
        else:
            number = whys.say(words.pounds(-found.central), found)
            sums = Markup("Our sums find no saving: the plan takes {} more.").format(number)
        answer = Markup("{} a year. {}").format(words.pounds(sum(claims)), sums)
        yield "What do the owners claim?", answer, page_link("money-proposals", "did")


def _drivers(run: View) -> Iterator[Asked]:
    assert run.uncertainty is not None, "asked for only where it is known"
    for one in run.uncertainty["drivers"]:
        if one["headline"] == "balance":
            told = [
                Markup("{}: {} of what we do not know").format(
                    number["says"], words.percent(number["total"])
                )
                for number in one["inputs"][:MOST]
                if number["total"] >= WORTH_TELLING
            ]
            if told:
                yield "What does the answer depend on?", _listed(told), page_link("sure", "hangs")


def _out_of_balance(run: View, figures: Figures, whys: Whys) -> Iterator[Asked]:
    year = run.last_year
    bodies = figures.each("money.chance_of_balance", "organisation", year=year)
    out = sorted((one for one in bodies if one.central < EVEN), key=lambda one: one.central)
    many = words.how_many(len(out), len(bodies), "body", "bodies", ("is", "are"))
    answer = Markup("More likely than not, {} in {}.").format(many, Year(year))
    if out:
        told = [
            Markup("{}: {}").format(
                one.names["organisation"], whys.say(words.chance_in_hundred(one.central), one)
            )
            for one in out[:MOST]
        ]
        answer += Markup(
            " Those most likely to be short, each with its chance of enough money:{}"
        ).format(_listed(told))
    yield "Who is short of money?", answer, page_link("money-bodies", "bodies")


def _named(found: list[Figure], whys: Whys) -> Markup:
    return _listed(
        Markup("{}: {}").format(
            proposal_link(one.keys["proposal"], one.names["proposal"]),
            whys.say(words.pounds(abs(one.central)), one),
        )
        for one in found
    )


def _listed(parts: Iterable[Markup]) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(one) for one in parts)
    return Markup("<ul>{}</ul>").format(items)


def _by_proposal(
    run: View, figures: Figures, measure: str, *, side: str = "plan", reading: str | None = None
) -> list[Figure]:
    """A measure's figures of the whole system by proposal in the last year, largest first."""
    year = run.last_year
    found = figures.each(measure, "proposal", side=side, reading=reading, year=year)
    return sorted(found, key=lambda one: -one.central)
