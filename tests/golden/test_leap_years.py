"""Where nothing grows and nobody ages, a leap year needs no more and no fewer beds."""

import shutil
from pathlib import Path

import polars as pl
import pytest

import commonweal

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"
OFF = {"care.growth": "off", "health_change": "off"}


@pytest.fixture
def still(tmp_path):
    """Riverside with the people of its base year in every year; 2027-28 has a leap day."""
    shutil.copytree(RIVERSIDE, tmp_path / "still")
    path = tmp_path / "still" / "population.csv"
    people = pl.read_csv(path)
    who = [name for name in people.columns if name not in ("year", "people")]
    base = people.filter(pl.col("year") == "2025-26").select(*who, "people")
    people.drop("people").join(base, on=who).select(people.columns).write_csv(path)
    return commonweal.read(tmp_path / "still")


@pytest.mark.parametrize("measure", ["care.bed_days", "care.beds_needed", "care.occupancy"])
def test_a_still_place_is_alike_in_every_year(still, measure):
    figures = commonweal.run(still, draws=0, settings=OFF).figures
    found = [
        figure.central for figure in figures.each(measure, "site", side="nothing", site="RIV-H")
    ]
    assert len(found) > 3
    assert found == pytest.approx([found[0]] * len(found), rel=1e-12)
