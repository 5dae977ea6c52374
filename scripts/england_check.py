"""Compile, check and run every ICB area of England, and write down how each went.

    python scripts/england_check.py --data DIR --out docs/explanation/england.md

Too long for the ordinary tests: about half a minute an area. `make england-check` runs it.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from compile.sources import Sources

AT_A_TIME = 2
HERE = Path(__file__).parent
FAR = re.compile(r"^\| (?P<who>.+?) \| (?P<what>.+?) \| (?P<factor>[\d.]+) \(far", re.MULTILINE)
EVERYWHERE = (
    "The variants of the projection",
    "Nothing open says which trust",
    "Beds by hospital are not open",
    "Ambulances, prescriptions",
)
"""Remarks that every area without a local file has; they are said once, above the table."""


@dataclass(frozen=True)
class Area:
    """How one area went: seconds, memory, what failed and what its notes say."""

    name: str
    districts: int
    compiled_s: float
    run_s: float
    megabytes: float
    outcome: str
    factors: list[tuple[str, str, float]]
    remarks: list[str]


def timed(words: Sequence[str]) -> tuple[int, float, float, str]:
    """Exit code, seconds, megabytes at most, and the last line of what a command said."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        done = subprocess.Popen(words, stdout=said, stderr=subprocess.STDOUT)  # noqa: S603 - our own
        _, status, used = os.wait4(done.pid, 0)
        said.seek(0)
        lines = said.read().decode("utf-8", "replace").strip().splitlines() or [""]
    code = os.waitstatus_to_exitcode(status)
    return code, time.perf_counter() - start, used.ru_maxrss / 1024, lines[-1]


def try_area(code: str, name: str, data: Path, draws: int) -> Area:
    """Compile an area, then run it, which checks it first."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "system"
        script = str(HERE / "compile_system.py")
        words = [sys.executable, script, str(folder), "--icb", code, "--data", str(data)]
        failed, compiled_s, compile_mb, said = timed(words)
        if failed:
            return Area(name, 0, compiled_s, 0.0, compile_mb, f"does not compile: {said}", [], [])
        run = [sys.executable, "-m", "commonweal.cli.app", "run", str(folder)]
        run += ["--out", str(Path(place) / "run"), "--draws", str(draws)]
        failed, run_s, run_mb, said = timed(run)
        # 1 says that findings stop sign-off; the run is whole all the same.
        outcome = "runs" if failed in {0, 1} and "report" in said else f"does not run: {said}"
        return with_notes(folder, name, (compiled_s, run_s, max(compile_mb, run_mb)), outcome)


def with_notes(folder: Path, name: str, measured: tuple[float, float, float], outcome: str) -> Area:
    """What the notes of a compiled folder say of factors and of what was put instead."""
    notes = (folder / "NOTES.md").read_text(encoding="utf-8")
    factors = [(m["who"], m["what"], float(m["factor"])) for m in FAR.finditer(notes)]
    _, _, after = notes.partition("## What does not exist")
    remarks = [line[2:] for line in after.partition("\n## ")[0].splitlines() if line[:2] == "- "]
    own = [remark for remark in remarks if not remark.startswith(EVERYWHERE)]
    places = (folder / "places.csv").read_text(encoding="utf-8").strip().count("\n")
    return Area(name, places, *measured, outcome, factors, own)


def page(areas: list[Area], draws: int) -> str:
    """The page: the table, factors far from 1, and what was put instead, area by area."""
    head = HEAD.format(
        day=datetime.now(tz=UTC).date().strftime("%d %B %Y"),
        machine=f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        runs=sum(area.outcome == "runs" for area in areas),
        areas=len(areas),
        draws=draws,
    )
    table = [
        f"| {a.name} | {a.districts} | {a.compiled_s:.0f} | {a.run_s:.0f} | {a.megabytes:.0f} | "
        f"{a.outcome} | {len(a.factors)} |"
        for a in areas
    ]
    factors = [
        f"| {a.name} | {who} | {what} | {factor:.2f} |"
        for a in areas
        for who, what, factor in a.factors
    ]
    instead = [f"- **{a.name}**: {remark}" for a in areas for remark in a.remarks]
    return "\n".join(
        [head, *table, FACTORS.format(far=len(factors)), *factors, INSTEAD, *instead, ""]
    )


HEAD = """# Every area of England

Measured on {day} by `make england-check`, on {machine}, at low priority
beside other work, two areas at a time: {runs} of {areas} areas of the integrated care boards of
2022 compile, pass every check of their tables and run, with {draws} draws. Seconds are of the clock
and noisy; memory is the most that either step held.

Everywhere but in South Yorkshire one stand-in body gives mental health and community care, each
trust is one site, and variants of the projection are split from five-year bands. What
`not_counted.csv` names is counted nowhere.

| area | districts | compile, s | run, s | memory, MB | outcome | factors out of 0.8 to 1.25 |
|---|---:|---:|---:|---:|---|---:|"""

FACTORS = """
## The {far} factors out of 0.8 to 1.25

What a trust reports, over what its residents' rates and flows would have it give. Why one may be
far from 1 is in each folder's `NOTES.md`.

| area | organisation | services | factor |
|---|---|---|---:|"""

INSTEAD = """
## What was put instead, area by area
"""


def main(words: list[str]) -> int:
    """0 when every area compiles and runs, 1 when one does not."""
    parser = argparse.ArgumentParser(description="Compile, check and run every ICB area.")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("docs/explanation/england.md"))
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--only", nargs="*", help="short codes, such as QF7; all if left out")
    asked = parser.parse_args(words)
    boards = (
        Sources(asked.data).lookup.select("icb22_code_h", "icb22_name").unique().sort("icb22_name")
    )
    wanted = [row for row in boards.iter_rows() if not asked.only or row[0] in asked.only]

    def tried(row: tuple[str, str]) -> Area:
        code, name = row
        short = name.removeprefix("NHS ").removesuffix(" Integrated Care Board")
        area = try_area(code, short, asked.data, asked.draws)
        print(f"{short}: {area.outcome}", flush=True)
        return area

    with ThreadPoolExecutor(AT_A_TIME) as workers:
        areas = list(workers.map(tried, wanted))
    asked.out.write_text(page(areas, asked.draws), encoding="utf-8")
    return int(any(area.outcome != "runs" for area in areas))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
