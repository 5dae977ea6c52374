"""Who decides each proposal, and how people can speak, as far as anybody has said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from commonweal.report import words
from commonweal.report.view import Proposed, View

NOBODY = "Nobody has said."


@dataclass(frozen=True, slots=True, kw_only=True)
class Decides:
    """Who decides a proposal and how people can speak: each a sentence, or that nobody has said.

    Attributes:
        code, title, lead: the proposal, and the body that leads it.
        bodies: those that must each agree, by name.
        day: the day it is decided.
        under: the law or rule by which they decide.
        asked: who was asked so far.
        days: when people can have their say.
        how: how they can answer.
        duty: the duty to ask them.
    """

    code: str
    title: str
    lead: str
    bodies: tuple[str, ...]
    day: str
    under: str
    asked: str
    days: str
    how: str
    duty: str

    @property
    def is_silent(self) -> bool:
        """Whether nobody has said who decides, or how to answer."""
        return not self.bodies and NOBODY == self.day == self.how

    @property
    def rows(self) -> Iterator[tuple[str, str]]:
        """Each question with its answer, who decides first."""
        yield "Who has to agree", words.spoken_list(self.bodies) + "." if self.bodies else NOBODY
        yield "When they decide", self.day
        yield "By which rule", self.under
        yield "Who was asked so far", self.asked
        yield "When you can speak", self.days
        yield "How to answer", self.how
        yield "The duty to ask you", self.duty


def decides(proposed: Proposed, run: View) -> Decides:
    """Who decides a proposal, and how to speak."""
    names = run.names("organisation")
    decision, asked = _record(proposed, "decision"), _record(proposed, "consultation")
    day, first, last = decision.get("day"), asked.get("first"), asked.get("last")
    engaged = " ".join(f"{one.rstrip('.')}." for one in proposed.head.engaged)
    return Decides(
        code=proposed.code,
        title=proposed.title,
        lead=names[proposed.head.lead],
        bodies=tuple(names.get(one, one) for one in decision.get("bodies", ())),
        day=f"On {_day(day)}." if day else NOBODY,
        under=_sentence(decision.get("under")),
        asked=engaged or NOBODY,
        days=f"From {_day(first)} to {_day(last)}." if first and last else NOBODY,
        how=_sentence(asked.get("how")),
        duty=_sentence(asked.get("under")),
    )


def _record(proposed: Proposed, heading: str) -> Any:
    return next((part.record for part in proposed.of(heading)), {})


def _day(written: str) -> str:
    return f"{date.fromisoformat(written):%-d %B %Y}"


def _sentence(text: str | None) -> str:
    """What somebody wrote, as a sentence.

    >>> _sentence("the scheme of each body"), _sentence("")
    ('The scheme of each body.', 'Nobody has said.')
    """
    return f"{words.upper_first(text.rstrip('.'))}." if text else NOBODY
