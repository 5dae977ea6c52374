"""Risk: what each proposal brings to the doubt about the system's balance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import FiguresOf
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import GBP
from commonweal.statistics import Risk, risk_of_swing, risk_of_the_worst
from commonweal.uncertainty.balances import Drawn

NOTHING = "(nothing)"
"""The name of the part that is there without any proposal: the balance if nothing changes."""

WORST = 0.1
"""The worst draws: one in ten, as many as lie below a range."""


@measure(
    "plan.risk_of_swing",
    GBP,
    levels=("proposal", "system"),
    from_draws="it comes from all the draws together",
    nothing=FiguresOf(measure="money.balance", same=(), side="nothing"),
    by_proposal=FiguresOf(
        measure="money.by_proposal", same=(), over=("proposal",), side="change", reading="share"
    ),
)
def swing(nothing: Array, by_proposal: Array) -> Array:
    """What each part brings to the usual swing of the system's balance with the plan.

    The swing is the balance's standard deviation; the parts sum to it. Below 0, a part
    steadies the balance.

    Args:
        nothing: GBP in cash left over if nothing changes, shape (draw,).
        by_proposal: GBP in cash of each proposal, shape (proposal, draw).

    Returns:
        GBP in cash, shape (proposal + 1,): first what is there if nothing changes.

    >>> swing(np.array([1.0, -1.0, 0.0]), np.array([[3.0, -3.0, 0.0]])).tolist()
    [1.0, 3.0]
    """
    return risk_of_swing(_parts(nothing, by_proposal)).parts


@measure(
    "plan.risk_of_worst",
    GBP,
    levels=("proposal", "system"),
    from_draws="it comes from all the draws together",
    nothing=FiguresOf(measure="money.balance", same=(), side="nothing"),
    by_proposal=FiguresOf(
        measure="money.by_proposal", same=(), over=("proposal",), side="change", reading="share"
    ),
)
def worst(nothing: Array, by_proposal: Array) -> Array:
    """How far each part falls short of its average in the worst tenth of draws.

    The worst are those with the least left over; the parts sum to how far the balance
    is below its average there.

    Args:
        nothing: GBP in cash left over if nothing changes, shape (draw,).
        by_proposal: GBP in cash of each proposal, shape (proposal, draw).

    Returns:
        GBP in cash, shape (proposal + 1,): first what is there if nothing changes.

    >>> worst(np.arange(10.0), np.zeros((1, 10))).tolist()
    [4.5, 0.0]
    """
    return risk_of_the_worst(_parts(nothing, by_proposal), WORST).parts


@dataclass(frozen=True, slots=True)
class Risks:
    """What each part brings to the risk of the last year's balance with the plan.

    Attributes:
        names: `NOTHING`, and each proposal's code.
        swing: of the balance's standard deviation.
        worst: of how far it falls short of its average in its worst tenth.
    """

    names: tuple[str, ...]
    swing: Risk
    worst: Risk


def risks(drawn: Drawn, names: list[str]) -> Risks:
    """What each part brings to the risk.

    Args:
        names: of the parts of `drawn.by_proposal`.
    """
    parts = _parts(drawn.whole_nothing[:, -1], drawn.by_proposal)
    return Risks((NOTHING, *names), risk_of_swing(parts), risk_of_the_worst(parts, WORST))


def _parts(nothing: Array, by_proposal: Array) -> Array:
    return np.concatenate([nothing[None], by_proposal])
