"""Figures of staff: what proposals ask for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from commonweal.base.declare.parts import ProposalPart
from commonweal.base.figures.spread import AS_WRITTEN, Axes, figures
from commonweal.base.numbers.chance import Array
from commonweal.staff.asked import asked_by_proposal


def staff_figures(
    parts: Sequence[tuple[int, ProposalPart]],
    proposals: list[str],
    strength: Array,
    years: list[int],
) -> Iterator[pl.DataFrame]:
    """Staff asked for by each proposal, year by year.

    Args:
        parts: of every proposal, each with the index of its proposal.
        proposals: their codes.
        strength: share of the full effect, shape (year, proposal).
    """
    if proposals:
        asked = {"central": asked_by_proposal(parts, strength, years)}
        about: Axes = {"year": years, "proposal": proposals}
        yield figures("staff.asked", asked, about, "plan", status="assumed", why_not=AS_WRITTEN)
