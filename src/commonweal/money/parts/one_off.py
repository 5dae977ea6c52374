"""Money that a proposal brings in once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonweal.base.declare.parts import Document, Names, PartKind, ProposalPart, register
from commonweal.base.numbers.spoken import pounds
from commonweal.base.numbers.year import Year

SOURCES = {"land_sale": "a land sale", "grant": "a grant", "other": "other sources"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOffIncome(ProposalPart):
    """Money that comes once, GBP."""

    heading: ClassVar[str] = "one_off_income"

    organisation: str
    year: int
    gbp: float
    kind: str
    code: str = ""

    def says(self, names: Names) -> str:  # noqa: ARG002 - it names nobody
        """How much, when and from what."""
        return f"{pounds(self.gbp)} once, in {Year(self.year)}, from {SOURCES[self.kind]}"


def read(code: str, document: Document, _: Document) -> OneOffIncome:
    """One-off income from what a proposal's file holds."""
    return OneOffIncome(
        code=code,
        organisation=document["organisation"],
        year=document["year"],
        gbp=document["gbp"],
        kind=document["from"],
    )


register(PartKind(OneOffIncome.heading, read))
