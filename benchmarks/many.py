"""Many proposals on the same care: how time and memory grow with their number.

Prints what it found as JSON. Called by `run.py` in a process of its own.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

import commonweal
from commonweal.base.numbers.interval import Interval
from commonweal.care.effects import Effect, Reduce
from commonweal.execute import run
from commonweal.plan.proposals import Proposal
from commonweal.plan.system import Plan


def with_proposals(plan: Plan, many: int) -> Plan:
    """A plan of many proposals, each of which avoids a little of the same admissions."""
    first = next(p for p in plan.proposals if any(isinstance(e, Reduce) for e in p.effects))
    effect = next(e for e in first.effects if isinstance(e, Reduce))
    return replace(plan, proposals=tuple(_one(first, effect, n) for n in range(many)))


def _one(like: Proposal, effect: Effect, number: int) -> Proposal:
    """One of many: of ages of its own, so that no two act on quite the same people."""
    code, size = f"p{number:03d}", Interval(0.001, 0.002, 0.004)
    part = replace(
        effect,
        code=f"{code}.1",
        size=size,
        age_from=number % 60,
        age_to=min(number % 60 + 30, 90),
        places=(),
    )
    return replace(like, code=code, title=code, parts=(part,))


if __name__ == "__main__":
    plan = with_proposals(commonweal.read(Path(sys.argv[1])), int(sys.argv[2]))
    start = time.perf_counter()
    run(plan, draws=int(sys.argv[3]))
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds, cpu = time.perf_counter() - start, used.ru_utime + used.ru_stime
    found = {"seconds": seconds, "cpu": cpu, "gigabytes": used.ru_maxrss * 1024 / 1e9}
    print(json.dumps(found))
