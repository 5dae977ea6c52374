"""Reading the rulebook's own files. A fault in one of them is a bug of ours."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from commonweal.rulebook.marks import MARKS
from commonweal.rulebook.numbers import IN_FORCE, STATUSES, Dated, Number, Rulebook, Value

NUMBER_FILES = ("care", "money", "plan")
"""The files of numbers, in the order of the rooms; a file's name begins its numbers' codes."""

SEVERITIES = ("stops_sign_off", "warning", "note")
"""How serious a finding can be, the most serious first."""


def rulebook(overrides: Mapping[str, Value] | None = None) -> Rulebook:
    """The policy numbers, with any of them set by the user instead.

    Args:
        overrides: the user's own values by code, such as `{"care.occupancy_ceiling": 0.9}`.
            A value so set says so in its source and wears mark A.

    Raises:
        NoSuchNumber: if an override's code is not in the rulebook.
        NotAValueOf: if an override does not fit its number.

    >>> from datetime import date
    >>> ours = rulebook({"care.occupancy_ceiling": 0.9})
    >>> print(ours["care.occupancy_ceiling"].on(date(2020, 1, 1)))
    0.9 (since 2020-01-01; set by the user; the rulebook has no value on that day; mark A)
    """
    return _published().with_own(overrides or {})


@cache
def _published() -> Rulebook:
    numbers = [*_numbers(), *_severities()]
    return Rulebook({one.code: one for one in numbers})


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text("utf-8"))


def _numbers() -> Iterator[Number]:
    for room in NUMBER_FILES:
        for name, told in _file(room).items():
            yield _number(f"{room}.{name}", told)


def _severities() -> Iterator[Number]:
    for rule, values in _file("severity").items():
        says = f"How serious a finding of rule {rule} is."
        told = {"says": says, "unit": "text", "owner": "assurance", "one_of": SEVERITIES}
        yield _number(f"severity.{rule}", {**told, "value": values})


def _number(code: str, told: Mapping[str, Any]) -> Number:
    rest = {key: value for key, value in told.items() if key not in ("value", "one_of")}
    number = Number(
        code=code,
        values=tuple(_dated(code, one) for one in told["value"]),
        one_of=tuple(told.get("one_of", ())),
        **rest,
    )
    days = [one.since for one in number.values]
    if days != sorted(set(days)):
        raise ValueError(f"{code}: its values have to be in order of date, one a day")
    for one in number.values:
        number.with_own(one.is_)  # says which limit a published value passes
    return number


def _dated(code: str, told: Mapping[str, Any]) -> Dated:
    is_ = told["is"]
    if isinstance(is_, int) and not isinstance(is_, bool):
        is_ = float(is_)
    one = Dated(
        code=code,
        is_=is_,
        since=told["since"],
        until=told.get("until"),
        source=told["source"],
        mark=told["mark"],
        status=told.get("status", IN_FORCE),
    )
    if one.mark not in MARKS or one.status not in STATUSES:
        raise ValueError(f"{code}: '{one.mark}' is not a mark, or '{one.status}' not a status")
    return one
