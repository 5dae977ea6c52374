"""Leaves: rows of tables, dated policies, assumptions, parts of proposals and the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

import numpy as np

from commonweal.archive.whys.gathered import Gathered, Item
from commonweal.archive.whys.numbers import plain
from commonweal.archive.whys.question import Question, Row, Value
from commonweal.base.declare.parts import ProposalPart
from commonweal.base.figures.keys import KEYS
from commonweal.base.figures.parents import (
    AssumptionOf,
    CalendarOf,
    ColumnOf,
    PartsOf,
    PolicyOf,
)
from commonweal.base.numbers.interval import Interval
from commonweal.base.numbers.year import Year
from commonweal.care import Effect, growth_code
from commonweal.people import AGES, SEXES
from commonweal.plan import Proposal, number_in_file

SHOWN = (*KEYS, "year", "sex", "age", "age_from", "age_to", "variant", "lives_in", "grows_with")
"""Columns that say which row of a table it is."""


def column(parent: ColumnOf, question: Question) -> Gathered:
    """Values of a table's column."""
    year = question.run.plan.base_year if parent.at_base else question.year
    rows = _rows_of(parent, question, year)
    value = _values(parent, question, rows)
    if parent.since:
        value, rows = _gained(parent, question, year)
    if parent.total:
        value = np.asarray(value).sum()
    items = tuple(_row_item(parent.table, parent.name, row, question) for row in rows)
    return Gathered(str(parent) + _projection(parent, question), value, items)


def _projection(parent: ColumnOf, question: Question) -> str:
    """Whose projection people are of: their table has no source of its own, its variants have."""
    if parent.table != "population":
        return ""
    (variant,) = question.run.rows("variants", variant=question.run.variant)
    return f"\n{variant['variant']}: {variant['source']}"


def _rows_of(parent: ColumnOf, question: Question, year: int | None) -> list[Row]:
    """The rows that count."""
    if parent.of_row:
        assert question.row is not None, f"{question.measure} is worked out of a row"
        return [question.row[1]]
    run, names = question.run, question.run.plan.tables[parent.table].columns
    where: dict[str, object] = {
        key: code for key, code in question.keys.items() if key in names and key not in parent.over
    }
    if "variant" in names and parent.table == "population":
        where["variant"] = run.variant
    if "year" in names and not parent.latest and year is not None:
        where["year"] = year
    rows = run.rows(parent.table, **where)
    if parent.table == "reported":
        rows = [row for row in rows if question.keys["service"] in row["services"]]
    if parent.latest:
        rows = _in_force(rows, year)
    if year is None and "year" in names:
        rows = [row for row in rows if row["year"] in _plan_years(question)]
    return [row for row in rows if all(row[name] in kept for name, kept in parent.where.items())]


def _in_force(rows: list[Row], year: int | None) -> list[Row]:
    """The last row up to a year, or the first there is."""
    rows = sorted(rows, key=lambda row: row["year"])
    known = [row for row in rows if year is None or row["year"] <= year]
    return known[-1:] or rows[:1]


def _plan_years(question: Question) -> range:
    plan = question.run.plan
    return range(plan.base_year, plan.last_year + 1)


def _values(parent: ColumnOf, question: Question, rows: list[Row]) -> np.ndarray:
    """What the rows hold: a number, or an array over what the parent says."""
    blank = np.nan if parent.missing is None else parent.missing
    if parent.over == ("sex", "age"):
        return _by_sex_and_age(rows, parent.name, blank)
    if parent.over == ("sex",):
        held = {sex: row[parent.name] for row in rows for sex in _sexes(row)}
        return np.array([held.get(sex, blank) for sex in SEXES], float)
    if parent.over and parent.over != ("row",):
        (key,) = parent.over
        held = {row[key]: row[parent.name] for row in rows}
        return np.array([held.get(code, blank) for code in question.run.codes(key)], float)
    values = [blank if row[parent.name] is None else row[parent.name] for row in rows]
    if parent.over:
        return np.array([v for v in values if not isinstance(v, str)], float)
    return np.array(values[0] if values else blank, float)


def _sexes(row: Row) -> tuple[str, ...]:
    return (row["sex"],) if row["sex"] else SEXES


def _gained(parent: ColumnOf, question: Question, year: int | None) -> tuple[np.ndarray, list[Row]]:
    """The change since the year that another table names, of each sex; none where it names none."""
    base, now = question.run.plan.base_year, question.year
    out, used = np.zeros((len(SEXES), len(AGES))), list[Row]()
    if now == base:  # nothing is added to the rates of their own year
        return out, used
    table, name = parent.since.split(".")
    for n, sex in enumerate(SEXES):
        named = _of_sex(question.run.rows(table, year=year), sex)
        if named and _of_sex(question.run.rows(table, year=now), sex):
            ends = [
                question.run.rows(parent.table, year=one, sex=sex)
                for one in (year, named[0][name] or base)
            ]
            left = (_by_sex_and_age(rows, parent.name, 0.0)[n] for rows in ends)
            out[n], used = np.subtract(*left), [*used, *ends[0], *ends[1]]
    return out, used


def _of_sex(rows: list[Row], sex: str) -> list[Row]:
    return [row for row in rows if row["sex"] in (None, sex)]


def _by_sex_and_age(rows: list[Row], name: str, blank: float) -> np.ndarray:
    out = np.full((len(SEXES), len(AGES)), blank)
    sexes = {"female": slice(0, 1), "male": slice(1, 2), "all": slice(0, 2)}
    for row in rows:
        first = row.get("age_from", row.get("age"))
        last = row.get("age_to", first)
        if row[name] is not None:
            out[sexes[row["sex"]], first : last + 1] = row[name]
    return out


def _row_item(table: str, name: str, row: Row, question: Question) -> Item:
    file = question.run.plan.file_of(table)
    which = " ".join(
        f"{key}={Year(row[key]) if key == 'year' else row[key]}"
        for key in SHOWN
        if row.get(key) is not None
    )
    value = row[name]
    said = "blank" if value is None else plain(value) if isinstance(value, float) else str(value)
    source = f"  {row['status']}: {row['source']}" if "source" in row and "status" in row else ""
    number = float(value) if isinstance(value, int | float) else None
    status = str(row.get("status") or "")
    return Item(f"{file}:{row['row']}  {said}  {which}{source}", number, status=status)


def policy(parent: PolicyOf, question: Question) -> Gathered:
    """A dated number of the rulebook."""
    value, day = question.run.dated(parent.code), question.run.plan.rulebook_day
    says = f"{plain(value.number)} on {day}, since {value.since}; mark {value.mark}: {value.source}"
    return Gathered(f"rulebook:{parent.code}", value.number, (Item(says, value.number),))


def assumption(parent: AssumptionOf, question: Question) -> Gathered:
    """An assumption of the plan."""
    code = parent.code
    if code == "care.growth":
        code = growth_code(question.run.plan.assumptions, question.keys["service"])
    elif code.startswith("row:"):
        assert question.row is not None, f"{question.measure} is worked out of a row"
        code = question.row[1][code.removeprefix("row:")]
    one = question.run.plan.assumptions[code]
    says = (
        f"{_three(one.interval)} [{one.unit}]  {one.says}; assumptions.toml, {one.status}, "
        f"mark {one.mark}: {one.source}; owner {one.owner}"
    )
    central = one.interval.central
    return Gathered(f"assumption:{code}", central, (Item(says, central, status=one.status),))


def _three(interval: Interval) -> str:
    if interval.is_certain:
        return plain(interval.central)
    low, central, high = (plain(end) for end in (interval.low, interval.central, interval.high))
    shape = "" if interval.is_plain else f", {interval.shape} holding {interval.covers:.0%}"
    return f"{low} to {high}, central {central}{shape}"


def calendar(parent: CalendarOf, question: Question) -> Gathered:
    """What the calendar says of the year."""
    plan, year = question.run.plan, question.year or question.run.plan.base_year
    value = {
        "nights": Year(plan.base_year).nights,
        "years_since_base": year - plan.base_year,
        "years_since_prices": year - plan.price_year,
    }[parent.says]
    words = parent.says.replace("_", " ")
    says = {"years since base": "the base year", "years since prices": "the price year"}
    since = says.get(words)
    told = f"{value} years after {since}" if since else f"{value} nights, as in the base year"
    return Gathered("the calendar", float(value), (Item(f"{Year(year)}: {told}", float(value)),))


def parts(parent: PartsOf, question: Question, index: Value) -> Gathered:
    """Amounts that parts of proposals write down, added up.

    Args:
        index: prices of the proposals' own costs against the price year.
    """
    found = list(_parts_of(parent, question))
    items, total = [], 0.0
    for proposal, part in found:
        amount = _amount(part, parent.amount)
        factors = [amount, *_factors(parent, proposal, question, index)]
        value = float(np.prod(factors)) if _counts(part, question) else 0.0
        total += value
        items.append(_part_item(proposal, part, factors, value))
    is_known = not (parent.heading == "effect" and parent.kind != "beds" and found)
    return Gathered(str(parent), total if is_known else None, tuple(items))


def _parts_of(parent: PartsOf, question: Question) -> Iterator[tuple[Proposal, ProposalPart]]:
    keys = question.keys
    named = [keys[key] for key in ("proposal", "other") if key in keys]
    for proposal in question.run.plan.proposals:
        for part in proposal.parts if not named or proposal.code in named else ():
            if part.heading == parent.heading and _is_about(part, parent, question):
                yield proposal, part


def _is_about(part: ProposalPart, parent: PartsOf, question: Question) -> bool:
    """Whether a part is about what the question is about."""
    keys = question.keys
    if isinstance(part, Effect):
        if parent.kind and part.kind != parent.kind:
            return False
        if parent.kind == "beds":
            return part.beds_at == keys.get("site", part.beds_at)
        at = (None, keys["service"], *_stays_of(question)) if "service" in keys else ()
        return not at or any(one in at for one in (*part.services, part.to_service) if one)
    body = getattr(part, "organisation", None)
    return "organisation" not in keys or body == keys["organisation"]


def _stays_of(question: Question) -> Iterable[str]:
    rows = question.run.rows("services", service=question.keys["service"])
    return [row["stays_of"] for row in rows if row["stays_of"]]


def _amount(part: ProposalPart, name: str) -> float:
    amount = getattr(part, name)
    return float(amount.central if isinstance(amount, Interval) else amount)


def _factors(
    parent: PartsOf, proposal: Proposal, question: Question, index: Value
) -> Iterator[float]:
    if parent.grows and question.year is not None:
        yield proposal.strength_in(question.year)
    if parent.priced:
        assert index is not None, "prices are known"
        yield float(index)


def _counts(part: ProposalPart, question: Question) -> bool:
    """Whether a part counts in the year."""
    year, when = question.year, {one: getattr(part, one, None) for one in ("year", "first", "last")}
    if year is None:
        return when["year"] is None or when["year"] in _plan_years(question)
    if when["year"] is not None:
        return bool(when["year"] == year)
    first, last = when["first"], when["last"]
    return (first is None or year >= first) and (last is None or year <= last)


def _part_item(proposal: Proposal, part: ProposalPart, factors: list[float], value: float) -> Item:
    file = f"proposals/{proposal.code}.toml"
    times = " x ".join(map(plain, factors))
    sums = f"{times} = {plain(value)}" if len(factors) > 1 else plain(value)
    says = f"{file}  {number_in_file(part)}: {sums}  {_written(part)}"
    return Item(says, value, status=proposal.status)


def _written(part: ProposalPart) -> str:
    """What is written of a part, as its file has it."""
    assert is_dataclass(part)
    known = {one.name: getattr(part, one.name) for one in fields(part) if one.name != "code"}
    said = {
        name: _three(value) if isinstance(value, Interval) else value
        for name, value in known.items()
        if value not in (None, ())
    }
    return ", ".join(
        f"{name} {' '.join(value) if isinstance(value, tuple) else value}"
        for name, value in said.items()
    )
