"""The answer, in a few sentences."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from commonweal.base.figures.query import Figure, Figures
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.sections.left_out import in_short
from commonweal.report.view import View
from commonweal.report.whys import Whys


def interval(figure: Figure, told: Callable[[float], str]) -> str:
    """How sure a figure is, in brackets; nothing where there is no interval."""
    if figure.low is None or figure.high is None:
        return ""
    return f" ({words.between(*map(told, figure.ends))})"


def answer(run: View, figures: Figures, whys: Whys) -> list[Markup]:
    """The run's answer in its last year, each number a link to its why."""
    year = run.last_year
    nothing = figures.one("money.gap", side="nothing", year=year)
    planned = figures.one("money.gap", year=year)
    told = [
        Markup("If nothing changes, the system is {} in {}{}.").format(
            whys.say(words.gap(nothing.central), nothing), Year(year), interval(nothing, words.gap)
        ),
        Markup("With this plan it is {}{}.").format(
            whys.say(words.gap(planned.central), planned), interval(planned, words.gap)
        ),
        *in_short(figures, whys),
    ]
    if run.draws:
        balance, beds = (
            figures.one(measure, year=year)
            for measure in ("money.chance_of_balance", "care.chance_enough_beds")
        )
        told.append(
            Markup(
                "The chance that the money is enough: {}. The chance of enough beds in every "
                "hospital: {}."
            ).format(*(whys.say(words.chance(one.central), one) for one in (balance, beds)))
        )
    return [*told, Markup("{}").format(_findings(run))]


def _findings(run: View) -> str:
    live = [finding for finding in run.findings if finding.waived is None]
    stopping = sum(finding.severity == "stops_sign_off" for finding in live)
    if not live:
        return "Our checks found nothing that does not hold up."
    many = "1 thing in this plan does" if len(live) == 1 else f"{len(live)} things in this plan do"
    must = "None of them has" if not stopping else f"{stopping} of them {_have(stopping)}"
    return f"{many} not hold up. {must} to be put right before anyone signs it."


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
