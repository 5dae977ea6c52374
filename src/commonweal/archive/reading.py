"""Reading a run folder, of this format and of every earlier one, with nothing but what is in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.archive.layout import FINDINGS, INDEX, NAMES, PLAN, UNCERTAINTY
from commonweal.archive.manifest import Manifest, NotARunFolder, hold_to, manifest_of
from commonweal.archive.published import Entry, Published
from commonweal.base.figures.keys import KEYS
from commonweal.base.figures.query import Figures
from commonweal.base.figures.store import FIGURE_SCHEMA, READINGS


def read(folder: Path | str) -> Published:
    """A run as it was published, every file held to its hash.

    Args:
        folder: a run folder, of this format or an earlier one.

    Raises:
        NotARunFolder: if it is none, is of a later format, or a file of it is not as the run
            wrote it.
    """
    folder = Path(folder)
    manifest = manifest_of(folder)
    hold_to(manifest, folder)
    return published_of(folder, manifest)


def published_of(folder: Path, manifest: Manifest) -> Published:
    """A run as its files have it, held to nothing."""
    try:
        return FORMATS[manifest.format](folder, manifest)
    except (KeyError, TypeError, AttributeError, ValueError, pl.exceptions.PolarsError):
        raise NotARunFolder(f"{folder} is not as a run writes it; make the run again") from None


def _format_1(folder: Path, manifest: Manifest) -> Published:
    index = [_entry(record) for record in _json(folder / INDEX)]
    names = _json(folder / NAMES)
    frames = {one.measure: _frame(folder / f"{one.file}.parquet") for one in index}
    return Published(
        manifest=manifest,
        figures=Figures(frames, names),
        index={one.measure: one for one in index},
        asked=tuple(_json(folder / FINDINGS)),
        uncertainty=_json(folder / UNCERTAINTY),
        names=names,
        plan=_json(folder / PLAN),
    )


def _format_0(folder: Path, manifest: Manifest) -> Published:
    """The layout from before formats were numbered: one file of figures, and no words for them."""
    old = _parquet(folder / "figures.parquet")
    if not {"measure", "scenario", "central"} <= set(old.columns):
        raise NotARunFolder(f"{folder / 'figures.parquet'} does not hold a run's figures")
    figures = Figures.from_frames([_from_scenarios(old)])
    said = json.loads((folder / FINDINGS).read_bytes())
    return Published(
        manifest=manifest,
        figures=figures,
        index={code: _bare_entry(code, frame) for code, frame in figures.frames.items()},
        asked=tuple({"rule": one["rule"], "findings": [one]} for one in said),
        uncertainty=_json(folder / "sure.json"),
        names={key: {} for key in KEYS},
        plan={"name": manifest.system, "rulebook_day": manifest.rulebook_day},
    )


OLD_AND = " + "
"""What stood between the codes of two proposals."""

FORMATS: dict[int, Callable[[Path, Manifest], Published]] = {0: _format_0, 1: _format_1}
"""Who reads a run folder of each format: one more whenever the layout changes, and none less."""


def _from_scenarios(old: pl.DataFrame) -> pl.DataFrame:
    """Figures whose `scenario` was a side or a reading, and whose level nothing said."""
    scenario = pl.col("scenario")
    two = pl.col("proposal").str.split(OLD_AND)
    level = pl.concat_str(
        [pl.when(pl.col(key).is_not_null()).then(pl.lit(key)) for key in _known(old)],
        separator="+",
        ignore_nulls=True,
    )
    fixed = old.with_columns(
        pl.when(scenario.is_in(READINGS[1:])).then(pl.lit("change"))
        .when(scenario == "both").then(pl.lit("either")).otherwise(scenario).alias("side"),
        pl.when(scenario.is_in(READINGS[1:])).then(scenario)
        .when((scenario == "change") & pl.col("measure").str.ends_with("by_proposal"))
        .then(pl.lit(READINGS[0])).alias("reading"),
        two.list.first().alias("proposal"),
        pl.when(two.list.len() > 1).then(two.list.last()).alias("other"),
    )  # fmt: skip
    named = fixed.with_columns(level.alias("level"))
    return named.with_columns(pl.col("level").replace("", "system"))


def _known(old: pl.DataFrame) -> list[str]:
    return [key for key in KEYS if key in (*old.columns, "other")]


def _bare_entry(code: str, frame: pl.DataFrame) -> Entry:
    return Entry(
        measure=code,
        unit=str(frame["unit"][0]),
        says="",
        levels=tuple(frame["level"].unique(maintain_order=True)),
        keys={key: "" for key in KEYS if frame[key].is_not_null().any()},
        file="",
        rows=frame.height,
    )


def _entry(record: Any) -> Entry:
    known = {one.name: record[one.name] for one in fields(Entry) if one.name in record}
    return Entry(**known | {"levels": tuple(known["levels"])})


def _frame(path: Path) -> pl.DataFrame:
    """A measure's figures in the columns that this version knows; one left out is blank."""
    found = _parquet(path)
    if not {"measure", "level", "side", "central"} <= set(found.columns):
        raise NotARunFolder(f"{path} does not hold a run's figures; make the run again")
    return found.select(
        (pl.col(name) if name in found.columns else pl.lit(None)).cast(kind).alias(name)
        for name, kind in FIGURE_SCHEMA.items()
    )


def _parquet(path: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError):
        raise NotARunFolder(f"{path} cannot be read; make the run again") from None


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise NotARunFolder(f"{path} cannot be read; make the run again") from None
