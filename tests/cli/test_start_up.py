"""What each errand opens: nobody waits for a library that nothing asks for."""

import subprocess
import sys
from pathlib import Path

import pytest

import commonweal

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"

LOADED = """
import sys
from commonweal.cli.app import app
app(sys.argv[1:], standalone_mode=False)
print(*sys.modules, file=sys.stderr)
"""


def cold(program, words):
    """What a program says in a process of its own, on both streams."""
    command = [sys.executable, "-c", program, *map(str, words)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.stdout, done.stderr
    return done.stdout, done.stderr


def loaded_by(*words):
    """The modules that an errand has opened by its end."""
    return set(cold(LOADED, words)[1].split())


def said_by(*words):
    """What an errand prints."""
    return cold("from commonweal.cli.app import main; main()", words)[0]


def test_help_opens_no_room_and_no_library_of_numbers():
    loaded = loaded_by("--help")
    assert "commonweal.cli.app" in loaded
    assert not loaded & {"numpy", "polars", "scipy", "jinja2", "commonweal.plan"}


@pytest.mark.parametrize("words", [("rules",), ("rulebook",), ("tables",)], ids=" ".join)
def test_a_list_opens_no_engine_and_no_page(words):
    assert not loaded_by(*words) & {"scipy", "jinja2", "commonweal.engine.run"}


def test_check_opens_no_page_and_no_chances():
    assert not loaded_by("check", RIVERSIDE) & {"scipy.special", "scipy.stats", "jinja2", "altair"}


def test_why_knows_every_measure_in_a_process_that_has_made_no_run(tmp_path):
    said_by("run", RIVERSIDE, "--out", tmp_path / "run", "--draws", 0)
    tree = said_by("why", tmp_path / "run", "money.gap", "year=2030-31", "side=plan")
    assert "costs.csv" in tree


def test_the_face_has_every_name_it_lists():
    for name in commonweal.__all__:
        assert name in dir(commonweal)
        assert getattr(commonweal, name).__name__ == name


def test_the_face_has_no_other_name():
    with pytest.raises(AttributeError, match="nothing"):
        _ = commonweal.nothing


def test_pages_made_in_a_process_that_has_made_no_run_know_every_formula(tmp_path):
    said_by("run", RIVERSIDE, "--out", tmp_path / "run", "--draws", 0)
    program = """
import sys
from pathlib import Path
from commonweal.archive import read
from commonweal.report import write_report
out = Path(sys.argv[2])
out.mkdir()
write_report(read(Path(sys.argv[1])), out)
print(sum("does not know how it was" in page.read_text("utf-8") for page in out.rglob("*.html")))
"""
    command = [sys.executable, "-c", program, tmp_path / "run", tmp_path / "again"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.stdout == "0\n", done.stderr
