"""Settings: one number or part of a plan set otherwise, and never in silence."""

import pytest

from commonweal.base.chance import Interval
from commonweal.plan.settings import SettingUnknown, setting, with_settings

PAY = "money.pay_growth"
POINTS = "low = 0.02\ncentral = 0.03\nhigh = 0.04"  # of pay in Riverside


def pay(system, value):
    return with_settings(system, {PAY: value}).assumptions[PAY].interval


def test_a_number_an_interval_and_off(mine):
    system = mine.read()
    assert pay(system, "0.05") == Interval.certain(0.05)
    assert pay(system, "0.01:0.02:0.03") == Interval(0.01, 0.02, 0.03)
    assert pay(system, "off") == Interval.certain(0.0)


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
    assert problem.startswith("assumptions.toml:money.pay_growth V11 ")
    assert "write a share: 0.03 for 3% a year" in problem


@pytest.mark.parametrize("text", ["money.pay_growth", "=0.1", "money.pay_growth=", " = "])
def test_a_setting_is_a_code_and_a_value(text):
    with pytest.raises(SettingUnknown, match="is not CODE=VALUE"):
        setting(text)


def test_a_later_setting_holds(mine):
    system = with_settings(mine.read(), {"care.growth": "off", "care.growth.all": "0.02"})
    assert system.assumptions["care.growth.all"].interval == Interval.certain(0.02)
