"""Policy numbers: dated, sourced, and never guessed.

Ask a number for its value on a day. Before its first date it raises an error
that says what the first date is; it is never None.

    ShownPlainly              told to the person without a traceback
      NotInRulebook           the rulebook has no answer to what it was asked
        NoSuchNumber          no number has that code
        NoValueOn             the number has no value on that day
        NotAValueOf           a value set by the user does not fit the number
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from commonweal.base.reading.problems import ShownPlainly
from commonweal.base.reading.suggest import nearest

Value = float | bool | str

IN_FORCE = "in force"
OWN = "set by the user"
NEVER_HELD = ("proposed", "planned but never operated")
"""Statuses of values that are on record but hold on no day."""

STATUSES = (IN_FORCE, *NEVER_HELD)
"""What a value in a rulebook file can be. Being superseded is not written: a later
value says it."""


class NotInRulebook(ShownPlainly):
    """The rulebook has no answer to what it was asked."""


class NoSuchNumber(NotInRulebook, KeyError):
    """No number has that code."""

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would put quotation marks about it


class NoValueOn(NotInRulebook):
    """The number has no value on that day."""


class NotAValueOf(NotInRulebook, ValueError):
    """A value set by the user does not fit the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One value of a policy number, with the day it starts and where it is written.

    Attributes:
        code: the number's code.
        is_: the value: a number, a yes or no, or words.
        since: its first day.
        until: its last day, where it has one; a later value also ends it.
        source: the document and the place in it.
        mark: how sure we are of the source; `commonweal.rulebook.MARKS` explains.
        status: "in force", "proposed", "planned but never operated", or "set by the user".
    """

    code: str
    is_: Value
    since: date
    source: str
    mark: str
    until: date | None = None
    status: str = IN_FORCE

    @property
    def number(self) -> float:
        """The value, where it is a number.

        Raises:
            TypeError: if it is words or a yes or no.
        """
        if isinstance(self.is_, bool | str):
            raise TypeError(f"{self.code} is {self.is_!r}, not a number")
        return self.is_

    @property
    def text(self) -> str:
        """The value, where it is words.

        Raises:
            TypeError: if it is not.
        """
        if not isinstance(self.is_, str):
            raise TypeError(f"{self.code} is {self.is_!r}, not words")
        return self.is_

    @property
    def words(self) -> tuple[str, ...]:
        """The value, where it is several short words, such as codes."""
        return tuple(self.text.split())

    def __str__(self) -> str:
        return f"{shown(self.is_)} (since {self.since}; {self.source}; mark {self.mark})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A policy number with all its values, oldest first.

    Attributes:
        code: dotted, room first, such as `care.occupancy_ceiling`.
        says: what it is, in one line a citizen could read.
        unit: its unit; "text" for words.
        owner: the subject whose people answer for it.
        values: every value on record.
        reviewed: the day somebody last checked it against its sources.
        review_by: the day it should be checked again.
        note: what else a reader should know.
        one_of: the only words allowed, where it is words.
        above, at_least, at_most: bounds of a number.
        own: the value the user set instead, for this run only.
    """

    code: str
    says: str
    unit: str
    owner: str
    values: tuple[Dated, ...]
    reviewed: date | None = None
    review_by: date | None = None
    note: str | None = None
    one_of: tuple[str, ...] = ()
    above: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    own: Value | None = None

    def on(self, day: date) -> Dated:
        """The value on a day, or the user's own.

        Raises:
            NoValueOn: if it has none; the message says when its first one starts.

        >>> from commonweal.rulebook import rulebook
        >>> ceiling = rulebook()["care.occupancy_ceiling"]
        >>> ceiling.on(date(2026, 4, 1)).number
        0.92
        >>> ceiling.on(date(2020, 1, 1))
        Traceback (most recent call last):
        commonweal.rulebook.numbers.NoValueOn: care.occupancy_ceiling has no value on \
2020-01-01: its first is of 2023-04-01.
        Plan from that day, or add an earlier value with its source.
        """
        if self.own is not None:
            return self._own_on(day, self.own)
        return self._on_record(day)

    def standing(self, value: Dated, day: date) -> str:
        """What a value on record is on a day: in force, superseded, ended, not yet and so on."""
        if value.status != IN_FORCE:
            return value.status
        if value.since > day:
            return "not yet in force"
        if any(value.since < later.since <= day for later in self._that_hold()):
            return "superseded"
        return IN_FORCE if value.until is None or day <= value.until else "ended"

    def with_own(self, given: Value) -> Number:
        """The same number with the user's own value.

        Raises:
            NotAValueOf: if the value does not fit the number's unit, words or bounds.
        """
        value = _as_kind_of(self, given)
        limits = self._limits_passed(value)
        if limits:
            raise NotAValueOf(f"{self.code} is set to {shown(value)}; it has to be {limits}.")
        return replace(self, own=value)

    def _that_hold(self) -> tuple[Dated, ...]:
        return tuple(one for one in self.values if one.status not in NEVER_HELD)

    def _on_record(self, day: date) -> Dated:
        begun = [one for one in self._that_hold() if one.since <= day]
        if not begun:
            raise NoValueOn(_before_the_first(self, day, self._that_hold()))
        last = begun[-1]
        if last.until is not None and last.until < day:
            raise NoValueOn(_in_a_gap(self, day, last, self._that_hold()))
        return last

    def _own_on(self, day: date, own: Value) -> Dated:
        try:
            instead_of = f"the rulebook says {self._on_record(day)}"
        except NoValueOn:
            instead_of = "the rulebook has no value on that day"
        return Dated(
            code=self.code,
            is_=own,
            since=day,
            source=f"set by the user; {instead_of}",
            mark="A",
            status=OWN,
        )

    def _limits_passed(self, value: Value) -> str:
        """What the value would have to be, or "" if it fits."""
        if isinstance(value, str) and self.one_of and value not in self.one_of:
            return "one of " + ", ".join(self.one_of)
        if isinstance(value, bool | str):
            return ""
        if self.above is not None and not value > self.above:
            return f"above {self.above:g}"
        if self.at_least is not None and not value >= self.at_least:
            return f"at least {self.at_least:g}"
        if self.at_most is not None and not value <= self.at_most:
            return f"at most {self.at_most:g}"
        return ""


class Rulebook(Mapping[str, Number]):
    """All policy numbers by code.

    >>> from commonweal.rulebook import rulebook
    >>> rulebook()["care.ocupancy_ceiling"]
    Traceback (most recent call last):
    commonweal.rulebook.numbers.NoSuchNumber: 'care.ocupancy_ceiling' is not in the rulebook. \
Did you mean care.occupancy_ceiling?
    """

    def __init__(self, numbers: Mapping[str, Number]) -> None:
        self._numbers = dict(numbers)

    def __getitem__(self, code: str) -> Number:
        try:
            return self._numbers[code]
        except KeyError:
            raise NoSuchNumber(_not_in(code, list(self._numbers))) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def with_own(self, overrides: Mapping[str, Value]) -> Rulebook:
        """The same rulebook with some values set by the user.

        Raises:
            NoSuchNumber: if a code is not in the rulebook.
            NotAValueOf: if a value does not fit its number.
        """
        own = {code: self[code].with_own(value) for code, value in overrides.items()}
        return Rulebook({**self._numbers, **own})

    @property
    def own(self) -> dict[str, Value]:
        """The values the user set, by code: for the run's manifest."""
        return {code: one.own for code, one in self._numbers.items() if one.own is not None}


def shown(value: Value) -> str:
    """A value as people write it.

    >>> shown(0.92), shown(25.0), shown(True), shown("system")
    ('0.92', '25', 'yes', 'system')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:g}"


def _as_kind_of(number: Number, given: Value) -> Value:
    """The user's value in the kind of the values on record; words may spell a number."""
    kind = type(number.values[-1].is_)
    if kind is str and isinstance(given, str):
        return given
    if kind is bool and str(given).lower() in ("yes", "no", "true", "false"):
        return str(given).lower() in ("yes", "true")
    if kind is float and not isinstance(given, bool):
        try:
            return float(given)
        except ValueError:
            pass
    wanted = {float: "a number, such as 0.9", bool: "yes or no", str: "words"}[kind]
    raise NotAValueOf(f"{number.code} is set to {given!r}; it has to be {wanted}.")


def _before_the_first(number: Number, day: date, held: tuple[Dated, ...]) -> str:
    start = f"{number.code} has no value on {day}: "
    if not held:
        return start + f"it was {number.values[0].status}."
    fix = "Plan from that day, or add an earlier value with its source."
    return start + f"its first is of {held[0].since}.\n{fix}"


def _in_a_gap(number: Number, day: date, last: Dated, held: tuple[Dated, ...]) -> str:
    later = [one.since for one in held if one.since > day]
    says = f"{number.code} has no value on {day}: its last ended on {last.until}"
    says += f" and its next is of {later[0]}.\n" if later else ".\n"
    return says + "Plan from another day, or add a value with its source."


def _not_in(code: str, codes: list[str]) -> str:
    near = nearest(code, codes)
    fix = f"Did you mean {near}?" if near else "`commonweal rulebook` lists what is."
    return f"'{code}' is not in the rulebook. {fix}"
