"""Measure what the speed page promises, all in one run, and say whether each promise holds.

    python benchmarks/run.py [--draws N] [--processes N] [--many N]

Every time is the median of cold processes, one after the other. Ends with 1 if any promise is
broken. Times depend on the machine and on who else is using it; ratios hardly do.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from engine import EngineTimes
from everything import EverythingTimes
from intervals import interval_times
from promises import Measured
from reader import growth, reader_times
from shared import sharing_times
from whole import command, median, whole_run

SYSTEM = Path(__file__).parents[1] / "examples" / "south-yorkshire"

ONE_CORE = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
"""NumPy asks for these when it wakes up, so the engine is timed in a process of its own."""

TWO_CORES = {**dict.fromkeys(ONE_CORE, "2"), "POLARS_MAX_THREADS": "2"}
"""The same for a whole run, which reads and writes tables too."""

LONGEST = 600
"""Seconds in which even 500 proposals have to finish."""


def main() -> int:
    """Measure and print, a part at a time."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--draws", type=int, default=10_000)
    options.add_argument("--processes", type=int, default=3)
    options.add_argument("--many", type=int, default=500, help="proposals that have to finish")
    chosen = options.parse_args()
    draws, times = chosen.draws, chosen.processes
    print(f"{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores", flush=True)
    broken = False
    for part in (
        lambda: _carried(draws, times),
        lambda: _engine(draws),
        lambda: _everything(draws, times),
        lambda: _commands(min(draws, 1000), times),
        lambda: _many(min(draws, 2000), times, chosen.many),
        lambda: _ratios(draws),
        _reading,
    ):
        for line in part():
            print(line, flush=True)
            broken |= line.broken
    return 1 if broken else 0


def _alone(script: str, cores: dict[str, str], *words: object) -> dict[str, Any]:
    """What a benchmark prints that has a process of its own."""
    file = Path(__file__).with_name(f"{script}.py")
    line = [sys.executable, str(file), *(str(word) for word in words)]
    env = {**os.environ, **cores}
    done = subprocess.run(line, env=env, check=True, stdout=subprocess.PIPE, timeout=LONGEST)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _medians(times: int, measure: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The median of each number of several cold processes."""
    found = [measure() for _ in range(times)]
    return {name: statistics.median(one[name] for one in found) for name in found[0]}


def _carried(draws: int, times: int) -> Iterator[Measured]:
    for overflow, most in (("off", 1.0), ("waits", 2.0)):
        took = _medians(times, lambda: _alone("carried", TWO_CORES, SYSTEM, draws, overflow))  # noqa: B023 (called at once)
        what = f"engine, {draws:,} draws, two sides, two cores, overflow {overflow}"
        yield Measured(what, took["seconds"], most=most)


def _engine(draws: int) -> Iterator[Measured]:
    one = EngineTimes(**_alone("engine", ONE_CORE, SYSTEM, draws))
    yield Measured(f"engine, {draws:,} draws, one core, best of three", one.engine, most=3.0)
    yield Measured("  of it preparing", one.prepare)
    yield Measured("  one draw cell by cell, interpreted", one.by_cells)
    yield Measured("  care of one draw, plain NumPy over all cells", one.by_arrays)
    yield Measured("  as fast as cell by cell", one.times_faster, "times", least=500)
    yield Measured("  as fast as plain NumPy, which leaves money out", one.times_numpy, "times")
    yield Measured("  differences from cell by cell above 1e-9", len(one.differences), "", most=0)
    yield Measured("  moved at the least", one.gigabytes, "GB")
    yield Measured("  least time for that and its products", one.limit)
    yield Measured("  engine against that limit", one.engine / one.limit, "times")


def _everything(draws: int, times: int) -> Iterator[Measured]:
    one = EverythingTimes(**_medians(times, lambda: _alone("everything", TWO_CORES, SYSTEM, draws)))
    yield Measured(f"everything, {draws:,} draws, two cores", one.whole, most=5.0)
    yield Measured("  processor", one.cpu, "CPU s", most=7.0)
    yield Measured("  memory at its peak", one.gigabytes, "GB", most=1.2)
    yield Measured("  of it waking up and reading", one.wake + one.read)
    yield Measured(f"  of it running, to {one.figures:,.0f} figures", one.run)
    yield Measured("  of it writing, with charts and page", one.write)


def _commands(draws: int, times: int) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as scratch:
        runs = [whole_run(SYSTEM, Path(scratch) / f"run{n}", draws) for n in range(times)]
    run = median(runs)
    yield Measured(f"commonweal run --draws {draws}, report and all", run.seconds, most=3.0)
    yield Measured("  processor", run.cpu, "CPU s", most=3.5)
    yield Measured("  memory at its peak", run.gigabytes, "GB")
    for words, most in ((("--help",), 0.4), (("check", SYSTEM), 1.2)):
        used = median([command(*words) for _ in range(times)])
        name = " ".join(Path(word).name for word in words)
        yield Measured(f"commonweal {name}", used.cpu, "CPU s", most=most)


def _many(draws: int, times: int, most: int) -> Iterator[Measured]:
    few = _medians(times, lambda: _alone("many", TWO_CORES, SYSTEM, 64, draws))
    yield Measured(f"64 overlapping proposals, {draws:,} draws", few["cpu"], "CPU s", most=8.0)
    yield Measured("  memory at its peak", few["gigabytes"], "GB")
    try:
        many = _alone("many", TWO_CORES, SYSTEM, most, draws)
    except subprocess.TimeoutExpired:
        many = {"seconds": float("inf"), "cpu": float("inf"), "gigabytes": float("nan")}
    yield Measured(f"{most} overlapping proposals finish", many["seconds"], most=LONGEST)
    more = 64 / most
    yield Measured("  processor a proposal, against 64", many["cpu"] / few["cpu"] * more, "times")
    yield Measured(
        "  memory a proposal, against 64", many["gigabytes"] / few["gigabytes"] * more, "times"
    )


def _ratios(draws: int) -> Iterator[Measured]:
    ours, theirs = interval_times(draws)
    yield Measured(f"intervals of 1,540 figures of {draws:,} draws", ours)
    yield Measured("  as fast as NumPy's quantiles", theirs / ours, "times")
    ours, theirs = sharing_times(SYSTEM, draws)
    yield Measured(f"who did what, {draws:,} draws", ours)
    yield Measured("  as fast as running it again 32 times", theirs / ours, "times")


def _reading() -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as scratch:
        read = reader_times(Path(scratch), (250_000, 500_000, 1_000_000))
    for rows, took in read:
        yield Measured(f"reading {rows:,} rows", took, most=5.0 if rows == read[-1][0] else None)
    # A tenth more than 1 is the noise of a fit through three points.
    yield Measured("  power of rows that time grows with", growth(read), "", most=1.1)


if __name__ == "__main__":
    sys.exit(main())
