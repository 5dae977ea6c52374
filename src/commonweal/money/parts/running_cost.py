"""What it costs to run a proposal, year by year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from commonweal.base.declare.parts import Document, Names, PartKind, ProposalPart, register
from commonweal.base.numbers.interval import Interval, interval_from
from commonweal.base.numbers.spoken import between, pounds
from commonweal.base.numbers.uncertain import Uncertain


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningCost(ProposalPart):
    """What an organisation pays each year at full effect, at price-year prices, GBP."""

    heading: ClassVar[str] = "running_cost"
    numbers: ClassVar[Mapping[str, str]] = {"": "gbp"}

    organisation: str
    gbp: Interval
    code: str = ""

    def uncertain(self, names: Names) -> Iterator[Uncertain]:
        """What it costs a year."""
        says = f"what it costs {names('organisations')[self.organisation]} to run"
        yield Uncertain(self.code, says, "GBP", self.gbp)

    def says(self, names: Names) -> str:
        """Whom it costs, and how much."""
        gbp, verb = self.gbp, "costs" if self.gbp.central >= 0 else "saves"
        body = names("organisations")[self.organisation]
        sentence = f"Running it {verb} {body} {pounds(abs(gbp.central))} a year"
        if gbp.is_certain:
            return sentence
        low, high = sorted((abs(gbp.low), abs(gbp.high)))
        return f"{sentence} ({between(pounds(low), pounds(high))})"


def read(code: str, document: Document, _: Document) -> RunningCost:
    """A running cost from what a proposal's file holds."""
    return RunningCost(
        code=code, organisation=document["organisation"], gbp=interval_from(document)
    )


register(PartKind(RunningCost.heading, read))
