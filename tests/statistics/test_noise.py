import numpy as np
import pytest

from commonweal.base.numbers.chance import Chance
from commonweal.statistics.counting_noise import counting_variance, doubt, widened

ONE, NONE = np.array(1.0), np.array(0.0)


def draws_of(expected, doubt_share, draws=100_000):
    return expected * (1 + doubt_share * Chance(5).normals("test.noise", draws))


def test_in_a_cell_of_400_a_year_counting_is_a_fifth_of_the_variance():
    """Counting luck is 1 in 20 of 400; if the rate is known to 1 in 10, it is 1 part in 5."""
    found = doubt(draws_of(400.0, 0.1), ONE, NONE)
    assert found.share_of_counting == pytest.approx(0.05**2 / (0.05**2 + 0.1**2), rel=0.02)


def test_in_a_total_counting_is_well_under_a_hundredth():
    """150,000 admissions known to 1 in 20."""
    found = doubt(draws_of(150_000.0, 0.05), ONE, NONE)
    assert found.share_of_counting < 0.01
    assert found.share_of_counting == pytest.approx(1 / (1 + 150_000 * 0.05**2), rel=0.02)


def test_drawn_patient_by_patient_the_variance_is_the_same():
    luck = Chance(6).stream("test.patients")
    rates = draws_of(40.0, 0.2, draws=20_000)
    stays = [luck.gamma(2.0, 2.5, size=n).sum() for n in luck.poisson(np.maximum(rates, 0))]
    bed_days = rates * 5.0  # stays of 5 days, with a spread of 2.5 x sqrt(2)
    found = doubt(bed_days, np.array(5.0), np.array(2.5 * np.sqrt(2)))
    # A variance from 20,000 draws is known to sqrt(2 / 20,000), one part in a hundred.
    assert np.var(stays) == pytest.approx(found.total, rel=0.04)


def test_without_doubt_there_is_no_share():
    assert doubt(np.zeros((5, 2)), ONE, NONE).share_of_counting.tolist() == [0.0, 0.0]


def test_counts_that_add_have_variances_that_add():
    parts = counting_variance(np.array([100.0, 300.0]), np.array(2.0), np.array(1.0))
    assert parts.sum() == counting_variance(np.array(400.0), np.array(2.0), np.array(1.0))


def test_an_interval_widened_by_nothing_is_itself():
    low, high = widened(np.array([3.0]), np.array([5.0]), np.array([9.0]), np.array([0.0]))
    assert (low, high) == ([3.0], [9.0])
