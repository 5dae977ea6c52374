from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.care.effects import log_mean, share_gone, share_kept

several = st.lists(st.floats(1e-9, 2.0), min_size=1, max_size=8).map(np.array)


def shares_gone(kept):
    """What several effects leave together, and the share that is gone through each."""
    logs = np.log(kept)
    return np.exp(logs.sum()), share_gone(logs, log_mean(logs.sum()))


@given(several)
def test_what_is_kept_and_what_is_gone_are_the_whole(kept):
    left, gone = shares_gone(kept)
    assert left == pytest.approx(np.prod(kept))
    assert left + gone.sum() == pytest.approx(1.0)


@given(several, st.randoms(use_true_random=False))
def test_shares_do_not_hang_on_the_order(kept, shuffler):
    order = list(range(len(kept)))
    shuffler.shuffle(order)
    _, gone = shares_gone(kept)
    _, other = shares_gone(kept[order])
    assert gone[order] == pytest.approx(other)


def test_the_share_is_that_of_the_logarithm():
    """L(1, 0.72) = (1 - 0.72) / ln(1 / 0.72); of it ln(1 / 0.9) and ln(1 / 0.8)."""
    _, gone = shares_gone(np.array([0.9, 0.8]))
    assert gone[0] == pytest.approx((1 - 0.72) * log(0.9) / log(0.72))
    assert gone[1] == pytest.approx((1 - 0.72) * log(0.8) / log(0.72))


def test_one_effect_alone_takes_what_it_takes():
    _, gone = shares_gone(np.array([0.7]))
    assert gone == pytest.approx(0.3)


def test_an_effect_and_its_exact_opposite_cancel_and_each_is_told():
    left, gone = shares_gone(np.array([0.8, 1.25]))
    assert left == pytest.approx(1.0)
    assert gone.tolist() == pytest.approx([-log(0.8), -log(1.25)])


def test_effects_that_take_nothing_are_told_nothing():
    left, gone = shares_gone(np.array([1.0, 1.0]))
    assert left == 1.0
    assert gone.tolist() == [0.0, 0.0]


@given(st.floats(-1, 1), st.floats(0, 1), st.floats(0, 5))
def test_something_is_always_left(size, strength, stays):
    kept = share_kept(np.array(size), np.array(strength * stays))
    assert kept > 0
    assert np.isfinite(np.log(kept))


@given(st.lists(st.floats(1e-6, 1.0), min_size=1, max_size=8).map(np.array))
def test_a_share_lies_between_what_would_be_lost_and_what_it_would_do_alone(kept):
    """Where every effect takes care away: the more that others take, the less is left to it."""
    left, gone = shares_gone(kept)
    alone, lost = 1.0 - kept, left / kept - left
    assert (lost <= gone + 1e-12).all()
    assert (gone <= alone + 1e-12).all()
