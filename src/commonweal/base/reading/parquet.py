"""From a Parquet file to texts, as if a person had typed its values.

A damaged Parquet file can make the library that reads it panic, or ask for more memory than there
is, and then the whole program is gone without a word. So the files of a folder are first read by a
child process; if that comes back in good health, we read them ourselves.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from commonweal.base.reading.dates import YEARS, year_text

MARK = b"PAR1"
TRY = "import sys, polars; [polars.read_parquet(path) for path in sys.argv[1:]]"
LONG = 300
"""Seconds after which files that are still being tried are given up."""


def damaged_files(paths: Sequence[Path]) -> frozenset[Path]:
    """Which of some Parquet files would take us down with them.

    A child takes a third of a second to start, so that one tries all of them, and each has a
    child of its own only where that one does not come back.
    """
    if not paths or _survives(paths):
        return frozenset()
    return frozenset(path for path in paths if len(paths) == 1 or not _survives([path]))


def read_parquet(data: bytes) -> pl.DataFrame | None:
    """The table in a Parquet file that a child came back from, or None when it is damaged."""
    if not (data.startswith(MARK) and data.endswith(MARK) and len(data) > 2 * len(MARK)):
        return None
    try:
        return pl.read_parquet(data)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError):
        return None


def _survives(paths: Sequence[Path]) -> bool:
    """Whether a child process that reads some files comes back in good health."""
    try:
        tried = subprocess.run(  # noqa: S603 (our own words; a path is an argument, not a word)
            [sys.executable, "-I", "-c", TRY, *(str(path.resolve()) for path in paths)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=LONG,
            env={**os.environ, "RUST_BACKTRACE": "0"},
        )
    except subprocess.TimeoutExpired:
        return False
    return tried.returncode == 0


def as_texts(frame: pl.DataFrame, kinds: Mapping[str, str]) -> tuple[pl.DataFrame, list[str]]:
    """Every column as texts under its number, with rows; and the columns that cannot be texts.

    Numbers that are declared as numbers stay as they are, and are not written out to be read again.

    Args:
        frame: the table as it was stored.
        kinds: of the declared columns. Whole numbers in a column of years are the calendar years
            in which the years start.
    """
    texts: dict[str, pl.Series] = {}
    strange: list[str] = []
    for number, name in enumerate(frame.columns):
        kind = kinds.get(name)
        text = frame[name] if _is_read(frame[name].dtype, kind) else _as_text(frame[name])
        if text is None:
            strange.append(name)
            text = pl.Series([None] * frame.height, dtype=pl.String)
        if kind == "year":
            text = text.replace({str(start): year_text(start) for start in YEARS})
        texts[str(number)] = text
    return pl.DataFrame(texts, height=frame.height).with_row_index("row", offset=2), strange


def _is_read(dtype: pl.DataType, kind: str | None) -> bool:
    """Whether values of a type are those of a kind of column, to the last digit."""
    if kind == "number":
        return dtype == pl.Float64() or dtype.is_integer()
    return kind == "integer" and dtype.is_integer()


def _as_text(column: pl.Series) -> pl.Series | None:
    """A column's values as a person would type them; None when they cannot be typed."""
    if column.dtype == pl.List(pl.String):
        return column.list.join(" ")
    if column.dtype.is_nested() or column.dtype in (pl.Binary, pl.Object, pl.Duration, pl.Time):
        return None
    return column.cast(pl.String)
