from datetime import date

import pytest

from commonweal.rulebook import NoSuchNumber, NotAValueOf, NotInRulebook, NoValueOn, rulebook
from commonweal.rulebook.numbers import Dated, Number


def number(*values: Dated) -> Number:
    return Number(code="made.up", says="A made-up number.", unit="share", owner="us", values=values)


def value(is_: float, since: int, until: int | None = None, status: str = "in force") -> Dated:
    """A value that starts on the first day of one year and may end on the last of another."""
    return Dated(
        code="made.up",
        is_=is_,
        since=date(since, 1, 1),
        until=None if until is None else date(until, 12, 31),
        source="our test",
        mark="A",
        status=status,
    )


def test_a_value_holds_from_its_first_day_until_the_next_one_starts():
    rate = number(value(0.1, 2020), value(0.2, 2023))
    on = {day: rate.on(day).number for day in (date(2020, 1, 1), date(2022, 12, 31))}
    assert on == {date(2020, 1, 1): 0.1, date(2022, 12, 31): 0.1}
    assert rate.on(date(2023, 1, 1)).number == 0.2


def test_before_the_first_date_it_says_what_the_first_date_is():
    with pytest.raises(NoValueOn) as told:
        rulebook()["care.occupancy_ceiling"].on(date(2020, 1, 1))
    assert str(told.value) == (
        "care.occupancy_ceiling has no value on 2020-01-01: its first is of 2023-04-01.\n"
        "Plan from that day, or add an earlier value with its source."
    )


def test_a_value_that_ended_leaves_a_gap_and_the_error_names_both_edges():
    with pytest.raises(NoValueOn, match="its last ended on 2020-12-31 and its next is of 2023"):
        number(value(0.1, 2020, until=2020), value(0.2, 2023)).on(date(2021, 6, 1))
    with pytest.raises(NoValueOn, match=r"its last ended on 2020-12-31\."):
        number(value(0.1, 2020, until=2020)).on(date(2021, 6, 1))


def test_what_was_planned_and_never_operated_holds_on_no_day():
    never = number(value(0.5, 2020, status="planned but never operated"))
    with pytest.raises(NoValueOn, match="it was planned but never operated"):
        never.on(date(2021, 1, 1))


@pytest.mark.parametrize(
    ("year", "standings"),
    [
        (2019, ["not yet in force", "proposed", "not yet in force"]),
        (2021, ["in force", "proposed", "not yet in force"]),
        (2023, ["superseded", "proposed", "in force"]),
        (2025, ["superseded", "proposed", "ended"]),
    ],
)
def test_each_value_on_record_knows_its_standing_on_a_day(year, standings):
    values = (value(0.1, 2020), value(0.9, 2021, status="proposed"), value(0.2, 2022, until=2024))
    rate = number(*values)
    assert [rate.standing(one, date(year, 6, 1)) for one in values] == standings


def test_a_value_set_by_the_user_says_so_and_what_it_stands_instead_of():
    ours = rulebook({"care.occupancy_ceiling": 0.9})
    ceiling = ours["care.occupancy_ceiling"].on(date(2026, 4, 1))
    assert (ceiling.number, ceiling.mark, ceiling.status) == (0.9, "A", "set by the user")
    assert "the rulebook says 0.92 (since 2023-04-01;" in ceiling.source
    assert ours.own == {"care.occupancy_ceiling": 0.9}


def test_setting_one_number_leaves_the_published_rulebook_as_it_was():
    rulebook({"care.occupancy_ceiling": 0.9})
    assert rulebook().own == {}
    assert rulebook()["care.occupancy_ceiling"].on(date(2026, 4, 1)).number == 0.92


def test_a_number_can_be_set_as_it_is_typed_on_the_command_line():
    assert rulebook({"care.occupancy_ceiling": "0.85"}).own == {"care.occupancy_ceiling": 0.85}


@pytest.mark.parametrize(
    ("code", "given", "says"),
    [
        ("care.occupancy_ceiling", "most", "it has to be a number, such as 0.9"),
        ("care.occupancy_ceiling", 92, "is set to 92; it has to be at most 1"),
        ("care.occupancy_ceiling", 0, "it has to be above 0"),
        ("care.reconciling_factor_highest", 0.5, "it has to be at least 1"),
        ("money.unit_of_account", "county", "it has to be one of organisation, system"),
        ("severity.BED01", "grave", "it has to be one of stops_sign_off, warning, note"),
        ("money.unit_of_account", 3, "it has to be words"),
    ],
)
def test_a_value_that_does_not_fit_its_number_is_refused_with_the_limit(code, given, says):
    with pytest.raises(NotAValueOf, match=says):
        rulebook({code: given})


def test_an_unknown_code_is_met_with_the_nearest_known_one():
    with pytest.raises(NoSuchNumber, match=r"Did you mean money\.unit_of_account\?"):
        rulebook()["money.unit_of_acount"]
    with pytest.raises(NotInRulebook, match="`commonweal rulebook` lists what is"):
        rulebook({"zzz": 1})
    assert "zzz" not in rulebook()


def test_words_are_not_arithmetic_and_numbers_are_not_words():
    day = date(2026, 4, 1)
    account = rulebook()["money.unit_of_account"].on(day)
    ceiling = rulebook()["care.occupancy_ceiling"].on(day)
    with pytest.raises(TypeError, match="not a number"):
        _ = account.number
    with pytest.raises(TypeError, match="not words"):
        _ = ceiling.text
    assert "A&E" in rulebook()["plan.known_abbreviations"].on(day).words
