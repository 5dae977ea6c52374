"""Settings: one number or part of a plan set otherwise, and never in silence."""

import numpy as np
import polars as pl
import pytest

import commonweal
from commonweal.archive.input_differences import changed_parts
from commonweal.base.numbers.interval import Interval
from commonweal.money.parts import Capital, DoubleRunning
from commonweal.plan.settings import SettingUnknown, setting, with_settings
from commonweal.staff.parts import Post

PAY = "money.pay_growth"
POINTS = "low = 0.02\ncentral = 0.03\nhigh = 0.04"  # of pay in Riverside


def pay(plan, value):
    return with_settings(plan, {PAY: value}).assumptions[PAY].interval


def test_a_number_an_interval_and_off(mine):
    plan = mine.read()
    assert pay(plan, "0.05") == Interval.certain(0.05)
    assert pay(plan, "0.01:0.02:0.03") == Interval(0.01, 0.02, 0.03)
    assert pay(plan, "off") == Interval.certain(0.0)


def test_another_interval_keeps_the_shape_that_is_written(mine):
    mine.replace("assumptions.toml", POINTS, f'{POINTS}\nshape = "lognormal"\ncovers = 0.95')
    found = pay(mine.read(), "0.01:0.02:0.04")
    assert (found.shape, found.covers) == ("lognormal", 0.95)


def test_an_interval_that_the_shape_cannot_take_is_told(mine):
    mine.replace("assumptions.toml", POINTS, f'{POINTS}\nshape = "pert"')
    with pytest.raises(SettingUnknown, match=r"a PERT interval from 0\.01 to 0\.04"):
        pay(mine.read(), "0.01:0.01:0.04")


@pytest.mark.parametrize("value", ["0.05", "0.03:0.04:0.05", "-0.01"])
def test_a_number_beyond_the_bounds_is_told_and_not_clipped(mine, value):
    mine.replace("assumptions.toml", POINTS, f"{POINTS}\nat_least = 0\nat_most = 0.045")
    with pytest.raises(
        SettingUnknown, match=r"beyond its bounds in assumptions\.toml, 0 to 0\.045"
    ):
        pay(mine.read(), value)


def test_three_for_three_per_cent_a_year_is_told(mine):
    with pytest.raises(SettingUnknown, match=r"from 3 to 3 a year is beyond -1 to 1; write 0\.03"):
        pay(mine.read(), "3")
    mine.replace("assumptions.toml", POINTS, "low = 2\ncentral = 3\nhigh = 4")
    [problem] = mine.problems()
    assert problem.startswith("assumptions.toml:14:money.pay_growth V11 ")
    assert "write a share: 0.03 for 3% a year" in problem


@pytest.mark.parametrize("text", ["money.pay_growth", "=0.1", "money.pay_growth=", " = "])
def test_a_setting_is_a_code_and_a_value(text):
    with pytest.raises(SettingUnknown, match="is not CODE=VALUE"):
        setting(text)


def test_a_later_setting_holds(mine):
    plan = with_settings(mine.read(), {"care.growth": "off", "care.growth.all": "0.02"})
    assert plan.assumptions["care.growth.all"].interval == Interval.certain(0.02)


@pytest.mark.parametrize(
    "code", ["care-homes.1", "care-homes.1.ratio", "care-homes.running_cost.1"]
)
def test_a_number_of_a_proposal_is_set_by_its_code(mine, code):
    before, after = (
        commonweal.run(mine.read(), draws=20, settings=settings).prepared.draws
        for settings in ({}, {code: "0.25"})
    )
    assert set(after[code]) == {0.25}
    assert all(np.array_equal(before[other], after[other]) for other in before if other != code)


def test_another_interval_of_an_effect_is_held_to_its_bounds(mine):
    plan = with_settings(mine.read(), {"care-homes.1": "0.1:0.2:0.3"})
    [homes] = [p for p in plan.proposals if p.code == "care-homes"]
    assert homes.effects[0].size == Interval(0.1, 0.2, 0.3, at_least=-1.0, at_most=1 - 1e-9)
    with pytest.raises(SettingUnknown, match="beyond its bounds in its proposal's file, -1 to 1"):
        with_settings(plan, {"care-homes.1": "20"})


@pytest.mark.parametrize("code", ["care-homes.1", "people.health_change"])
def test_off_is_no_value_of_a_drawn_number(mine, code):
    with pytest.raises(SettingUnknown):
        with_settings(mine.read(), {code: "off"})


# Parts of proposals ------------------------------------------------------------

TWO_MORE = """
[[effect]]
kind = "shorten"
services = ["emergency_bed_days"]
low = 0.01
central = 0.02
high = 0.04
evidence = "Invented"
design = "none"
strength = "none"

[[effect]]
kind = "reduce"
services = ["emergency_admissions"]
low = 0.02
central = 0.03
high = 0.05
to_service = "community_contacts"
ratio_low = 1
ratio_central = 2
ratio_high = 3
evidence = "Invented"
design = "none"
strength = "none"
"""


@pytest.fixture
def three_effects(mine):
    """Riverside, where the proposal for care homes has three effects and a running cost."""
    path = mine.folder / "proposals" / "care-homes.toml"
    mine.write("proposals/care-homes.toml", path.read_text("utf-8") + TWO_MORE)
    return mine.read()


def off(*codes):
    return {f"proposal.{code}": "off" for code in codes}


def luck(done):
    """What every part that is left drew, by its name."""
    return dict(done.prepared.draws)


@pytest.mark.parametrize(
    ("out", "gone"),
    [
        (["care-homes.1"], {"care-homes.1", "care-homes.1.ratio"}),
        (["care-homes.2"], {"care-homes.2"}),
        (["care-homes.effect.2"], {"care-homes.2"}),
        (["care-homes.running_cost.1"], {"care-homes.running_cost.1"}),
        (["care-homes.1", "care-homes.2"], {"care-homes.1", "care-homes.1.ratio", "care-homes.2"}),
    ],
)
def test_a_part_switched_off_leaves_the_luck_of_all_others_as_it_was(three_effects, out, gone):
    with_all = luck(commonweal.run(three_effects, draws=20))
    without = luck(commonweal.run(three_effects, draws=20, settings=off(*out)))
    assert set(with_all) - set(without) == gone
    for name, values in without.items():
        assert np.array_equal(values, with_all[name]), name


def test_all_parts_off_are_the_whole_proposal_off(three_effects):
    [care_homes] = [p for p in three_effects.proposals if p.code == "care-homes"]
    parts = [part.code for part in care_homes.parts]
    assert parts == [
        *("care-homes.1", "care-homes.2", "care-homes.3", "care-homes.staff.1"),
        *("care-homes.claim.1", "care-homes.running_cost.1"),
    ]
    whole, without_parts = (
        commonweal.run(three_effects, draws=20, settings=off(*codes))
        .figures.frame()
        .filter(
            pl.col("proposal").is_null() & pl.col("measure").str.contains(r"^(care|money|people)\.")
        )
        for codes in (["care-homes"], parts)
    )
    keys = [name for name, kind in whole.schema.items() if kind != pl.Float64]
    both = whole.join(without_parts, on=keys, how="full", nulls_equal=True, suffix="_parts")
    assert len(whole) == len(without_parts) == len(both)
    for name in ("low", "central", "high"):
        old, new = both[name].fill_null(0.0).to_numpy(), both[f"{name}_parts"].fill_null(0.0)
        assert new.to_numpy() == pytest.approx(old, rel=1e-9, abs=1e-6)


def test_money_that_comes_or_goes_once_is_a_part_too(mine):
    plan = mine.read()
    [sooner] = [p for p in plan.proposals if p.code == "home-sooner"]
    assert {"home-sooner.double_running.1", "home-sooner.capital.1"} <= {
        part.code for part in sooner.parts
    }
    left = with_settings(plan, off("home-sooner.double_running.1", "home-sooner.capital.1"))
    [sooner] = [p for p in left.proposals if p.code == "home-sooner"]
    assert (sooner.of(DoubleRunning), sooner.of(Capital)) == ((), ())
    assert sooner.effects
    assert sooner.of(Post)


def test_what_is_off_may_be_set_off_again(three_effects):
    left = with_settings(three_effects, off("care-homes", "care-homes.2", "care-homes.effect.2"))
    assert "care-homes" not in [p.code for p in left.proposals]


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("care-homes.9", "the parts of care-homes are care-homes.1, care-homes.2, care-homes.3, "),
        ("care-homes.running_costs.1", "did you mean care-homes.running_cost.1?"),
        ("care-home", "did you mean care-homes?"),
        ("care-home.1", "did you mean care-homes.1?"),
        ("zzz", "its proposals are care-homes, close-a-ward, home-sooner, same-day-care"),
    ],
)
def test_a_part_that_is_not_there_is_answered_with_those_that_are(three_effects, code, told):
    with pytest.raises(SettingUnknown, match="is no proposal of this plan and no part") as found:
        with_settings(three_effects, off(code))
    assert told in str(found.value)


def test_a_part_can_only_be_set_to_off(three_effects):
    with pytest.raises(SettingUnknown, match=r"proposal\.care-homes\.2 can only be set to off"):
        with_settings(three_effects, {"proposal.care-homes.2": "0.5"})


def test_what_changed_names_the_part_that_is_gone(three_effects):
    left = with_settings(three_effects, off("care-homes.1", "home-sooner.double_running.1"))
    told = [(part.name, part.lines) for part in changed_parts(three_effects, left)]
    assert told == [
        ("proposal care-homes", ("care-homes.1 is gone",)),
        ("proposal home-sooner", ("home-sooner.double_running.1 is gone",)),
    ]
    assert changed_parts(left, three_effects)[0].lines == ("care-homes.1 is new",)


def test_what_changed_tells_of_a_list_that_was_empty(mine):
    first = mine.read()
    mine.replace("proposals/care-homes.toml", "[[effect]]", 'places = ["NOR"]\n\n[[effect]]')
    [part] = changed_parts(first, mine.read())
    assert "places () -> ('NOR',)" in part.lines
