"""Staff that proposals ask for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from commonweal.base.declare.parts import ProposalPart
from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import PartsOf
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import WTE
from commonweal.staff.parts import Post


@measure(
    "staff.asked",
    WTE,
    levels=("proposal",),
    staff=PartsOf(heading="staff", amount="wte", unit=WTE, grows=True),
)
def staff_asked(staff: Array) -> Array:
    """Staff the proposals say they need, as whole-time equivalents.

    Args:
        staff: of all the posts it asks for, as far as it is in effect in the year.
    """
    return staff


def asked_by_proposal(
    parts: Sequence[tuple[int, ProposalPart]], strength: Array, years: list[int]
) -> Array:
    """Staff each proposal needs, whole-time equivalents, shape (year, proposal).

    Args:
        parts: of every proposal, each with the index of its proposal.
        strength: share of the full effect, shape (year, proposal).
    """
    full = np.zeros_like(strength)
    for proposal, part in parts:
        if isinstance(part, Post):
            full[:, proposal] += part.wte * (np.array(years) >= part.first)
    return staff_asked(full * strength)
