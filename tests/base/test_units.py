import pytest

from commonweal.base.numbers.unit import (
    ACTIVITY,
    BED,
    BED_DAY,
    DAY,
    GBP,
    PERSON,
    SHARE,
    YEAR,
    UnitsDiffer,
    pounds,
    unit,
)
from commonweal.care import beds
from commonweal.money import balance, costs


def test_the_formula_of_beds_run_on_its_units_gives_beds():
    assert beds.beds_needed(BED_DAY / YEAR, DAY / YEAR, SHARE) == BED
    assert beds.beds_spare(BED, BED) == BED
    assert beds.occupancy(BED_DAY / YEAR, DAY / YEAR, BED) == SHARE


def test_the_formula_of_cost_run_on_its_units_gives_pounds_a_year():
    step = unit("step")
    of_service = costs.cost_of_service(
        activity=ACTIVITY / YEAR,
        fixed=GBP / YEAR,
        steps=step,
        step=GBP / YEAR / step,
        variable=GBP / ACTIVITY,
        index=SHARE,
        efficiency=SHARE,
    )
    assert of_service == GBP / YEAR
    assert costs.cost(of_service, GBP / YEAR, GBP / YEAR, GBP / YEAR) == GBP / YEAR
    assert balance.balance(GBP / YEAR, of_service) == GBP / YEAR


@pytest.mark.parametrize(
    ("one", "other"), [(GBP, PERSON), (BED, BED_DAY), (pounds("2025-26"), pounds("2026-27"))]
)
def test_unlike_units_do_not_add(one, other):
    with pytest.raises(UnitsDiffer, match="cannot add"):
        one + other
    with pytest.raises(UnitsDiffer):
        one - other


def test_units_cancel_and_numbers_have_none():
    assert BED * DAY / DAY == BED
    assert GBP / GBP == SHARE
    assert 2 * GBP == GBP * 2 == GBP / 2 == GBP
    assert str(1 / YEAR) == "1/year"
    assert str(BED_DAY / YEAR) == "bed·day/year"
    assert str(SHARE) == "share"
