import numpy as np
import pytest
from scipy.special import ndtri as normal_point

from commonweal.base.numbers.chance import Chance
from commonweal.statistics.precision import (
    chance_error,
    chance_interval,
    enough_for_chance,
    enough_for_interval,
    enough_for_mean,
    mean_error,
    quantile_error,
    quantile_errors,
)


def normals(*shape):
    return Chance(7).stream("test.enough").standard_normal(shape)


def test_the_error_of_a_quantile_is_that_of_theory():
    """sqrt(p (1 - p) / n) / density, here of 200 sets of 2,000 standard normals."""
    values = normals(2_000, 200)
    z = float(normal_point(0.9))
    density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    exact = np.sqrt(0.9 * 0.1 / 2_000) / density
    found = quantile_error(values, 0.9)
    assert found.mean() == pytest.approx(exact, rel=0.03)


@pytest.mark.parametrize("chance", [0.1, 0.5, 0.9])
def test_the_error_of_a_quantile_is_how_far_another_seed_would_move_it(chance):
    skewed = np.exp(normals(500, 1_000))
    moved = np.quantile(skewed, chance, axis=0).std(ddof=1)
    # The spread of 1,000 quantiles is itself known to about 1 / sqrt(2,000); the estimate
    # of each leans a little to the high side, as Maritz and Jarrett say.
    assert quantile_error(skewed, chance).mean() == pytest.approx(moved, rel=0.1)


def test_the_error_of_a_quantile_agrees_with_ranks():
    """The draws one standard error of rank to either side span two standard errors."""
    values = np.sort(normals(10_000))
    step = round(np.sqrt(10_000 * 0.1 * 0.9))
    by_ranks = (values[1_000 + step] - values[1_000 - step]) / 2
    assert quantile_error(values, 0.1) == pytest.approx(by_ranks, rel=0.1)


def test_many_quantiles_of_many_figures_at_once():
    values = normals(300, 4, 2)
    both = quantile_errors(values, (0.1, 0.9))
    assert both.shape == (2, 4, 2)
    assert both[1, 2, 1] == pytest.approx(quantile_error(values[:, 2, 1], 0.9))


def test_equal_draws_leave_no_error():
    assert quantile_error(np.full(100, 3.0), 0.9) == 0
    assert mean_error(np.full(100, 3.0)) == 0
    assert enough_for_interval(np.full((100, 1), 3.0), target=0.05).is_enough.all()


@pytest.mark.parametrize("draws", [2, 7, 11, 100, 101, 1_003])
def test_what_is_allowed_is_a_share_of_the_width_between_the_usual_quantiles(draws):
    values = normals(draws, 3, 2).round(1)
    low, high = np.quantile(values, [0.1, 0.9], axis=0)
    found = enough_for_interval(values, target=0.03)
    assert np.array_equal(found.allowed, 0.03 * (high - low))
    assert np.array_equal(found.error, quantile_errors(values, (0.1, 0.9)).max(axis=0))


def test_a_chance_never_seen_is_not_surely_nought():
    low, high = chance_interval(0, 100, covers=0.95)
    assert low == 0
    assert high == pytest.approx(1.96**2 / (100 + 1.96**2), rel=1e-3)
    assert chance_error(np.array([0.0, 1.0]), 100) == pytest.approx([0.5 / 101] * 2)


def test_wilsons_intervals_hold_the_truth_as_often_as_they_say():
    luck = Chance(3).stream("test.wilson")
    ends = [chance_interval(int(hits), 400) for hits in luck.binomial(400, 0.3, 4_000)]
    held = np.mean([low <= 0.3 <= high for low, high in ends])
    assert held == pytest.approx(0.8, abs=4 * np.sqrt(0.16 / 4_000) + 0.02)  # hits are whole


def test_a_thousand_draws_steady_an_interval_to_a_fiftieth_of_its_width():
    """For a normal, by theory, 0.0211 of the width from 10% to 90%; the worse end has more."""
    values = normals(1_000, 50)
    assert enough_for_interval(values, target=0.04).is_enough.all()
    tight = enough_for_interval(values, target=0.01)
    assert not tight.is_enough.any()
    assert np.sqrt(np.median(tight.draws_needed) / 1_000) == pytest.approx(2.11, rel=0.15)


def test_a_chance_of_a_half_needs_2500_draws_for_a_hundredth():
    found = enough_for_chance(np.arange(2_500) % 2 == 0, target=0.01)
    assert found.is_enough
    assert found.draws_needed == pytest.approx(2_500, rel=1e-3)


def test_draws_for_a_mean_grow_with_the_square():
    found = enough_for_mean(np.array([0.0, 2.0] * 50), target=0.05)
    assert found.error == pytest.approx(1 / np.sqrt(99), rel=1e-9)
    assert found.draws_needed == np.ceil(100 / 99 / 0.05**2)
