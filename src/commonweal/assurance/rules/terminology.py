"""LAN, the words themselves: names that changed, words of offices, and what comes first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from commonweal.assurance.asking.findings import Finding
from commonweal.assurance.asking.registry import rule
from commonweal.assurance.asking.view import PlanView
from commonweal.assurance.rules.language import for_the_public
from commonweal.assurance.wording.plain_words import sentences
from commonweal.rulebook import Meaning, Term, instead_of, terms

MONEY_FIRST = re.compile(
    r"£|\b(sav(e|es|ed|ing|ings)|efficien(t|cy|cies)|costs?|budgets?|deficits?"
    r"|financial balance|balance the books)\b",
    re.IGNORECASE,
)
"""Words that say a sentence is about money."""


@rule(
    "LAN04",
    "Names mean what they mean on the plan's day",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 159 and 202-203; "
    "the glossary of names, rulebook/terms.toml",
    answer="words",
)
def names_are_of_their_day(view: PlanView) -> Iterator[Finding]:
    """ACS became ICS in February 2018, and ICP has meant three things.

    A name whose meanings are all over is not used. Letters that have meant several
    things are written out.

    Passes: "the integrated care board" in a plan of 2026.
    Fails: "the CCG" in a plan of 2026; or "the ICP", without words that say which.
    """
    for about, texts in for_the_public(view):
        text = " \n\n ".join(texts.values())
        for term in terms().values():
            says = _fault(term, text, view.day)
            if says is not None:
                yield Finding(
                    about=about,
                    says=says,
                    fix="say what it is called now, in words"
                    if "no longer" in says
                    else "write the words out, and say which it is",
                )


@rule(
    "LAN05",
    "Words for the public are not the words of offices",
    since=date(2016, 4, 1),
    source="GOV.UK content design guidance, words to avoid; "
    "Health and Social Care Committee, Integrated care, 2018, paragraphs 202-203",
    answer="words",
)
def words_are_plain(view: PlanView) -> Iterator[Finding]:
    """Nobody ever said to a neighbour that their pathway had been streamlined.

    Passes: "You see several kinds of staff in one visit."
    Fails: "A multidisciplinary pathway."
    """
    for about, texts in for_the_public(view):
        text = _without_names(" ".join(texts.values()))
        met = [word for word in instead_of() if _stands_in(word, text)]
        if met:
            yield Finding(
                about=about,
                says="words of offices: " + ", ".join(f"'{word}'" for word in met),
                fix="write " + "; ".join(f"'{instead_of()[w]}' for '{w}'" for w in met),
            )


@rule(
    "LAN06",
    "A summary begins with people, not with money",
    since=date(2016, 4, 1),
    source="Health and Social Care Committee, Integrated care, 2018, paragraphs 186-188 and 197",
    answer="words",
)
def people_come_first(view: PlanView) -> Iterator[Finding]:
    """The public does not take saving money for a reason, and hears nothing after it.

    Passes: "You see a nurse the same day. It also costs less."
    Fails: "To save £3 million, a nurse sees you the same day."
    """
    for proposal in view.plan.proposals:
        first = next(iter(sentences(proposal.summary)), "")
        found = MONEY_FIRST.search(first)
        if found:
            yield Finding(
                about=proposal.code,
                says=f"its summary begins with money: '{found[0]}' is in its first sentence",
                fix="begin with what changes for people; money can come after",
            )


def _fault(term: Term, text: str, day: date) -> str | None:
    """What is wrong with a name in a text; None if it is not there, or all is well."""
    known = term.known_by(day)
    spelt = [one for one in known if _stands_in(one.words, text)]
    if not known or not (spelt or re.search(rf"\b{term.letters}s?\b", text)):
        return None
    meant = spelt or known
    if not any(one.on(day) for one in meant):
        return f"{_name(term, spelt)} is no longer what it is called; now: {meant[-1].now}"
    if not spelt and len(known) > 1:
        return f"{term.letters} has meant {_each(known)}"
    return None


def _name(term: Term, spelt: list[Meaning]) -> str:
    return f"'{spelt[0].words}'" if spelt else term.letters


def _each(meanings: tuple[Meaning, ...]) -> str:
    """Meanings in a row.

    >>> _each(terms()["STP"].meanings)[:81]
    'sustainability and transformation plan, sustainability and transformation partner'
    """
    told = [f"{one.words} ({one.means})" if one.means else one.words for one in meanings]
    return f"{', '.join(told[:-1])} and {told[-1]}"


def _without_names(text: str) -> str:
    """A text without the names of bodies, whose words nobody can choose.

    >>> _without_names("The Integrated Care Board and integrated care.")
    'The  and integrated care.'
    """
    names = (one.words for term in terms().values() for one in term.meanings)
    return re.sub("|".join(map(re.escape, names)), "", text, flags=re.IGNORECASE)


def _stands_in(words: str, text: str) -> bool:
    """Whether words stand in a text, whole, in capitals or not, one or several.

    >>> _stands_in("pathway", "New Pathways."), _stands_in("acuity", "vacuity")
    (True, False)
    """
    return re.search(rf"\b{re.escape(words)}s?\b", text, re.IGNORECASE) is not None
