from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.base.numbers.year import Year

years = st.integers(1990, 2098).map(Year)


@given(years)
def test_a_year_is_read_back_as_it_is_written(year):
    assert Year.parse(str(year)) == year
    assert Year.parse(f"{year.starts_in}/{year.starts_in + 1}") == year


@given(years)
def test_one_year_begins_where_the_last_one_ends(year):
    next_first_day = Year(year.starts_in + 1).first_day
    assert (next_first_day - year.first_day).days == year.nights


@pytest.mark.parametrize(
    ("written", "nights"), [("2026-27", 365), ("2027-28", 366), ("2099-00", 365), ("1999-00", 366)]
)
def test_a_year_has_the_nights_of_its_february(written, nights):
    # 2100 is no leap year and 2000 was one: every fourth century is.
    assert Year.parse(written).nights == nights


@pytest.mark.parametrize("text", ["2027", "2027-29", "2027-2026", "27-28", "next year", ""])
def test_what_is_not_a_financial_year_is_refused(text):
    with pytest.raises(ValueError, match="not a financial year"):
        Year.parse(text)


def test_years_stand_in_order():
    assert sorted([Year(2030), Year(2025)]) == [Year(2025), Year(2030)]
    assert Year(2025).first_day == date(2025, 4, 1)
