"""Any two runs can be set side by side: never a trace, and what cannot be compared is said."""

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commonweal.cli.app import app

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
RECODED = ("places", "flows", "population", "rates", "registered", "sites")


def commonweal(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def ran(folder, out, *words, draws=20):
    done = commonweal("run", folder, "--out", out, "--draws", draws, *words)
    assert done.exit_code == 0, done.output
    return out


@pytest.fixture(scope="module")
def riverside(tmp_path_factory):
    return ran(EXAMPLES / "riverside", tmp_path_factory.mktemp("runs") / "riverside")


def edited(folder, **edits):
    """Riverside with words replaced in some of its files."""
    shutil.copytree(EXAMPLES / "riverside", folder)
    for file, (was, now) in edits.items():
        path = next(folder.glob(f"{file}.*"))
        text = path.read_text()
        assert re.search(was, text), (file, was)
        path.write_text(re.sub(was, now, text))
    return folder


def compared(first, second):
    done = commonweal("compare", first, second)
    assert done.exit_code == 0, done.output
    return json.loads(commonweal("compare", first, second, "--json").stdout)


def test_a_place_with_another_code_is_said_and_the_rest_is_compared(riverside, tmp_path):
    recoded = dict.fromkeys(RECODED, (r"\bNOR\b", "E08000038"))
    other = ran(edited(tmp_path / "recoded", **recoded), tmp_path / "run")
    found = compared(riverside, other)
    places = next(one for one in found["unlike"] if one["what"].startswith("places"))
    assert (places["first"], places["second"]) == ("NOR", "E08000038")
    assert any(one.startswith("how surely they differ") for one in found["not_compared"])
    gap = next(one for one in found["figures"] if one["measure"] == "money.gap")
    assert gap["first"]["central"] == pytest.approx(gap["second"]["central"])
    assert "differences" not in found


def test_systems_of_unlike_size_are_compared_by_head(riverside, tmp_path):
    """Somebody else's system: Riverside with twice the people, and other codes throughout."""
    double = edited(
        tmp_path / "double",
        population=(r",(\d+(?:\.\d+)?),(?=\w)", r",\g<1>,"),
    )
    rows = (double / "population.csv").read_text().splitlines()
    at = rows[0].split(",").index("people")
    lines = [rows[0]]
    for row in rows[1:]:
        cells = row.split(",")
        cells[at] = str(2 * float(cells[at]))
        lines.append(",".join(cells))
    (double / "population.csv").write_text("\n".join(lines) + "\n")
    found = compared(riverside, ran(double, tmp_path / "run"))
    people = next(one for one in found["figures"] if one["measure"] == "people.residents")
    assert people["second"]["central"] == pytest.approx(2 * people["first"]["central"])
    assert people["each_thousand_people"] is None
    cost = next(one for one in found["figures"] if one["measure"] == "money.cost")
    first, second = cost["each_thousand_people"]
    assert first == pytest.approx(1000 * cost["first"]["central"] / people["first"]["central"])
    assert second == pytest.approx(1000 * cost["second"]["central"] / people["second"]["central"])
    chance = next(one for one in found["figures"] if one["measure"] == "money.chance_of_balance")
    assert chance["each_thousand_people"] is None


def test_other_draws_seeds_and_days_are_said(riverside, tmp_path):
    other = ran(EXAMPLES / "riverside", tmp_path / "run", "--seed", 9, draws=0)
    found = compared(riverside, other)
    assert {"draws", "seed"} <= {one["what"] for one in found["unlike"]}
    assert "ranges: the second run has no draws" in found["not_compared"]
    assert found["draws"] == 0
    assert not found["causes"]


def test_runs_that_share_no_year_are_each_shown_in_their_last(riverside, tmp_path):
    later = tmp_path / "later"
    shutil.copytree(EXAMPLES / "riverside", later)
    for path in [*later.glob("*.csv"), *later.rglob("*.toml")]:
        text = re.sub(r"\b20(\d\d)-(\d\d)\b(?!-)", _ten_years_on, path.read_text())
        path.write_text(text)
    system = later / "system.toml"
    done = commonweal("run", later, "--out", tmp_path / "run", "--draws", 0)
    assert done.exit_code == 0, (system.read_text(), done.output)
    found = compared(riverside, tmp_path / "run")
    assert found["years"] == ["2030-31", "2040-41"]
    assert any("share none" in one for one in found["not_compared"])


def _ten_years_on(year):
    return f"20{int(year[1]) + 10}-{int(year[2]) + 10}"


def test_a_run_of_an_earlier_format_is_compared_too(riverside):
    found = compared(ROOT / "tests" / "stored" / "run-format-0", riverside)
    gap = next(one for one in found["figures"] if one["measure"] == "money.gap")
    assert gap["first"]["central"] == pytest.approx(88_956.33)


def test_two_examples_of_other_places_are_compared(riverside, tmp_path):
    """Nothing in common but the method."""
    other = ran(EXAMPLES / "south-yorkshire", tmp_path / "run", draws=0)
    for pair in ((riverside, other), (other, riverside)):
        found = compared(*pair)
        assert "places, one by one: no place is in both" in found["not_compared"]
        cost = next(one for one in found["figures"] if one["measure"] == "money.cost")
        assert all(1e5 < each < 1e7 for each in cost["each_thousand_people"])
