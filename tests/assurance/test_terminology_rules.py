from datetime import date

import pytest

from commonweal.rulebook.term import instead_of, terms


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("The integrated care board meets.", date(2026, 4, 1)),
        ("The ICB meets.", date(2026, 4, 1)),
        ("The ACS meets.", date(2018, 1, 31)),
        ("The ICP (integrated care partnership) meets.", date(2026, 4, 1)),
        ("The clinical commissioning group meets.", date(2022, 6, 30)),
        ("A tacs or two.", date(2026, 4, 1)),
    ],
)
def test_lan04_passes_where_names_are_of_their_day(plan, proposal, findings, words, day):
    assert findings("LAN04", plan(proposal(summary=words), rulebook_day=day)) == []


@pytest.mark.parametrize(
    ("words", "day", "says"),
    [
        (
            "The ACS meets.",
            date(2018, 2, 2),
            "ACS is no longer what it is called; now: integrated care system",
        ),
        (
            "Two CCGs meet.",
            date(2022, 7, 1),
            "CCG is no longer what it is called; now: integrated care board",
        ),
        (
            "The clinical commissioning group meets.",
            date(2022, 7, 1),
            (
                "'clinical commissioning group' is no longer what it is called; "
                "now: integrated care board"
            ),
        ),
        (
            "The STF pays.",
            date(2018, 4, 1),
            (
                "STF is no longer what it is called; now: nothing: the provider sustainability "
                "fund took its place in April 2018, and has ended too"
            ),
        ),
        (
            "The ICP meets.",
            date(2026, 4, 1),
            (
                "ICP has meant integrated care partnership (an alliance of those who give care in "
                "one place), integrated care provider (one body with a contract for most of an "
                "area's care) and integrated care partnership (the committee of the integrated "
                "care board and the councils)"
            ),
        ),
        (
            "The STP meets.",
            date(2018, 4, 1),
            (
                "STP has meant sustainability and transformation plan, sustainability and "
                "transformation partnership and sustainability and transformation footprint"
            ),
        ),
    ],
)
def test_lan04_fails_where_they_are_not(plan, proposal, findings, words, day, says):
    late = plan(proposal(summary=words), rulebook_day=day)
    assert findings("LAN04", late) == [f"scheme: {says}"]


def test_lan05_passes_plain_words(plan, proposal, findings):
    plain = proposal(summary="You see several kinds of staff in one visit.")
    assert findings("LAN05", plan(plain)) == []


def test_lan05_leaves_a_body_its_name(plan, proposal, findings):
    body = proposal(summary="The integrated care board pays for it.")
    assert findings("LAN05", plan(body)) == []


def test_lan05_fails_the_words_of_offices_and_gives_others(plan, proposal, findings):
    grey = proposal(summary="A multidisciplinary pathway for service users.")
    assert findings("LAN05", plan(grey)) == [
        "scheme: words of offices: 'multidisciplinary', 'pathway', 'service user'"
    ]


@pytest.mark.parametrize(
    "summary",
    [
        "You see a nurse the same day. It also saves money.",
        "Strength and balance classes in every town.",
        "",
    ],
)
def test_lan06_passes_where_people_come_first(plan, proposal, findings, summary):
    assert findings("LAN06", plan(proposal(summary=summary))) == []


@pytest.mark.parametrize(
    ("summary", "word"),
    [
        ("To save £3 million, a nurse sees you.", "save"),
        ("£3 million is freed.", "£"),
        ("An efficient service.", "efficient"),
    ],
)
def test_lan06_fails_where_money_does(plan, proposal, findings, summary, word):
    assert findings("LAN06", plan(proposal(summary=summary))) == [
        f"scheme: its summary begins with money: '{word}' is in its first sentence"
    ]


def test_every_meaning_says_where_it_comes_from_and_ends_after_it_begins():
    for term in terms().values():
        for one in term.meanings:
            assert one.source, term.letters
            assert one.until is None or one.since <= one.until, term.letters


def test_what_to_write_instead_is_plain_itself():
    for word, plain in instead_of().items():
        others = [other for other in instead_of() if other in plain.split()]
        assert not others, f"{word}: {plain}"
