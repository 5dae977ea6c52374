from datetime import date

import pytest
from rich.console import Console

from commonweal.assurance import RULES
from commonweal.cli.listings import (
    NotListed,
    evidence_listing,
    rulebook_listing,
    rules_listing,
    tables_listing,
)
from commonweal.rulebook import NoSuchNumber, evidence_library

TODAY = date(2026, 4, 1)


def on_screen(listing, width=240):
    console = Console(width=width, no_color=True)
    with console.capture() as said:
        console.print(listing)
    return said.get()


def test_rules_are_listed_with_how_serious_a_finding_is():
    said = on_screen(rules_listing())
    assert [code for code in RULES if code not in said] == []
    assert "stops sign off" in said


def test_one_rule_is_shown_whole_whatever_its_case():
    said = on_screen(rules_listing("bed01"))
    for part in ("BED01  Planned occupancy", "92 of 100", "95 of 100", "planning guidance 2023-24"):
        assert part in said


def test_a_rule_on_a_day_before_it_held_says_so():
    assert "not yet in force" in on_screen(rules_listing("BED01", day=date(2020, 1, 1)))


@pytest.mark.parametrize(
    ("listing", "asked", "says"),
    [
        (rules_listing, "BED-01", "There is no rule 'BED-01'. Did you mean BED01?"),
        (rules_listing, "?", "There is no rule '?'. `commonweal rules` lists them."),
        (
            evidence_listing,
            "rushclife-ae",
            "'rushclife-ae' is not in the evidence library. Did you mean rushcliffe-ae?",
        ),
        (tables_listing, "sits", "There is no table 'sits'. Did you mean sites?"),
    ],
)
def test_an_unknown_code_is_met_with_the_nearest_known_one(listing, asked, says):
    with pytest.raises(NotListed) as told:
        listing(asked)
    assert str(told.value) == says


def test_the_rulebook_is_listed_as_it_stood_on_a_day_with_its_marks():
    said = on_screen(rulebook_listing(day=TODAY))
    for part in ("care.occupancy_ceiling", "0.92"):
        assert part in said
    for part in ("fyfv_3", "2.0% to 3.0%"):
        assert part in said
    assert "G?" in said
    assert "no value" in on_screen(rulebook_listing(day=date(2015, 1, 1)))


def test_one_number_is_shown_with_every_value_and_its_standing():
    said = on_screen(rulebook_listing("money.unit_of_account", day=TODAY))
    for part in ("superseded", "in force", "2022-07-01"):
        assert part in said
    with pytest.raises(NoSuchNumber, match="Did you mean"):
        rulebook_listing("money.unit_of_acount", day=TODAY)


def test_a_mark_can_be_asked_for():
    assert "placeholder" in on_screen(rulebook_listing("G?", day=TODAY))


def test_tables_are_listed_and_one_is_shown_with_its_columns():
    assert "population.csv" in on_screen(tables_listing())
    said = on_screen(tables_listing("beds.csv"))
    for part in ("beds_open", "at least 0, at most 20000", "site + year"):
        assert part in said


def test_evidence_is_listed_and_one_entry_is_shown_whole_with_its_marks():
    said = on_screen(evidence_listing())
    assert [code for code in evidence_library() if code not in said] == []
    one = on_screen(evidence_listing("rushcliffe-admissions"))
    for part in ("-23% (-39% to -3%), the interval at 95%", "22 homes", "Mark G?", "Mark S"):
        assert part in one
    assert "It faded" in on_screen(evidence_listing("vanguards-third-year"))


def test_a_narrow_screen_loses_no_code():
    said = on_screen(rules_listing(), width=60)
    assert [code for code in RULES if code not in said] == []
