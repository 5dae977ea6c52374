"""The page of a run folder made again, from the folder alone."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

import commonweal
from commonweal import archive
from commonweal.archive.writing import write_run
from commonweal.cli.app import app
from commonweal.report.write import write_report

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A run folder with pages of a run that says how sure it is."""
    out = tmp_path_factory.mktemp("runs") / "run"
    run = commonweal.run(commonweal.read(ROOT / "examples/riverside"), draws=200)
    write_run(run, out, write_report)
    return out


@pytest.fixture
def folder(written, tmp_path):
    shutil.copytree(written, tmp_path / "run")
    return tmp_path / "run"


def pages_of(folder):
    parts = (folder / part for part in ("charts", "report"))
    paths = [
        folder / "report.html",
        folder / "figures.xlsx",
        *(path for part in parts for path in sorted(part.iterdir())),
    ]
    return {path.name: path.read_bytes() for path in paths}


def remake(folder):
    return CliRunner().invoke(app, ["report", str(folder)])


def test_the_page_is_made_again_without_inputs_and_without_its_old_self(written, folder):
    shutil.rmtree(folder / "inputs")
    shutil.rmtree(folder / "charts")
    shutil.rmtree(folder / "report")
    (folder / "report.html").unlink()
    (folder / "figures.xlsx").unlink()
    done = remake(folder)
    assert done.exit_code == 0, done.output
    assert pages_of(folder) == pages_of(written)


def test_a_folder_made_again_is_whole_and_says_the_same(written, folder):
    assert remake(folder).exit_code == 0
    before, after = archive.read(written), archive.read(folder)
    assert after.figures.frame().equals(before.figures.frame())
    assert after.manifest.files == before.manifest.files
    assert (after.plan, after.asked) == (before.plan, before.asked)


def test_what_a_person_wrote_into_the_page_is_not_written_over(folder):
    page = folder / "report.html"
    page.write_text("my own words")
    done = remake(folder)
    assert done.exit_code == 2
    assert "report.html" in done.output
    assert page.read_text() == "my own words"


def test_figures_that_were_changed_make_no_page(folder):
    figures = folder / "findings.json"
    figures.write_text("[]")
    done = remake(folder)
    assert done.exit_code == 2
    assert "findings.json is not as the run in" in done.output


def test_a_folder_that_kept_too_little_says_so(tmp_path):
    shutil.copytree(ROOT / "tests/stored/run-format-1", tmp_path / "old")
    done = remake(tmp_path / "old")
    assert done.exit_code == 2
    assert "make the run again" in done.output
