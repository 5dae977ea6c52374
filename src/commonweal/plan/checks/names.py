"""Names: that each names one thing, for by its name it is drawn, set and switched off."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.base.declare.parts import Names
from commonweal.base.reading.problems import Problem
from commonweal.people import STREAM, VARIANT
from commonweal.plan.proposals import Proposal, number_in_file
from commonweal.plan.system import Plan

OURS = {
    VARIANT: "the luck of the population projection",
    STREAM: "the luck of people's health",
}
"""Names that the method keeps for itself."""


def name_problems(plan: Plan) -> list[Problem]:
    """Proposals, parts of them and assumptions of one and the same name.

    What is drawn has a stream of chance of its own name: two of one name would meet the
    same luck, and each would be taken for the other. What is switched off is named so too.
    """
    problems = []
    owners: dict[str, tuple[Proposal, str]] = {}
    # The shorter code first: where proposal a and proposal a.1 clash, a.1 is the one to rename.
    for proposal in sorted(
        plan.proposals, key=lambda proposal: (len(proposal.code), proposal.code)
    ):
        names = list(_names(proposal, plan.names))
        clash = next((pair for pair in names if pair[0] in owners), None)
        if clash is None and proposal.code in owners:
            clash = (proposal.code, "the proposal")
        if clash is not None:
            problems.append(_of_proposal(proposal, clash, owners[clash[0]]))
        for name, what in names:
            owners.setdefault(name, (proposal, what))
    for code in plan.assumptions:
        if code in OURS:
            problems.append(_of_assumption(code, OURS[code]))
        elif code in owners:
            owner, what = owners[code]
            problems.append(_of_assumption(code, f"{what} of the proposal {owner.code}"))
    return problems


def _names(proposal: Proposal, names: Names) -> Iterator[tuple[str, str]]:
    """The name of each part of a proposal and of each number in it, and what it is."""
    for part in proposal.parts:
        yield part.code, number_in_file(part)
        for number in part.uncertain(names):
            if number.code != part.code:
                what = number.code.removeprefix(f"{part.code}.")
                yield number.code, f"the {what} of {number_in_file(part)}"


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
