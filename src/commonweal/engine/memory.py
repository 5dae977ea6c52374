"""Memory of what is carried: found from one case, before many are carried."""

from __future__ import annotations

from commonweal.base.numbers.cases import Cases
from commonweal.engine.prepared import Prepared
from commonweal.engine.run import carry_block

BYTES = 8
"""Of one number."""


def bytes_a_case(prepared: Prepared) -> int:
    """Bytes that each case leaves behind: both sides of a plan, what it saves, and whose it is.

    One case is carried to see what there is, so that nothing can be forgotten here.
    """
    one = carry_block(prepared, Cases.with_plan(len(prepared.plan.proposals), 0))
    return one.share.nbytes + sum(values.nbytes for _, values in one.arrays())


def bytes_of_limits(prepared: Prepared) -> int:
    """Bytes a case takes to share out what limits of beds do: once by itself, once in its place.

    A number for each proposal, site and service, and year; 0 where no bed limits anything.
    """
    nights, proposals = prepared.care.night_inputs, len(prepared.plan.proposals)
    items = len(nights.pair) if nights is not None else 0
    once = proposals * items * len(prepared.years) * BYTES
    changes = len(prepared.care.acting.changes.own) * len(prepared.years) * BYTES
    return 2 * once + changes if items else 0
