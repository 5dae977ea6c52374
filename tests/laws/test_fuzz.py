"""Whatever is done to a good folder, it is read and run, or told what to fix: never a trace.

Riverside is damaged as people, spreadsheets, networks and ill will damage folders: one to
three times over, in a way that its number alone decides. Then it must have Problems, or
run to finite figures, or be answered in plain words. Some of those that run are run with
draws and written whole, with charts and report; then `why`, `compare` and `replay` are asked
of the run, and asked again after the run folder itself was damaged.

A hundred damages run with the other tests. For thousands set COMMONWEAL_FUZZ:

    COMMONWEAL_FUZZ=5000 python -m pytest tests/laws/test_fuzz.py

One of them is run again by its number, which a failure shows with what was done:

    COMMONWEAL_FUZZ=5000 python -m pytest "tests/laws/test_fuzz.py" -k "[1234]"
"""

import os
import random
import shutil
from pathlib import Path

import polars as pl
import pytest
from damages import a_run_damaged, damaged, put, put_back
from typer.testing import CliRunner

import commonweal
from commonweal import archive
from commonweal.base.figures.keys import KEYS
from commonweal.base.reading.problems import ProblemsFound, ShownPlainly, as_text, catalogue
from commonweal.cli.app import app

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"
MANY = int(os.environ.get("COMMONWEAL_FUZZ", "100"))
WHOLE = 2 if MANY > 100 else 6
"""Of the folders that run, one in so many is run with draws, written, and asked about."""


@pytest.fixture(scope="module")
def good():
    return {
        path.relative_to(RIVERSIDE).as_posix(): path.read_bytes()
        for path in RIVERSIDE.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    here = tmp_path_factory.mktemp("fuzz") / "riverside"
    shutil.copytree(RIVERSIDE, here)
    return here


@pytest.fixture(scope="module")
def good_run(tmp_path_factory):
    out = tmp_path_factory.mktemp("fuzz") / "good"
    asked("run", RIVERSIDE, "--out", out, "--draws", 30)
    return out


def told_or_run(folder):
    """Problems, what was told in plain words, or figures; anything else is a bug of ours."""
    try:
        return commonweal.run(commonweal.read(folder), draws=0).figures.frame()
    except ProblemsFound as found:
        return found.problems
    except ShownPlainly as told:
        return str(told)


def asked(*words):
    """A command's exit code and what it printed; a trace goes on its way."""
    done = CliRunner().invoke(app, [str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code in (0, 1, 2), (words[0], done.output)
    assert "Traceback" not in done.output
    return done.exit_code, done.output


def whole_run(folder, good_run, run, luck):
    """A run with draws and its report, every question asked of it; then again, damaged."""
    code, told = asked("run", folder, "--out", run, "--draws", 30)
    assert code == 0, told
    for figure in figures_of(run, luck):
        code, told = asked("why", run, *figure)
        assert code == 0 or "many figures fit" in told, (figure, told)
    assert asked("compare", good_run, run)[0] == 0
    code, told = asked("replay", run)
    assert code == 0, told
    how = a_run_damaged(run, luck)
    try:
        for question in (
            ["why", run, "money.balance"],
            ["replay", run],
            ["compare", run, good_run],
        ):
            asked(*question)
    except Exception as trace:
        trace.add_note(f"and the run itself: {how}")
        raise


def figures_of(run, luck):
    """What `why` is asked: some figures, each with all it is about."""
    figures = archive.read(run).figures.frame()
    for row in figures.sample(3, seed=luck.randrange(1000)).iter_rows(named=True):
        about = {key: row[key] for key in ("side", "reading", *KEYS) if row[key] is not None}
        if row["year"] is not None:
            about["year"] = str(commonweal.base.numbers.year.Year(row["year"]))
        yield [row["measure"], *(f"{key}={word}" for key, word in about.items())]


@pytest.mark.parametrize("number", range(MANY))
def test_a_damaged_folder_is_told_what_to_fix_or_runs(number, good, folder, good_run, tmp_path):
    files, done = damaged(good, number)
    put(folder, good, files)
    try:
        found = told_or_run(folder)
        if isinstance(found, pl.DataFrame) and number % WHOLE == 0:
            whole_run(folder, good_run, tmp_path / "run", random.Random(number))
    except Exception as trace:
        trace.add_note(f"after {done}")
        raise
    finally:
        put_back(folder, good, files)
    assert len(found) > 0, done
    if isinstance(found, list):
        assert all(p.code in catalogue() and p.says and p.fix and p.file for p in found), done
        assert len(as_text(found)) < 100_000, f"too long to read after {done}"
    elif isinstance(found, pl.DataFrame):
        finite = found.select(pl.col("low", "central", "high").is_finite().all()).row(0)
        assert all(finite), f"figures are not finite after {done}"
