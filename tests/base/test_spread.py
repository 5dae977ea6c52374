import warnings

import hypothesis.extra.numpy as of_numpy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri as normal_point

from commonweal.base.figures import quantiles as interval
from commonweal.base.figures.spread import (
    share_of_draws,
    spread_of,
    spread_of_rows,
    spreads_compared,
)
from commonweal.base.numbers.chance import Chance

# Few different values, so that many draws are equal to each other.
FEW = st.sampled_from([-2.5, -0.1, 0.0, 1.0, 1.0 / 3.0, 7.0])
ANY = st.floats(-1e9, 1e9)
SHAPES = of_numpy.array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=4)
tries = settings(max_examples=60, deadline=None, derandomize=True)
ENDS = ("central", "low", "high", "error")
DRAWS = st.integers(interval.A_FEW_DRAWS, 130)


@st.composite
def draws_of_anything(draw):
    """An array of draws, the central run first; and some other array of its shape."""
    shape = (1 + draw(DRAWS), *draw(SHAPES))
    values = draw(st.sampled_from([FEW, ANY]))
    return tuple(draw(of_numpy.arrays(float, shape, elements=values)) for _ in range(2))


def normals(*shape):
    return Chance(7).stream("test.spread").standard_normal(shape)


def in_order(values, share):
    """The share-th of some draws by sorting all of them: what the quick way must find."""
    ranked = np.sort(values[1:], axis=0)
    position = share * (len(ranked) - 1)
    below = int(position)
    lower, upper = ranked[below], ranked[below + 1]
    return np.where(lower == upper, lower, lower + (position - below) * (upper - lower))


@tries
@given(draws_of_anything())
def test_the_ends_are_those_of_sorting_to_the_last_bit(both):
    values, _ = both
    found = spread_of(values)
    assert np.array_equal(found["central"], values[0])
    assert np.array_equal(found["low"], in_order(values, 0.1))
    assert np.array_equal(found["high"], in_order(values, 0.9))


def error_in_order(values, share):
    """The standard error of an end by sorting all draws: a rank's own error in values."""
    ranked = np.sort(values[1:], axis=0)
    draws = len(ranked)
    rank_error = np.sqrt(draws * share * (1 - share))
    reach, below = int(np.ceil(2 * rank_error)), int(share * (draws - 1))
    first, last = max(0, below - reach), min(draws - 1, below + 1 + reach)
    return rank_error * (ranked[last] - ranked[first]) / (last - first)


@tries
@given(draws_of_anything())
def test_the_error_is_that_of_sorting_and_of_the_less_steady_end(both):
    values, _ = both
    expected = np.maximum(error_in_order(values, 0.1), error_in_order(values, 0.9))
    # The same two differences, divided and multiplied in another order: a rounding or two.
    assert np.allclose(spread_of(values)["error"], expected, rtol=1e-15 * 4, atol=0)


@pytest.mark.parametrize("turned", [1.0, -1.0])
def test_the_error_of_an_end_is_that_of_theory(turned):
    """sqrt(p (1 - p) / n) / density, of 200 sets of normals whose other end is the same in all."""
    values = turned * np.maximum(normals(2_001, 200), 0.0)
    z = float(normal_point(0.9))
    density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    exact = np.sqrt(0.9 * 0.1 / 2_000) / density
    # Each is known to about a ninth (some 80 draws lie near an end), their mean to a hundredth.
    assert spread_of(values)["error"].mean() == pytest.approx(exact, rel=0.03)


def test_the_error_is_how_far_another_seed_would_move_the_end():
    skewed = np.exp(normals(501, 1_000))
    found = spread_of(skewed)
    # The spread of 1,000 ends is itself known to about 1 / sqrt(2,000); draws thin out beyond
    # the end, so that the estimate leans to the high side.
    times = found["error"].mean() / found["high"].std(ddof=1)
    assert 0.95 < times < 1.1


def test_a_thousand_draws_steady_an_interval_to_a_fiftieth_of_its_width():
    """For a normal, by theory, 0.0211 of the width from 10% to 90%; the worse end has more."""
    found = spread_of(normals(1_001, 200))
    part = np.median(found["error"] / (found["high"] - found["low"]))
    assert part == pytest.approx(0.0211, rel=0.15)


def test_equal_draws_leave_no_error():
    assert spread_of(np.full((101, 1), 3.0))["error"].tolist() == [0.0]


def test_the_error_of_a_chance_comes_with_it():
    found = share_of_draws(np.array([False, *([True, False] * 50)]))
    assert (float(found["central"]), float(found["draws"])) == (0.5, 100)
    # Wilson's at one standard error: 1 / 101 of draws lie between his and the usual formula.
    assert float(found["error"]) == pytest.approx(np.sqrt(0.5 * 0.5 / 100), rel=1 / 101)
    assert list(share_of_draws(np.array([True]))) == ["central"]


@tries
@given(draws_of_anything())
def test_the_ends_are_the_quantiles_everyone_knows(both):
    values, _ = both
    found = spread_of(values)
    low, high = np.quantile(values[1:], [0.1, 0.9], axis=0, method="linear")
    # NumPy goes down from the upper neighbour where that is nearer: some roundings apart.
    apart = 4e-15 * np.abs(values).max()
    assert np.allclose(found["low"], low, rtol=0, atol=apart)
    assert np.allclose(found["high"], high, rtol=0, atol=apart)


@tries
@given(draws_of_anything())
def test_draws_that_lie_side_by_side_spread_the_same(both):
    values, _ = both
    found, same = spread_of_rows(np.moveaxis(values, 0, -1).copy()), spread_of(values)
    assert all(np.array_equal(found[name], same[name]) for name in ENDS)


@tries
@given(draws_of_anything())
def test_two_worlds_and_their_difference_spread_as_each_does_alone(both):
    nothing, plan = both
    found = spreads_compared(nothing, plan)
    for spread, values in zip(found, (nothing, plan, plan - nothing), strict=True):
        same = spread_of(values)
        assert all(np.array_equal(spread[name], same[name]) for name in ENDS)


@pytest.mark.parametrize("columns", [1, 31, 32, 33, 65, 200])
def test_tiles_and_threads_move_no_number(columns, monkeypatch):
    """More draws than a tile is long, and columns that fill no whole number of tiles."""
    values = Chance(1).stream("test.spread").normal(size=(1_300, columns))
    ends = [in_order(values, 0.1), in_order(values, 0.9)]
    for worth_sharing in (1, 10**9):
        monkeypatch.setattr(interval, "WORTH_SHARING", worth_sharing)
        for found in (spread_of(values), spread_of_rows(values.T)):
            assert np.array_equal([found["low"], found["high"]], ends)


@pytest.mark.parametrize("draws", [0, 1, interval.A_FEW_DRAWS - 1])
def test_a_few_draws_have_no_interval(draws):
    values = np.ones((1 + draws, 3))
    assert list(spread_of(values)) == ["central"]
    assert list(spread_of_rows(values.T)) == ["central"]
    assert [list(spread) for spread in spreads_compared(values, values)] == [["central"]] * 3


def test_draws_read_are_not_written_to():
    values = Chance(2).stream("test.spread").normal(size=(101, 40))
    before = values.copy()
    spread_of(values)
    spread_of_rows(values.T)
    spread_of_rows(values)
    spreads_compared(values, values)
    assert np.array_equal(values, before)


def test_an_end_among_infinite_draws_is_infinite_and_one_short_of_them_finite():
    """A site that has no bed open in some draws: endlessly full there, and in no other."""
    draws = np.arange(100.0)
    always, sometimes, seldom = np.full(100, np.inf), draws.copy(), draws.copy()
    sometimes[50:], seldom[95:] = np.inf, np.inf
    values = np.vstack([np.zeros(3), np.column_stack([always, sometimes, seldom])])
    found = spread_of(values)
    assert found["low"].tolist() == [np.inf, 9.9, 9.9]
    assert found["high"].tolist() == [np.inf, np.inf, pytest.approx(89.1)]


def test_draws_that_are_no_number_stand_last_and_nothing_is_said_of_them():
    draws = np.arange(100.0)
    values = np.vstack([np.zeros(3), np.column_stack([draws, draws, draws * np.nan])])
    values[61:, 1] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = spread_of(values)
    assert np.allclose(found["low"], [9.9, 9.9, np.nan], equal_nan=True)
    assert np.allclose(found["high"], [89.1, np.nan, np.nan], equal_nan=True)
