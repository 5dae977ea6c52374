"""Whole commands, as a person types them: how long, how much processor, how much memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import astuple, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Used:
    """What one process used: seconds passed, seconds of processor, gigabytes at its peak."""

    seconds: float
    cpu: float
    gigabytes: float


def median(used: list[Used]) -> Used:
    """The median of each of several processes' figures."""
    return Used(*(statistics.median(column) for column in zip(*map(astuple, used), strict=True)))


def whole_run(folder: Path, out: Path, draws: int) -> Used:
    """`commonweal run`, report and all."""
    return command("run", folder, "--out", out, "--draws", str(draws))


def command(*words: str | Path) -> Used:
    """What `commonweal` and some words use, in a process of its own, as a person types it."""
    start = time.perf_counter()
    child = subprocess.Popen(
        [Path(sys.executable).with_name("commonweal"), *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    # 1 says that some findings stop sign-off: the plan is read and run all the same.
    assert child.returncode in (0, 1), f"commonweal run ended with {child.returncode}"
    return Used(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e9)
