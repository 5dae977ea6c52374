"""LAN: what is written for the public can be read by the public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.wording.plain_words import reading_age, sentences, words

ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9]*(?:&[A-Z]+)*(?=s?\b)")
"""Capitals and digits, perhaps with an ampersand or a plural s. One letter alone is not one."""

ENOUGH_WORDS = 30
"""In a text of fewer words a name or two decides its reading age."""


@rule(
    "LAN01",
    "Words for the public hold no unexplained abbreviation",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 202-203",
    answer="words",
)
def abbreviations_are_explained(view: PlanView) -> Iterator[Finding]:
    """Letters that only insiders know tell everybody else that the page is not for them.

    They also raise the suspicion that something is hidden behind them.

    An abbreviation is explained where it first stands, one way round or the other:
    "same-day emergency care (SDEC)" or "SDEC (same-day emergency care)".

    Passes: "A same-day emergency care (SDEC) unit opens. SDEC is for adults."
    Fails: "An SDEC unit opens."
    """
    known = set(view.policy_words("plan.known_abbreviations"))
    for about, texts in for_the_public(view):
        unexplained = _unexplained(" \n\n ".join(texts.values()), known)
        if unexplained:
            yield Finding(
                about=about,
                says=f"{', '.join(unexplained)}: not explained where the public first meets "
                + ("it" if len(unexplained) == 1 else "them"),
                fix="write the words out, with the letters in brackets if they are needed again",
            )


@rule(
    "LAN02",
    "Sentences for the public have at most 25 words",
    since=date(2016, 4, 1),
    source="GOV.UK content design guidance on sentence length; "
    "Health and Social Care Committee, Integrated care, 2018, paragraph 203",
    answer="words",
)
def sentences_are_short(view: PlanView) -> Iterator[Finding]:
    """Readers lose a long sentence before its end, and the end is often what matters.

    Passes: a sentence of 25 words.
    Fails: a sentence of 26 words.
    """
    most = view.policy("plan.longest_sentence_words")
    for about, texts in for_the_public(view):
        for name, text in texts.items():
            for sentence in sentences(text):
                said = words(sentence)
                if len(said) > most:
                    yield Finding(
                        about=about,
                        says=f"its {name} has a sentence of {len(said)} words, and the most is "
                        f"{most:g}: '{' '.join(said[:6])} ...'",
                        fix="make two sentences of it",
                    )


@rule(
    "LAN03",
    "Words for the public can be read by nearly everybody",
    since=date(2019, 1, 1),
    source="NHS service manual, how we write; "
    "Health and Social Care Committee, Integrated care, 2018, paragraph 203",
    answer="words",
)
def words_can_be_read(view: PlanView) -> Iterator[Finding]:
    """Many adults read as a child of 11 does, and all of us do when we are tired or afraid.

    It is asked of texts of 30 words or more; in a shorter one a single name decides.

    Passes: "A nurse comes to your home. You can phone at any time."
    Fails: "Multidisciplinary interventions facilitate anticipatory care."
    """
    oldest = view.policy("plan.reading_age")
    for about, texts in for_the_public(view):
        text = " \n\n ".join(texts.values())
        age = reading_age(text)
        if len(words(text)) >= ENOUGH_WORDS and round(age, 1) > oldest:
            yield Finding(
                about=about,
                says=f"it takes a reading age of {age:.1f}; {oldest:g} is the most",
                fix="use shorter words and shorter sentences",
            )


def for_the_public(view: PlanView) -> Iterator[tuple[str, dict[str, str]]]:
    """What the public reads, in reading order: code -> what it is called -> the words."""
    yield "system", {"about": view.plan.about}
    for proposal in view.plan.proposals:
        names = ("title", "summary", "affected")
        yield proposal.code, {name: getattr(proposal, name) for name in names}


def _unexplained(text: str, known: set[str]) -> list[str]:
    """Abbreviations not explained where they first stand, in order.

    >>> _unexplained("The SDEC unit. An MRI scan (a picture of soft parts). SDEC", {"NHS"})
    ['SDEC']
    >>> _unexplained("The NHS. Same-day emergency care (SDEC). SDECs are open. Plan B.", {"NHS"})
    []
    """
    met: dict[str, bool] = {}
    for found in ABBREVIATION.finditer(text):
        letters = found[0]
        capitals = sum(one.isupper() for one in letters)
        if capitals >= 2 and letters not in known and letters not in met:
            met[letters] = _is_explained(text[: found.start()], text[found.end() :])
    return [letters for letters, explained in met.items() if not explained]


def _is_explained(before: str, after: str) -> bool:
    in_brackets = before.endswith("(") and re.match(r"s?\)", after) is not None
    words_follow = re.match(r"s?(?: \w+){0,2} \([a-z][a-z-]*[ ,]+[a-z]", after) is not None
    return in_brackets or words_follow
