"""What a case leaves behind is known before cases are carried."""

from dataclasses import replace
from pathlib import Path

import pytest

import commonweal
from commonweal.attribution.limits import put_in, shares_of_limits, with_limits
from commonweal.attribution.steps import in_orders
from commonweal.engine.memory import bytes_a_case, bytes_of_limits
from commonweal.engine.prepared import prepare
from commonweal.engine.run import carry_all

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"


@pytest.fixture(scope="module")
def plan():
    return commonweal.read(RIVERSIDE)


@pytest.mark.parametrize("overflow", ["off", "waits"])
def test_each_case_takes_the_bytes_that_one_does(plan, overflow):
    plan = replace(plan, overflow=overflow)
    prepared = prepare(plan, draws=300, seed=1)  # more than a block
    carried = carry_all(prepared)
    held = carried.share.nbytes + sum(values.nbytes for _, values in carried.arrays())
    assert held == 301 * bytes_a_case(prepare(plan, draws=0, seed=1))


def test_limits_take_the_bytes_of_their_shares_and_of_all_changes(plan):
    prepared = prepare(replace(plan, overflow="waits"), draws=9, seed=1)
    care, carried = prepared.care, carry_all(prepared)
    orders = in_orders([proposal.code for proposal in plan.proposals])
    of_limits = shares_of_limits(care, carried, orders)
    _, where = with_limits(care, care.acting.changes.own)
    together = put_in(carried.share, of_limits, where)
    assert of_limits.nbytes + together.nbytes == 10 * bytes_of_limits(prepared)


def test_where_no_bed_limits_anything_no_limit_takes_a_byte(plan):
    assert bytes_of_limits(prepare(plan, draws=0, seed=1)) == 0
