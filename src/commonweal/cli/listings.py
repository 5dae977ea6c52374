"""What `commonweal rules`, `rulebook`, `evidence` and `tables` show on a screen.

Each function gives something Rich can print. Asked for a code, it shows that one
whole; an unknown code is answered with the nearest known one.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from commonweal.assurance import RULES, Rule
from commonweal.base.declare.tables import Table, declared
from commonweal.base.reading.problems import ShownPlainly
from commonweal.base.reading.suggest import nearest
from commonweal.cli.described import bounds, effect_of, holds, laws, told_of, values
from commonweal.plan import Plan
from commonweal.rulebook import (
    MARKS,
    Evidence,
    NoValueOn,
    Number,
    Rulebook,
    evidence_library,
    productivity_scenarios,
    rulebook,
    shown,
)

T = TypeVar("T")


class NotListed(ShownPlainly):
    """Nothing of that name is in the list."""


def rules_listing(code: str | None = None, *, day: date | None = None) -> RenderableType:
    """All rules in a line each, or one whole.

    Args:
        code: a rule's code, in capitals or not.
        day: the day whose severities are shown; the latest if left out.

    Raises:
        NotListed: if no rule has that code.
    """
    numbers = rulebook()
    if code is not None:
        return _rule(_known(code.upper(), RULES, "rule"), numbers, day)
    grid = _grid("rule", "what is true of a good plan", "a finding", "since")
    for rule in RULES.values():
        grid.add_row(rule.code, escape(rule.title), _severity(rule, numbers, day), str(rule.since))
    return Group(grid, "`commonweal rules BED01` shows one whole.")


def _rule(rule: Rule, numbers: Rulebook, day: date | None) -> RenderableType:
    told = {
        "Family": rule.family,
        "Why": " ".join(rule.why.split()),
        "Passes": rule.passes,
        "Fails": rule.fails,
        "A finding": _severity(rule, numbers, day),
        "Needs": ", ".join(map(str, rule.needs)) or "nothing but the plan",
        "In force": f"since {rule.since}" + (f", until {rule.until}" if rule.until else ""),
        "Source": rule.source,
    }
    return Group(Text(f"{rule.code}  {rule.title}", style="bold"), _pairs(told))


def _severity(rule: Rule, numbers: Rulebook, day: date | None) -> str:
    number = numbers[f"severity.{rule.code}"]
    try:
        value = number.on(day or number.values[-1].since)
    except NoValueOn:
        return "not yet in force"
    return value.text.replace("_", " ")


def rulebook_listing(code: str | None = None, *, day: date) -> RenderableType:
    """All policy numbers as they stand on a day, or one with all its values.

    Args:
        code: a number's code, or a mark such as `G+`.
        day: the day they are taken on.

    Raises:
        NoSuchNumber: if the rulebook has no number of that code.
    """
    numbers = rulebook()
    if code in MARKS:
        return _pairs({f"Mark {code}": MARKS[code]})
    if code is not None:
        return _number(numbers[code], day)
    lines = [_on(one, day) for one in numbers.values() if not one.code.startswith("severity.")]
    return Group(
        Text(f"As they stand on {day}", style="bold"), *lines, _productivity(), _pairs(MARKS)
    )


def _on(number: Number, day: date) -> RenderableType:
    """A number on a day, and under it what it is and where it is written."""
    try:
        value = number.on(day)
        head, source = f"{shown(value.is_)}  (mark {value.mark})", value.source
    except NoValueOn as none:
        head, source = "no value", str(none).split(": ", 1)[1].split("\n")[0]
    title = Text.assemble((number.code, "bold"), f"  {head}")
    return Group(title, Padding(Text(f"{number.says}\n{source}", style="dim"), (0, 0, 1, 4)))


def _number(number: Number, day: date) -> RenderableType:
    told = {
        "Unit": number.unit,
        "Owner": number.owner,
        "Allowed": bounds(number),
        "Note": number.note or "",
        "Checked": f"{number.reviewed}, next by {number.review_by}" if number.reviewed else "",
    }
    grid = _grid("since", "until", "value", "source", "mark", f"on {day}")
    for row in values(number, day):
        grid.add_row(*map(escape, row))
    title = Text(f"{number.code}  {number.says}", style="bold")
    marks = {one.mark: MARKS[one.mark] for one in number.values}
    return Group(title, _pairs(told), grid, _pairs({f"Mark {m}": s for m, s in marks.items()}))


def _productivity() -> RenderableType:
    grid = _grid("path of productivity", "a year", "mark", "what it supposes", "source")
    for one in productivity_scenarios():
        rate = " to ".join(dict.fromkeys((f"{one.low:.1%}", f"{one.high:.1%}")))
        grid.add_row(one.code, rate, one.mark, one.says, one.source)
    return grid


def scenarios_listing(plan: Plan) -> RenderableType:
    """A system's scenarios, each with what it sets."""
    if not plan.scenarios:
        return Text("This plan has no scenarios; write them in scenarios.toml.")
    blocks = [
        Text("\n    ").join(
            [
                Text.assemble((one.code, "bold"), f"  {one.says}"),
                *(Text(f"{code}={value}", style="dim") for code, value in one.settings.items()),
            ]
        )
        for one in plan.scenarios.values()
    ]
    first = next(iter(plan.scenarios))
    return Group(
        *blocks, f"`commonweal run DIR --out RUN --scenario {first}` runs the plan in one."
    )


def evidence_listing(code: str | None = None) -> RenderableType:
    """The evidence library in a line each, or one entry whole.

    Args:
        code: an entry's code.

    Raises:
        NotListed: if no entry has that code.
    """
    library = evidence_library()
    if code is not None:
        near = nearest(code, library)
        if code not in library:
            hint = f"Did you mean {near}?" if near else "`commonweal evidence` lists it."
            raise NotListed(f"'{code}' is not in the evidence library. {hint}")
        return _evidence(library[code])
    grid = _grid("cite it as", "what was done", "what was found", "mark")
    for entry in library.values():
        grid.add_row(entry.code, escape(entry.intervention), escape(effect_of(entry)), entry.mark)
    return Group(grid, "`commonweal evidence rushcliffe-admissions` shows one whole.")


def _evidence(entry: Evidence) -> RenderableType:
    title = Text(f"{entry.code}  {entry.study}", style="bold")
    marks = {f"Mark {mark}": MARKS[mark] for mark in (entry.mark, entry.mark_of_interval) if mark}
    return Group(title, _pairs({**told_of(entry), **marks}))


def tables_listing(name: str | None = None) -> RenderableType:
    """All tables of a system folder in a line each, or one with its columns.

    Raises:
        NotListed: if no table has that name.
    """
    tables = declared()
    if name is not None:
        return _table(_known(name.removesuffix(".csv"), tables, "table"))
    grid = _grid("table", "one row for each", "what it holds", "")
    for table in tables.values():
        needed = "optional" if table.optional else "needed"
        grid.add_row(f"{table.name}.csv", " + ".join(table.one_row_per), escape(table.says), needed)
    return Group(grid, "`commonweal tables beds` shows one with its columns.")


def _table(table: Table) -> RenderableType:
    grid = _grid("column", "what it is", "what it may hold", "unit", "")
    for one in table.columns:
        needed = "optional" if one.optional else "needed"
        grid.add_row(one.name, escape(one.says), escape(holds(one)), one.unit or "", needed)
    told = {
        "One row for each": " + ".join(table.one_row_per),
        "The file": "may be left out" if table.optional else "is needed",
        "Laws": " ".join(laws(table)),
    }
    title = Text(f"{table.name}.csv  {table.says}", style="bold")
    return Group(title, _pairs(told), grid)


def _known(code: str, known: Mapping[str, T], what: str) -> T:
    """The thing of that code, or the nearest known code in an error."""
    if code in known:
        return known[code]
    near = nearest(code, known)
    hint = f"Did you mean {near}?" if near else f"`commonweal {what}s` lists them."
    raise NotListed(f"There is no {what} '{code}'. {hint}")


def _grid(*heads: str) -> Grid:
    grid = Grid(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for number, head in enumerate(heads):
        grid.add_column(head, no_wrap=number == 0, overflow="fold")
    return grid


def _pairs(told: Mapping[str, str]) -> RenderableType:
    """Names and what is said under each; what says nothing is left out."""
    grid = Grid(box=None, padding=(0, 2, 0, 0), show_header=False)
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for name, says in told.items():
        if says:
            grid.add_row(name, escape(says))
    return Padding(grid, (1, 0, 1, 2))
