"""The keys of one document, or of one part of it, held against their declaration."""

import itertools
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from commonweal.base.declare.columns import KINDS, Column
from commonweal.base.reading import dates, numbers, values
from commonweal.base.reading.numbers import Bounds
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.suggest import first_sentence, nearest
from commonweal.base.reading.toml_lines import KeyPath, line_of
from commonweal.base.reading.trouble import Trouble, quoted


def as_problem(trouble: Trouble, file: str, row: int | None, key: str | None) -> Problem:
    """A trouble, with the place where it stands."""
    return Problem(trouble.code, file, row, key, trouble.says, trouble.fix)


def read_keys(
    raw: Mapping[str, Any],
    keys: tuple[Column, ...],
    at: KeyPath,
    lines: Mapping[KeyPath, int],
    file: str,
    *,
    in_order: tuple[tuple[str, ...], ...] = (),
    needs: tuple[tuple[str, ...], ...] = (),
    others: tuple[str, ...] = (),
    about: str | None = None,
) -> tuple[dict[str, Any], list[Problem]]:
    """Read the keys that are there, and say which are unknown and which are missing.

    Args:
        at: where they stand in the document.
        others: names that may stand beside the keys, for the guess.
        about: the heading they belong to, when its name helps.
    """
    names = [key.name for key in keys]
    lacking = [key.name for key in keys if key.name not in raw]
    problems: list[Problem] = []
    meant: set[str] = set()
    for name in raw:
        if name not in names:
            guess = nearest(name, lacking) or nearest(name, [*names, *others])
            meant |= {guess} if guess in lacking and guess is not None else set()
            fix = f"write '{guess}'" if guess else f"delete it; the keys are {', '.join(names)}"
            row = line_of((*at, name), lines)
            problems.append(Problem("D03", file, row, name, f"{name} is not a known key", fix))
    read: dict[str, Any] = {}
    for key in keys:
        row = line_of((*at, key.name), lines)
        value = read_value(raw[key.name], key) if key.name in raw else None
        if isinstance(value, Trouble):
            problems.append(as_problem(value, file, row, key.name))
            value = None
        elif key.name in lacking and not key.optional and key.name not in meant:
            of = f" of {about}" if about else ""
            says = f"{key.name}{of} is missing: {first_sentence(key.says)}"
            fix = f"add a line {key.name} = {example(key)}"
            problems.append(Problem("D02", file, row, key.name, says, fix))
        read[key.name] = value
    problems += [_out_of_order(read, order, at, lines, file) for order in in_order
                 if _disordered(read, order)]  # fmt: skip
    problems += [_alone(key, other, at, lines, file) for key, other in needs
                 if key in raw and other not in raw]  # fmt: skip
    return read, problems


def example(key: Column) -> str:
    """A value such as a person could write, in TOML.

    >>> example(Column(name="low", says="The low.", kind="number"))
    '0.5'
    """
    by_kind = {
        "integer": "1", "number": "0.5", "year": '"2027-28"', "date": "2027-04-01",
        "yes_no": "false", "texts": '["…"]', "codes": '["a_code"]', "code": '"a_code"',
    }  # fmt: skip
    return f'"{key.one_of[0]}"' if key.one_of else by_kind.get(key.kind, '"…"')


def _disordered(read: Mapping[str, Any], order: tuple[str, ...]) -> bool:
    known = [read[name] for name in order if read[name] is not None]
    return any(lower > upper for lower, upper in itertools.pairwise(known))


def _out_of_order(
    read: Mapping[str, Any],
    order: tuple[str, ...],
    at: KeyPath,
    lines: Mapping[KeyPath, int],
    file: str,
) -> Problem:
    shown = ", ".join(f"{name} {read[name]}" for name in order if read[name] is not None)
    fix = f"write them so that {' <= '.join(order)}"
    row = line_of((*at, order[0]), lines)
    return Problem("V17", file, row, order[0], f"{shown} are not in order", fix)


def _alone(key: str, other: str, at: KeyPath, lines: Mapping[KeyPath, int], file: str) -> Problem:
    row = line_of((*at, key), lines)
    says = f"{key} is there and {other} is not"
    return Problem("D02", file, row, other, says, f"add a line {other} = …")


# -- values ----------------------------------------------------------------------------------


def read_value(raw: object, key: Column) -> object | Trouble:
    """One TOML value as its key's kind, held to the same word as a cell of a table."""
    blank = isinstance(raw, str | list) and not (raw.strip() if isinstance(raw, str) else raw)
    if blank:
        if key.optional:
            return None
        fix = f"write {key.name} = {example(key)}: {first_sentence(key.says)}"
        return Trouble("V01", f"{key.name} is blank", fix)
    value = READ[key.kind](raw, key)
    if isinstance(value, Trouble):
        return value
    if key.one_of and value not in key.one_of:
        return values.not_one_of(str(value), key.one_of, key.name)
    if key.is_number and isinstance(value, int | float):
        bounds = Bounds(key.at_least, key.above, key.at_most)
        return numbers.out_of_bounds(value, key.name, key.unit, bounds) or value
    return value


def _wrong_kind(raw: object, key: Column, fix: str | None = None) -> Trouble:
    shown = "true" if raw is True else "false" if raw is False else quoted(raw)
    says = f"{key.name} is {shown}; it must be {IN_TOML.get(key.kind, KINDS[key.kind])}"
    return Trouble("D04", says, fix or f"write {key.name} = {example(key)}")


IN_TOML = {
    "text": "text in quotes",
    "texts": "a list of texts",
    "code": "a code in quotes",
    "codes": "a list of codes",
    "year": 'a financial year in quotes, such as "2027-28"',
    "yes_no": "true or false",
}
"""How a kind is written in TOML, where that differs from a spreadsheet."""


def _text(raw: object, key: Column) -> object:
    if not isinstance(raw, str):
        quote = f'write {key.name} = "{raw}"' if isinstance(raw, int | float) else None
        return _wrong_kind(raw, key, quote)
    text = raw.strip()
    return text if key.one_of else values.READ[key.kind](text)


def _list(raw: object, key: Column) -> object:
    """A list of codes or of texts."""
    if isinstance(raw, str):
        words = raw.split() if key.kind == "codes" else [raw]
        listed = ", ".join(f'"{word}"' for word in words)
        return _wrong_kind(raw, key, f"write {key.name} = [{listed}]")
    if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
        return _wrong_kind(raw, key)
    read = values.code if key.kind == "codes" else values.words
    items = [read(item.strip()) if item.strip() else _wrong_kind("", key) for item in raw]
    bad = [item for item in items if isinstance(item, Trouble)]
    return bad[0] if bad else tuple(items)


def _number(raw: object, key: Column) -> object:
    if isinstance(raw, str):
        read = values.READ[key.kind](raw.strip())
        fix = read.fix if isinstance(read, Trouble) else f"write {key.name} = {raw.strip()}"
        return _wrong_kind(raw, key, fix)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return _wrong_kind(raw, key)
    if not abs(raw) < numbers.ABSURD:  # NaN is not less than anything
        return numbers.absurd(str(raw))
    if key.kind == "number":
        return float(raw)
    return numbers.integer(numbers.plain_number(raw))


def _year(raw: object, key: Column) -> object:
    if isinstance(raw, date):
        raw = raw.isoformat()[:10]
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        return _wrong_kind(raw, key)
    return dates.year(str(raw).strip())


def _date(raw: object, key: Column) -> object:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw if raw.year in dates.YEARS else dates.day(raw.isoformat())
    if isinstance(raw, str) or dates.DAY_NUMBER.fullmatch(str(raw)):
        return dates.day(str(raw).strip())
    return _wrong_kind(raw, key)


def _yes_no(raw: object, key: Column) -> object:
    if isinstance(raw, bool):
        return raw
    meant = values.yes_no(raw.strip()) if isinstance(raw, str) else None
    fix = f"write {key.name} = {'true' if meant else 'false'}" if isinstance(meant, bool) else None
    return _wrong_kind(raw, key, fix)


READ: dict[str, Callable[[object, Column], object]] = {
    "text": _text,
    "texts": _list,
    "code": _text,
    "codes": _list,
    "integer": _number,
    "number": _number,
    "year": _year,
    "date": _date,
    "yes_no": _yes_no,
}
