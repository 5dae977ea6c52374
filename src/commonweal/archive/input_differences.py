"""What changed between two systems: down to the line, and part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import polars as pl

from commonweal.base.declare.parts import ProposalPart
from commonweal.base.declare.tables import declared
from commonweal.plan import Plan, Proposal, number_in_file
from commonweal.rulebook import NotInRulebook, rulebook, shown

SHOWN_AT_MOST = 8
"""How many changed cells of one table are named."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a system that differs, and the first system with that part of the second.

    Attributes:
        name: what it is, such as `assumption money.pay_growth` or `table beds`.
        lines: what differs, each in a line with the old and the new.
        swapped: the first system with this part alone taken from the second.
    """

    name: str
    lines: tuple[str, ...]
    swapped: Plan


def changed_parts(first: Plan, second: Plan) -> list[Part]:
    """Every part in which two systems differ."""
    return [
        *_assumptions(first, second),
        *_proposals(first, second),
        *_correlations(first, second),
        *_scenarios(first, second),
        *_tables(first, second),
        *_policy(first, second),
        *_method(first, second),
    ]


def _assumptions(first: Plan, second: Plan) -> Iterator[Part]:
    for code in sorted({*first.assumptions, *second.assumptions}):
        old, new = first.assumptions.get(code), second.assumptions.get(code)
        if old != new:
            taken = {k: v for k, v in first.assumptions.items() if k != code}
            if new is not None:
                taken[code] = new
            swapped = replace(first, assumptions=taken)
            yield Part(f"assumption {code}", tuple(_lines(old, new)), swapped)


def _proposals(first: Plan, second: Plan) -> Iterator[Part]:
    mine, theirs = ({p.code: p for p in one.proposals} for one in (first, second))
    for code in sorted({*mine, *theirs}):
        old, new = mine.get(code), theirs.get(code)
        if old != new:
            taken = {k: v for k, v in mine.items() if k != code}
            if new is not None:
                taken[code] = new
            swapped = replace(first, proposals=tuple(taken[k] for k in sorted(taken)))
            yield Part(f"proposal {code}", tuple(_lines(old, new)), swapped)


def _correlations(first: Plan, second: Plan) -> Iterator[Part]:
    """What goes together: it moves no central number, but what is drawn."""
    mine, theirs = (
        {tuple(sorted((c.first, c.second))): c for c in one.correlations} for one in (first, second)
    )
    lines = [
        f"{' and '.join(pair)}: {line}"
        for pair in sorted({*mine, *theirs})
        for line in _lines(mine.get(pair), theirs.get(pair))
    ]
    if lines:
        yield Part("correlations", tuple(lines), replace(first, correlations=second.correlations))


def _scenarios(first: Plan, second: Plan) -> Iterator[Part]:
    """Scenarios as written; one that was run shows in the parts it set."""
    for code in sorted({*first.scenarios, *second.scenarios}):
        old, new = first.scenarios.get(code), second.scenarios.get(code)
        if old != new:
            taken = {k: v for k, v in first.scenarios.items() if k != code}
            if new is not None:
                taken[code] = new
            lines = tuple(_lines(old, new))
            yield Part(f"scenario {code}", lines, replace(first, scenarios=taken))


def _tables(first: Plan, second: Plan) -> Iterator[Part]:
    for name, table in declared().items():
        old, new = first.tables[name].drop("row"), second.tables[name].drop("row")
        if not old.equals(new):
            lines = _cells(first.tables[name], second.tables[name], list(table.one_row_per))
            swapped = replace(first, tables={**first.tables, name: second.tables[name]})
            yield Part(f"table {name}", tuple(lines), swapped)


def _cells(old: pl.DataFrame, new: pl.DataFrame, keys: list[str]) -> list[str]:
    """The cells of a table that differ, each with the row of either spreadsheet."""
    both = old.join(new, on=keys, how="full", suffix="_new", nulls_equal=True, coalesce=True)
    lines = []
    for row in both.sort(keys).iter_rows(named=True):
        key = " ".join(str(row[k]) for k in keys if row[k] is not None)
        if row["row"] is None:
            lines.append(f"row {row['row_new']} is new: {key}")
        elif row["row_new"] is None:
            lines.append(f"row {row['row']} is gone: {key}")
        else:
            for column in old.columns:
                was, now = row[column], row.get(f"{column}_new", row[column])
                if column != "row" and was != now:
                    lines.append(f"row {row['row_new']} {key}: {column} {was} -> {now}")
    more = len(lines) - SHOWN_AT_MOST
    return [*lines[:SHOWN_AT_MOST], f"and {more} more cells"] if more > 0 else lines


def _policy(first: Plan, second: Plan) -> Iterator[Part]:
    if first.rulebook_day == second.rulebook_day and first.policy == second.policy:
        return
    lines = []
    if first.rulebook_day != second.rulebook_day:
        lines.append(f"rulebook_day {first.rulebook_day} -> {second.rulebook_day}")
    for code in rulebook():
        was, now = (_value(one, code) for one in (first, second))
        if was != now:
            lines.append(f"{code} {was} -> {now}")
    swapped = replace(first, rulebook_day=second.rulebook_day, policy=second.policy)
    yield Part("policy numbers", tuple(lines), swapped)


def _value(plan: Plan, code: str) -> str:
    try:
        return shown(rulebook(plan.policy)[code].on(plan.rulebook_day).is_)
    except NotInRulebook:
        return "none yet"


def _method(first: Plan, second: Plan) -> Iterator[Part]:
    for name in ("reconcile", "overflow", "price_year"):
        was, now = getattr(first, name), getattr(second, name)
        if was != now:
            yield Part(name, (f"{name} {was} -> {now}",), replace(first, **{name: now}))


def _lines(old: object, new: object) -> Iterator[str]:
    """What differs between two values of one kind, key by key."""
    if old is None or new is None:
        yield "is new" if old is None else "is gone"
        return
    was, now = _flat(old), _flat(new)
    gone, come = _parts(was, now), _parts(now, was)
    yield from (f"{code} is gone" for code in gone.values())
    yield from (f"{code} is new" for code in come.values())
    told = tuple(f"{prefix}." for prefix in (*gone, *come))
    # A side with no part of a kind has the kind itself, empty.
    emptied = {prefix.rpartition(".")[0] for prefix in (*gone, *come)}
    for key in sorted({*was, *now} - emptied):
        one, other = was.get(key, "none"), now.get(key, "none")
        if one != other and not key.startswith(told):
            yield f"{key} {one} -> {other}"


def _parts(of: Mapping[str, Any], than: Mapping[str, Any]) -> dict[str, str]:
    """The codes of parts that one side has and the other has not, by what their keys begin with."""
    prefixes = {key.removesuffix(".code"): code for key, code in of.items() if ".code" in key}
    return {
        prefix: code
        for prefix, code in prefixes.items()
        if code and not any(key.startswith(f"{prefix}.") for key in than)
    }


def _flat(value: Any, prefix: str = "") -> dict[str, Any]:
    if is_dataclass(value) and not isinstance(value, type):
        inside: Mapping[str, Any] = {f.name: getattr(value, f.name) for f in fields(value)}
    elif isinstance(value, tuple) and any(is_dataclass(one) for one in value):
        inside = {_number(one, n): one for n, one in enumerate(value, 1)}
    else:
        return {prefix: value}
    out: dict[str, Any] = {}
    for name, one in inside.items():
        if isinstance(value, Proposal) and name == "parts":
            out |= _flat(one) if one else {}
        else:
            out |= _flat(one, f"{prefix}.{name}" if prefix else name)
    return out


def _number(part: Any, place: int) -> str:
    """A part's heading and number in its file, which it keeps where another was switched off."""
    if isinstance(part, ProposalPart):
        return number_in_file(part).replace(" ", ".")
    return str(getattr(part, "code", "")).rpartition(".")[2] or str(place)
