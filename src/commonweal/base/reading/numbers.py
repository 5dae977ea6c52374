"""Numbers: what is one, what only looks like one, and which are beyond their bounds."""

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commonweal.base.reading.dates import MONTHS, date_of
from commonweal.base.reading.trouble import Trouble, no_value, quoted

ABSURD = 1e12
"""No number of a care system reaches a million million: the NHS in England costs a fifth of that in
pounds a year. A larger one is two cells run together, or a telephone number."""

SHORTENED = r"^[+-]?[0-9](\.[0-9]*)?(E[+-]|e\+)[0-9]+$"
"""A number as a spreadsheet, or R, shows it where there is no room for its digits."""

PLAIN_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


def number(text: str) -> float | Trouble:
    """A number in digits, with a point for the decimals; 1.2e6 is one too.

    >>> number("1250.5")
    1250.5
    >>> number("£1,200").fix, number("12%").fix, number("(120)").fix
    ('write 1200', 'write 0.12', 'write -120')
    """
    if not PLAIN_NUMBER.fullmatch(text):
        return not_a_number(text)
    if re.match(SHORTENED, text):
        return _shortened(text)
    value = float(text)
    return value if abs(value) < ABSURD else absurd(text)


def integer(text: str) -> int | Trouble:
    """A whole number; 12.0 is one.

    >>> integer("12"), integer("12.5").says
    (12, "'12.5' is not a whole number")
    """
    value = number(text)
    if isinstance(value, Trouble):
        return value
    if value != math.floor(value):
        return Trouble("V06", f"{quoted(text)} is not a whole number", f"write {round(value)}")
    return int(value)


def _shortened(text: str) -> Trouble:
    """A number that may have lost its last digits.

    >>> _shortened("5E+05").fix
    'write 500000 if that is all of it; or make the column wider and save it again'
    """
    full = f"{Decimal(text):f}"
    fix = f"write {full} if that is all of it; or make the column wider and save it again"
    says = f"{quoted(text)} is how a spreadsheet shortens a number, and may have lost digits"
    return Trouble("V18", says, fix)


def absurd(text: str) -> Trouble:
    """A number too large to be one of ours."""
    return Trouble(
        "V12",
        f"{quoted(text)} is beyond any number of a care system",
        "write a number smaller than a million million",
    )


def not_a_number(text: str) -> Trouble:
    """Say what a text that is not a plain number seems to be."""
    blank = no_value(text)
    if blank is not None:
        return blank
    if re.fullmatch(r"[<≤>]=? ?[0-9.]+", text):
        return Trouble(
            "V05",
            f"{quoted(text)} hides a small number",
            "write an estimate, and say in the source how it was made",
        )
    marked = re.fullmatch(r"(.*\d) ?\[(?:[a-z]|note \d+)\]", text.lower())
    if marked and PLAIN_NUMBER.fullmatch(marked[1]):
        says = f"{quoted(text)} has a note's mark beside it"
        return Trouble("V03", says, f"write {marked[1]}")
    open_band = re.fullmatch(r"(\d{1,3}) ?(?:\+|and (?:over|above|older)|plus)", text.lower())
    if open_band:
        return _open_band(text, int(open_band[1]))
    guess, dress = undressed(text)
    if guess is not None:
        return Trouble("V03", f"{quoted(text)} has {dress}", f"write {guess}")
    ages = re.fullmatch(r"(\d{1,2})-([a-z]{3})", text.lower())
    if ages and ages[2] in MONTHS:
        says = f"{quoted(text)} is a date that a spreadsheet made, it seems, of "
        says += f"{int(ages[1])}-{MONTHS.index(ages[2]) + 1}"
        return Trouble("V02", says, "format the column as Text and type it again")
    if isinstance(date_of(text), date):
        return Trouble(
            "V02",
            f"{quoted(text)} is a date, not a number",
            "format the column as Number and type the number again",
        )
    return Trouble("V02", f"{quoted(text)} is not a number", "write digits only, such as 1250")


OLDEST = 90
AGE = "year of age"


def _open_band(text: str, first: int) -> Trouble:
    """An open band of age: 90 stands for 90 and over, and other bands are split or have an end.

    >>> _open_band("90+", 90).fix
    'write 90, which stands for 90 and over'
    """
    fix = "write 90, which stands for 90 and over"
    if first < OLDEST:
        fix = f"write {first} as the first age and 90 as the last, which stands for 90 and over; "
        fix += "where each age has a row, split the band into single years"
    elif first > OLDEST:
        fix = "add it to the row of 90, which stands for 90 and over"
    return Trouble("V02", f"{quoted(text)} is an open band, not a number", fix)


DRESS: tuple[tuple[str, str, str], ...] = (
    (r"^'", "", "an apostrophe before it"),
    (r"^\((.*)\)$", r"-\1", "brackets for a negative"),
    (r"[\u2212\u2012\u2013](?=[£$€.\d])", "-", "a dash for a minus"),
    (r"^([^-]*\d)-$", r"-\1", "the minus behind it"),
    (r"Â?£|gbp", "", "a pound sign"),
    (r"[$€]|eur|usd", "", "a currency sign"),
    (r"(?<=\d)[ \u00a0\u202f,'\u2019](?=\d{3}(\D|$))", "", "a thousands separator"),
    (r"^([^,]*\d)\.(\d{3}(?:\.\d{3})*),(\d+)(?=\D*$)", r"\1\2,\3", "a thousands separator"),
    (r"^([^.]*\d),(\d+)(?=\D*$)", r"\1.\2", "a decimal comma"),
)
"""What a number is dressed in: pattern, what to put instead, and what we call it."""

MULTIPLES = {"%": "0.01", "k": "1e3", "m": "1e6", "mn": "1e6", "bn": "1e9", "million": "1e6"}


def undressed(text: str) -> tuple[str | None, str]:
    """The plain number inside a dressed one, and its dress; (None, …) when there is none.

    >>> undressed("-£1,234.50")
    ('-1234.5', 'a pound sign and a thousands separator')
    """
    words, dress = text.strip().lower()[:100], []
    for pattern, instead, name in DRESS:
        words, changed = re.subn(pattern, instead, words)
        if changed and name not in dress:
            dress.append(name)
    match = re.fullmatch(r"([^a-z%]+?) *(%|[a-z][a-z _/-]*)?", words)
    bare, unit = (match[1], match[2]) if match else ("", None)
    if not PLAIN_NUMBER.fullmatch(bare):
        return None, ""
    if unit:
        dress.append({"%": "a per cent sign"}.get(unit, f"'{unit}' beside it"))
    value = Decimal(bare) * Decimal(MULTIPLES.get(unit or "", "1"))
    return f"{value.normalize():f}", " and ".join(dress)


def out_of_bounds(value: float, name: str, unit: str | None, bounds: "Bounds") -> Trouble | None:
    """Say in one sentence the value and the limit it breaks, or None.

    >>> out_of_bounds(-5, "beds_open", "bed", Bounds(at_least=0)).says
    'beds_open is -5; the least allowed is 0'
    """
    shown = plain_number(value)
    if bounds.at_least is not None and value < bounds.at_least:
        limit = plain_number(bounds.at_least)
        return Trouble(
            "V11", f"{name} is {shown}; the least allowed is {limit}", f"write {limit} or more"
        )
    if bounds.above is not None and value <= bounds.above:
        limit = plain_number(bounds.above)
        return Trouble(
            "V11", f"{name} is {shown}; it must be above {limit}", f"write a number above {limit}"
        )
    if bounds.at_most is not None and value > bounds.at_most:
        limit = plain_number(bounds.at_most)
        fix = f"write {limit} or less"
        if unit == "share" and 1 < value <= 100:
            fix = f"write {plain_number(value / 100)}, if {shown} is per cent"
        elif unit == AGE and bounds.at_most == OLDEST:
            fix = "add the rows of 90, 91 and so on together: 90 stands for 90 and over"
        return Trouble("V11", f"{name} is {shown}; the most allowed is {limit}", fix)
    return None


@dataclass(frozen=True, slots=True)
class Bounds:
    """The limits of a number."""

    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None


def plain_number(value: float) -> str:
    """A number in digits, without a needless point or exponent.

    >>> plain_number(5.0), plain_number(0.12), plain_number(1e6)
    ('5', '0.12', '1000000')
    """
    return f"{Decimal(f'{value:.12g}').normalize():f}"
