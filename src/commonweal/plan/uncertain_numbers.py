"""The uncertain numbers of a plan: one list, from the ground floor of the house up.

Draws, settings, correlations, shapes, what drives the outcome and what must be true for it all
read this list; a number that is not on it is drawn by nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from commonweal.base.declare.parts import ProposalPart
from commonweal.base.declare.tables import ROOMS
from commonweal.base.numbers.chance import Chance
from commonweal.base.numbers.uncertain import Uncertain
from commonweal.people import uncertain_people
from commonweal.plan.proposals import Proposal, number_in_file
from commonweal.plan.system import Correlation, Plan
from commonweal.statistics import Draws, draw_all, ties


def uncertain(plan: Plan) -> Iterator[Uncertain]:
    """Every uncertain number of a plan, room by room: assumptions, then parts of proposals."""
    yield from uncertain_people(plan.tables, tuple(year.starts_in for year in plan.years))
    for room in ROOMS:
        for assumption in plan.assumptions.values():
            if _room(assumption.code) == room:
                yield Uncertain(
                    assumption.code, assumption.says, assumption.unit, assumption.interval
                )
        for proposal, part in parts_of(plan, room):
            yield from _with_title(proposal, part, plan)


def draw(plan: Plan, *, draws: int, seed: int) -> Draws:
    """Draw everything uncertain in a plan.

    Args:
        draws: how many draws beside the central run.
        seed: the run's seed.
    """
    return draw_all(uncertain(plan), ties(ranks(plan.correlations)), Chance(seed), draws)


def ranks(correlations: Iterable[Correlation]) -> dict[tuple[str, str], float]:
    """The rank correlation of each pair of names."""
    return {(pair.first, pair.second): pair.rank for pair in correlations}


def _room(code: str) -> str:
    """The room an assumption is about, by its first word; the plan's own where there is none."""
    first = code.partition(".")[0]
    return first if first in ROOMS else "plan"


def parts_of(plan: Plan, room: str) -> Iterator[tuple[Proposal, ProposalPart]]:
    """Every part that belongs to a room, with its proposal."""
    for proposal in plan.proposals:
        for part in proposal.of_room(room):
            yield proposal, part


def _with_title(proposal: Proposal, part: ProposalPart, plan: Plan) -> Iterator[Uncertain]:
    """A part's numbers, each said of its proposal; numbered where it has others like it."""
    alike = Counter(
        number.says for other in proposal.parts for number in other.uncertain(plan.names)
    )
    for number in part.uncertain(plan.names):
        which = f" ({number_in_file(part)})" if alike[number.says] > 1 else ""
        yield replace(number, says=f"{proposal.title}: {number.says}{which}")
