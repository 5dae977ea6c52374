"""A replay is held to every bit on the machine of the run, and to a billionth on another."""

import os
import platform
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import commonweal
from commonweal.archive.hashes import hashes_of
from commonweal.archive.layout import MANIFEST
from commonweal.archive.manifest import manifest_of, versions
from commonweal.archive.replaying import TOLERANCE, replay
from commonweal.archive.writing import write_run

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"
COST = "figures/money.cost.parquet"


@pytest.fixture
def ran(tmp_path):
    out = tmp_path / "run"
    write_run(commonweal.run(commonweal.read(RIVERSIDE), draws=20), out)
    return out


def published_by(run, elsewhere, share):
    """Make a run one that published its costs larger by a share of the largest of them."""
    cost = pl.read_parquet(run / COST)
    largest = cost.select(pl.max_horizontal("central", "high").max()).item()
    moved = cost.with_columns(pl.col("central") + share * largest)
    moved.write_parquet(run / COST)
    files = {name: one for name, one in hashes_of(run).items() if name != MANIFEST}
    other = {**versions(), "arithmetic": "another"} if elsewhere else versions()
    manifest = replace(manifest_of(run), files=files, versions=other)
    (run / MANIFEST).write_text(manifest.as_text())
    return cost.height


def test_on_the_same_machine_the_last_bit_counts(ran):
    count = published_by(ran, elsewhere=False, share=1e-15)
    found = replay(ran)
    assert 0 < found.differing <= count  # the smallest costs take up so little, the largest may not
    assert found.rounded == 0
    assert not found.same


def test_on_another_machine_rounding_is_let_be_and_said(ran):
    count = published_by(ran, elsewhere=True, share=TOLERANCE / 2)
    found = replay(ran)
    assert found.same
    assert (found.differing, found.rounded) == (0, count)
    assert found.versions == (f"arithmetic another, now {versions()['arithmetic']}",)


def test_on_another_machine_more_than_rounding_is_a_difference(ran):
    count = published_by(ran, elsewhere=True, share=TOLERANCE * 2)
    found = replay(ran)
    assert found.differing == count
    assert found.figures[0].startswith("money.cost ")
    assert not found.same


@pytest.mark.skipif(platform.machine() != "x86_64", reason="needs kernels of an older x86 core")
def test_sums_on_an_older_core_agree_to_the_tolerance(ran):
    done = subprocess.run(
        [sys.executable, "-m", "commonweal.cli.app", "replay", ran],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "OPENBLAS_CORETYPE": "Nehalem"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if "Nehalem" not in versions()["arithmetic"] and "Nehalem" in done.stdout:
        assert "now x86_64 Nehalem" in done.stdout
        assert "not to the last digit" in done.stdout
