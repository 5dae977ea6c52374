"""When and how the public is asked about a proposal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from commonweal.base.declare.parts import (
    Document,
    Names,
    PartKind,
    PartProblem,
    ProposalPart,
    Tables,
    register,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation(ProposalPart):
    """The public consultation, as far as it is known.

    Attributes:
        first, last: its first and last day.
        how: how people can answer.
        under: the duty to ask them.
    """

    heading: ClassVar[str] = "consultation"

    first: date | None = None
    last: date | None = None
    how: str = ""
    under: str = ""
    code: str = ""

    def problems(self, tables: Tables, years: range) -> Iterator[PartProblem]:  # noqa: ARG002 - days alone
        """It ends after it starts."""
        if self.first is not None and self.last is not None and self.last < self.first:
            yield PartProblem(
                "D07",
                "consultation_to",
                f"the consultation ends on {self.last}, before it starts on {self.first}",
                "write the earlier day as consultation_from",
            )

    def says(self, names: Names) -> str:  # noqa: ARG002 - it names nobody
        """When people can have their say, once both days are known, how, and by which duty."""
        days = ""
        if self.first is not None and self.last is not None:
            days = f"You can have your say from {self.first:%-d %B %Y} to {self.last:%-d %B %Y}."
        how = f"How to answer: {self.how.rstrip('.')}." if self.how else ""
        under = f"You are asked under {self.under.rstrip('.')}." if self.under else ""
        return " ".join(filter(None, (days, how, under)))


def read(code: str, document: Document, _: Document) -> Consultation | None:
    """A consultation from a proposal's own keys; None where nothing is said of it."""
    first, last = document["consultation_from"], document["consultation_to"]
    how, under = document["how_to_answer"] or "", document["asked_under"] or ""
    if first is last is None and not how and not under:
        return None
    return Consultation(code=code, first=first, last=last, how=how, under=under)


register(PartKind(Consultation.heading, read, code="{proposal}.{heading}"))
