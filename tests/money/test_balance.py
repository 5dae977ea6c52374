import numpy as np
import pytest

from commonweal.money import balance as money


def test_income_grows_in_cash_from_the_price_year():
    grown = money.income_of_row(np.array(100.0), np.array(0.03), np.array([-1, 0, 2]))
    assert grown == pytest.approx([100 / 1.03, 100, 100 * 1.03**2])
    assert money.income(grown[1], np.array(5.0)) == 105


def test_the_gap_is_what_is_missing():
    short = money.balance(np.array(90.0), np.array(100.0))
    assert short == -10
    assert money.gap(short) == 10


def test_without_efficiency_costs_are_what_they_were_before_it():
    income, cost, services = np.array(95.0), np.array(101.0), np.array(98.0)
    gap = money.gap_without_efficiency(income, cost, services, np.array(0.98))
    assert gap == pytest.approx(98 / 0.98 + 3 - 95)


def test_a_penny_short_is_in_balance_and_a_pound_is_not():
    assert money.in_balance(np.array([0.0, -0.001, -1.0, 5.0])).tolist() == [1, 1, 0, 1]


def test_the_chance_of_balance_is_a_share_of_draws():
    drawn = np.array([[-1.0, 1.0], [1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    assert money.chance_of_balance(drawn).tolist() == [0.75, 0.75]


def test_what_comes_once_is_not_what_next_year_starts_from():
    once = money.one_off(np.array(20.0), np.array(5.0), np.array(15.0), np.array(10.0))
    assert once == 20
    assert money.recurrent_balance(np.array(5.0), once) == -15
