"""Staff that a proposal needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from commonweal.base.declare.parts import Document, Names, PartKind, ProposalPart, register
from commonweal.base.numbers.spoken import amount, lower_first
from commonweal.base.numbers.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(ProposalPart):
    """Staff at full effect, whole-time equivalents."""

    heading: ClassVar[str] = "staff"

    group: str
    organisation: str
    wte: float
    first: int
    code: str = ""

    def says(self, names: Names) -> str:
        """How many of whom, where and from when."""
        body = names("organisations")[self.organisation]
        return f"{amount(self.wte)} {lower_first(self.group)} at {body}, from {Year(self.first)}"


def read(code: str, document: Document, _: Document) -> Post:
    """A post from what a proposal's file holds."""
    return Post(
        code=code,
        group=document["group"],
        organisation=document["organisation"],
        wte=document["wte"],
        first=document["from"],
    )


register(PartKind(Post.heading, read))
