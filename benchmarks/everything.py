"""Everything on South Yorkshire: read, run with all its questions, checked, written with its page.

Prints what it found as JSON. `run.py` calls it with two cores allowed, in a process of its
own, so that the memory at its peak is that of this run alone.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

BEGUN = time.perf_counter()

import commonweal  # noqa: E402 (waking up is part of what is timed)
from commonweal.archive.writing import write_run  # noqa: E402
from commonweal.execute import run  # noqa: E402
from commonweal.report.write import write_report  # noqa: E402


@dataclass(frozen=True)
class EverythingTimes:
    """Seconds of each part of a run, one after the other, and the memory at its peak.

    Attributes:
        wake: to import what a run needs.
        read: from files to a system.
        run: people to pounds in every draw, how sure, figures, findings.
        write: the run folder, with figures, charts and page.
        figures: how many figures there are.
        cpu: seconds of processor, of all of it.
    """

    draws: int
    wake: float
    read: float
    run: float
    write: float
    figures: int
    gigabytes: float
    cpu: float

    @property
    def whole(self) -> float:
        """All parts."""
        return self.wake + self.read + self.run + self.write


def everything_times(folder: Path, draws: int) -> EverythingTimes:
    """Time all of it once: a second time would find the drawing library awake."""
    at = [BEGUN, time.perf_counter()]
    plan = commonweal.read(folder)
    at.append(time.perf_counter())
    whole = run(plan, draws=draws)
    at.append(time.perf_counter())
    with tempfile.TemporaryDirectory() as scratch:
        write_run(whole, Path(scratch) / "run", write_report)
        at.append(time.perf_counter())
    wake, read, ran, wrote = (later - one for one, later in pairwise(at))
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak, cpu = used.ru_maxrss * 1024 / 1e9, used.ru_utime + used.ru_stime
    return EverythingTimes(draws, wake, read, ran, wrote, len(whole.figures), peak, cpu)


if __name__ == "__main__":
    print(json.dumps(asdict(everything_times(Path(sys.argv[1]), int(sys.argv[2])))))
