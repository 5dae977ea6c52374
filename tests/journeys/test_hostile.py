"""What a machine, a shell or a folder may do to us: a sentence each, and never a trace."""

import csv
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from commonweal.archive.manifest import hold_to, manifest_of
from commonweal.cli.app import app

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"
COMMAND = [sys.executable, "-m", "commonweal.cli.app"]


def commonweal(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def in_a_shell(line, *words, **environment):
    """Run a line of shell in which $@ is the command with some words."""
    return subprocess.run(
        ["/bin/sh", "-c", line, "sh", *COMMAND, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture
def mine(tmp_path):
    shutil.copytree(RIVERSIDE, tmp_path / "mine")
    return tmp_path / "mine"


def one_sentence(done, *, code=2):
    """What an errand said, once it is seen to be a sentence and no trace."""
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def test_a_run_with_standard_input_closed_is_a_run_like_any_other(tmp_path):
    done = in_a_shell('"$@" <&-', "run", RIVERSIDE, "--out", tmp_path / "run", "--draws", 5)
    assert done.returncode == 0, done.stderr
    hold_to(manifest_of(tmp_path / "run"), tmp_path / "run")


@pytest.mark.parametrize(
    ("line", "environment", "told"),
    [
        ('"$@" >&-', {}, "standard output is closed"),
        ('"$@" <&- >&-', {}, "standard output is closed"),
        ('"$@" >/dev/full', {}, "no space left on device"),
        ('"$@"', {"PYTHONOPTIMIZE": "2"}, "without -OO"),
    ],
)
def test_where_nothing_can_be_shown_it_says_so(line, environment, told):
    if "/dev/full" in line and not Path("/dev/full").exists():
        pytest.skip("this machine has no /dev/full")
    assert told in one_sentence(in_a_shell(line, "tables", "beds", **environment))


def test_standard_error_closed_harms_nothing():
    done = in_a_shell('"$@" 2>&-', "check", RIVERSIDE)
    assert done.returncode == 1
    assert "BED01" in done.stdout


def test_who_reads_along_may_stop():
    done = in_a_shell('"$@" | head -1', "rules")
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_a_name_too_long_for_the_disk_is_told(tmp_path):
    done = commonweal("run", RIVERSIDE, "--out", tmp_path / ("r" * 300), "--draws", 0)
    assert done.exit_code == 2
    assert "name too long" in done.output
    for command in ("why", "replay", "check"):
        words = ["money.gap"] if command == "why" else []
        done = commonweal(command, tmp_path / ("r" * 300), *words)
        assert done.exit_code == 2
        assert "too long" in done.output or "is not" in done.output


def test_a_disk_that_fills_up_is_told_and_leaves_the_earlier_run(tmp_path):
    """No file may grow beyond 20 kB, which a run's figures do."""
    out = tmp_path / "run"
    assert commonweal("run", RIVERSIDE, "--out", out, "--draws", 0).exit_code == 0
    before = manifest_of(out)
    done = subprocess.run(
        [*COMMAND, "run", str(RIVERSIDE), "--out", str(out), "--draws", "0"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert "file too large" in one_sentence(done)
    assert manifest_of(out) == before
    hold_to(before, out)


def test_a_run_says_before_it_starts_that_somebodys_files_are_there(mine, tmp_path):
    for out, told in [(mine, "which the run is made from"), (tmp_path, "lies in")]:
        done = commonweal("run", mine, "--out", out, "--draws", 0)
        assert done.exit_code == 2
        assert told in done.output.replace("\n", " ")
    assert (mine / "system.toml").exists()


@pytest.mark.parametrize(
    "columns",
    [
        {"place": [b"\xff\x00"], "name": [b"x"]},
        {"place": [{"a": 1}], "name": [{"a": 2}]},
        {"one": [1], "two": ["x"]},
        {},
        {"place": [[1, 2]]},
    ],
)
def test_a_parquet_file_without_a_usable_column_is_told(mine, columns):
    (mine / "places.csv").unlink()
    pl.DataFrame(columns).write_parquet(mine / "places.parquet")
    done = commonweal("check", mine)
    assert done.exit_code == 2
    assert "no column of places.parquet" in done.output.replace("\n", " ")


def test_an_escape_in_the_name_of_a_file_does_not_reach_the_screen(mine):
    for name in ("be\x1b]0;PWN\x07ds.csv", "be\x9b31mds.csv", "b\u202eeds.csv"):
        (mine / name).write_text("site,year\n")
    (mine / "proposals" / "a\x1b[2Jb.toml").write_text("code = 1\n")
    (mine / "systems\x1b.toml").write_text("")
    done = commonweal("check", mine)
    assert done.exit_code == 2
    assert r"be\x1b]0;PWN\x07ds.csv" in done.output
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(done.output)


def test_an_escape_in_the_name_of_a_folder_does_not_reach_the_screen(tmp_path):
    done = commonweal("run", RIVERSIDE, "--out", tmp_path / "r\x1b[2Jun", "--draws", 0)
    assert done.exit_code == 0
    assert "\x1b[2J" not in done.output


def test_a_formula_in_a_plan_is_inert_in_every_table_it_leaves_in(mine, tmp_path):
    for proposal in (mine / "proposals").glob("*.toml"):
        lines = proposal.read_text().splitlines()
        titled = ['title = "+ 1+cmd|calc"' if line.startswith("title") else line for line in lines]
        proposal.write_text("\n".join(titled))
    done = commonweal("run", mine, "--out", tmp_path / "run", "--draws", 0)
    assert done.exit_code == 0, done.output
    tables = [path for path in (tmp_path / "run").rglob("*.csv") if "inputs" not in path.parts]
    texts = [cell for path in tables for row in rows_of(path) for cell in row]
    assert "'+ 1+cmd|calc" in texts
    assert not [text for text in texts if text.strip().startswith(("=", "+ ", "@"))]


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_rubbish_by_the_thousand_is_folded(mine):
    for number in range(1000):
        (mine / f"rubbish {number}.csv").write_text("a,b\n1,2\n")
        (mine / "proposals" / f"rubbish-{number}.toml").write_text("rubbish")
    with (mine / "system.toml").open("a") as system:
        system.writelines(f"rubbish_{number} = 1\n" for number in range(1000))
    done = commonweal("check", mine)
    assert done.exit_code == 2
    assert "and 980 more like it" in done.output
    assert len(done.output.splitlines()) < 300
