from datetime import date

import pytest

from commonweal.base.numbers.interval import Interval
from commonweal.rulebook import MARKS, productivity_scenarios, rulebook
from commonweal.rulebook.reading import _number

NUMBERS = list(rulebook().values())


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number.code)
def test_every_number_says_what_it_is_and_where_each_value_is_written(number):
    assert number.says.endswith("."), "say what it is in a sentence"
    assert all((number.unit, number.owner))
    for value in number.values:
        assert len(value.source) > 5, "name the document and the place in it"
        assert value.mark in MARKS


@pytest.mark.parametrize(
    "number", [n for n in NUMBERS if not n.code.startswith("severity.")], ids=lambda n: n.code
)
def test_every_number_was_reviewed_and_says_when_it_will_be_again(number):
    assert number.reviewed < number.review_by, "set reviewed to the day you checked its sources"


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number.code)
def test_every_number_wears_its_mark_where_it_is_shown_and_can_be_changed(number):
    for value in number.values:
        assert f"mark {value.mark})" in str(value)
    assert number.with_own(number.values[-1].is_).on(date(2030, 1, 1)).status == "set by the user"


def test_the_unit_of_account_went_from_system_to_organisation_in_april_2026():
    breaks_even = rulebook()["money.unit_of_account"]
    before, after = breaks_even.on(date(2026, 3, 31)), breaks_even.on(date(2026, 4, 1))
    assert (before.text, after.text) == ("system", "organisation")
    assert after.mark == "T"


def test_the_best_recurrent_efficiency_on_record_is_below_the_targets_set():
    assert rulebook()["money.highest_recurrent_efficiency_achieved"].on(
        date(2026, 4, 1)
    ).number == pytest.approx(0.028)


def test_the_three_paths_of_productivity_close_the_gap_as_published():
    first, second, third = productivity_scenarios()
    assert (first.central, first.gap_gbp) == (0.008, 21e9)
    assert (second.central, second.gap_gbp) == (0.015, 16e9)
    assert third.interval == Interval(0.02, 0.025, 0.03)
    assert (third.gap_gbp, third.extra_funding_gbp) == (0, 8e9)


def test_a_rulebook_file_with_values_out_of_order_is_a_bug_we_hear_of():
    told = {"since": date(2020, 1, 1), "is": 1, "source": "our test", "mark": "A"}
    earlier = {**told, "since": date(2019, 1, 1)}
    with pytest.raises(ValueError, match="in order of date"):
        _number("made.up", {"says": "", "unit": "", "owner": "", "value": [told, earlier]})


def test_a_rulebook_file_with_an_unknown_mark_is_a_bug_we_hear_of():
    told = {"since": date(2020, 1, 1), "is": 1, "source": "our test", "mark": "sure"}
    with pytest.raises(ValueError, match="'sure' is not a mark"):
        _number("made.up", {"says": "", "unit": "", "owner": "", "value": [told]})
