import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.care.beds import (
    beds_needed,
    beds_open,
    chance_enough_beds,
    enough_beds,
    occupancy,
    planned_beds,
)


def test_beds_follow_bed_days_and_leave_room_for_busy_nights():
    needed = beds_needed(np.array([32850.0, 3285.0]), 365, 0.90)
    assert needed.tolist() == pytest.approx([32850 / 365 / 0.90, 3285 / 365 / 0.90])


@given(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(0.5, 1.0))
def test_more_bed_days_never_need_fewer_beds(low, more, ceiling):
    few, many = beds_needed(np.array([low, low + more]), 365, ceiling)
    assert few <= many


@given(st.floats(1, 1e6), st.floats(0.5, 1.0))
def test_at_the_beds_needed_occupancy_is_the_ceiling(bed_days, ceiling):
    needed = beds_needed(np.array(bed_days), 366, ceiling)
    assert occupancy(np.array(bed_days), 366, needed) == pytest.approx(ceiling)


def test_occupancy_of_no_beds():
    full = occupancy(np.array([0.0, 10.0]), 365, np.zeros(2))
    assert np.isnan(full[0])
    assert np.isinf(full[1])


def test_no_fewer_beds_than_none_can_be_open():
    assert beds_open(np.array([10.0, 10.0]), np.array([-4.0, -40.0])).tolist() == [6.0, 0.0]


def test_a_year_without_a_row_keeps_the_beds_of_the_last_year_with_one():
    beds = pl.DataFrame(
        {"site": ["H", "H", "H"], "year": [2029, 2026, 2027], "beds_open": [9.0, 5.0, 7.0]}
    )
    years = (2025, 2026, 2027, 2028, 2029, 2030)
    found = planned_beds(beds, sites=("H", "NEW"), years=years)
    assert found[:, 0].tolist() == [5, 5, 7, 7, 9, 9]
    assert found[:, 1].tolist() == [0] * 6


def test_the_chance_of_enough_beds_wants_every_site_in_the_same_draw():
    spare = np.array([[[1.0, 1.0]], [[1.0, -1.0]], [[-1.0, 1.0]], [[0.0, -0.0001]]])
    assert chance_enough_beds(spare).tolist() == [0.5]
    assert enough_beds(np.array([-0.002, -0.0005])).tolist() == [False, True]
