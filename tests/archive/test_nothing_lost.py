"""A run never deletes or overwrites what a run did not write, and is whole or not there."""

import contextlib
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small import small_run, write_small

from commonweal.archive.destinations import CannotWriteHere, destination
from commonweal.archive.hashes import hashes_of
from commonweal.archive.layout import MANIFEST
from commonweal.archive.manifest import hold_to, manifest_of
from commonweal.archive.swap import put_in_place

HERE = Path(__file__).parent


def everything(folder):
    """Every file below a folder with its content."""
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def refused(out, *reads, match):
    """See that a run is not written, and that nothing beside or below it has changed."""
    before = everything(out.parent)
    with pytest.raises(CannotWriteHere, match=match):
        put_in_place(out, lambda folder: write_small(folder, "new"), reads)
    assert everything(out.parent) == before


def test_a_folder_with_a_manifest_of_something_else_is_let_be(tmp_path):
    app = tmp_path / "app"
    app.mkdir()
    (app / "manifest.json").write_text('{"name": "a web app"}')
    (app / "thesis.txt").write_text("precious")
    refused(app, match=r"files that no run wrote \(manifest.json, thesis.txt\)")


@pytest.mark.parametrize("name", ["notes.md", "charts/notes.md", ".hidden", "inputs/0/mine.csv"])
def test_notes_beside_a_run_are_named_and_let_be(tmp_path, name):
    small_run(tmp_path / "run")
    notes = tmp_path / "run" / name
    notes.parent.mkdir(exist_ok=True)
    notes.write_text("minutes")
    refused(tmp_path / "run", match=name)


def test_a_file_of_a_run_that_somebody_changed_is_theirs_now(tmp_path):
    small_run(tmp_path / "run")
    (tmp_path / "run" / "inputs" / "0" / "0.txt").write_text("corrected by hand")
    refused(tmp_path / "run", match="inputs/0/0.txt")


def test_a_manifest_that_somebody_changed_is_theirs_now(tmp_path):
    small_run(tmp_path / "run")
    manifest = tmp_path / "run" / MANIFEST
    manifest.write_text(manifest.read_text().replace('"seed": 1', '"seed": 2'))
    refused(tmp_path / "run", match=MANIFEST)


def test_a_link_or_an_empty_folder_in_a_run_is_no_file_of_the_run(tmp_path):
    small_run(tmp_path / "run")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "thesis.txt").write_text("precious")
    (tmp_path / "run" / "link").symlink_to(tmp_path / "elsewhere")
    refused(tmp_path / "run", match="link")
    (tmp_path / "run" / "link").unlink()
    (tmp_path / "run" / "drawer").mkdir()
    refused(tmp_path / "run", match="drawer/")


def test_a_manifest_that_lists_a_file_elsewhere_does_not_take_it_away(tmp_path):
    """Nothing is secret in a seal: a folder from elsewhere may list what it likes."""
    (tmp_path / "thesis.txt").write_text("precious")

    def listing_a_strangers_file(folder):
        write_small(folder, "earlier")
        listed = hashes_of(folder.parent)
        manifest = manifest_of(folder)
        manifest.files["../thesis.txt"] = listed["thesis.txt"]
        (folder / MANIFEST).write_text(manifest.as_text())

    put_in_place(tmp_path / "run", listing_a_strangers_file)
    small_run(tmp_path / "run", "new")
    assert (tmp_path / "thesis.txt").read_text() == "precious"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["run", "thesis.txt"]


def test_what_is_read_is_never_written_to(tmp_path):
    plan = tmp_path / "plans" / "mine"
    plan.mkdir(parents=True)
    (plan / "system.toml").write_text("")
    (tmp_path / "by-another-name").symlink_to(plan)
    small_run(tmp_path / "run")
    for out, read in [
        (plan, plan),
        (plan.parent, plan),
        (plan / "run", plan),
        (tmp_path / "by-another-name" / "run", plan),
        (plan, tmp_path / "by-another-name"),
        (tmp_path / "run", tmp_path / "run" / "inputs"),
    ]:
        with pytest.raises(CannotWriteHere, match="which the run is made from"):
            destination(out, (read,))


def test_a_link_is_not_written_through(tmp_path):
    small_run(tmp_path / "run")
    (tmp_path / "link").symlink_to("run")
    refused(tmp_path / "link", match="is a link to run; name that folder itself")
    (tmp_path / "lost").symlink_to("nowhere")
    refused(tmp_path / "lost", match="is a link to nowhere")


def test_the_folder_one_stands_in_is_not_swept_away(tmp_path, monkeypatch):
    small_run(tmp_path / "run")
    monkeypatch.chdir(tmp_path / "run" / "inputs")
    refused(Path(), match="the folder you are in, or holds it")
    refused(tmp_path / "run", match="the folder you are in, or holds it")


def test_a_file_is_not_written_over(tmp_path):
    (tmp_path / "run").write_text("precious")
    refused(tmp_path / "run", match="is a file")


def test_an_earlier_run_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    out = tmp_path / "deep" / "run"
    small_run(out, "earlier", files=5)
    small_run(out, "new")
    assert manifest_of(out).system == "new"
    hold_to(manifest_of(out), out)
    assert len(everything(out)) == 4
    assert [path.name for path in out.parent.iterdir()] == ["run"]


def test_an_empty_folder_takes_a_run(tmp_path):
    (tmp_path / "run").mkdir()
    small_run(tmp_path / "run")
    hold_to(manifest_of(tmp_path / "run"), tmp_path / "run")


def test_a_file_put_in_while_the_run_is_worked_out_is_kept(tmp_path):
    small_run(tmp_path / "run")

    def slowly(folder):
        write_small(folder, "new")
        (tmp_path / "run" / "notes.md").write_text("minutes")

    with pytest.raises(CannotWriteHere, match=r"notes\.md"):
        put_in_place(tmp_path / "run", slowly)
    assert manifest_of(tmp_path / "run").system == "earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_where_folders_cannot_change_places_in_one_step_they_do_in_two(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "another")
    small_run(tmp_path / "run")
    small_run(tmp_path / "run", "new")
    assert manifest_of(tmp_path / "run").system == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


@pytest.mark.parametrize(
    "name", ["r" * 300, "deep/" + "r" * 300, "\N{LATIN SMALL LETTER AE}" * 200]
)
def test_a_name_too_long_for_the_disk_is_refused_before_the_run(tmp_path, name):
    with pytest.raises(OSError, match="too long"):
        destination(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_run_killed_at_any_moment_leaves_a_whole_run_in_its_place(tmp_path):
    """Fifty kills that no process can see coming, in the time that a few runs take."""
    out = tmp_path / "run"
    small_run(out, files=40)
    first = manifest_of(out).seal
    chance = random.Random(7)
    writers = subprocess.Popen(
        [sys.executable, HERE / "endless.py", out],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    whole, begun, took = set(), time.monotonic(), 0.0
    with writers:
        for _ in range(50):
            writers.stdin.write("\n")
            child = int(writers.stdout.readline())
            if not took:  # how long a run takes here, where other programs run too
                while manifest_of(out).seal == first:
                    time.sleep(0.001)
                took = time.monotonic() - begun
            time.sleep(chance.uniform(0, 3 * min(took, 0.1)))
            os.kill(child, signal.SIGKILL)
            while is_alive(child):
                time.sleep(0.001)
            manifest = manifest_of(out)
            assert hashes_of(out).keys() == {*manifest.files, MANIFEST}
            hold_to(manifest, out)
            whole.add(manifest.seal)
    assert len(whole) > 5  # or hardly anything was replaced, and hardly anything tried


def is_alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_disk_that_is_full_leaves_the_earlier_run_whole(tmp_path):
    """No file may grow beyond 2 kB: the kernel refuses as it does when a disk is full."""
    small_run(tmp_path / "run")
    before = everything(tmp_path)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            small_run(tmp_path / "run", "new", size=4000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert everything(tmp_path) == before


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MB, where this process may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    words = [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]
    if mount is None or subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    with contextlib.suppress(OSError):
        shutil.rmtree(disk)
    subprocess.run(["umount", "--lazy", disk], check=True)


def test_a_disk_that_is_truly_full_leaves_the_earlier_run_whole(small_disk):
    small_run(small_disk / "run")
    before = everything(small_disk)
    with pytest.raises(OSError, match="No space left"):
        small_run(small_disk / "run", "new", size=2_000_000)
    assert everything(small_disk) == before
    small_run(small_disk / "run", "new")
    assert manifest_of(small_disk / "run").system == "new"


def test_a_read_only_disk_is_found_before_the_run(small_disk):
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(OSError, match="Read-only"):
        destination(small_disk / "run")
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
