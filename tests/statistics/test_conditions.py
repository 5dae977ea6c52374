import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.base.numbers.chance import Chance
from commonweal.statistics.discovery.conditions import how_it_fails, what_must_be_true

INPUTS = 8
NAMES = [f"x{n}" for n in range(INPUTS)]
UNITS = ["share"] * INPUTS


def uniforms(draws, seed=1, inputs=INPUTS):
    return Chance(seed).stream("test.conditions").random((draws, inputs))


def chosen(chance, seed=1):
    """What happens in each draw, where it happens with so much chance."""
    return Chance(seed).stream("test.happens").random(len(chance)) < chance


def told(rule):
    return {c.name: (c.at_least, c.at_most) for c in rule.conditions}


corners = st.dictionaries(
    st.integers(0, INPUTS - 1),
    st.tuples(st.booleans(), st.floats(0.3, 0.5)),
    min_size=1,
    max_size=3,
)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(corners)
def test_a_planted_corner_is_found(corner):
    """Success in nine draws of ten inside the corner and in one of ten outside."""
    x = uniforms(4_000)
    inside = np.ones(len(x), dtype=bool)
    for which, (above, cut) in corner.items():
        inside &= x[:, which] >= cut if above else x[:, which] <= 1 - cut
    rule = what_must_be_true(x, chosen(np.where(inside, 0.9, 0.1)), NAMES, UNITS)
    assert set(told(rule)) == {NAMES[which] for which in corner}
    for which, (above, cut) in corner.items():
        at_least, at_most = told(rule)[NAMES[which]]
        # An edge is found to within a few misses: of 2,000 draws, each corner holds 250 or more.
        assert (at_least if above else 1 - at_most) == pytest.approx(cut, abs=0.06)
        assert (at_most if above else at_least) is None
    share = inside.mean()
    whole = 0.9 * share / (0.9 * share + 0.1 * (1 - share))
    assert rule.density == pytest.approx(0.9, abs=0.1)
    assert rule.coverage == pytest.approx(whole, abs=0.1)


@pytest.mark.parametrize("base", [0.1, 0.5, 0.9])
def test_pure_noise_gives_no_rule(base):
    """With a chance of one in a hundred each, two of twenty is one in sixty by luck."""
    found = [
        what_must_be_true(uniforms(1_000, seed), chosen(np.full(1_000, base), seed), NAMES, UNITS)
        for seed in range(20)
    ]
    assert sum(rule is not None for rule in found) < 2


def test_the_mirror_tells_how_it_fails():
    """Fails only where both go wrong: high pay and low uptake."""
    x = uniforms(4_000)
    success = ~((x[:, 0] > 0.6) & (x[:, 1] < 0.5))
    story = how_it_fails(x, success, NAMES, UNITS)
    assert told(story) == {
        "x0": (pytest.approx(0.6, abs=0.03), None),
        "x1": (None, pytest.approx(0.5, abs=0.03)),
    }
    assert story.base == pytest.approx(0.4 * 0.5, abs=0.03)
    assert story.density > 0.9
    assert story.coverage > 0.9
    assert story.lift == pytest.approx(1 / 0.2, rel=0.2)


def test_a_number_between_two_bounds_is_one_condition():
    x = uniforms(4_000)
    rule = what_must_be_true(x, (x[:, 2] > 0.3) & (x[:, 2] < 0.7), NAMES, UNITS)
    assert told(rule) == {"x2": (pytest.approx(0.3, abs=0.03), pytest.approx(0.7, abs=0.03))}


def test_conditions_on_a_number_of_a_few_values_fall_on_them():
    luck = Chance(1).stream("test.few")
    x = np.column_stack([luck.integers(0, 4, 2_000), luck.random(2_000)])
    rule = what_must_be_true(x, x[:, 0] <= 1, ["variant", "other"], ["", ""])
    assert told(rule) == {"variant": (None, 1.0)}
    assert rule.density == rule.coverage == 1.0


def test_bounds_are_told_in_short_numbers():
    x = 1_000 * uniforms(2_000)
    rule = what_must_be_true(x, x[:, 0] > 333.333, NAMES, UNITS)
    (condition,) = rule.conditions
    assert condition.at_least % 10 == 0


def test_what_is_told_was_measured_on_draws_unseen():
    x = uniforms(3_000)
    success = chosen(np.where(x[:, 4] > 0.5, 0.8, 0.3))
    rule = what_must_be_true(x, success, NAMES, UNITS)
    (condition,) = rule.conditions
    held, hit = x[1::2, 4] >= condition.at_least, success[1::2]
    assert rule.draws == 1_500
    assert rule.density == hit[held].mean()
    assert rule.coverage == (hit & held).sum() / hit.sum()
    assert rule.support == held.mean()
    assert rule.density_interval[0] < rule.density < rule.density_interval[1]
    assert rule.coverage_interval[0] < rule.coverage < rule.coverage_interval[1]


def test_a_condition_that_matters_is_not_luck():
    x = uniforms(2_000)
    rule = what_must_be_true(x, (x[:, 0] > 0.5) & (x[:, 1] > 0.5), NAMES, UNITS)
    assert all(c.by_luck < 1e-6 for c in rule.conditions)


@pytest.mark.parametrize("successes", [0, 15, 1_985, 2_000])
def test_nothing_is_told_where_it_nearly_always_or_never_works(successes):
    assert what_must_be_true(uniforms(2_000), np.arange(2_000) < successes, NAMES, UNITS) is None


def test_no_more_bounds_are_used_than_asked():
    x = uniforms(4_000)
    success = x[:, :4].sum(axis=1) > 2
    assert len(what_must_be_true(x, success, NAMES, UNITS, most_bounds=1).conditions) == 1
    assert 2 <= len(what_must_be_true(x, success, NAMES, UNITS).conditions) <= 3


def test_permuting_the_inputs_changes_nothing():
    x = uniforms(2_000)
    success = chosen(np.where((x[:, 0] > 0.5) & (x[:, 5] < 0.6), 0.9, 0.2))
    turned = np.arange(INPUTS)[::-1]
    there = what_must_be_true(x, success, NAMES, UNITS)
    back = what_must_be_true(x[:, turned], success, [NAMES[n] for n in turned], UNITS)
    assert there == back
