"""Names stand where codes would, and only there."""

from datetime import date

import pytest

from commonweal.assurance import Finding
from commonweal.plan.system import Waiver
from commonweal.report.names import Names
from commonweal.report.sections import findings as failed

SMALL = Names(
    {
        "site": {"RX1": "Old Mill Hospital", "RX1-B": "Old Mill, ward B"},
        "proposal": {"falls": "Steady on your feet", "home-first": "Go home first"},
        "fund": {"national_bid": "Bid to a national fund"},
    }
)


@pytest.mark.parametrize(
    ("about", "name"),
    [
        ("falls", "Steady on your feet"),
        ("falls.1", "Steady on your feet, effect 1"),
        ("falls.1.home-first.2", "Steady on your feet, effect 1 and Go home first, effect 2"),
        ("RX1", "Old Mill Hospital"),
        ("system", "The whole system"),
        ("never-heard-of", "never-heard-of"),
    ],
)
def test_a_finding_is_about_something_with_a_name(about, name):
    assert SMALL.finding(about) == name


def test_codes_in_a_sentence_become_names_and_words_stay_words():
    said = "48 beds at RX1-B close, from national_bid; nobody falls at RX10 or RX1."
    assert SMALL.spelled_out(said) == (
        "48 beds at Old Mill, ward B close, from Bid to a national fund; "
        "nobody falls at RX10 or Old Mill Hospital."
    )


def test_a_name_that_looks_like_a_pattern_is_only_a_name():
    odd = Names(SMALL.of | {"site": {"RX9": r"\1 (?P<x>"}})
    assert odd.spelled_out("at RX9") == r"at \1 (?P<x>"


def test_a_waived_finding_says_why_by_whom_and_until_when():
    waiver = Waiver(
        rule="BED01",
        about="RX1",
        reason="A new ward opens.",
        approved_by="Old Mill board, 3 May 2026",
        last_day=date(2027, 3, 31),
    )
    finding = Finding(
        about="RX1",
        says="36 of 37 beds full",
        fix="open 3",
        rule="BED01",
        title="Beds are enough",
        severity="stops_sign_off",
        waived=waiver,
    )
    (told,) = failed.waived([finding], SMALL)
    assert told.told.name == "Old Mill Hospital"
    assert (told.reason, told.approved_by, told.last_day) == (
        "A new ward opens",
        "Old Mill board, 3 May 2026",
        "31 March 2027",
    )
