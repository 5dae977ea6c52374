"""Changes that take care away from where it is: beds that close, services that move."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.view import PlanView
from commonweal.care import Effect, MoveSite, OpenBeds
from commonweal.plan import Proposal


def taken_away(view: PlanView) -> Iterator[tuple[Proposal, tuple[Effect, ...]]]:
    """Each proposal that closes beds or moves care to another site, with those effects."""
    for proposal in view.plan.proposals:
        effects = tuple(one for one in proposal.effects if closes(one) or moves(one))
        if effects:
            yield proposal, effects


def closures_lacking(
    view: PlanView, has: Callable[[Proposal], bool], *, says: str, fix: str
) -> Iterator[Finding]:
    """A finding of each proposal that takes care away and lacks what such a one should have.

    Args:
        has: whether a proposal has it.
        says: what is lacking, to follow what the proposal takes away and a comma.
    """
    for proposal, effects in taken_away(view):
        if not has(proposal):
            yield Finding(about=proposal.code, says=f"it {in_words(effects)}, and {says}", fix=fix)


def closes(effect: Effect) -> bool:
    """Whether beds close."""
    return isinstance(effect, OpenBeds) and effect.size.central < 0 and effect.from_site is not None


def moves(effect: Effect) -> bool:
    """Whether care moves to another site."""
    return isinstance(effect, MoveSite) and effect.size.central > 0 and effect.from_site is not None


def in_words(effects: tuple[Effect, ...]) -> str:
    """What the effects take away: beds, a service, or both."""
    words = []
    if any(closes(one) for one in effects):
        words.append("closes beds")
    if any(moves(one) for one in effects):
        words.append("moves care to another site")
    return " and ".join(words)
