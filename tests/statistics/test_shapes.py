import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri as normal_point

from commonweal.base.numbers.chance import Chance
from commonweal.base.numbers.interval import Z90, Interval
from commonweal.statistics.distributions import beta_point
from commonweal.statistics.shapes import (
    SHAPES,
    Beta,
    Certain,
    Lognormal,
    Pert,
    Points,
    ShapeCannot,
    Triangular,
    shape_of,
)

AT = np.array([-Z90, 0.0, Z90])


@settings(max_examples=50, deadline=None, derandomize=True)
@given(
    st.sampled_from(sorted(SHAPES)),
    st.floats(0.01, 0.8),
    st.floats(0.001, 0.19),
    st.floats(0.4, 0.6),
)
def test_what_is_written_is_what_is_drawn(word, low, width, lean):
    """One in ten below low, half below central, one in ten above high, whatever the shape."""
    p = Points(low, low + lean * width, low + width)
    assert shape_of(word, p).at(AT) == pytest.approx([p.low, p.central, p.high], abs=1e-9)


@pytest.mark.parametrize("word", sorted(SHAPES))
def test_a_number_never_falls_as_its_luck_rises(word):
    z = np.linspace(-5, 5, 2_001)
    drawn = shape_of(word, Points(0.2, 0.3, 0.38)).at(z)
    assert (np.diff(drawn) >= 0).all()


@pytest.mark.parametrize("word", sorted(SHAPES))
def test_an_interval_may_cover_more(word):
    p = Points(0.2, 0.3, 0.38, covers=0.95)
    ends = normal_point([0.025, 0.5, 0.975])
    assert shape_of(word, p).at(ends) == pytest.approx([0.2, 0.3, 0.38], abs=1e-9)


@pytest.mark.parametrize("word", ["triangular", "pert"])
def test_an_interval_of_all_that_may_come_has_its_ends_there(word):
    found = shape_of(word, Points(2.0, 3.2, 5.0, covers=1.0))
    assert (found.least, found.most) == pytest.approx((2.0, 5.0))
    assert found.at(np.array([0.0])) == pytest.approx([3.2])


@pytest.mark.parametrize("word", sorted(SHAPES))
def test_no_doubt_is_no_doubt(word):
    assert shape_of(word, Points(3.0, 3.0, 3.0)) == Certain(3.0)
    assert Certain(3.0).at(AT).tolist() == [3.0, 3.0, 3.0]


def test_a_normal_is_the_interval_that_plans_have_had():
    z = Chance(1).normals("test.shapes", 100)
    assert shape_of("normal", Points(1, 2, 4)).at(z) == pytest.approx(Interval(1, 2, 4).draws(z))


def test_a_triangle_has_its_known_mean_and_variance():
    a, c, b = 1.0, 2.0, 5.0
    chances = (np.arange(100_000) + 0.5) / 100_000
    drawn = Triangular(a, c, b).at(normal_point(chances))
    assert drawn.mean() == pytest.approx((a + b + c) / 3, rel=1e-5)
    assert drawn.var() == pytest.approx(
        (a * a + b * b + c * c - a * b - a * c - b * c) / 18, rel=1e-4
    )


def test_a_pert_has_its_known_mean():
    chances = (np.arange(100_000) + 0.5) / 100_000
    assert Pert(1.0, 2.0, 6.0).at(normal_point(chances)).mean() == pytest.approx(
        (1 + 4 * 2 + 6) / 6, rel=1e-5
    )


def test_a_lognormal_of_equal_factors_starts_from_zero():
    z = Chance(1).normals("test.shapes", 100)
    drawn = Lognormal.through(Points(1, 2, 4)).at(z)
    assert drawn == pytest.approx(2 * np.exp(np.log(2) / Z90 * z))


def test_a_lognormal_may_lean_the_other_way():
    found = Lognormal.through(Points(-4, -2, -1))
    assert found.at(AT) == pytest.approx([-4, -2, -1])
    assert (found.at(np.array([8.0])) < 0).all()


def test_one_beta_through_all_three_is_both_halves():
    low, central, high = beta_point(2.0, 5.0, [0.1, 0.5, 0.9])
    found = Beta.through(Points(float(low), float(central), float(high)))
    assert found.below == pytest.approx((2.0, 5.0), rel=1e-6)
    assert found.above == pytest.approx((2.0, 5.0), rel=1e-6)


def test_a_beta_stays_between_its_ends():
    drawn = Beta.through(Points(0.7, 0.95, 0.99)).at(np.linspace(-8, 8, 101))
    assert 0 <= drawn.min() <= drawn.max() <= 1
    wider = shape_of("beta", Points(70, 95, 99), ends=(0.0, 100.0)).at(AT)
    assert wider == pytest.approx([70, 95, 99])


@pytest.mark.parametrize(
    ("word", "points", "says"),
    [
        (
            "triangular",
            Points(1, 1.5, 4),
            "triangular interval from 1 to 4 has its middle between 2.146 and 2.854, and 1.5 is",
        ),
        ("pert", Points(1, 1.5, 4), "between 1.936 and 3.064, and 1.5 is not"),
        ("lognormal", Points(1, 1, 4), "between 1 and 4, and 1 is not"),
        ("beta", Points(0.2, 0.5, 1.2), "from 0 to 1 cannot go through 0.2 and 1.2"),
        ("normal", Points(3, 2, 4), "low 3, central 2 and high 4 have to rise"),
        ("normal", Points(1, 2, 3, covers=1.0), "a normal interval cannot cover 100%"),
    ],
)
def test_a_shape_that_cannot_says_what_it_could(word, points, says):
    with pytest.raises(ShapeCannot, match=says):
        shape_of(word, points)
