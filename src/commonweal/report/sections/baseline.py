"""What happens if nothing changes: people, care and beds."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from commonweal.base.figures.query import Figure, Figures
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.sections.headline import interval
from commonweal.report.view import View
from commonweal.report.whys import Whys


@dataclass(frozen=True, slots=True)
class Change:
    """One row: something now and in the last year.

    Attributes:
        name: what it is.
        unit: its unit, as people say it.
        now, later: as people say them.
        change: by how much it grows, with how sure that is.
        status: measured, derived, made up or assumed.
        note: what a reader should know.
    """

    name: str
    unit: str
    now: str
    later: Markup
    change: str
    status: str
    note: str = ""


def people(run: View, figures: Figures, whys: Whys) -> list[Change]:
    """Residents by place, and in all."""
    rows = []
    places = run.names("place")
    for code, name in [*places.items(), ("", "All places")]:
        level, about = ("place", {"place": code}) if code else ("system", {})
        now, later = (
            figures.one("people.residents", level, side="either", year=year, **about)
            for year in (run.base_year, run.last_year)
        )
        rows.append(_row(name, "people", now, later, whys))
    return rows


def older(run: View) -> str:
    """How many people are 75 or over, now and in the last year, by the central projection."""
    age, by_year = run.plan["older"]["age"], run.plan["older"]["people"]
    now, later = (by_year.get(str(year), 0) for year in (run.base_year, run.last_year))
    return (
        f"{words.amount(now)} people here are {age} or older in {Year(run.base_year)}. "
        f"In {Year(run.last_year)} it would be {words.amount(later)}: "
        f"{words.change(later, now)}."
    )


def lists(run: View, figures: Figures) -> list[tuple[str, str, str, str]]:
    """Place, people on GP lists, people who live there, and the difference."""
    rows = []
    for code, name in run.names("place").items():
        on_lists = figures.one(
            "people.registered", "place", side="either", year=run.base_year, place=code
        )
        more = figures.one(
            "people.registered_less_residents",
            "place",
            side="either",
            year=run.base_year,
            place=code,
        )
        living = on_lists.central - more.central
        rows.append(
            (
                name,
                f"{on_lists.central:,.0f}",
                f"{living:,.0f}",
                f"{more.central:+,.0f}".replace("-", words.MINUS),
            )
        )
    return rows


def care(run: View, figures: Figures, whys: Whys) -> list[Change]:
    """Care that residents use, by service."""
    rows = []
    for service in run.plan["services"]:
        now, later = (
            figures.one(
                "care.activity_of_residents",
                "service",
                side="nothing",
                year=year,
                service=service["service"],
            )
            for year in (run.base_year, run.last_year)
        )
        unit = words.unit_words(service["unit"])
        rows.append(_row(service["name"], unit, now, later, whys, note=service["note"] or ""))
    return rows


def beds(run: View, figures: Figures, whys: Whys) -> Markup | None:
    """Beds needed and open in the last year if nothing changes; None without beds."""
    year = run.last_year
    needed = figures.find("care.beds_needed", side="nothing", year=year)
    opened = figures.find("care.beds_open", side="nothing", year=year)
    if needed is None or opened is None or not needed.central:
        return None
    return Markup("{} beds would be needed{}, and {} would be open.").format(
        whys.say(words.amount(needed.central), needed),
        interval(needed, words.amount),
        whys.say(words.amount(opened.central), opened),
    )


def _row(name: str, unit: str, now: Figure, later: Figure, whys: Whys, *, note: str = "") -> Change:
    grown = words.change(later.central, now.central)
    if later.low is not None and later.high is not None and now.central:
        ends = [words.change(end, now.central) for end in later.ends]
        grown += f" ({ends[0]} to {ends[1]})"
    return Change(
        name=name,
        unit=unit,
        now=words.amount(now.central),
        later=whys.say(words.amount(later.central), later),
        change=grown,
        status=words.label(later.status),
        note=note,
    )
