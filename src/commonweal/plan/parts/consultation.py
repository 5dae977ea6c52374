"""When the public is asked about a proposal."""

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
    """The first and last day of the public consultation, as far as they are known."""

    heading: ClassVar[str] = "consultation"

    first: date | None = None
    last: date | None = None
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
        """When people can have their say; blank until both days are known."""
        if self.first is None or self.last is None:
            return ""
        return f"You can have your say from {self.first:%-d %B %Y} to {self.last:%-d %B %Y}."


def read(code: str, document: Document, _: Document) -> Consultation | None:
    """A consultation from a proposal's own keys; None where no day of it is known."""
    first, last = document["consultation_from"], document["consultation_to"]
    return None if first is last is None else Consultation(code=code, first=first, last=last)


register(PartKind(Consultation.heading, read, code="{proposal}.{heading}"))
