"""When a proposal is decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from commonweal.base.declare.parts import Document, Names, PartKind, ProposalPart, register


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(ProposalPart):
    """The day a proposal is decided."""

    heading: ClassVar[str] = "decision"

    day: date
    code: str = ""

    def says(self, names: Names) -> str:  # noqa: ARG002 - it names nobody
        """When it is decided."""
        return f"It is decided on {self.day:%-d %B %Y}."


def read(code: str, document: Document, _: Document) -> Decision | None:
    """A decision from a proposal's own keys; None where no day is set."""
    day = document["decision_day"]
    return None if day is None else Decision(code=code, day=day)


register(PartKind(Decision.heading, read, code="{proposal}.{heading}"))
