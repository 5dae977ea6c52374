"""Will it be enough: staff, beds and money, and how sure that is."""

from __future__ import annotations

from markupsafe import Markup

from commonweal.base.figures.query import Figure, Figures
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.view import View
from commonweal.report.whys import Whys


def staff(run: View, figures: Figures, whys: Whys) -> list[tuple[str, Markup, str]]:
    """Proposal, staff asked for in the last year, and who they are."""
    bodies = run.names("organisation")
    rows = []
    for proposal in run.proposals:
        posts = [part.record for part in proposal.of("staff")]
        if posts:
            asked = figures.one(
                "staff.asked", "proposal", year=run.last_year, proposal=proposal.code
            )
            who = words.spoken_list(
                f"{words.amount(post['wte'])} {words.lower_first(post['group'])} "
                f"at {bodies[post['organisation']]}"
                for post in posts
            )
            rows.append((proposal.title, whys.say(words.amount(asked.central), asked), who))
    return rows


def beds(run: View, figures: Figures, whys: Whys) -> list[tuple[str, str, Markup, str, str]]:
    """Site, beds open, beds needed, how full on an average night, chance of enough."""
    year, rows = run.last_year, []
    for needed in (
        *figures.each("care.beds_needed", "site", year=year),
        *figures.each("care.beds_needed", year=year),
    ):
        level, about = needed.level, needed.keys
        opened = figures.one("care.beds_open", level, year=year, **about)
        full = figures.find("care.occupancy", level, year=year, **about)
        enough = figures.one("care.chance_enough_beds", level, year=year, **about)
        rows.append(
            (
                needed.names.get("site", "All sites"),
                words.amount(opened.central),
                whys.with_range(needed, words.amount),
                words.percent(full.central) if full else "",
                words.chance(enough.central),
            )
        )
    return rows


def chances(run: View, figures: Figures, whys: Whys) -> list[tuple[str, tuple[Markup, ...]]]:
    """Year, and the chance of balance, of beds enough and of both, with the plan."""
    rows = []
    for year in range(run.first_year, run.last_year + 1):
        found = [
            figures.one(measure, year=year)
            for measure in (
                "money.chance_of_balance",
                "care.chance_enough_beds",
                "plan.chance_of_both",
            )
        ]
        told = tuple(whys.say(words.percent(one.central), one) for one in found)
        rows.append((str(Year(year)), told))
    return rows


def bodies(run: View, figures: Figures, whys: Whys) -> list[tuple[str, Markup, Markup, str]]:
    """Organisation, balance on both sides, and the chance of enough money with the plan."""
    year, rows = run.last_year, []
    for planned in (
        *figures.each("money.balance", "organisation", year=year),
        *figures.each("money.balance", year=year),
    ):
        level, about = planned.level, planned.keys
        nothing = figures.one("money.balance", level, side="nothing", year=year, **about)
        chance = figures.one("money.chance_of_balance", level, year=year, **about)
        rows.append(
            (
                planned.names.get("organisation", "The whole system"),
                _money(nothing, whys),
                _money(planned, whys),
                words.chance(chance.central),
            )
        )
    return rows


def capital(figures: Figures, whys: Whys) -> list[tuple[str, Markup]]:
    """Money for buildings: asked for, in sight, and secured, over the whole plan."""
    rows = (
        ("Asked for by the proposals", "money.capital_asked"),
        ("In sight: secured or agreed", "money.capital_in_sight"),
        ("Secured", "money.capital_secured"),
    )
    found = ((name, figures.one(measure)) for name, measure in rows)
    return [(name, whys.say(words.pounds(one.central), one)) for name, one in found]


def _money(figure: Figure, whys: Whys) -> Markup:
    return whys.with_range(figure, words.pounds)
