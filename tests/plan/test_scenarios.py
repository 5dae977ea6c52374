"""Scenarios: settings under a name."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import commonweal
from commonweal.archive.input_differences import changed_parts
from commonweal.archive.writing import manifest_from
from commonweal.cli.app import app
from commonweal.plan.settings import NoSuchScenario, with_scenarios

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"
HARD = {
    "money.pay_growth": "0.03:0.04:0.05",
    "money.price_growth": "0.02:0.03:0.04",
    "money.income_growth": "0.025",
    "care.growth": "0.01:0.015:0.02",
}


def command(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def bundles(mine, **settings):
    mine.write(
        "scenarios.toml",
        "\n".join(
            f'[{code}]\nsays = "a world"\nset = {json.dumps(s)}' for code, s in settings.items()
        ),
    )
    return mine


def test_a_scenario_is_the_same_as_its_settings():
    plan = commonweal.read(RIVERSIDE)
    named = commonweal.run(plan, draws=30, scenarios=["hard-times"])
    spelt = commonweal.run(plan, draws=30, settings=HARD)
    assert named.figures.frame().equals(spelt.figures.frame())
    assert named.settings == spelt.settings == HARD
    assert manifest_from(named, {}).scenarios == ("hard-times",)
    assert manifest_from(spelt, {}).scenarios == ()


def test_what_is_set_beside_a_scenario_comes_after_it(mine):
    plan = bundles(
        mine,
        slow=["care.growth=off", "care.growth.all=0.01", "money.pay_growth=0.02"],
        fast=["money.pay_growth=0.04"],
    ).read()
    assert with_scenarios(plan, ["slow", "fast"], {"care.growth": "0.02"}) == {
        "care.growth.all": "0.01",
        "money.pay_growth": "0.04",
        "care.growth": "0.02",
    }
    done = commonweal.run(plan, draws=0, scenarios=["slow"], settings={"care.growth": "0.02"})
    assert done.plan.assumptions["care.growth.all"].interval.central == 0.02


def test_a_run_in_a_scenario_replays_compares_and_tells_why(tmp_path):
    for out, more in (("plain", []), ("hard", ["--scenario", "hard-times"])):
        done = command("run", RIVERSIDE, "--out", tmp_path / out, "--draws", 20, *more)
        assert done.exit_code == 0, done.output
    manifest = json.loads((tmp_path / "hard" / "manifest.json").read_text())
    assert manifest["scenarios"] == ["hard-times"]
    assert manifest["settings"] == HARD
    assert {"inputs/scenarios.toml", "inputs/correlations.toml"} <= set(manifest["files"])
    assert (tmp_path / "hard" / "inputs" / "scenarios.toml").exists()
    assert command("replay", tmp_path / "hard").exit_code == 0
    compared = command("compare", tmp_path / "plain", tmp_path / "hard").output
    assert "assumption money.pay_growth" in compared
    told = command("why", tmp_path / "hard", "money.cost", "year=2030-31", "side=plan").output
    assert "0.03 to 0.05, central 0.04" in told


def test_settings_beside_a_scenario_are_taken_on_the_command_line(tmp_path):
    words = ["--scenario", "hard-times", "--set", "money.pay_growth=0.03"]
    words += ["--without", "close-a-ward", "--draws", 0]
    done = command("run", RIVERSIDE, "--out", tmp_path / "r", *words)
    assert done.exit_code == 0, done.output
    settings = json.loads((tmp_path / "r" / "manifest.json").read_text())["settings"]
    beside = {"money.pay_growth": "0.03", "proposal.close-a-ward": "off"}
    assert settings == HARD | beside


def test_an_unknown_scenario_is_answered_with_the_nearest(tmp_path, mine):
    done = command("run", RIVERSIDE, "--out", tmp_path / "r", "--scenario", "hard-time")
    assert done.exit_code == 2
    assert "did you mean hard-times?" in done.output.replace("\n", " ")
    with pytest.raises(NoSuchScenario, match=r"there are none: it has no scenarios\.toml"):
        commonweal.run(mine.read(), draws=0, scenarios=["hard-times"])


def test_scenarios_can_be_listed(mine):
    done = command("scenarios", RIVERSIDE)
    assert done.exit_code == 0
    assert "hard-times  Pay and prices outrun the money" in done.output
    assert "money.efficiency=0.008:0.011:0.014" in done.output
    assert "has no scenarios" in command("scenarios", mine.folder).output


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["money.pay_grwth=0.02"], "did you mean money.pay_growth?"),
        (["money.pay_growth=lots"], "write a number such as 0.02"),
        (["money.pay_growth"], "is not CODE=VALUE; write for example"),
        (["proposal.care-home=off"], "did you mean care-homes?"),
        (["care.occupancy_ceiling=7"], "is no value for care.occupancy_ceiling"),
        (["money.pay_growth=0.02", "money.pay_growth=0.03"], "is set twice; keep one of the two"),
    ],
)
def test_a_setting_that_is_not_understood_is_told_when_the_folder_is_read(mine, texts, told):
    [problem] = bundles(mine, hard=texts).problems()
    assert problem.startswith("scenarios.toml:3:hard set D12 ")
    assert told in problem


def test_what_changed_names_the_scenario(mine):
    first = bundles(mine, hard=["money.pay_growth=0.02"]).read()
    second = bundles(mine, hard=["money.pay_growth=0.03"]).read()
    assert [part.name for part in changed_parts(first, second)] == ["scenario hard"]


def test_the_scenarios_of_the_open_data_example_can_be_set():
    plan = commonweal.read(RIVERSIDE.parent / "south-yorkshire")
    assert list(plan.scenarios) == ["hard-times", "good-years"]
    assert all("llustrative" in one.says for one in plan.scenarios.values())
