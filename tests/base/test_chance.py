from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.base.numbers.chance import Chance
from commonweal.base.numbers.interval import Z90, Interval

three = st.tuples(*[st.floats(-1e6, 1e6)] * 3).map(lambda ends: sorted(round(x, 3) for x in ends))


def test_a_new_stream_moves_no_old_number():
    before = Chance(seed=1).stream("care.growth.all").normal(size=3)
    luck = Chance(seed=1)
    luck.stream("people.variant").normal(size=99)
    assert np.array_equal(before, luck.stream("care.growth.all").normal(size=3))


def test_streams_of_other_names_and_other_seeds_are_other_luck():
    one = Chance(seed=1).normals("a", 100)
    for other in (Chance(seed=1).normals("b", 100), Chance(seed=2).normals("a", 100)):
        assert not np.isclose(one, other).any()
        # Two independent streams of n correlate by about 1 / sqrt(n); four of those.
        assert abs(np.corrcoef(one, other)[0, 1]) < 4 / np.sqrt(100)


@given(st.integers(0, 50), st.integers(0, 50))
def test_fewer_draws_are_the_first_of_more(few, more):
    luck = Chance(seed=7)
    few, more = sorted((few, more))
    assert np.array_equal(luck.normals("x", few), luck.normals("x", more)[:few])
    weights = np.array([0.2, 0.3, 0.5])
    assert np.array_equal(luck.choices("x", weights, few), luck.choices("x", weights, more)[:few])


def test_a_thing_of_no_weight_is_never_chosen():
    chosen = Chance(seed=3).choices("x", np.array([0.0, 0.4, 0.0, 0.6, 0.0]), 10_000)
    assert set(chosen.tolist()) == {1, 3}


@given(three)
def test_the_quantiles_of_an_interval_are_those_of_two_half_normals(ends):
    """The quantile at q is c + s z(q), with s of the half that z falls in."""
    low, central, high = ends
    for q in (0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
        z = NormalDist().inv_cdf(q)
        spread = (central - low if z < 0 else high - central) / NormalDist().inv_cdf(0.9)
        found = Interval(low, central, high).draws(np.array([z]))[0]
        assert found == pytest.approx(central + spread * z, rel=1e-12, abs=1e-6)


@given(three)
def test_the_mean_of_an_interval_has_a_closed_form(ends):
    """Each half adds its spread times E[max(Z, 0)], which is 1 / sqrt(2 pi):

    mean = central + ((high - central) - (central - low)) / z90 / sqrt(2 pi).
    """
    low, central, high = ends
    closed = central + (high - 2 * central + low) / Z90 / np.sqrt(2 * np.pi)
    z = np.linspace(-9, 9, 360_001)
    density = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    by_sum = np.trapezoid(Interval(low, central, high).draws(z) * density, z)
    # Steps of 5e-5 are off by their square at the kink, a billionth or so of the width.
    assert by_sum == pytest.approx(closed, abs=1e-8 * (high - low) + 1e-9 * abs(central))


@given(three, st.lists(st.floats(-8, 8), min_size=2))
def test_more_luck_is_never_less(ends, normals):
    drawn = Interval(*ends).draws(np.sort(np.array(normals)))
    assert (np.diff(drawn) >= -1e-9 * np.abs(drawn).max()).all()


def test_bounds_hold_in_every_draw():
    drawn = Interval(0.1, 0.2, 0.9, at_least=0.0, at_most=1.0).draws(np.linspace(-9, 9, 99))
    assert drawn.min() == 0.0
    assert drawn.max() == 1.0


def test_a_certain_number_is_itself_in_every_draw():
    assert (Interval.certain(0.3).draws(Chance(seed=1).normals("x", 50)) == 0.3).all()
    assert Interval.certain(0.3).is_certain
