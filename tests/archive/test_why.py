"""Why: every figure's family is true, because following it gives the figure again."""

import re
from pathlib import Path

import pytest

import commonweal
from commonweal.archive.whys import NoSuchFigure, as_text, why
from commonweal.archive.whys.numbers import plain
from commonweal.archive.whys.question import Published
from commonweal.archive.whys.tree import question_of
from commonweal.archive.whys.work import work
from commonweal.base.figures.measure import MEASURES
from commonweal.base.figures.query import figure_from
from commonweal.base.figures.store import READINGS

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"
LAST = {"year": "2030-31"}

BY_THE_ENGINE = {
    "care.activity_by_proposal",  # logarithmic-mean shares, cell by cell
    "care.overlap",  # cell by cell
    "care.beds_open_by_proposal",  # Shapley's shares of beds that cannot close twice
    "money.care_cost_by_proposal",  # Shapley's shares of steps of cost
    "money.saving_gross_by_proposal",  # of the rows of costs that it lowers
    "money.overlap",  # of care of each place, which is not published
}
"""What no formula gives from published figures; tests/reference and tests/laws hold it."""

CLOSE = 1e-9
"""Of the largest figure of a measure: what sums in another order may differ by, and no more."""


@pytest.fixture(scope="module")
def run():
    return commonweal.run(commonweal.read(RIVERSIDE), draws=30, detail=True)


@pytest.fixture(scope="module")
def workings(run):
    """Every figure of the run, worked out again."""
    published = Published(run.plan, run.figures)
    figures = [figure_from(row) for row in run.figures.frame().iter_rows(named=True)]
    return [(figure, work(question_of(published, figure))) for figure in figures]


def test_every_figure_is_worked_out_again_from_what_it_comes_from(run, workings):
    largest = {code: frame["central"].abs().max() for code, frame in run.figures.frames.items()}
    wrong = [
        (figure.measure, figure.asked, figure.central, float(working.value))
        for figure, working in workings
        if working.value is not None
        and abs(float(working.value) - figure.central) > CLOSE * largest[figure.measure]
    ]
    assert wrong == []


def test_only_what_says_so_is_not_worked_out_again(workings):
    """Figures that come from all the draws, or that no formula gives from their parents'."""
    left = {figure.measure for figure, working in workings if working.value is None}
    assert {code for code in left if not MEASURES[code].from_draws} == BY_THE_ENGINE
    assert all(MEASURES[code].made_by for code in BY_THE_ENGINE)


def test_the_readmes_example_has_parents_of_the_right_services(run):
    told = as_text(
        why(run.plan, run.figures, "care.beds_needed", {"site": "RIV-H", "side": "plan", **LAST})
    )
    services = set(re.findall(r"service=(\w+)", told))
    assert services == {"emergency_bed_days"}, "the nights at the hospital are of this service"


def test_the_arithmetic_is_in_plain_numbers_and_right(run):
    about = {"site": "RIV-H", "side": "plan", **LAST}
    told = why(run.plan, run.figures, "care.beds_needed", about).says
    beds = run.figures.one("care.beds_needed", "site", site="RIV-H", year=2030).central
    days, nights, ceiling = (
        float(one.replace(",", "")) for one in re.search(r"= (.*) / (.*) / (.*)", told).groups()
    )
    assert (nights, ceiling) == (365, 0.92)
    assert days / nights / ceiling == pytest.approx(beds, rel=1e-6)


def test_nights_of_residents_come_from_the_care_they_use(run):
    about = {"place": "NOR", "side": "plan", **LAST}
    tree = why(run.plan, run.figures, "care.bed_days", about)
    assert [one.says.split("  ")[0] for one in tree.comes_from] == ["care.activity_of_residents"]


def test_which_side_is_meant_is_asked(run):
    with pytest.raises(NoSuchFigure, match="side=… one of change, nothing, plan"):
        why(run.plan, run.figures, "care.beds_needed", {"site": "RIV-H", **LAST})


def test_a_change_is_the_plan_less_what_comes_if_nothing_changes(run):
    tree = why(run.plan, run.figures, "money.gap", {"side": "change", **LAST})
    plan, nothing = (
        run.figures.one("money.gap", side=side, year=2030).central for side in ("plan", "nothing")
    )
    assert f"= {plain(plan)} - {plain(nothing)}" in tree.says


@pytest.mark.parametrize("reading", READINGS)
def test_what_a_proposal_does_comes_from_its_own_effects(run, reading):
    about = {"proposal": "care-homes", "place": "NOR", "service": "emergency_admissions", **LAST}
    asked = {**about, "side": "change", "reading": reading}
    told = as_text(why(run.plan, run.figures, "care.activity_by_proposal", asked))
    assert "proposals/care-homes.toml" in told
    assert "proposals/same-day-care.toml" not in told
    care = run.figures.one(
        "care.activity_of_residents",
        "place+service",
        side="nothing",
        place="NOR",
        service="emergency_admissions",
        year=2030,
    )
    assert f"{care.central:,.4f}".rstrip("0") in told


def test_an_overlap_comes_from_both_proposals(run):
    pair = {"proposal": "care-homes", "other": "same-day-care", **LAST}
    pair["service"] = "emergency_admissions"
    told = as_text(why(run.plan, run.figures, "care.overlap", pair))
    for code in ("care-homes", "same-day-care"):
        assert f"proposals/{code}.toml" in told


def test_people_come_from_a_projection_that_is_named_with_its_source(run):
    about = {"place": "NOR", **LAST}
    told = as_text(why(run.plan, run.figures, "people.residents", about))
    variants = run.plan.tables["variants"].sort("weight", descending=True)
    assert f"{variants['variant'][0]}: {variants['source'][0]}" in told


def test_what_a_run_leaves_out_is_not_taken_for_nothing():
    """Without detail a run says nothing of proposals by site; the plan's care there rests on it."""
    run = commonweal.run(commonweal.read(RIVERSIDE), draws=0)
    about = {"site": "RIV-H", "service": "emergency_bed_days", "side": "plan", **LAST}
    told = as_text(why(run.plan, run.figures, "care.activity_at", about))
    assert "this run does not publish it" in told


def test_a_tree_is_never_cut(run):
    told = as_text(why(run.plan, run.figures, "money.gap", {"side": "plan", **LAST}))
    for one in run.plan.assumptions.values():
        if one.code in ("money.pay_growth", "money.efficiency"):
            assert f"{one.says}; assumptions.toml, {one.status}" in told
            assert f"{one.source}; owner {one.owner}" in told
