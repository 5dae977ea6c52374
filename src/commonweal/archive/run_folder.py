"""A run folder: everything a run leaves behind, so that it can be read, asked and run again.

manifest.json      hash of every input, seed, settings, versions, the rulebook's day
figures.parquet    every published number; figures.csv is the same for a spreadsheet
findings.json      every rule, what it found, or why it could not be asked
sure.json          what it hangs on, what must be true, when it goes wrong, who brings risk
inputs/            the files it was made from
charts/            each chart as SVG, with its data as CSV
report.html        the page for everybody
"""

from __future__ import annotations

import json
import platform
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.archive.hashes import hashes_of, input_files
from commonweal.base.figures.store import FIGURE_SCHEMA
from commonweal.base.reading.problems import ShownPlainly
from commonweal.execute import Run
from commonweal.plan.reading import read
from commonweal.plan.settings import with_settings
from commonweal.plan.system import Plan
from commonweal.uncertainty.as_json import told

MANIFEST = "manifest.json"
FIGURES = "figures.parquet"


class NotARunFolder(ShownPlainly):
    """A folder is not what a run leaves behind, or is something that must not be written over."""


def check_out(out: Path) -> None:
    """See that a run may be written to a folder, before it takes its time.

    Raises:
        NotARunFolder: if something else is there.
    """
    if out.is_file():
        raise NotARunFolder(f"{out} is a file; name a folder to write the run to")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).exists():
        raise NotARunFolder(
            f"{out} holds files that no run wrote, and nothing of yours is written over; "
            "name a new folder"
        )


def _no_pages(run: Run, out: Path) -> None:
    """A run without its pages."""


def write_run(run: Run, out: Path, pages: Callable[[Run, Path], None] = _no_pages) -> Path:
    """Write a run to a folder, in place of an earlier run there.

    Args:
        out: the run folder; made if it is not there.
        pages: writes the charts and the report into it.

    Returns:
        Where the report is.

    Raises:
        NotARunFolder: if something other than a run is there.
    """
    check_out(out)
    if out.exists():
        shutil.rmtree(out)
    out.mkdir(parents=True)
    for file in input_files(run.plan.folder):
        to = out / "inputs" / file
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(run.plan.folder / file, to)
    run.figures.write_parquet(out / FIGURES)
    run.figures.write_csv(out / "figures.csv")
    _write_json(out / "findings.json", [one.as_record() for one in run.asked])
    _write_json(out / "sure.json", told(run.sure))
    pages(run, out)
    # Last, so that a folder with a manifest is a whole run.
    _write_json(out / MANIFEST, manifest_from(run))
    return out / "report.html"


def manifest_from(run: Run) -> dict[str, Any]:
    """What a run was made of: enough to make it again."""
    return {
        "system": run.plan.name,
        "draws": run.draws,
        "seed": run.seed,
        "settings": run.settings,
        "scenarios": list(run.scenarios),
        "rulebook_day": run.plan.rulebook_day.isoformat(),
        "waivers": [f"{w.rule} {w.about}" for w in run.plan.waivers],
        "inputs": hashes_of(run.plan.folder),
        "versions": {
            "commonweal": version("commonweal"),
            "numpy": version("numpy"),
            "polars": version("polars"),
            "python": platform.python_version(),
        },
    }


def read_run(folder: Path) -> tuple[Plan, pl.DataFrame]:
    """The system and figures of a run folder.

    Raises:
        NotARunFolder: if it is none.
    """
    settings = manifest_of(folder)["settings"]
    plan = with_settings(read(folder / "inputs"), settings)
    return plan, figures_of(folder)


def figures_of(folder: Path) -> pl.DataFrame:
    """The figures that a run published.

    Raises:
        NotARunFolder: if they are not there, or are not as a run writes them.
    """
    path = folder / FIGURES
    try:
        figures = pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError):
        raise NotARunFolder(f"{path} cannot be read; make the run again") from None
    if dict(figures.schema) != FIGURE_SCHEMA:
        raise NotARunFolder(f"{path} does not hold a run's figures; make the run again")
    return figures


def manifest_of(folder: Path) -> dict[str, Any]:
    """The manifest of a run folder.

    Raises:
        NotARunFolder: if it is none.
    """
    if not (folder / MANIFEST).is_file():
        raise NotARunFolder(
            f"{folder} is not a run folder: it has no {MANIFEST}; make one with "
            f"`commonweal run DIR --out {folder}`"
        )
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (ValueError, OSError, RecursionError):
        raise NotARunFolder(f"{folder / MANIFEST} cannot be read; make the run again") from None
    if not _is_a_manifest(manifest):
        raise NotARunFolder(f"{folder / MANIFEST} is not as a run writes it; make the run again")
    return dict(manifest)


def _is_a_manifest(manifest: object) -> bool:
    """Whether it says all that is needed to make the run again."""
    if not isinstance(manifest, dict):
        return False
    counts = (manifest.get(name) for name in ("draws", "seed"))
    texts = (manifest.get(name) for name in ("settings", "inputs", "versions"))
    return all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in counts) and all(
        isinstance(held, dict) and all(isinstance(one, str) for one in held.values())
        for held in texts
    )


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, indent=2, ensure_ascii=False, default=str)
    path.write_text(text + "\n", encoding="utf-8")
