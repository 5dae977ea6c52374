import numpy as np
import pytest
from known_functions import ISHIGAMI_FIRST, ISHIGAMI_TOTAL, ishigami, sobol_g, sobol_g_shares

from commonweal.base.numbers.chance import Chance
from commonweal.statistics.distributions import normal_chance
from commonweal.statistics.sensitivity.drivers import drivers
from commonweal.statistics.sensitivity.polynomials import Law

FOUR_DIGITS = 5e-5
"""The published shares of Ishigami's function are given to four digits."""


def uniforms(draws, inputs, name="test.drivers", seed=3):
    return Chance(seed).stream(name).random((draws, inputs))


def normals(draws, inputs, name="test.drivers", seed=3):
    return Chance(seed).stream(name).standard_normal((draws, inputs))


def names(inputs):
    return [f"x{n}" for n in range(inputs)]


def of(inputs, output, law=Law.NORMAL, groups=None):
    number = inputs.shape[1]
    (found,) = drivers(inputs, output[:, None], names(number), groups, [law] * number)
    return found


def holds(estimate, error, truth, within=4.0, rounding=0.0):
    """Four standard errors: one in sixteen thousand by luck alone, for each number."""
    return bool((np.abs(estimate - truth) <= within * error + rounding + 1e-9).all())


@pytest.mark.parametrize("law", [Law.UNIFORM, Law.AS_DRAWN])
@pytest.mark.parametrize("draws", [300, 1_000, 10_000])
def test_ishigamis_shares_are_the_published_ones(draws, law):
    u = uniforms(draws, 5)
    found = of(u, ishigami(u), law)
    first, total = [*ISHIGAMI_FIRST, 0, 0], [*ISHIGAMI_TOTAL, 0, 0]
    assert holds(found.first, found.first_error, first, rounding=FOUR_DIGITS)
    assert holds(found.total, found.total_error, total, rounding=FOUR_DIGITS)
    assert found.is_trusted


def test_ten_thousand_draws_give_ishigamis_shares_to_three_digits():
    u = uniforms(10_000, 3)
    found = of(u, ishigami(u), Law.UNIFORM)
    assert found.first == pytest.approx(ISHIGAMI_FIRST, abs=5e-4)
    assert found.total == pytest.approx(ISHIGAMI_TOTAL, abs=5e-4)


def test_ishigamis_shares_are_the_same_told_in_normals():
    z = normals(10_000, 3)
    found = of(z, ishigami(normal_chance(z)))
    assert holds(found.first, found.first_error, ISHIGAMI_FIRST)
    assert holds(found.total, found.total_error, ISHIGAMI_TOTAL)


@pytest.mark.parametrize("draws", [1_000, 4_000])
@pytest.mark.parametrize("a", [[0, 1, 4.5, 9, 99, 99, 99, 99], [0, 0, 0, 0]])
def test_sobols_g_has_the_shares_of_its_formula(a, draws):
    a = np.array(a, dtype=float)
    u = uniforms(draws, len(a), name=f"test.g.{len(a)}")
    found = of(u, sobol_g(u, a), Law.UNIFORM)
    first, total = sobol_g_shares(a)
    assert holds(found.first, found.first_error, first)
    assert holds(found.total, found.total_error, total)


def test_a_linear_output_shares_its_variance_by_squares():
    z = normals(500, 4)
    weights = np.array([3.0, -2.0, 1.0, 0.0])
    found = of(z, z @ weights + 7)
    exact = weights**2 / 14
    assert found.first == pytest.approx(exact, abs=1e-9)
    assert found.total == pytest.approx(exact, abs=1e-9)
    assert found.explained == pytest.approx(1.0)


def test_a_product_is_all_interaction():
    z = normals(2_000, 3)
    found = of(z, z[:, 0] * z[:, 1])
    assert found.first == pytest.approx([0, 0, 0], abs=1e-9)
    assert found.total == pytest.approx([1, 1, 0], abs=1e-9)


def test_shares_of_a_group_are_those_of_its_inputs_and_of_what_they_do_together():
    z = normals(2_000, 4)
    output = z[:, 0] + z[:, 1] + 2 * z[:, 0] * z[:, 1] + z[:, 2] * z[:, 0]  # variance 1 + 1 + 4 + 1
    found = of(z, output, groups={"pair": ["x0", "x1"], "rest": ["x2", "x3"]})
    assert found.names == ("pair", "rest")
    assert found.first == pytest.approx([6 / 7, 0], abs=1e-9)
    assert found.total == pytest.approx([1, 1 / 7], abs=1e-9)


def test_permuting_the_inputs_permutes_the_shares():
    z = normals(1_000, 4)
    order = [2, 0, 3, 1]

    def output(z):
        return np.exp(0.3 * z[:, 0]) + z[:, 1] * z[:, 2]

    straight = of(z, output(z))
    (turned,) = drivers(z[:, order], output(z)[:, None], [names(4)[n] for n in order])
    assert turned.names == ("x2", "x0", "x3", "x1")
    assert turned.first == pytest.approx(straight.first[order], abs=1e-9)
    assert turned.total == pytest.approx(straight.total[order], abs=1e-9)


def test_first_order_shares_sum_to_one_where_nothing_interacts():
    z = normals(3_000, 6)
    found = of(z, np.exp(0.5 * z[:, 0]) + z[:, 1] ** 2 + np.maximum(z[:, 2], 0))
    spread = 4 * np.sqrt((found.first_error**2).sum())
    assert abs(found.first.sum() - 1) < spread + (1 - found.explained)


def test_of_noise_nothing_is_explained_and_every_share_is_zero_within_its_error():
    z = normals(2_000, 20)
    found = of(z, normals(2_000, 1, "test.noise")[:, 0])
    assert not found.is_trusted
    assert found.explained < 0.02
    assert holds(found.first, found.first_error, 0)
    assert (found.total_error > 0.9).all()


def test_an_output_that_never_changes_has_no_drivers():
    z = normals(200, 3)
    found = of(z, np.full(200, 5.0))
    assert found.first.tolist() == found.total.tolist() == [0, 0, 0]


def test_an_input_of_a_few_values_is_fitted_exactly():
    luck = Chance(1).stream("test.variants")
    variant = luck.integers(0, 3, 4_000)
    z = luck.standard_normal(4_000)
    jump = np.array([0.0, 5.0, 1.0])[variant]
    (found,) = drivers(
        np.column_stack([variant, z]),
        (jump + z)[:, None],
        ["variant", "z"],
        laws=[Law.AS_DRAWN, Law.NORMAL],
    )
    of_jump = (25 + 1) / 3 - 4  # mean square less squared mean
    truth = [of_jump / (of_jump + 1), 1 / (of_jump + 1)]
    assert holds(found.first, found.first_error, truth)
    assert found.explained > 0.999


def test_intervals_with_unlike_halves_are_explained_in_full():
    z = normals(1_000, 30)
    halves = Chance(1).stream("test.halves").uniform(0.2, 3.0, size=(2, 30))
    found = of(z, np.where(z < 0, z * halves[0], z * halves[1]).sum(axis=1))
    below, above = halves
    # Half of each half's mean square, less the square of the mean, (above - below) / sqrt(2 pi).
    own = (below**2 + above**2) / 2 - (above - below) ** 2 / (2 * np.pi)
    assert found.first == pytest.approx(own / own.sum(), abs=1e-6)
    assert found.explained == pytest.approx(1.0)


def test_what_steps_leave_is_an_error_of_the_totals_and_not_lost():
    """A sum in whole wards: the surrogate explains nine tenths, and says so."""
    z = normals(3_000, 8)
    stepped = np.ceil(z.sum(axis=1) / 3.0)
    found = of(z, stepped)
    assert 0.8 < found.explained < 0.95
    assert (found.total_error > 1 - found.explained).all()
    assert holds(found.first, found.first_error, found.first.mean())


def test_a_step_is_explained_less_and_says_so():
    z = normals(1_000, 3)
    (found,) = drivers(z, np.sign(z[:, :1] * z[:, 1:2] * z[:, 2:]), names(3))
    assert not found.is_trusted
    assert holds(found.total, found.total_error, 1)


def test_too_few_draws_are_refused():
    with pytest.raises(ValueError, match="39 draws are too few to fit on: 40 at least"):
        of(normals(39, 2), normals(39, 1)[:, 0])


@pytest.mark.parametrize("draws", [200, 500])
def test_stated_errors_are_the_errors_made(draws):
    """Forty runs of a rough function: the misses in standard errors are about 1 in square."""
    a = np.array([0.0, 0.5, 3.0])
    misses = []
    for seed in range(40):
        u = uniforms(draws, 3, seed=seed)
        found = of(u, sobol_g(u, a), Law.UNIFORM)
        misses.append((found.first - sobol_g_shares(a)[0]) / found.first_error)
    size = np.sqrt(np.mean(np.square(misses), axis=0))
    assert (size < 1.6).all(), size
