"""The whole command, as a person types it: how long, and how much memory at its peak."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path


def whole_run(folder: Path, out: Path, draws: int) -> tuple[float, float]:
    """Seconds and peak gigabytes of `commonweal run`, report and all."""
    command = Path(sys.executable).with_name("commonweal")
    start = time.perf_counter()
    child = subprocess.Popen(
        [command, "run", folder, "--out", out, "--draws", str(draws)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    # 1 says that some findings stop sign-off: the plan is read and run all the same.
    assert child.returncode in (0, 1), f"commonweal run ended with {child.returncode}"
    return seconds, used.ru_maxrss * 1024 / 1e9
