"""Names of the NHS as they stood on a day, and plain words for the words of offices."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from commonweal.rulebook.marks import MARKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One thing a name has meant.

    Attributes:
        words: the name written out.
        means: what it was, where the words alone do not tell meanings apart.
        since, until: its first and last day; until is None while it lasts.
        now: what is said since it ended.
        source: the document.
        mark: how sure we are of it.
    """

    words: str
    since: date
    source: str
    mark: str
    means: str | None = None
    until: date | None = None
    now: str | None = None

    def on(self, day: date) -> bool:
        """Whether it means this on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A name by its letters, with all it has meant, in the order of the file."""

    letters: str
    meanings: tuple[Meaning, ...]

    def known_by(self, day: date) -> tuple[Meaning, ...]:
        """What it has meant up to a day, ended or not: any of them a reader may think of.

        >>> len(terms()["ICP"].known_by(date(2018, 6, 1)))
        1
        >>> len(terms()["ICP"].known_by(date(2026, 4, 1)))
        3
        """
        return tuple(one for one in self.meanings if one.since <= day)


@cache
def terms() -> Mapping[str, Term]:
    """Every name by its letters.

    >>> acs = terms()["ACS"].meanings[0]
    >>> acs.on(date(2018, 1, 31)), acs.on(date(2018, 2, 2)), acs.now
    (True, False, 'integrated care system')
    """
    return {one["letters"]: _term(one) for one in _read()["term"]}


@cache
def instead_of() -> Mapping[str, str]:
    """Words of offices, and what to write instead.

    >>> instead_of()["non-elective"]
    'emergency'
    """
    return dict(_read()["instead_of"])


def _read() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "terms.toml").read_text("utf-8"))


def _term(told: Mapping[str, Any]) -> Term:
    meanings = tuple(Meaning(**one) for one in told["meaning"])
    for one in meanings:
        if one.mark not in MARKS or (one.until is None) != (one.now is None):
            raise ValueError(f"terms.toml: {told['letters']}: an ended meaning says what is now")
    return Term(letters=told["letters"], meanings=meanings)
