"""What is put away and shown is what the run was made from, whatever becomes of it since."""

import shutil
from pathlib import Path

import pytest

import commonweal
from commonweal.archive.again import read_run
from commonweal.archive.comparison import compare
from commonweal.archive.manifest import NotARunFolder, manifest_of
from commonweal.archive.replaying import replay
from commonweal.archive.writing import write_run
from commonweal.base.reading.kept import keeping, read_bytes

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    out = tmp_path_factory.mktemp("runs") / "run"
    write_run(commonweal.run(commonweal.read(RIVERSIDE), draws=0), out)
    return out


@pytest.fixture
def touched(ran, tmp_path):
    shutil.copytree(ran, tmp_path / "touched")
    return tmp_path / "touched"


def test_an_input_edited_while_it_runs_is_put_away_as_it_was_read(tmp_path):
    shutil.copytree(RIVERSIDE, tmp_path / "mine")
    plan = commonweal.read(tmp_path / "mine")
    for name in ("income.csv", "assumptions.toml", "proposals/care-homes.toml"):
        (tmp_path / "mine" / name).write_text("edited")
    shutil.rmtree(tmp_path / "mine" / "proposals")
    write_run(commonweal.run(plan, draws=0), tmp_path / "run")
    put_away = {
        path.relative_to(tmp_path / "run" / "inputs").as_posix(): path.read_bytes()
        for path in (tmp_path / "run" / "inputs").rglob("*")
        if path.is_file()
    }
    assert put_away.keys() == manifest_of(tmp_path / "run").inputs.keys()
    assert put_away == {name: (RIVERSIDE / name).read_bytes() for name in put_away}
    assert {"income.csv", "system.toml", "proposals/care-homes.toml"} <= put_away.keys()
    assert replay(tmp_path / "run").same


def test_a_file_read_twice_is_the_same_both_times(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text("first")
    with keeping() as kept:
        assert read_bytes(path) == b"first"
        path.write_text("second")
        assert read_bytes(path) == b"first"
    assert kept == {path: b"first"}
    assert read_bytes(path) == b"second"


@pytest.mark.parametrize(
    "name", ["inputs/income.csv", "findings.json", "manifest.json", "inputs/proposals/new.toml"]
)
def test_a_file_that_was_changed_is_named_by_all_who_read_a_run(ran, touched, name):
    with (touched / name).open("a") as file:
        file.write(" ")
    for question in (read_run, lambda run: compare(ran, run), lambda run: compare(run, ran)):
        with pytest.raises(NotARunFolder, match=f"^{name} is not as the run in "):
            question(touched)


def test_a_replay_names_every_input_that_was_changed(touched):
    with (touched / "inputs" / "income.csv").open("a") as file:
        file.write("\n")
    (touched / "notes.md").write_text("beside a run, and read by nobody")
    found = replay(touched)
    assert found.files == ("inputs/income.csv",)
    assert found.differing == 0
    assert not found.same


def test_a_replay_holds_nothing_to_figures_that_were_changed(touched):
    (touched / "figures" / "money.gap.parquet").unlink()
    with pytest.raises(NotARunFolder, match=r"^figures/money\.gap\.parquet is not as the run"):
        replay(touched)
