"""A plan in a workbook, from a blank one to a run that can be asked why and made again."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from commonweal.cli.app import app

ROOT = Path(__file__).parents[2]


def asked(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    here = tmp_path_factory.mktemp("plans")
    assert asked("convert", ROOT / "examples/riverside", here / "riverside.xlsx").exit_code == 0
    done = asked("run", here / "riverside.xlsx", "--out", here / "run", "--draws", "20")
    assert done.exit_code == 0, done.output
    return here / "run"


def test_a_run_keeps_the_workbook_as_it_was_read(run):
    kept = run / "inputs"
    assert [path.name for path in kept.iterdir()] == ["riverside.xlsx"]
    assert (kept / "riverside.xlsx").read_bytes() == (run.parent / "riverside.xlsx").read_bytes()


def test_why_leads_to_a_row_of_a_sheet(run):
    done = asked("why", run, "care.beds_open", "site=RIV-H", "year=2025-26", "side=nothing")
    assert done.exit_code == 0, done.output
    assert "riverside.xlsx sheet beds:2  40" in done.output


def test_a_run_of_a_workbook_is_made_again_to_the_last_digit(run):
    done = asked("replay", run)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "every figure is identical")


def test_a_run_is_never_written_over_the_workbook_it_reads(run):
    book = run.parent / "riverside.xlsx"
    before = book.read_bytes()
    assert asked("run", book, "--out", book).exit_code == 2
    assert asked("run", book, "--out", run.parent).exit_code == 2
    assert book.read_bytes() == before


def test_nothing_is_converted_over_what_is_there(run):
    book = run.parent / "riverside.xlsx"
    assert "is there already" in asked("convert", ROOT / "examples/riverside", book).output
    assert "is not empty" in asked("convert", book, run.parent).output
    assert "is a folder already" in asked("convert", ROOT / "examples/riverside", "new").output
