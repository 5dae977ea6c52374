"""Turning what a person wrote into a value, or saying what is the matter with it.

One function for each kind of cell. It takes a stripped, non-empty text and gives the value or a
`Trouble`. These functions are the one definition of what may be written; the table reader runs
them on the few unlike texts of a column, or on those a faster test could not pass.
"""

import re
from collections.abc import Callable

from commonweal.base.reading.dates import day, year
from commonweal.base.reading.numbers import integer, number
from commonweal.base.reading.suggest import nearest
from commonweal.base.reading.trouble import Trouble, no_value, quoted, spoilt

CODE = r"[A-Za-z0-9][A-Za-z0-9._-]*"
LONGEST_CODE = 64


def yes_no(text: str) -> bool | Trouble:
    """Yes or no; TRUE and FALSE, as spreadsheets write them, are read too.

    >>> yes_no("Yes"), yes_no("FALSE"), yes_no("Y").fix
    (True, False, "write 'yes'")
    """
    word = text.casefold()
    if word in ("yes", "true", "no", "false"):
        return word in ("yes", "true")
    guess = {"y": "yes", "1": "yes", "t": "yes", "n": "no", "0": "no", "f": "no"}.get(word)
    fix = f"write '{guess}'" if guess else "write 'yes' or 'no'"
    return no_value(text) or Trouble("V09", f"{quoted(text)} is neither yes nor no", fix)


def code(text: str) -> str | Trouble:
    """A short word of letters, digits, dots, underscores and hyphens.

    >>> code("RHQ"), code("Royal Hospital").fix
    ('RHQ', "write 'Royal_Hospital'")
    """
    if re.fullmatch(CODE, text) and len(text) <= LONGEST_CODE:
        return text
    bad = no_value(text) or spoilt(text)
    if bad is not None:
        return bad
    if len(text) > LONGEST_CODE:
        says = f"{quoted(text)} has {len(text)} characters; a code has at most {LONGEST_CODE}"
        return Trouble("V13", says, "write a shorter code")
    guess = re.sub(r"[^A-Za-z0-9._-]+", "_", text).strip("_.-")
    fix = f"write '{guess}'" if guess else "use letters, digits, dots, underscores and hyphens"
    return Trouble("V13", f"{quoted(text)} is not a code", fix)


def codes(text: str) -> tuple[str, ...] | Trouble:
    """Several codes, separated by spaces.

    >>> codes("ae em"), codes("ae, em").fix
    (('ae', 'em'), "write 'ae em'")
    """
    words = text.split()
    bad = [each for each in (code(word) for word in words) if isinstance(each, Trouble)]
    if not bad:
        return tuple(words)
    parts = re.split(r"[\s,;|/&+]+", text.strip(" ,;"))
    if all(re.fullmatch(CODE, part) for part in parts):
        says = f"{quoted(text)} does not separate its codes by spaces alone"
        return Trouble("V13", says, f"write '{' '.join(parts)}'")
    return bad[0]


def words(text: str) -> str | Trouble:
    """Text that is what it seems: not a formula, not spoilt, not endless."""
    return spoilt(text) or text


def not_one_of(text: str, known: tuple[str, ...], what: str) -> Trouble:
    """A word that is not among the allowed ones."""
    guess = nearest(text, known)
    fix = f"write '{guess}'" if guess else "write one of " + ", ".join(f"'{k}'" for k in known)
    return Trouble("V10", f"{quoted(text)} is not a known {what}", fix)


READ: dict[str, Callable[[str], object]] = {
    "text": words,
    "texts": words,
    "code": code,
    "codes": codes,
    "integer": integer,
    "number": number,
    "year": year,
    "date": day,
    "yes_no": yes_no,
}
"""The function that reads each kind."""
