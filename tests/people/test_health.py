import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.base.numbers.interval import Interval
from commonweal.people.health import Health, health_factor, health_from, health_shift

curves = st.lists(st.floats(0.01, 100), min_size=91, max_size=91).map(np.array)
AGES = np.arange(91.0)


@given(curves)
def test_at_no_shift_nothing_changes(curve):
    assert health_factor(curve, np.zeros(91)) == pytest.approx(1.0)


@given(curves, st.integers(-5, 5))
def test_a_shift_of_whole_years_gives_the_rate_of_people_that_much_younger(curve, years):
    at = np.clip(np.arange(91) - years, 0, 90)
    assert health_factor(curve, np.full(91, float(years))) == pytest.approx(curve[at] / curve)


@given(curves, st.floats(0, 1))
def test_between_whole_years_it_runs_in_straight_lines(curve, part):
    whole, next_year = (health_factor(curve, np.full(91, float(y))) for y in (1, 2))
    between = health_factor(curve, np.full(91, 1 + part))
    assert between == pytest.approx(whole * (1 - part) + next_year * part)


def test_where_use_rises_with_age_better_health_means_less_use():
    rising = 1.02**AGES
    better, worse = (health_factor(rising, np.full(91, s)) for s in (1.5, -1.5))
    assert (better[2:] < 1).all()
    assert (worse[:-2] > 1).all()


def test_ages_without_a_curve_stay_as_they_are():
    curve = np.where(AGES < 18, np.nan, 1.0 + AGES)
    curve[50] = 0.0
    factor = health_factor(curve, np.full(91, 2.0))
    assert (factor[:18] == 1).all()
    assert factor[50] == 1
    # At 18 the curve ends: its end value holds, and is its own.
    assert factor[18] == 1
    assert factor[60] == pytest.approx((1 + 58) / (1 + 60))


def test_the_shift_is_the_share_of_the_gain_less_what_there_was_before():
    assert health_shift(np.array([2.0, 0.0]), np.array(0.25), np.array(0.0)).tolist() == [0.5, 0.0]
    assert health_shift(np.array([2.0]), np.array(-0.5), np.array(0.25)).tolist() == [-1.25]


def table(years_left):
    rows = [
        (y, s, a, left) for (y, left) in years_left for s in ("female", "male") for a in (64, 65)
    ]
    return pl.DataFrame(rows, schema=("year", "sex", "age", "years_left"), orient="row")


def changes(*rows):
    names = ("year", "sex", "since", "low", "central", "high")
    return pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)


def test_the_gain_is_against_the_base_year_and_nothing_where_it_is_not_known():
    shares = changes((2026, None, None, 0.1, 0.2, 0.4))
    health = health_from(table([(2025, 20.0), (2026, 20.5)]), shares, years=(2025, 2026, 2027))
    assert health.gain[0].sum() == 0
    assert health.gain[1, :, 64:66] == pytest.approx(0.5)
    assert health.gain[1, :, :64].sum() == 0
    assert health.gain[2].sum() == 0
    assert [women.central for women, _ in health.share] == [0.0, 0.2, 0.0]
    assert health.shares(np.zeros(1))[0].tolist() == [[0.0, 0.0], [0.2, 0.2], [0.0, 0.0]]


def test_women_and_men_have_their_own_share():
    shares = changes(
        (2026, "female", None, 0.1, 0.2, 0.4),
        (2026, "male", None, 0.5, 1.0, 2.0),
    )
    health = health_from(table([(2025, 20.0), (2026, 20.5)]), shares, years=(2025, 2026))
    assert health.shift(1, np.zeros(1))[0, :, 65].tolist() == pytest.approx([0.1, 0.5])


def test_what_the_base_year_has_already_is_taken_off_later_years_and_not_off_itself():
    shares = changes(
        (2025, None, 2023, 0.5, 0.5, 0.5),
        (2026, None, 2025, 0.1, 0.6, 2.0),
    )
    left = table([(2023, 19.0), (2025, 20.0), (2026, 21.0)])
    health = health_from(left, shares, years=(2025, 2026, 2027))
    central = [health.shift(t, np.zeros(1))[0, 0, 65] for t in range(3)]
    # 2026: 0.6 of one year gained, less half of the year gained from 2023 to 2025. 2027: unknown.
    assert central == pytest.approx([0.0, 0.6 * 1.0 - 0.5 * 1.0, 0.0])


def test_a_gain_can_be_counted_from_another_year_than_the_base():
    shares = changes((2026, None, 2023, 0.1, 0.5, 2.0))
    left = table([(2023, 19.0), (2025, 20.0), (2026, 21.0)])
    health = health_from(left, shares, years=(2025, 2026))
    assert health.shift(1, np.zeros(1))[0, 0, 65] == pytest.approx(0.5 * 2.0)


def test_one_luck_serves_all_years_and_both_sexes():
    both = [(Interval(0, 1, 2),) * 2, (Interval(0, 2, 4),) * 2]
    health = Health(np.zeros((2, 2, 91)), np.zeros((2, 2, 91)), tuple(both))
    shares = health.shares(np.array([0.0, 1.0, -1.0]))
    assert shares[0].tolist() == [[1, 1], [2, 2]]
    assert shares[:, 1] == pytest.approx(2 * shares[:, 0])
    assert (shares[..., 0] == shares[..., 1]).all()
