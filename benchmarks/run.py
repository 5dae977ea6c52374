"""Measure what the speed page promises, all in one run, and say whether each promise holds.

    python benchmarks/run.py [--draws N]

Ends with 1 if the engine and the cell-by-cell evaluation differ anywhere. Times
hang on the machine and on who else is using it; ratios hardly do.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from engine import EngineTimes
from everything import EverythingTimes
from intervals import interval_times
from reader import growth, reader_times
from shared import sharing_times
from whole import whole_run

SYSTEM = Path(__file__).parents[1] / "examples" / "south-yorkshire"

ONE_CORE = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
"""NumPy asks for these when it wakes up, so the engine is timed in a process of its own."""

TWO_CORES = {**dict.fromkeys(ONE_CORE, "2"), "POLARS_MAX_THREADS": "2"}
"""The same for a whole run, which reads and writes tables too."""

Line = tuple[str, str, str, bool | None]
"""What was measured, the measurement, what is promised, and whether it holds."""


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--draws", type=int, default=10_000)
    draws = options.parse_args().draws
    times = EngineTimes(**_alone("engine", draws, ONE_CORE))
    everything = EverythingTimes(**_alone("everything", draws, TWO_CORES))
    with tempfile.TemporaryDirectory() as scratch:
        runs = [whole_run(SYSTEM, Path(scratch) / f"run{n}", 1000) for n in range(2)]
        seconds, gigabytes = min(runs)[0], max(size for _, size in runs)
        read = reader_times(Path(scratch) / "read", (250_000, 500_000, 1_000_000))
    lines = [
        *_engine_lines(times),
        *_everything_lines(everything),
        *_interval_lines(draws),
        *_sharing_lines(draws),
        ("whole run, 1,000 draws and report", f"{seconds:.1f} s", "10 s", seconds <= 10),
        ("  memory at its peak", f"{gigabytes:.2f} GB", "1.5 GB", gigabytes < 1.5),
        *((f"reading {rows:,} rows", f"{took:.2f} s", "", None) for rows, took in read[:-1]),
        (f"reading {read[-1][0]:,} rows", f"{read[-1][1]:.2f} s", "5 s", read[-1][1] <= 5),
        # A tenth more than 1 is the noise of a fit through three points.
        ("  power of rows that time grows with", f"{growth(read):.2f}", "1", growth(read) <= 1.1),
    ]
    print(f"{date.today()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    for what, measured, promised, holds in lines:
        verdict = {True: "holds", False: "DOES NOT HOLD", None: ""}[holds]
        print(f"{what:58} {measured:>12}   {promised:10} {verdict}".rstrip())
    return 1 if times.differences else 0


def _alone(script: str, draws: int, cores: dict[str, str]) -> dict[str, Any]:
    """What a benchmark prints that has a process of its own."""
    command = [sys.executable, Path(__file__).with_name(f"{script}.py"), SYSTEM, str(draws)]
    told = subprocess.run(command, env={**os.environ, **cores}, check=True, capture_output=True)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def _engine_lines(times: EngineTimes) -> list[Line]:
    ratio, same = times.times_faster, not times.differences
    limit = f"{times.gigabytes:.2f} GB moved, {times.gigasums:.1f} thousand million sums"
    return [
        (
            f"engine, {times.draws:,} draws, one core",
            f"{times.engine:.2f} s",
            "3 s",
            times.engine <= 3,
        ),
        ("  of it preparing", f"{times.prepare:.2f} s", "", None),
        ("  one draw cell by cell", f"{times.by_cells:.3f} s", "", None),
        ("  times as fast as cell by cell", f"{ratio:,.0f}", "500", ratio >= 500),
        ("  equal to it to 1e-9", "yes" if same else "no", "yes", same),
        (f"  least time for {limit}", f"{times.limit:.2f} s", "", None),
        ("  engine against that limit", f"{times.engine / times.limit:.1f} times", "", None),
        *((f"    {one}", "", "", False) for one in times.differences[:5]),
    ]


def _everything_lines(times: EverythingTimes) -> list[Line]:
    size = times.gigabytes
    return [
        (
            f"everything, {times.draws:,} draws, two cores",
            f"{times.whole:.1f} s",
            "20 s",
            times.whole <= 20,
        ),
        ("  of it waking up and reading", f"{times.wake + times.read:.1f} s", "", None),
        (f"  of it running, to {times.figures:,} figures", f"{times.run:.1f} s", "", None),
        ("  of it writing, with charts and page", f"{times.write:.1f} s", "", None),
        ("  memory at its peak", f"{size:.2f} GB", "2 GB", size <= 2),
    ]


def _interval_lines(draws: int) -> list[Line]:
    ours, theirs = interval_times(draws)
    return [
        (f"intervals of 1,540 figures of {draws:,} draws", f"{ours:.2f} s", "", None),
        ("  times as fast as NumPy's quantiles", f"{theirs / ours:.1f}", "", None),
    ]


def _sharing_lines(draws: int) -> list[Line]:
    ours, theirs = sharing_times(SYSTEM, draws)
    return [
        (f"who did what, {draws:,} draws", f"{ours:.1f} s", "", None),
        ("  times as fast as running it again 32 times", f"{theirs / ours:.1f}", "", None),
    ]


if __name__ == "__main__":
    sys.exit(main())
