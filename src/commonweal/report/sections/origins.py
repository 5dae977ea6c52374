"""Where a figure comes from: each thing its formula is given, with its value and its own page.

It follows what a measure declares (`commonweal.base.figures.parents`) through what was published,
and needs nothing else. `commonweal why` goes further, to the row of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from commonweal.archive import arithmetic, plain
from commonweal.base.figures.catalogue import all_measures
from commonweal.base.figures.keys import keys_of, level_of
from commonweal.base.figures.measure import MEASURES
from commonweal.base.figures.parents import (
    AssumptionOf,
    ByLevel,
    CalendarOf,
    ColumnOf,
    FiguresOf,
    Parent,
    PolicyOf,
    RowsOf,
)
from commonweal.base.figures.query import Figure
from commonweal.base.numbers.year import Year
from commonweal.place import BED_DAY_UNIT
from commonweal.report import words
from commonweal.report.links import page_link
from commonweal.report.subject import Site

SHOWN = 6
"""Numbers that are shown of many that add up; the rest is one sum."""

HOPS = 6
"""Links from a number on a page to the last that is opened."""

CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Origin:
    """One thing that a figure is worked out from.

    Attributes:
        says: what it is.
        items: its numbers, each a link to its own answer, or a sentence with its source.
        value: its number, where it is one number.
    """

    says: str
    items: tuple[Markup | str, ...]
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """How a figure was worked out: the sums in numbers, and what they are made of."""

    sums: str
    origins: tuple[Origin, ...]


def workings(site: Site) -> dict[str, Working]:
    """How each number that the pages say was worked out, and each number that those come from."""
    all_measures()  # a run that was read, and not made, has opened no room
    found: dict[str, Working] = {}
    newest = list(site.whys.said)
    for hop in range(HOPS + 1):
        before = len(site.whys.said)
        for figure in newest:
            anchor = site.whys.said[figure].anchor
            found[anchor] = _working(figure, site, opens=hop < HOPS)
        newest = list(site.whys.said)[before:]
    return found


def _working(figure: Figure, site: Site, *, opens: bool) -> Working:
    measure = MEASURES.get(figure.measure)
    if measure is None:  # of a run older or newer than this version
        return Working("This version does not know how it was worked out.", ())
    compared = None
    if figure.side == "change" and not measure.from_draws:
        compared = [_like(figure, site, side) for side in ("plan", "nothing")]
    if compared and all(compared):
        both = [one for one in compared if one is not None]
        names = ("With the plan", "If nothing changes")
        pairs = zip(names, both, strict=True)
        origins = [_numbers(name, [one], site, opens=opens) for name, one in pairs]
        sums = " \N{MINUS SIGN} ".join(words.exact(one.central, "") for one in both)
        return Working(sums, tuple(origins))
    if figure.level in measure.totals:
        finer = list(_finer(figure, measure.totals[figure.level], site))
        if finer:
            return Working("", (_numbers("The sum of these", finer, site, opens=opens),))
    origins = [_origin(parent, figure, site, opens=opens) for parent in measure.parents.values()]
    return Working(_sums(figure, origins), tuple(origins))


def _sums(figure: Figure, origins: list[Origin]) -> str:
    """The formula in numbers, where it gives the figure from what is shown."""
    measure = MEASURES[figure.measure]
    values = [one.value for one in origins]
    if measure.from_draws:
        return f"Worked out from all the tries: {measure.from_draws}"
    if measure.function is None:
        return f"Worked out {measure.made_by}"
    if None in values or measure.each:
        return ""
    try:
        given = float(measure.function(*(np.asarray(value, float) for value in values)))
    except (TypeError, ValueError, IndexError):
        return ""
    if not np.isclose(given, figure.central, rtol=CLOSE, atol=CLOSE):
        return ""
    text = arithmetic(measure.function, dict(zip(measure.parents, values, strict=True)))
    # A minus before a number below zero keeps its brackets.
    return re.sub(r"^-(-[0-9.,]+)$", r"-(\1)", text).replace("-", words.MINUS)


def _like(figure: Figure, site: Site, side: str) -> Figure | None:
    asked = dict(figure.keys)
    return site.figures.find(figure.measure, figure.level, side=side, year=figure.year, **asked)


def _finer(figure: Figure, level: str, site: Site) -> Iterator[Figure]:
    """The figures of a finer level that add up to one."""
    same = {key: code for key, code in figure.keys.items() if key in keys_of(level)}
    owner, body = site.run.plan["sites"], figure.keys.get("organisation")
    for one in _each(site, figure.measure, level, figure, same):
        if body is None or "site" not in one.keys or owner.get(one.keys["site"]) == body:
            yield one


def _each(
    site: Site, measure: str, level: str, figure: Figure, same: dict[str, str], side: str = ""
) -> list[Figure]:
    """Figures of a level on a figure's side, or on either."""
    reading = figure.reading if measure == figure.measure else None
    for one in (side or figure.side, "either"):
        found = site.figures.each(measure, level, side=one, reading=reading, year=None, **same)
        if found:
            return [f for f in found if f.year in (None, figure.year) or figure.year is None]
    return []


def _origin(parent: Parent, figure: Figure, site: Site, *, opens: bool) -> Origin:
    if isinstance(parent, ByLevel):
        chosen = parent.at.get(figure.level, parent.rest)
        if chosen is None:
            return Origin("Left out here", (), 0.0)
        return _origin(chosen, figure, site, opens=opens)
    if parent.on is not None and parent.on != figure.side:
        return Origin("Only with the plan: nothing here", (), 0.0)
    if isinstance(parent, FiguresOf):
        return _figures(parent, figure, site, opens=opens)
    return _leaf(parent, figure, site)


def _figures(parent: FiguresOf, figure: Figure, site: Site, *, opens: bool) -> Origin:
    keys = dict(figure.keys)
    if "site" in keys:
        keys.setdefault("organisation", site.run.plan["sites"].get(keys["site"], ""))
    wanted = figure.keys if parent.same is None else parent.same
    same = {key: keys[key] for key in wanted if key in keys}
    level = level_of((*same, *parent.over))
    found = _each(site, parent.measure, level, figure, same, parent.side or "")
    if parent.at_base:
        side, year = parent.side or figure.side, site.run.base_year
        found = site.figures.each(parent.measure, level, side=side, year=year, **same)
    if parent.where.get("service") == "counts_nights":
        units = {one["service"]: one["unit"] for one in site.run.plan["services"]}
        found = [one for one in found if units[one.keys["service"]] == BED_DAY_UNIT]
    says = MEASURES[parent.measure].says.rstrip(".")
    if not found or parent.keys or "in_report" in parent.where.values():
        return Origin(says, ("This run does not publish it by itself.",))
    return _numbers(says, found, site, opens=opens, is_one=not parent.over or parent.total)


def _numbers(
    says: str, found: list[Figure], site: Site, *, opens: bool, is_one: bool = True
) -> Origin:
    """Figures as links to their own answers, the largest first."""
    ordered = sorted(found, key=lambda one: -abs(one.central))
    shown = ordered[:SHOWN]
    items: list[Markup | str] = [_item(one, site, opens=opens) for one in shown]
    rest = ordered[SHOWN:]
    if rest:
        total = plain(sum(one.central for one in rest)).replace("-", words.MINUS)
        items.append(f"{len(rest)} more, which add up to {total}")
    value = sum(one.central for one in found) if is_one else None
    return Origin(says, tuple(items), value)


def _item(figure: Figure, site: Site, *, opens: bool) -> Markup:
    text = words.exact(figure.central, figure.unit)
    known = opens or figure in site.whys.said
    number = site.whys.say(text, figure) if known else text
    about = [*figure.names.values(), *([str(Year(figure.year))] if figure.year else [])]
    return Markup("{}{}").format(number, f" ({', '.join(about)})" if about else "")


def _leaf(parent: Parent, figure: Figure, site: Site) -> Origin:
    plan = site.run.plan
    if isinstance(parent, PolicyOf):
        one = plan["policy_numbers"][parent.code]
        text = f"{plain(float(one['is_']))} since {one['since']}. Source: {one['source']}"
        return Origin(one["says"].rstrip("."), (text,), float(one["is_"]))
    if isinstance(parent, AssumptionOf) and parent.code in plan["assumptions"]:
        one = plan["assumptions"][parent.code]
        central = one["interval"]["central"]
        text = f"{plain(central)} ({one['unit']}). Source: {one['source']}. Owner: {one['owner']}"
        return Origin(one["says"], (text,), float(central))
    if isinstance(parent, CalendarOf):
        return _calendar(parent, figure, site)
    if isinstance(parent, ColumnOf | RowsOf) and parent.table in plan["tables"]:
        table = plan["tables"][parent.table]
        return Origin(f"{table['says'].rstrip('.')}: {_column(parent)}", _sources(table["sources"]))
    return Origin(str(parent).replace("`", ""), ())


def _calendar(parent: CalendarOf, figure: Figure, site: Site) -> Origin:
    plan, year = site.run.plan, figure.year or site.run.base_year
    value = {
        "nights": Year(site.run.base_year).nights,
        "years_since_base": year - site.run.base_year,
        "years_since_prices": year - int(plan["price_year"]),
    }[parent.says]
    return Origin(
        f"{words.upper_first(parent.says.replace('_', ' '))}", (f"{value}",), float(value)
    )


def _column(parent: ColumnOf | RowsOf) -> str:
    return parent.name.replace("_", " ") if isinstance(parent, ColumnOf) else "each row"


def _sources(sources: Iterable[str]) -> tuple[Markup | str, ...]:
    """The sources of a table, a few of them; all stand on the page about data."""
    listed = [one.rstrip(".") for one in sources]
    told: list[Markup | str] = [f"Source: {one}" for one in listed[:3]]
    if len(listed) > 3:
        link = page_link("data", "inputs")
        told.append(Markup('<a href="{}">All {} sources</a>').format(link, len(listed)))
    return tuple(told) or (
        Markup('Inputs of this run. <a href="{}">Sources</a>').format(page_link("data", "inputs")),
    )
