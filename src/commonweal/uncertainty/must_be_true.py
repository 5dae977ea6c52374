"""What would have to be true for the plan to work, and the shortest story in which it fails."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from commonweal.statistics import MOST_BOUNDS, Conditions, how_it_fails, what_must_be_true
from commonweal.uncertainty.balances import Drawn, Flags
from commonweal.uncertainty.inputs import Inputs

HARDLY, NEARLY = 0.02, 0.98
"""Below the first or above the second share of draws, there is nothing to tell apart."""

BY_LUCK = 0.05
"""A condition that would seem to help this often by luck alone is left out, and the rule
found again without room for it."""


@dataclass(frozen=True, slots=True)
class MustBeTrue:
    """The conditions of success and of failure in the last year.

    Attributes:
        means: what success is taken to be: "both" (money balances and every site has
            beds enough), "balance" or "beds"; None where none of them can be told apart.
        chances: how often each of the three comes about.
        works: the conditions under which it mostly does; None if no simple ones were found.
        fails: the same of failure.
    """

    means: str | None
    chances: dict[str, float]
    works: Conditions | None
    fails: Conditions | None


def must_be_true(inputs: Inputs, drawn: Drawn) -> MustBeTrue:
    """Find the conditions of success in the last year, and those of failure.

    Success is balance and beds enough everywhere; where that comes hardly ever or
    nearly always, balance alone; where that does too, beds alone.
    """
    balances, has_beds = drawn.whole_balances[:, -1], drawn.has_beds[:, -1]
    ways = {"both": balances & has_beds, "balance": balances, "beds": has_beds}
    chances = {name: float(way.mean()) for name, way in ways.items()}
    means = next((name for name, c in chances.items() if HARDLY <= c <= NEARLY), None)
    if means is None or not inputs.each:
        return MustBeTrue(means, chances, None, None)
    found = (_shortest(find, inputs, ways[means]) for find in (what_must_be_true, how_it_fails))
    return MustBeTrue(means, chances, *found)


def _shortest(
    find: Callable[..., Conditions | None], inputs: Inputs, success: Flags
) -> Conditions | None:
    """The rule with the most conditions of which none is there by luck alone."""
    values, units = inputs.values, [one.unit for one in inputs.each]
    rule = None
    for bounds in range(MOST_BOUNDS, 0, -1):
        rule = find(values, success, inputs.codes, units, most_bounds=bounds)
        if rule is None or all(one.by_luck <= BY_LUCK for one in rule.conditions):
            break
    return rule
