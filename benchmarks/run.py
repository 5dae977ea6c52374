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

from engine import EngineTimes
from reader import growth, reader_times
from whole import whole_run

SYSTEM = Path(__file__).parents[1] / "examples" / "south-yorkshire"

ONE_CORE = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
"""NumPy asks for these when it wakes up, so the engine is timed in a process of its own."""

Line = tuple[str, str, str, bool | None]
"""What was measured, the measurement, what is promised, and whether it holds."""


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--draws", type=int, default=10_000)
    draws = options.parse_args().draws
    times = _engine(draws)
    with tempfile.TemporaryDirectory() as scratch:
        runs = [whole_run(SYSTEM, Path(scratch) / f"run{n}", 1000) for n in range(2)]
        seconds, gigabytes = min(runs)[0], max(size for _, size in runs)
        read = reader_times(Path(scratch) / "read", (250_000, 500_000, 1_000_000))
    lines = [
        *_engine_lines(times),
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


def _engine(draws: int) -> EngineTimes:
    command = [sys.executable, Path(__file__).with_name("engine.py"), SYSTEM, str(draws)]
    told = subprocess.run(command, env={**os.environ, **ONE_CORE}, check=True, capture_output=True)
    return EngineTimes(**json.loads(told.stdout))


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


if __name__ == "__main__":
    sys.exit(main())
