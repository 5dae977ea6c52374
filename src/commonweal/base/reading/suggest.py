"""Words of a message: the nearest known one for a guess, the first sentence of a meaning."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

WORDS_SEARCHED = 5000
"""Beyond this many known words the nearest is slow to find and seldom the one meant."""


def plain(word: str) -> str:
    """A word without its accidents: capitals, and spaces or hyphens for underscores.

    >>> plain(" Beds Open")
    'beds_open'
    """
    return re.sub(r"[\W_]+", "_", word.strip().casefold()).strip("_")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, or None when none is much like it.

    >>> nearest("genral acute", ["general_acute", "maternity"])
    'general_acute'
    >>> nearest("theatre", ["general_acute", "maternity"]) is None
    True
    """
    by_plain: dict[str, str] = {}
    for number, candidate in enumerate(known):
        if number == WORDS_SEARCHED:
            break
        by_plain.setdefault(plain(candidate), candidate)
    found = get_close_matches(plain(word)[:100], by_plain, n=1, cutoff=0.6)
    return by_plain[found[0]] if found else None


def with_article(noun: str) -> str:
    """A noun with its article.

    >>> with_article("organisation"), with_article("site")
    ('an organisation', 'a site')
    """
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"


def first_sentence(says: str) -> str:
    """The first sentence of a meaning, to stand after a colon.

    >>> first_sentence("Beds open overnight. A year without a row keeps the last one's.")
    'beds open overnight'
    """
    sentence = says.split(". ", maxsplit=1)[0].rstrip(".")
    return sentence[:1].lower() + sentence[1:]
