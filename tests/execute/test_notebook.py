"""What a notebook shows: short, with names, and escaped."""

from dataclasses import replace
from pathlib import Path

import pytest

import commonweal
from commonweal.archive.writing import published_from
from commonweal.base.numbers.year import Year

ROOT = Path(__file__).parents[2]
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def plan():
    return commonweal.read(ROOT / "examples/riverside")


@pytest.fixture(scope="module")
def run(plan):
    return commonweal.run(plan, draws=60)


def test_a_table_has_the_figures_with_names_in_place_of_codes(run):
    table, frame = run.table("money.balance"), run.figures.frame("money.balance")
    assert table["central"].to_list() == frame["central"].to_list()
    assert table["organisation_code"].to_list() == frame["organisation"].to_list()
    names = run.plan.names("organisations")
    assert table["organisation"].to_list() == [names.get(code) for code in frame["organisation"]]
    assert table["year"].to_list() == [str(Year(year)) for year in frame["year"]]


def test_a_table_of_every_measure_can_be_had(run):
    for measure, frame in run.figures.frames.items():
        assert run.table(measure).height == frame.height, measure


def test_a_measure_that_is_not_there_gets_the_nearest_that_is(run):
    with pytest.raises(KeyError, match=r"no figures of money\.balanse; it has money\.balance"):
        run.table("money.balanse")


def test_what_stands_in_a_cell_is_a_line(plan, run):
    assert repr(plan) == "Plan(Riverside, 2025-26 to 2030-31, 4 proposals)"
    shown = [
        run,
        run.figures,
        run.findings[0],
        published_from(run),
        commonweal.pictures(run)["gap"],
    ]
    assert all(len(repr(one)) < 300 for one in shown)
    assert "\n" not in "".join(repr(one) for one in shown)


def test_what_people_typed_cannot_act_in_a_notebook(plan, run):
    typed = replace(plan, name=HOSTILE, about=HOSTILE)
    found = replace(run.findings[0], says=HOSTILE, about=HOSTILE, fix=HOSTILE)
    of_run = replace(run, plan=typed, settings={HOSTILE: HOSTILE})
    names = {"organisation": dict.fromkeys(plan.names("organisations"), HOSTILE)}
    run.figures.names, kept = names, run.figures.names
    table = run.table("money.balance")
    run.figures.names = kept
    for one in (typed, found, of_run, table):
        assert "<script" not in one._repr_html_()
        assert "&lt;script" in one._repr_html_()


def test_charts_are_those_of_the_report_and_show_themselves(run):
    charts = commonweal.pictures(run)
    assert {"gap", "waterfall", "beds-by-site"} <= charts.keys()
    assert all(one._repr_svg_().startswith("<svg") for one in charts.values())
    assert commonweal.pictures(published_from(run)).keys() == charts.keys()
