"""How hard a text is to read: its sentences, its syllables, the age it asks for."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n\s*\n")

VOWELS = re.compile(r"[aeiouy]+")
SILENT_E = re.compile(r"(?<=[^aeiouyl])e$|(?<=[aeiouy]l)e$")
SILENT_ED = re.compile(r"(?<=[^aeiouytdl])ed$|(?<=[aeiouy]l)ed$|(?<=ll)ed$")
SILENT_ES = re.compile(r"(?<=[^aeiouylscxzgh])es$|(?<=[aeiouy]l)es$")
"""Endings that are written and not said: home, closed, homes; but not table, visited, houses."""

TWO_SOUNDS = re.compile(
    r"(?<![tcsgl])i(?:ou|on|an|al|ar|en|er$|um|us)|scien|iet|eo(?!p|u)|[aeiouy]ing"
    r"|(?<!q)ua[lrt]|crea|(?:ar|id)eas?$|ia$|io$"
)
"""Vowels that stand together and are said apart: diet, going, usual, area."""

SHORT = 3
"""Words of so few letters, such as the, she and eye, have one syllable however they are spelt."""


def sentences(text: str) -> list[str]:
    """The sentences of a text, blank ones left out.

    >>> sentences("It opens in May. Who is it for?")
    ['It opens in May.', 'Who is it for?']
    """
    return [one for one in SENTENCE_END.split(text) if words(one)]


def words(text: str) -> list[str]:
    """The words of a text; a lone dash is none.

    >>> words("Home - and well")
    ['Home', 'and', 'well']
    """
    return [word for word in text.split() if any(letter.isalnum() for letter in word)]


def syllables(word: str) -> int:
    """About how many syllables a word has, by its spelling.

    English spelling has no rule without exceptions; over a paragraph they even out.
    A number counts as one syllable, as readers take it in at a glance; letters said
    one by one, such as NHS, count one each.

    >>> [syllables(word) for word in ("home", "people", "visited", "medicine", "NHS", "1,200")]
    [1, 2, 3, 3, 3, 1]
    """
    if word.isupper() and word.isalpha() and len(word) > 1:
        return len(word)
    parts = [part for part in re.split(r"[^a-z']+", word.lower()) if part]
    return max(1, sum(_of_part(part.split("'")[0]) for part in parts))


def reading_age(text: str) -> float:
    """The age at which most people can read a text, in years; zero for no words.

    The Flesch-Kincaid grade, and five years for the age at which school begins. It
    sees long words and sentences. It cannot see an unexplained one.

    >>> round(reading_age("A nurse will come to your home. You can ask for help by phone."), 1)
    3.9
    """
    count, said = len(words(text)), len(sentences(text))
    if not count:
        return 0.0
    spoken = sum(syllables(word) for word in words(text))
    return 0.39 * count / max(1, said) + 11.8 * spoken / count - 15.59 + 5


def _of_part(part: str) -> int:
    if not part:
        return 0
    if len(part) <= SHORT:
        return max(1, len(VOWELS.findall(SILENT_E.sub("", part))))
    bare = SILENT_ES.sub("", SILENT_ED.sub("", SILENT_E.sub("", part)))
    return max(1, len(VOWELS.findall(bare)) + len(TWO_SOUNDS.findall(bare)))
