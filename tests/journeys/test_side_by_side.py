"""Two runs side by side, and a run made again."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commonweal.cli.app import app

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"


def commonweal(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """Riverside, and Riverside with pay settled and the ward left open."""
    folder = tmp_path_factory.mktemp("runs")
    plain = ["run", RIVERSIDE, "--draws", 60, "--out"]
    assert commonweal(*plain, folder / "one").exit_code == 0
    other = ["--without", "close-a-ward", "--set", "money.pay_growth=0.04"]
    assert commonweal(*plain, folder / "two", *other).exit_code == 0
    return folder / "one", folder / "two"


def test_a_replay_finds_every_figure_identical(runs):
    done = commonweal("replay", runs[1])
    assert done.exit_code == 0, done.output
    assert "every figure is identical" in done.output


def test_a_replay_names_the_input_that_was_touched_and_the_figures_that_moved(runs, tmp_path):
    shutil.copytree(runs[0], tmp_path / "touched")
    beds = tmp_path / "touched" / "inputs" / "beds.csv"
    beds.write_text(beds.read_text().replace(",40,", ",41,"))
    done = commonweal("replay", tmp_path / "touched")
    assert done.exit_code == 1
    assert "inputs/beds.csv is not as it was" in done.output
    assert "care.beds_open" in done.output


def test_a_comparison_says_what_differs_and_why_down_to_the_line(runs):
    told = json.loads(commonweal("compare", *runs, "--json").stdout)
    parts = {cause["part"]: cause for cause in told["causes"]}
    assert set(parts) == {"assumption money.pay_growth", "proposal close-a-ward"}
    assert "interval.central 0.03 -> 0.04" in parts["assumption money.pay_growth"]["lines"]
    gap = next(d for d in told["differences"] if d["measure"] == "money.gap")
    alone = sum(cause["gap_gbp"] for cause in told["causes"])
    assert gap["central"] == pytest.approx(alone + told["interplay_gbp"], rel=1e-9)
    assert gap["low"] < gap["central"] < gap["high"]


def test_the_closed_ward_is_worth_four_beds_in_every_draw(runs):
    told = json.loads(commonweal("compare", *runs, "--json").stdout)
    beds = next(d for d in told["differences"] if d["about"] == "RIV-H")
    assert (beds["low"], beds["high"]) == pytest.approx((4.0, 4.0))


def test_a_run_compared_with_itself_differs_in_nothing(runs):
    done = commonweal("compare", runs[0], runs[0])
    assert done.exit_code == 0
    assert "the same under the same luck" in done.output
