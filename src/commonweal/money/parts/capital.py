"""Money that a proposal asks for, for buildings and equipment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
from commonweal.base.numbers.spoken import lower_first, pounds
from commonweal.base.numbers.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Capital(ProposalPart):
    """Money for buildings and equipment, GBP in cash; no fund: none is known."""

    heading: ClassVar[str] = "capital"

    year: int
    gbp: float
    fund: str | None
    code: str = ""

    def problems(self, tables: Tables, years: range) -> Iterator[PartProblem]:  # noqa: ARG002 - the reader holds its fund to the table
        """It is asked for in a year of the plan."""
        if self.year not in years:
            yield PartProblem(
                "D07",
                "year",
                f"capital is asked for in {Year(self.year)}; the plan runs to {Year(years[-1])}",
                "ask for it in a year of the plan",
            )

    def says(self, names: Names) -> str:
        """How much, when, and from which fund."""
        fund = "no fund that is known"
        if self.fund:
            fund = lower_first(names("capital")[self.fund])
        return f"{pounds(self.gbp)} for buildings and equipment in {Year(self.year)}, from {fund}"


def read(code: str, document: Document, _: Document) -> Capital:
    """Capital from what a proposal's file holds."""
    return Capital(code=code, year=document["year"], gbp=document["gbp"], fund=document["fund"])


register(PartKind(Capital.heading, read))
