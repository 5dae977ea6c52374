"""The command line, as the people who come to it."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commonweal import archive
from commonweal.assurance import RULES
from commonweal.cli.app import app
from commonweal.plan.reading import read

ROOT = Path(__file__).parents[2]
RIVERSIDE = ROOT / "examples" / "riverside"


def commonweal(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def mine(tmp_path):
    """A planner's own copy of Riverside."""
    shutil.copytree(RIVERSIDE, tmp_path / "mine")
    return tmp_path / "mine"


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    out = tmp_path_factory.mktemp("runs") / "riverside"
    done = commonweal("run", RIVERSIDE, "--out", out, "--draws", 50)
    assert done.exit_code == 0, done.output
    return out, done.output


def close_nothing(mine):
    """A Riverside that holds up well enough to be signed off: nothing closes."""
    (mine / "proposals" / "close-a-ward.toml").unlink()
    beds = (mine / "beds.csv").read_text()
    (mine / "beds.csv").write_text(beds.replace(",40,", ",60,"))


def test_a_plan_that_must_not_be_signed_off_exits_1():
    done = commonweal("check", RIVERSIDE)
    assert done.exit_code == 1
    assert "BED01" in done.output


def test_checks_that_could_not_be_asked_are_counted_and_say_what_they_lack():
    told = commonweal("check", RIVERSIDE).output
    day = read(RIVERSIDE).rulebook_day
    in_force = sum(rule.in_force(day) for rule in RULES.values())
    assert f"3 of {in_force} checks could not be asked:" in told
    assert "    EQL01: the plan has no table deprivation" in told


def test_a_plan_that_holds_up_exits_0(mine):
    close_nothing(mine)
    done = commonweal("check", mine)
    assert done.exit_code == 0, done.output


def test_a_folder_that_cannot_be_read_exits_2_and_says_where(mine):
    beds = (mine / "beds.csv").read_text()
    (mine / "beds.csv").write_text(beds.replace(",40,", ",forty,"))
    done = commonweal("check", mine)
    assert done.exit_code == 2
    assert "beds.csv:2:beds_open" in done.output
    assert "Traceback" not in done.output


def test_problems_come_as_json_too(mine):
    (mine / "beds.csv").unlink()
    done = commonweal("check", mine, "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == 2
    assert [problem["file"] for problem in told["problems"]] == ["beds.csv"]


def test_findings_come_as_json_too():
    told = json.loads(commonweal("check", RIVERSIDE, "--json").stdout)
    assert told["problems"] == []
    assert {"rule", "about", "says", "fix", "severity"} <= set(told["findings"][0])
    missed = {one["rule"]: one["because"] for one in told["not_asked"]}
    assert missed["EQL01"] == "the plan has no table deprivation"


def test_problems_of_every_kind_of_file_are_told_at_once(mine):
    (mine / "beds.csv").write_text("site,year\nRIV-H,2025-26\n")
    (mine / "proposals" / "care-homes.toml").write_text('code = "care-homes"\nstart = 2026\n')
    (mine / "assumptions.toml").write_text("[money.pay_growth]\nlow = 1\n")
    told = json.loads(commonweal("check", mine, "--json").stdout)
    files = {problem["file"] for problem in told["problems"]}
    assert {"beds.csv", "proposals/care-homes.toml", "assumptions.toml"} <= files


def test_a_folder_that_is_not_there_is_told_plainly(tmp_path):
    done = commonweal("check", tmp_path / "nowhere")
    assert done.exit_code == 2
    assert "nowhere" in done.output


def test_a_run_prints_its_headline_and_where_the_report_is(ran):
    out, printed = ran
    assert "chance of balance" in printed
    assert str(out / "report.html").replace("\n", "") in printed.replace("\n", "")


def test_a_run_leaves_a_whole_folder(ran):
    out, _ = ran
    names = {path.name for path in out.iterdir()}
    assert {
        "manifest.json",
        "figures",
        "names.json",
        "plan.json",
        "findings.json",
        "inputs",
        "charts",
        "figures.xlsx",
        "report",
        "report.html",
        "uncertainty.json",
    } == names
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["seed"] == 1
    assert "inputs/proposals/care-homes.toml" in manifest["files"]


def test_the_same_seed_gives_the_same_figures_again(ran, tmp_path):
    out, _ = ran
    commonweal("run", RIVERSIDE, "--out", tmp_path / "again", "--draws", 50)
    first, second = (archive.read(run).figures.frame() for run in (out, tmp_path / "again"))
    assert first.equals(second)


def test_a_run_does_not_write_over_what_is_not_a_run(mine):
    done = commonweal("run", RIVERSIDE, "--out", mine, "--draws", 0)
    assert done.exit_code == 2
    assert (mine / "system.toml").exists()


def test_a_proposal_can_be_switched_off(tmp_path):
    done = commonweal(
        "run",
        RIVERSIDE,
        "--out",
        tmp_path / "r",
        "--draws",
        0,
        "--set",
        "proposal.close-a-ward=off",
    )
    assert done.exit_code == 0, done.output
    figures = archive.read(tmp_path / "r").figures.frame()
    assert "close-a-ward" not in figures["proposal"].to_list()


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("money.pay_grwth=0.1", "did you mean money.pay_growth?"),
        ("money.pay_growth=lots", "write a number such as 0.02"),
        ("money.pay_growth=0.03:0.02:0.01", "write a number such as 0.02"),
        ("money.pay_growth=nan", "write a number such as 0.02"),
        ("proposal.care-home=off", "did you mean care-homes?"),
        ("proposal.care-homes=0.5", "can only be set to off"),
        ("people.variant=younger", "there are principal, older"),
        ("health_change=on", "can only be set to off"),
        ("nothing", "is not CODE=VALUE"),
    ],
)
def test_a_setting_that_is_not_understood_says_what_would_be(tmp_path, setting, told):
    done = commonweal("run", RIVERSIDE, "--out", tmp_path / "r", "--set", setting)
    assert done.exit_code == 2
    assert told in done.output.replace("\n", " ")
    assert not (tmp_path / "r").exists()


def test_why_goes_down_to_a_row_and_a_dated_line(ran):
    out, _ = ran
    done = commonweal("why", out, "care.beds_needed", "site=RIV-H", "year=2030-31", "side=plan")
    assert done.exit_code == 0, done.output
    assert "reported.csv:2" in done.output
    assert "since 2023-04-01" in done.output


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (["care.beds_neded"], "did you mean care.beds_needed?"),
        (["care.beds_needed"], "say which"),
        (["care.beds_needed", "site=RIV-H", "year=2030-31"], "side=… one of change, nothing, plan"),
        (["care.beds_needed", "site=RIV-X", "year=2030-31"], "site=… one of RIV-H"),
        (["care.beds_needed", "sit=RIV-H"], "did you mean site?"),
        (["care.beds_needed", "year=2030"], "write it like 2027-28"),
    ],
)
def test_a_question_that_fits_no_figure_says_what_there_is(ran, question, told):
    done = commonweal("why", ran[0], *question)
    assert done.exit_code == 2
    assert told in done.output.replace("\n", " ")


def test_every_published_figure_can_be_asked_why(ran):
    """One figure of each kind; the tree of each is drawn without a slip."""
    from commonweal.archive.again import read_run
    from commonweal.archive.whys import why
    from commonweal.base.figures.query import figure_from

    plan, published = read_run(ran[0])
    figures = published.figures
    kinds = figures.frame().unique(["measure", "level", "side", "reading"], maintain_order=True)
    for figure in map(figure_from, kinds.iter_rows(named=True)):
        assert figure.measure in why(plan, figures, figure.measure, figure.asked).says


def test_another_program_can_open_the_folder_as_a_data_package():
    done = commonweal("datapackage", RIVERSIDE)
    package = json.loads(done.stdout)
    assert {"beds", "population", "rates"} <= {one["name"] for one in package["resources"]}
    assert commonweal("datapackage", RIVERSIDE / "nowhere").exit_code == 2


def test_why_wants_a_run_folder():
    done = commonweal("why", RIVERSIDE, "money.gap")
    assert done.exit_code == 2
    assert "is not a run folder" in done.output.replace("\n", " ")


def test_a_blank_folder_is_written_and_never_over_another(tmp_path):
    assert commonweal("new", tmp_path / "blank").exit_code == 0
    assert (tmp_path / "blank" / "beds.csv").exists()
    again = commonweal("new", tmp_path / "blank")
    assert again.exit_code == 2


@pytest.mark.parametrize("command", ["rules", "rulebook", "tables"])
def test_what_the_plan_is_held_to_can_be_listed(command):
    assert commonweal(command).exit_code == 0
    assert commonweal(command, "nonsense").exit_code == 2


@pytest.mark.parametrize("command", ["new", "check", "run", "why", "rules", "rulebook", "tables"])
def test_help_teaches(command):
    done = commonweal(command, "--help")
    assert done.exit_code == 0
    assert "Usage" in done.output
