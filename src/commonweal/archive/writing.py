"""Writing a run folder of format 1; `docs/reference/run-folder.md` says what is in each file."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from commonweal.archive.hashes import hashes_of
from commonweal.archive.layout import (
    FIGURES,
    FINDINGS,
    INDEX,
    INPUTS,
    MANIFEST,
    NAMES,
    PLAN,
    REPORT,
    UNCERTAINTY,
)
from commonweal.archive.manifest import FORMAT, Manifest, versions
from commonweal.archive.plan_record import plain, plan_record
from commonweal.archive.public import public
from commonweal.archive.published import Entry, Published
from commonweal.archive.swap import put_in_place
from commonweal.base.figures.keys import KEYS, declared_keys
from commonweal.base.figures.measure import MEASURES
from commonweal.base.figures.query import Figures
from commonweal.base.figures.spreadsheet import as_csv
from commonweal.execute import Run
from commonweal.uncertainty import sure_as_json


def _no_pages(run: Published, out: Path) -> None:
    """A run without its pages."""


def write_run(run: Run, out: Path, pages: Callable[[Published, Path], None] = _no_pages) -> Path:
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
    return out / REPORT


def _write(run: Run, folder: Path, pages: Callable[[Published, Path], None]) -> None:
    published = published_from(run)
    for name, data in run.plan.files.items():  # as they were read, whatever became of them since
        _put(folder / INPUTS / name, data)
    for code, frame in published.figures.by_measure().items():
        held = io.BytesIO()
        frame.write_parquet(held)
        file = published.index[code].file
        _put(folder / f"{file}.parquet", held.getvalue())
        _put(folder / f"{file}.csv", as_csv(frame).encode())
    _put_json(folder / INDEX, [asdict(entry) for entry in published.index.values()])
    _put_json(folder / FINDINGS, published.asked)
    _put_json(folder / UNCERTAINTY, published.uncertainty)
    _put_json(folder / NAMES, published.names)
    _put_json(folder / PLAN, published.plan)
    pages(published, folder)
    # Last, so that a folder with a manifest is a whole run.
    text = manifest_from(run, hashes_of(folder)).as_text()
    _put(folder / MANIFEST, text.encode())


def published_from(run: Run) -> Published:
    """A run as it is given to everybody, before it is written."""
    kept, withheld = public(run.figures.frames)
    figures = Figures(kept, run.plan.names_by_key)
    return Published(
        manifest=manifest_from(run, {}),
        figures=figures,
        index={code: _entry(code, figures, withheld[code]) for code in kept},
        asked=tuple(plain(one.as_record()) for one in run.asked),
        uncertainty=plain(sure_as_json(run.sure, run.settled)),
        names=plain(run.plan.names_by_key),
        plan=plan_record(run.plan),
    )


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


def _entry(code: str, figures: Figures, withheld: int) -> Entry:
    frame, measure = figures.frame(code), MEASURES[code]
    return Entry(
        measure=code,
        unit=str(measure.unit),
        says=measure.says,
        levels=tuple(frame["level"].unique(maintain_order=True)),
        keys={key: declared_keys()[key].says for key in KEYS if frame[key].is_not_null().any()},
        file=f"{FIGURES}/{code}",
        rows=frame.height,
        withheld=withheld,
    )


def _put_json(path: Path, content: Mapping[str, object] | Sequence[object]) -> None:
    """Write a JSON file, each of its members on a line: to indent all takes ten times as long."""
    dumps = partial(json.dumps, ensure_ascii=False, allow_nan=False)
    if isinstance(content, Mapping):
        ends, lines = "{}", [f"{dumps(name)}: {dumps(each)}" for name, each in content.items()]
    else:
        ends, lines = "[]", [dumps(each) for each in content]
    text = ",\n".join(lines)
    _put(path, f"{ends[0]}\n{text}\n{ends[1]}\n".encode())


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
