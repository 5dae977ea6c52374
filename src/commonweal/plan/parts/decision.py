"""Who decides a proposal, when, and by which duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from commonweal.base.declare.parts import Document, Names, PartKind, ProposalPart, register
from commonweal.base.numbers.spoken import spoken_list


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(ProposalPart):
    """Who decides it: each body for itself, as far as that is known.

    Attributes:
        bodies: codes of the organisations that must each agree.
        day: the day it is decided.
        under: the law or rule by which they decide.
    """

    heading: ClassVar[str] = "decision"

    bodies: tuple[str, ...] = ()
    day: date | None = None
    under: str = ""
    code: str = ""

    def says(self, names: Names) -> str:
        """Who has to agree, by when and by which rule."""
        called = names("organisations")
        bodies = spoken_list(called.get(body, body) for body in self.bodies)
        each = " each" if len(self.bodies) > 1 else ""
        agree = f"{bodies} must{each} agree." if bodies else ""
        day = f"It is decided on {self.day:%-d %B %Y}." if self.day else ""
        under = f"By {self.under.rstrip('.')}." if self.under else ""
        return " ".join(filter(None, (agree, day, under)))


def read(code: str, document: Document, _: Document) -> Decision | None:
    """A decision from a proposal's own keys; None where nothing is said of it."""
    bodies, day = document["decided_by"] or (), document["decision_day"]
    under = document["decided_under"] or ""
    if not bodies and day is None and not under:
        return None
    return Decision(code=code, bodies=tuple(bodies), day=day, under=under)


register(PartKind(Decision.heading, read, code="{proposal}.{heading}"))
