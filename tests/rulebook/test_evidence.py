import pytest

from commonweal.base.declare.tables import declared
from commonweal.base.reading.forms import forms
from commonweal.rulebook import evidence, evidence_library
from commonweal.rulebook.evidence import DESIGNS, REVIEW, Evidence

LIBRARY = list(evidence_library().values())


@pytest.mark.parametrize("entry", LIBRARY, ids=lambda entry: entry.code)
def test_every_entry_says_who_was_studied_against_whom_and_where_it_is_written(entry):
    told = (entry.study, entry.intervention, entry.population, entry.comparator, entry.outcome)
    assert all((*told, entry.source, entry.mark))
    assert bool(entry.why_no_interval) != (entry.low is not None), "an interval, or why none"


def test_the_designs_are_those_that_a_proposal_may_name():
    (effect,) = (part for part in forms()["proposal"].parts if part.name == "effect")
    (design,) = (key for key in effect.keys if key.name == "design")
    assert set(DESIGNS) == set(design.one_of)
    assert {entry.design for entry in LIBRARY} <= {*DESIGNS, REVIEW}


def test_the_kinds_of_care_are_words_of_the_services_table():
    services = declared()["services"]
    for entry in LIBRARY:
        for kind in entry.services:
            setting, unit = kind.split(" ")
            assert setting in services.column("setting").one_of
            assert unit in services.column("unit").one_of


# As published; see docs/reference/evidence.md for each one's source and mark.
@pytest.mark.parametrize(
    ("code", "low", "central", "high"),
    [
        ("rushcliffe-ae", -0.43, -0.29, -0.11),
        ("rushcliffe-admissions", -0.39, -0.23, -0.03),
        ("nottingham-admissions", None, -0.18, None),
        ("nottingham-avoidable", None, -0.27, None),
        ("wakefield-avoidable", None, -0.27, None),
        ("vanguards", -0.032, -0.004, 0.024),
        ("vanguards-third-year", -0.062, -0.031, -0.001),
        ("care-home-vanguards", -0.082, -0.042, -0.002),
        ("care-home-vanguards-third-year", -0.124, -0.065, -0.006),
        ("vanguard-south-somerset", None, 0.156, None),
        ("manchester-life-expectancy", 0.182, 0.196, 0.210),
        ("buckinghamshire-falls", None, -0.57, None),
    ],
)
def test_effects_are_as_published(code, low, central, high):
    entry = evidence_library()[code]
    assert (entry.low, entry.central, entry.high) == (low, central, high)


def test_the_review_of_27_initiatives_is_there_whole():
    reviewed = [one.found for one in LIBRARY if one.code.startswith("reviewed-")]
    assert [reviewed.count(found) for found in ("better", "mixed", "may_cost_more")] == [12, 9, 6]


def test_a_fall_is_read_as_a_fall():
    third_year, whole = (evidence_library()[code] for code in ("vanguards-third-year", "vanguards"))
    assert (third_year.least, third_year.fall, third_year.most) == (0.001, 0.031, 0.062)
    assert third_year.is_sure_of_a_fall
    assert not whole.is_sure_of_a_fall
    assert evidence_library()["nottingham-admissions"].most == 0.18
    assert not evidence_library()["vanguard-dudley"].is_sure_of_a_fall


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"design": "rumour"}, "'rumour' is not a design"),
        ({"found": "wonders"}, "'wonders' is not a finding"),
        ({"mark": "sure"}, "a mark is not known"),
        ({"low": 0.2, "central": 0.1, "high": 0.3}, "out of order"),
        ({"why_no_interval": None}, "or why there is none"),
    ],
)
def test_a_fault_in_our_own_file_is_a_bug_we_hear_of(told, says):
    words = ("study", "intervention", "population", "comparator", "outcome", "source")
    good = {
        **dict.fromkeys(words, "x"),
        "code": "made-up",
        "design": "none",
        "services": (),
        "unit": "none",
        "found": "mixed",
        "mark": "A",
        "why_no_interval": "made up",
    }
    with pytest.raises(ValueError, match=says):
        evidence._must_hold(Evidence(**{**good, **told}), {})
