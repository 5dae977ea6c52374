import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri as normal_point

from commonweal.base.numbers.chance import Chance
from commonweal.statistics.contingencies import (
    contingency,
    first_year_out,
    risk_of_swing,
    risk_of_the_worst,
)


def normals(*shape):
    return Chance(8).stream("test.contingency").standard_normal(shape)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.floats(0.01, 1.0))
def test_what_is_set_aside_is_just_enough(balance, chance):
    balance = np.array(balance)
    found = contingency(balance, chance)
    assert (balance >= -found).mean() >= chance - 1e-9
    less = found - 1e-3
    if not np.isclose(balance, -found).sum() > 1:
        assert (balance >= -less).mean() < chance


def test_contingency_of_a_normal_balance():
    balance = 10.0 + 20.0 * normals(40_000)
    exact = 20.0 * float(normal_point(0.8)) - 10.0
    error = 20.0 * np.sqrt(0.16 / 40_000) / 0.28  # the normal's density at its 80% point
    assert contingency(balance, 0.8) == pytest.approx(exact, abs=4 * error)


def test_each_organisation_has_its_own_contingency():
    balance = np.stack([np.arange(-4.0, 6.0), np.arange(0.0, 10.0)], axis=-1)
    assert contingency(balance, 0.8).tolist() == [2.0, -2.0]


def test_the_first_year_out_counts_once():
    holds = np.ones((4, 3, 2), dtype=bool)
    holds[0, 1:, 0] = False
    holds[1, 2, 0] = False
    holds[2, 0, 0] = False
    holds[2, 2, 0] = False
    found = first_year_out(holds)
    assert found.chance[:, 0].tolist() == [0.25, 0.25, 0.25]
    assert found.chance[:, 1].tolist() == [0, 0, 0]
    assert found.never.tolist() == [0.25, 1.0]
    assert found.by_then[:, 0].tolist() == [0.25, 0.5, 0.75]
    assert (found.chance.sum(axis=0) + found.never == 1).all()


def test_independent_parts_bring_risk_by_their_variances():
    sizes = np.array([3.0, 4.0, 0.0])
    found = risk_of_swing(sizes[:, None] * normals(3, 40_000))
    exact = sizes**2 / 5.0
    assert (np.abs(found.parts - exact) <= 4 * found.error).all()
    assert (np.abs(found.parts - exact)[:2] > 0).all()
    worst = risk_of_the_worst(sizes[:, None] * normals(3, 40_000), 0.1)
    z = float(normal_point(0.9))
    of_normal = np.exp(-z * z / 2) / np.sqrt(2 * np.pi) / 0.1  # 1.755 standard deviations
    assert (np.abs(worst.parts - of_normal * exact) <= 4 * worst.error + 1e-12).all()


def test_a_part_that_steadies_the_whole_brings_less_than_nothing():
    z = normals(2, 1_000)
    parts = np.stack([2 * z[0], -z[0], z[1]])
    assert risk_of_swing(parts).parts[1] < 0
    assert risk_of_the_worst(parts, 0.2).parts[1] < 0


@pytest.mark.parametrize("risk", [risk_of_swing, lambda parts: risk_of_the_worst(parts, 0.1)])
def test_parts_sum_to_the_whole_and_their_order_does_not_matter(risk):
    parts = normals(5, 200, 3, 2) * np.arange(1.0, 6.0)[:, None, None, None]
    found = risk(parts)
    assert found.parts.shape == (5, 3, 2)
    assert found.parts.sum(axis=0) == pytest.approx(found.whole)
    turned = risk(parts[::-1])
    assert turned.parts == pytest.approx(found.parts[::-1])


def test_the_swing_is_the_standard_deviation():
    parts = normals(4, 300)
    assert risk_of_swing(parts).whole == pytest.approx(parts.sum(axis=0).std(ddof=1))


def test_the_stated_error_is_how_far_another_seed_moves_a_share():
    parts = np.array([1.0, 2.0])[:, None, None] * normals(2, 500, 400)
    for found in (risk_of_swing(parts), risk_of_the_worst(parts, 0.2)):
        moved = found.parts.std(axis=1, ddof=1)
        # The worst tenth's edge moves too, which its error leaves out: hence 15%.
        assert found.error.mean(axis=1) == pytest.approx(moved, rel=0.15)


def test_no_swing_is_nobodys():
    found = risk_of_swing(np.ones((2, 10)))
    assert found.parts.tolist() == [0.0, 0.0]
    assert found.whole == 0.0
