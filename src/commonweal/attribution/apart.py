"""Apart: what each proposal would do alone, what is lost without it, and what two both count.

Nothing else in a run needs it, so it is worked out where it is asked for, from the same
care and the same luck as the shares.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.threads import at_once
from commonweal.care import changes as pieces
from commonweal.engine.evaluate import BLOCK, Outcome, wanted_and_met
from commonweal.engine.prepare import Prepared


@dataclass(frozen=True, slots=True)
class Kept:
    """What some pieces come to.

    Attributes:
        central: in the central run, shape (piece, year).
        draws: in every draw, the central run first, shape (piece, year, draw).
    """

    central: Array
    draws: NDArray[np.floating]

    def in_year(self, at: int, some: slice = slice(None)) -> Array:
        """Some of the draws of one year, shape (piece, draw)."""
        out = np.array(self.draws[:, at, some], dtype=float)
        if not some.start:
            out[:, 0] = self.central[:, at]
        return out


@dataclass(frozen=True, slots=True)
class Apart:
    """What the proposals do apart from each other.

    Seven digits are kept of the draws, and the central run in full: none of it has to close
    on anything, and in full it would be a third of a run's memory.

    Attributes:
        alone: of the pieces `own`.
        lost: of the pieces `lost`.
        overlap: of the pieces `both`.
    """

    alone: Kept
    lost: Kept
    overlap: Kept


def apart_in(prepared: Prepared, out: Outcome) -> Apart:
    """What the proposals of a plan do apart from each other, in every draw.

    Args:
        out: what the plan comes to.
    """
    total = len(prepared.draws)
    row, way = prepared.baseline.places(prepared.draws.variant, prepared.draws.health_share)

    def block(first: int) -> pieces.Apart:
        some = slice(first, first + BLOCK)
        activity = prepared.baseline.between(row[some], way[some])
        _, met = wanted_and_met(prepared, prepared.draws.part(first, first + BLOCK), activity)
        return pieces.apart(prepared.pieces, met, out.share[..., some].swapaxes(1, 2))

    parts = prepared.pieces
    kinds = {"alone": len(parts.own), "lost": len(parts.lost), "overlap": len(parts.both)}
    years = len(prepared.plan.years)
    draws = {name: np.empty((many, years, total), np.float32) for name, many in kinds.items()}
    central = {name: np.empty((many, years)) for name, many in kinds.items()}
    begins = range(0, total, BLOCK)
    for first, found in zip(begins, at_once(block, begins), strict=True):
        for name, kept in draws.items():
            values = getattr(found, name).swapaxes(1, 2)
            kept[..., first : first + BLOCK] = values
            if first == 0:
                central[name][:] = values[..., 0]
    return Apart(**{name: Kept(central[name], draws[name]) for name in kinds})
