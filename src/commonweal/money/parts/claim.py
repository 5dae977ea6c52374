"""What the owners of a proposal say it saves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonweal.base.declare.parts import Document, Names, PartKind, ProposalPart, register
from commonweal.base.numbers.spoken import pounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(ProposalPart):
    """What the owners say it saves, GBP a year."""

    heading: ClassVar[str] = "claim"

    gbp: float
    recurrent: bool
    cash_releasing: bool
    net: bool | None = None
    code: str = ""

    def says(self, names: Names) -> str:  # noqa: ARG002 - it names nobody
        """How much, how often, and whether as money to spend."""
        often = "every year" if self.recurrent else "once"
        as_what = "as money to spend" if self.cash_releasing else "as cost that will not come"
        when = "" if self.net is None else ", after" if self.net else ", before"
        return f"{pounds(self.gbp)} {often}, {as_what}{when and when + ' what it costs to run'}"


def read(code: str, document: Document, _: Document) -> Claim:
    """A claim from what a proposal's file holds."""
    return Claim(
        code=code,
        gbp=document["gbp"],
        recurrent=document["recurrent"],
        cash_releasing=document["cash_releasing"],
        net=document["net"],
    )


register(PartKind(Claim.heading, read))
