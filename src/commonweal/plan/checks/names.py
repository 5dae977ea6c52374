"""Names: that each names one thing, for by its name it is drawn, set and switched off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from commonweal.base.reading.problems import Problem
from commonweal.care.proposals import Proposal
from commonweal.people.health import STREAM

OURS = {
    "people.variant": "the luck of the population projection",
    STREAM: "the luck of people's health",
}
"""Names that the method keeps for itself."""


def name_problems(assumptions: Iterable[str], proposals: Iterable[Proposal]) -> list[Problem]:
    """Proposals, parts of them and assumptions of one and the same name.

    What is drawn has a stream of chance of its own name: two of one name would meet the
    same luck, and each would be told as the other. What is switched off is named so too.
    """
    proposals, found = tuple(proposals), []
    parts: dict[str, tuple[Proposal, str]] = {}
    # The shorter code first: where proposal a and proposal a.1 quarrel, it is a.1 that is told.
    for proposal in sorted(proposals, key=lambda one: (len(one.code), one.code)):
        clash = next((pair for pair in _named(proposal) if pair[0] in parts), None)
        if clash is None and proposal.code in parts:
            clash = (proposal.code, "the proposal")
        if clash is not None:
            found.append(_of_proposal(proposal, clash, parts[clash[0]]))
        for name, what in _named(proposal):
            parts.setdefault(name, (proposal, what))
    for code in assumptions:
        if code in OURS:
            found.append(_of_assumption(code, OURS[code]))
        elif code in parts:
            owner, what = parts[code]
            found.append(_of_assumption(code, f"{what} of the proposal {owner.code}"))
    return found


def _named(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """The name of each part of a proposal, and what it is."""
    effects = {effect.code: effect for effect in proposal.effects}
    for part in proposal.parts:
        if part in effects:
            number = part.rsplit(".", 1)[1]
            yield part, f"effect {number}"
            yield f"{part}.ratio", f"the ratio of effect {number}"
        else:
            heading, number = part.rsplit(".", 2)[1:]
            yield part, f"{heading} {number}"


def _of_proposal(
    proposal: Proposal, clash: tuple[str, str], first: tuple[Proposal, str]
) -> Problem:
    (name, what), (owner, other) = clash, first
    return Problem(
        "K01",
        f"proposals/{proposal.code}.toml",
        None,
        "code",
        f"'{name}' names {what} here and {other} of {owner.code}: one name, and one luck, for two",
        f'write code = "{proposal.code.replace(".", "-")}", and name the file so too',
    )


def _of_assumption(code: str, other: str) -> Problem:
    says = f"'{code}' is the name of {other} too: one name, and one luck, for two"
    return Problem("K01", "assumptions.toml", None, code, says, "give the assumption another code")
