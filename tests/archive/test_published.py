"""A run folder of format 1 says all that was published, and needs nothing else to be read."""

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import commonweal
from commonweal import archive
from commonweal.archive.layout import MANIFEST
from commonweal.archive.manifest import NotARunFolder, manifest_of
from commonweal.archive.public import FEWEST_PEOPLE, public
from commonweal.archive.reading import published_of
from commonweal.archive.writing import published_from, write_run
from commonweal.base.figures.measure import MEASURES

ROOT = Path(__file__).parents[2]
RIVERSIDE = ROOT / "examples" / "riverside"
STORED = ROOT / "tests" / "stored"


@pytest.fixture(scope="module")
def run():
    return commonweal.run(commonweal.read(RIVERSIDE), draws=60)


@pytest.fixture(scope="module")
def folder(run, tmp_path_factory):
    out = tmp_path_factory.mktemp("runs") / "run"
    write_run(run, out)
    return out


def test_what_is_read_is_what_was_written(run, folder):
    written, found = published_from(run), archive.read(folder)
    assert found.figures.frame().equals(run.figures.frame())
    assert found.figures.names == written.figures.names
    for name in ("index", "asked", "uncertainty", "names", "plan"):
        assert getattr(found, name) == getattr(written, name), name
    assert replace(found.manifest, files={}, seal="") == written.manifest
    assert len(found.findings) == len(run.findings)


def test_it_reads_without_inputs_rules_or_measures_of_today(folder, tmp_path, monkeypatch):
    """Today's rulebook and catalogue are taken away; the inputs and pages too."""
    shutil.copytree(folder, tmp_path / "run")
    shutil.rmtree(tmp_path / "run" / "inputs")
    monkeypatch.setattr("commonweal.base.figures.measure.MEASURES", {})
    monkeypatch.setattr("commonweal.rulebook.rulebook", None)
    found = published_of(tmp_path / "run", manifest_of(tmp_path / "run"))
    assert found.figures.one("money.gap", year=2030).central == pytest.approx(88_956.33, abs=1)
    assert found.plan["policy_numbers"]["care.occupancy_ceiling"]["is_"] == 0.92
    assert found.names["site"]["RIV-H"] == "Riverside Hospital"


def test_every_measure_has_a_line_in_the_index_and_two_files(folder):
    found = archive.read(folder)
    for code, entry in found.index.items():
        frame = pl.read_parquet(folder / f"{entry.file}.parquet")
        text = (folder / f"{entry.file}.csv").read_text("utf-8")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert entry.rows == frame.height == len(rows)
        assert set(entry.levels) == {row["level"] for row in rows}
        assert entry.says == MEASURES[code].says != ""
        assert set(entry.keys) <= set(frame.columns)
        assert [float(row["central"]) for row in rows] == frame["central"].to_list()


def change(folder, name, **keys):
    """A run folder in which a JSON object has further keys, as a later run might write it."""
    document = json.loads((folder / name).read_text())
    (folder / name).write_text(json.dumps(document | keys))


def test_further_keys_of_a_later_run_are_passed_over(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "run")
    change(tmp_path / "run", MANIFEST, weather="fine")
    index = json.loads((tmp_path / "run" / "figures" / "index.json").read_text())
    (tmp_path / "run" / "figures" / "index.json").write_text(
        json.dumps([{**entry, "colour": "green"} for entry in index])
    )
    gap = pl.read_parquet(tmp_path / "run" / "figures" / "money.gap.parquet")
    gap.with_columns(weather=0.5).write_parquet(tmp_path / "run" / "figures" / "money.gap.parquet")
    found = published_of(tmp_path / "run", manifest_of(tmp_path / "run"))
    assert found.figures.frame().equals(archive.read(folder).figures.frame())


def test_a_later_format_is_refused_by_name(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "run")
    change(tmp_path / "run", MANIFEST, format=2)
    with pytest.raises(NotARunFolder, match="is a run folder of format 2, and this version"):
        archive.read(tmp_path / "run")


def test_a_run_folder_of_format_0_still_reads():
    """Written before formats were numbered, by the code of 23 November 2026."""
    found = archive.read(STORED / "run-format-0")
    assert found.manifest.format == 0
    gap = found.figures.one("money.gap", year=2030)
    assert (gap.low, gap.central, gap.high) == pytest.approx((-593_183.76, 88_956.33, 713_403.01))
    alone = found.figures.one(
        "money.by_proposal", "proposal", side="change", reading="alone", year=2030,
        proposal="care-homes",
    )  # fmt: skip
    assert alone.central == pytest.approx(233_674.93)
    pair = found.figures.one(
        "money.overlap", "proposal+other", side="change", year=2030,
        proposal="care-homes", other="home-sooner",
    )  # fmt: skip
    assert pair.central == pytest.approx(5_042.52)
    assert len(found.figures) == 3890
    assert {finding["rule"] for finding in found.findings} >= {"BED01"}


def test_a_run_folder_of_format_1_still_reads():
    """Kept for ever as it was written, whatever becomes of measures, rules and inputs."""
    found = archive.read(STORED / "run-format-1")
    assert found.manifest.format == 1
    gap = found.figures.one("money.gap", year=2030)
    assert (gap.low, gap.central, gap.high) == pytest.approx(
        (-317_978.39, 269_168.93, 1_038_673.87)
    )
    assert found.manifest.settings == {
        "proposal.home-sooner": "off",
        "proposal.same-day-care": "off",
    }
    assert found.index["money.gap"].unit == "GBP"
    assert found.names["organisation"]["BOARD"]
    assert found.plan["name"] == "Riverside"
    assert any(rule["rule"] == "BED01" and rule["findings"] for rule in found.asked)
    assert found.uncertainty["drivers"]


def test_a_count_of_a_few_patients_is_withheld_and_others_are_not():
    few, many = FEWEST_PEOPLE - 1, FEWEST_PEOPLE
    frame = pl.DataFrame(
        {"low": [None, None, None], "central": [float(few), float(many), 0.0], "high": [None] * 3},
        schema={"low": pl.Float64, "central": pl.Float64, "high": pl.Float64},
    )
    kept, withheld = public({"records.patients": frame, "care.beds": frame}, {"records.patients"})
    assert kept["records.patients"]["central"].to_list() == [float(many), 0.0]
    assert withheld == {"records.patients": 1, "care.beds": 0}
    assert kept["care.beds"].equals(frame)
