"""What it costs to run old and new side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonweal.base.declare.parts import Document, Names, PartKind, ProposalPart, register
from commonweal.base.numbers.spoken import pounds
from commonweal.base.numbers.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleRunning(ProposalPart):
    """What an organisation pays, GBP a year, to run old and new side by side."""

    heading: ClassVar[str] = "double_running"

    organisation: str
    first: int
    last: int
    gbp: float
    code: str = ""

    def says(self, names: Names) -> str:
        """In which years, how much, and who pays."""
        first, last = Year(self.first), Year(self.last)
        years = str(first) if self.first == self.last else f"{first} to {last}"
        body = names("organisations")[self.organisation]
        return f"Old and new run side by side in {years}: {pounds(self.gbp)} a year, {body}"


def read(code: str, document: Document, _: Document) -> DoubleRunning:
    """Double running from what a proposal's file holds."""
    return DoubleRunning(
        code=code,
        organisation=document["organisation"],
        first=document["from"],
        last=document["to"],
        gbp=document["gbp"],
    )


register(PartKind(DoubleRunning.heading, read))
