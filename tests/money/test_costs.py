import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.money.costs import (
    cost_of_service,
    efficiency_left,
    price_index,
    released_and_avoided,
    steps,
)

amounts = st.floats(0, 1e6)


@given(amounts, amounts, amounts)
def test_what_is_released_and_avoided_is_all_that_is_saved(now, before, at_base):
    parts = released_and_avoided(*(np.array(x) for x in (now, before, at_base)))
    assert all(part >= 0 for part in parts)
    assert sum(parts) == pytest.approx(max(before - now, 0))


@pytest.mark.parametrize(
    ("now", "before", "released", "avoided"),
    [
        (80, 120, 20, 20),  # through the base year's 100
        (110, 120, 0, 10),  # all above it: only growth that did not come
        (70, 90, 20, 0),  # all below it: activity was falling anyway
        (120, 80, 0, 0),  # nothing is saved
    ],
)
def test_money_is_free_only_below_the_base_year(now, before, released, avoided):
    found = released_and_avoided(*(np.array(float(x)) for x in (now, before, 100)))
    assert [float(part) for part in found] == [released, avoided]


@given(st.floats(0, 1e7), st.floats(1, 1e5))
def test_steps_carry_the_activity_and_none_stands_empty(activity, units):
    opened = steps(np.array(activity), np.array(units))
    assert opened * units >= activity * (1 - 1e-9) - 2e-6 * units
    assert (opened - 1) * units < activity or opened == 0


def test_a_service_without_steps_needs_none():
    assert steps(np.array([0.0, 5.0]), np.array(np.inf)).tolist() == [0, 0]


@given(amounts, amounts)
def test_more_activity_never_costs_less(low, more):
    def cost(activity):
        opened = steps(np.array(activity), np.array(500.0))
        one = np.array(1.0)
        return cost_of_service(np.array(activity), 1000 * one, opened, 50 * one, 3 * one, one, one)

    assert cost(low) <= cost(low + more)


def test_prices_grow_from_the_price_year_and_shrink_before_it():
    three, two = np.array(0.03), np.array(0.02)
    index = price_index(three, two, np.array(0.7), np.array([-1, 0, 1, 2]))
    grown = 1 + 0.7 * 0.03 + 0.3 * 0.02
    assert index == pytest.approx([1 / grown, 1, grown, grown**2])


def test_a_cost_that_is_all_pay_grows_as_pay_does():
    assert price_index(np.array(0.05), np.array(0.01), np.array(1.0), 1) == pytest.approx(1.05)
    assert price_index(np.array(0.05), np.array(0.01), np.array(0.0), 1) == pytest.approx(1.01)


def test_efficiency_is_made_anew_each_year():
    left = efficiency_left(np.array(0.008), np.array([0, 1, 5]))
    assert left == pytest.approx([1, 0.992, 0.992**5])
