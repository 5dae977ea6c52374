"""Who did what, against running the plan again without each proposal and with each alone."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import commonweal
from commonweal.attribution.attributed import attribute
from commonweal.engine.prepared import prepare
from commonweal.engine.run import carry_all
from commonweal.plan.system import Plan

CEILING = 0.92


def sharing_times(folder: Path, draws: int) -> tuple[float, float]:
    """Seconds: ours, for shares, alone and lost at every level; theirs, for the runs alone.

    The runs would still have to be added up to levels and summed up to figures, and
    steps of cost would not be shared.
    """
    plan = commonweal.read(folder)
    prepared = prepare(plan, draws=draws, seed=1)
    out = carry_all(prepared)
    start = time.perf_counter()
    attribute(prepared, out, CEILING)
    ours = time.perf_counter() - start
    start = time.perf_counter()
    for one in plan.proposals:
        others = tuple(p for p in plan.proposals if p is not one)
        for proposals in ((one,), others):
            _again(replace(plan, proposals=proposals), draws)
    return ours, time.perf_counter() - start


def _again(plan: Plan, draws: int) -> None:
    carry_all(prepare(plan, draws=draws, seed=1))
