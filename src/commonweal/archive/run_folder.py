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
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from commonweal.archive.hashes import hashes_of
from commonweal.archive.manifest import (
    FORMAT,
    INPUTS,
    MANIFEST,
    Manifest,
    NotARunFolder,
    hold_to,
    manifest_of,
    versions,
)
from commonweal.archive.swap import put_in_place
from commonweal.base.figures.query import Figures
from commonweal.base.figures.store import FIGURE_SCHEMA
from commonweal.execute import Run
from commonweal.plan.reading import read
from commonweal.plan.settings import with_settings
from commonweal.plan.system import Plan
from commonweal.uncertainty.as_json import told

FIGURES = "figures.parquet"


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
        CannotWriteHere: if anything that a run did not write could be lost.
    """
    put_in_place(out, lambda folder: _write(run, folder, pages), (run.plan.folder,))
    return out / "report.html"


def _write(run: Run, out: Path, pages: Callable[[Run, Path], None]) -> None:
    for name, data in run.plan.files.items():  # as they were read, whatever became of them since
        to = out / INPUTS / name
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(data)
    figures = run.figures.frame()
    figures.write_parquet(out / FIGURES)
    figures.write_csv(out / "figures.csv")
    _write_json(out / "findings.json", [one.as_record() for one in run.asked])
    _write_json(out / "sure.json", told(run.sure))
    pages(run, out)
    # Last, so that a folder with a manifest is a whole run.
    (out / MANIFEST).write_text(manifest_from(run, hashes_of(out)).as_text(), encoding="utf-8")


def manifest_from(run: Run, files: Mapping[str, str]) -> Manifest:
    """What a run was made of: enough to make it again, and to know its files by.

    Args:
        files: SHA-256 of every file the run wrote, by its name in the folder.
    """
    return Manifest(
        format=FORMAT,
        system=run.plan.name,
        draws=run.draws,
        seed=run.seed,
        settings=run.settings,
        scenarios=run.scenarios,
        rulebook_day=run.plan.rulebook_day.isoformat(),
        waivers=tuple(f"{w.rule} {w.about}" for w in run.plan.waivers),
        versions=versions(),
        files=files,
    )


def read_run(folder: Path) -> tuple[Plan, Figures]:
    """The system and figures of a run folder, every file held to its hash.

    Raises:
        NotARunFolder: if it is none, or if a file of it is not as the run wrote it.
    """
    manifest = manifest_of(folder)
    hold_to(manifest, folder)
    plan = with_settings(read(folder / INPUTS), manifest.settings)
    return plan, Figures.from_frames([figures_of(folder)], plan.names_by_key)


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


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, indent=2, ensure_ascii=False, default=str)
    path.write_text(text + "\n", encoding="utf-8")
