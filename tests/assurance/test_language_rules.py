import pytest


@pytest.mark.parametrize(
    "words",
    [
        "The NHS and GPs run A&E here.",
        "A same-day emergency care (SDEC) unit opens. SDEC is for adults.",
        "An SDEC (same-day emergency care) unit opens.",
        "Integrated care boards (ICBs) meet. An ICB is a body.",
        "Ward B opens after COVID-19.",
    ],
)
def test_lan01_passes_where_the_public_knows_or_is_told(plan, proposal, findings, words):
    assert findings("LAN01", plan(proposal(summary=words))) == []


def test_lan01_fails_where_it_is_not_explained(plan, proposal, findings):
    acronyms = proposal(title="An SDEC and an MDT", summary="The SDEC opens.")
    assert findings("LAN01", plan(acronyms)) == [
        "scheme: SDEC, MDT: not explained where the public first meets them"
    ]


def test_lan01_fails_where_the_title_comes_before_the_explanation(plan, proposal, findings):
    late = proposal(title="SDEC opens", summary="Same-day emergency care (SDEC) opens.")
    assert findings("LAN01", plan(late)) == [
        "scheme: SDEC: not explained where the public first meets it"
    ]


def test_lan01_reads_what_is_said_of_the_system(plan, findings):
    assert findings("LAN01", plan(about="The ICS of Riverside.")) == [
        "system: ICS: not explained where the public first meets it"
    ]


def of(words):
    return "We " + "really " * (words - 2) + "will."


def test_lan02_passes_at_25_words(plan, proposal, findings):
    assert findings("LAN02", plan(proposal(summary=f"{of(25)} {of(25)}"))) == []


def test_lan02_fails_at_26_words(plan, proposal, findings):
    assert findings("LAN02", plan(proposal(summary=f"Short. {of(26)}"))) == [
        (
            "scheme: its summary has a sentence of 26 words, and the most is 25: "
            "'We really really really really really ...'"
        )
    ]


def test_lan02_does_not_count_a_lone_dash_as_a_word(plan, proposal, findings):
    assert findings("LAN02", plan(proposal(summary=of(25).replace("We", "We -")))) == []
