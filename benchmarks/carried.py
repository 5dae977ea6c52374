"""The engine on two cores, both sides of a plan: seconds to prepare and carry all draws.

Prints what it found as JSON. Called by `run.py` in a process of its own.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path

import commonweal
from commonweal.engine import carry_all, prepare

if __name__ == "__main__":
    plan = replace(commonweal.read(Path(sys.argv[1])), overflow=sys.argv[3])
    start = time.perf_counter()
    carry_all(prepare(plan, draws=int(sys.argv[2]), seed=1))
    print(json.dumps({"seconds": time.perf_counter() - start}))
