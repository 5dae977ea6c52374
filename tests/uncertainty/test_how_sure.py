"""What is said of how sure a run is, on Riverside with 400 draws, held to its laws."""

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import commonweal
from commonweal.base.figures.keys import KEYS
from commonweal.people.uncertain import VARIANT
from commonweal.statistics.drawing import values_at as at
from commonweal.uncertainty.as_json import sure_as_json
from commonweal.uncertainty.balances import drawn_from
from commonweal.uncertainty.inputs import inputs_of
from commonweal.uncertainty.must_be_true import must_be_true
from commonweal.uncertainty.questions import FEWEST_DRAWS
from commonweal.uncertainty.settled import OF_A_RANGE

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"
SEED, DRAWS = 1, 400
A_POUND = 1.0


@pytest.fixture(scope="module")
def run():
    return commonweal.run(commonweal.read(RIVERSIDE), draws=DRAWS, seed=SEED)


@pytest.fixture(scope="module")
def inputs(run):
    return inputs_of(run.prepared, SEED)


@pytest.fixture(scope="module")
def drawn(run):
    return drawn_from(run.prepared, run.carried, run.shared, 0.92)


def figures_of(run, measure, **about):
    frame = run.figures.frame(measure)
    for name, value in about.items():
        frame = frame.filter(pl.col(name).is_null() if value is None else pl.col(name) == value)
    return frame


# Inputs


def test_the_luck_of_an_input_gives_its_draws_again(run, inputs):
    bound = {name for names in inputs.together for name in names}
    assumptions = run.plan.assumptions
    looked_at = 0
    for one in inputs.each:
        if one.code in assumptions and one.code not in bound:
            again = at(assumptions[one.code].interval, one.luck)
            assert np.array_equal(again, one.values)
            looked_at += 1
    assert looked_at > 1


def test_every_uncertain_number_is_an_input_and_no_certain_one(run, inputs):
    effects = [effect for one in run.plan.proposals for effect in one.effects]
    for effect in effects:
        assert (effect.code in inputs.codes) == (not effect.size.is_certain)
    for code, one in run.plan.assumptions.items():
        assert (code in inputs.codes) == (not one.interval.is_certain)
    assert VARIANT in inputs.codes


def test_each_input_has_plain_words_and_no_two_the_same(inputs):
    says = [one.says for one in inputs.each]
    assert all(says)
    assert len(set(says)) == len(says)


def test_numbers_that_are_tied_are_one_group_and_all_others_are_alone(run, inputs):
    tied = {code for one in run.plan.correlations for code in (one.first, one.second)}
    assert tied, "Riverside is to have a correlation"
    grouped = [names for names in inputs.groups.values() if len(names) > 1]
    assert {name for names in grouped for name in names} == tied
    every = [name for names in inputs.groups.values() for name in names]
    assert sorted(every) == sorted(inputs.streams)


# Drivers


def test_drivers_are_told_of_every_input_and_sum_to_about_the_whole(run, inputs):
    for one in run.sure.driven:
        assert set(one.shares.names) == set(inputs.groups)
        if one.shares.is_trusted:
            spare = 3 * float(np.sqrt((one.shares.first_error**2).sum()))
            assert one.shares.first.sum() == pytest.approx(1.0, abs=max(spare, 0.1))


def test_the_headline_balance_is_followed_closely_enough_to_be_trusted(run):
    balance = run.sure.driven[0]
    assert balance.code == "balance"
    assert balance.shares.is_trusted


# What would have to be true


def test_a_rule_is_what_the_draws_say_when_its_conditions_hold(inputs, drawn):
    found = must_be_true(inputs, drawn)
    assert found.means == "both"
    works = drawn.whole_balances[:, -1] & drawn.has_beds[:, -1]
    for rule, happens in ((found.works, works), (found.fails, ~works)):
        assert rule is not None
        unseen = slice(1, None, 2)
        holds = np.ones(DRAWS // 2, dtype=bool)
        for one in rule.conditions:
            values = inputs.values[unseen, inputs.codes.index(one.name)]
            holds &= values >= (-np.inf if one.at_least is None else one.at_least)
            holds &= values <= (np.inf if one.at_most is None else one.at_most)
        assert rule.density == pytest.approx(happens[unseen][holds].mean())
        assert rule.coverage == pytest.approx(holds[happens[unseen]].mean())
        assert rule.lift > 1


def test_where_both_never_come_right_success_is_balance_alone(inputs, drawn):
    none = drawn.spare * 0 - 5.0
    changed = type(drawn)(**{**_fields(drawn), "spare": none})
    assert must_be_true(inputs, changed).means == "balance"


def test_where_nothing_ever_differs_no_story_is_told(inputs, drawn):
    fields = _fields(drawn) | {
        "spare": drawn.spare * 0 - 5.0,
        "whole_plan": drawn.whole_plan * 0 - 1e6,
    }
    found = must_be_true(inputs, type(drawn)(**fields))
    assert (found.means, found.works, found.fails) == (None, None, None)


def _fields(drawn):
    return {name: getattr(drawn, name) for name in type(drawn).__dataclass_fields__}


# When it goes wrong


def test_the_chances_of_a_first_year_and_of_never_sum_to_one(run):
    wrong = run.sure.going_wrong
    for one in (*wrong.balance.values(), *wrong.beds.values()):
        assert one.chance.sum() + one.never == pytest.approx(1.0)


def test_contingency_makes_balance_as_likely_as_is_wanted_and_a_pound_less_does_not(run, drawn):
    wrong = run.sure.going_wrong
    balance = drawn.whole_plan[:, drawn.first :]
    assert ((balance + wrong.contingency >= 0).mean(axis=0) >= 0.8).all()
    assert ((balance + wrong.contingency - A_POUND >= 0).mean(axis=0) < 0.8).all()


def test_the_plan_starts_where_the_first_year_does(run):
    assert run.sure.going_wrong.years[0] == run.plan.first_year
    years = figures_of(run, "plan.contingency")["year"].to_list()
    assert years == list(range(run.plan.first_year, run.plan.last_year + 1))


# Risk


def test_the_parts_of_the_risk_sum_to_the_whole(run, drawn):
    last = drawn.whole_plan[:, -1]
    risks = run.sure.risks
    assert risks.swing.parts.sum() == pytest.approx(last.std(ddof=1))
    worst = np.sort(last)[: DRAWS // 10]
    assert risks.worst.parts.sum() == pytest.approx(last.mean() - worst.mean())
    for measure, whole in (("swing", risks.swing.whole), ("worst", risks.worst.whole)):
        told_of = figures_of(run, f"plan.risk_of_{measure}")["central"].sum()
        assert told_of == pytest.approx(float(whole))


# Enough draws


def test_more_draws_settle_more_figures(run):
    few = run.settled
    more = commonweal.run(run.plan, draws=4 * DRAWS, seed=SEED).settled
    assert few.figures == more.figures
    assert len(more.unsettled) < len(few.unsettled)
    assert few.draws_needed > DRAWS


def test_a_figure_that_is_not_settled_says_which_it_is_and_by_how_much(run):
    for one in run.settled.unsettled:
        assert one.error > one.allowed
        assert one.draws_needed > DRAWS
        found = figures_of(run, one.measure, side=one.side, year=one.year, **one.about)
        keys = [name for name in ("reading", *KEYS) if name not in one.about]
        (row,) = found.filter(pl.all_horizontal(pl.col(keys).is_null())).rows(named=True)
        if row["low"] is not None:
            assert one.allowed == pytest.approx(OF_A_RANGE * (row["high"] - row["low"]))


# Counting luck


def test_counting_luck_matters_more_in_a_place_than_in_the_system(run):
    luck = run.sure.counting
    assert (luck.cells.max(axis=0) > luck.whole[-1]).all()
    assert ((luck.whole >= 0) & (luck.whole <= 1)).all()
    place, service, share = luck.largest
    found = figures_of(run, "care.counting_share", place=place, service=service)
    assert found["central"].max() == pytest.approx(share)


def test_counting_luck_of_admissions_is_their_own_number(run):
    luck, plan = run.sure.counting, run.prepared
    s = plan.labels.services.index("emergency_admissions")
    shape = (DRAWS + 1, len(run.plan.years), len(plan.labels.places), -1)
    care = run.carried.plan.care.asked.reshape(shape)[1:, -1, :, s].sum(axis=-1)
    expected = care.mean() / (care.mean() + care.var(ddof=1))
    n = luck.services.index("emergency_admissions")
    assert luck.whole[-1, n] == pytest.approx(expected)


# The run, the folder and the page


def test_with_few_draws_none_of_it_is_worked_out_and_the_page_says_so(tmp_path):
    from commonweal.archive.writing import write_run
    from commonweal.report.write import write_report

    few = commonweal.run(commonweal.read(RIVERSIDE), draws=FEWEST_DRAWS - 1, seed=SEED)
    assert few.sure is None
    assert figures_of(few, "plan.contingency").height == 0
    write_run(few, tmp_path / "run", write_report)
    page = (tmp_path / "run" / "report" / "sure.html").read_text("utf-8")
    assert f"With fewer than {FEWEST_DRAWS} tries we do not say" in page
    assert "why_not" in json.loads((tmp_path / "run" / "uncertainty.json").read_text("utf-8"))


def test_the_page_and_the_file_tell_all_of_it(run, tmp_path):
    from commonweal.archive.writing import write_run
    from commonweal.report.write import write_report

    write_run(run, tmp_path / "run", write_report)
    page = (tmp_path / "run" / "report" / "sure.html").read_text("utf-8")
    for heading in (
        "What would have to be true for the plan to work",
        "The shortest story in which it fails",
        "Who brings the risk",
        "Did we try often enough?",
        "Luck, or not knowing?",
    ):
        assert heading in page
    found = json.loads((tmp_path / "run" / "uncertainty.json").read_text("utf-8"))
    assert {one["headline"] for one in found["drivers"]} == {"balance", "change", "beds"}
    assert {file.name for file in (tmp_path / "run" / "charts").iterdir()} >= {
        "heat.svg",
        "heat.csv",
        "drivers-balance.svg",
        "drivers-balance.csv",
    }


def test_what_is_told_is_plain_json(run):
    assert (
        json.loads(json.dumps(sure_as_json(run.sure, run.settled), allow_nan=False))[
            "enough_draws"
        ]["draws"]
        == DRAWS
    )


def test_the_same_seed_says_the_same(run):
    again = commonweal.run(run.plan, draws=DRAWS, seed=SEED)
    assert sure_as_json(again.sure, again.settled) == sure_as_json(run.sure, run.settled)
