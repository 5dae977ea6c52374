"""Turning what a person wrote into a value, or saying what is the matter with it.

One function for each kind of cell. It takes a stripped, non-empty text and gives the value or a
`Trouble`. These functions are the one definition of what may be written; the table reader runs
them on the few unlike texts of a column, or on those a faster test could not pass.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from commonweal.base.guess import nearest

ABSURD = 1e12
"""No number of a care system reaches a million million: the NHS in England costs a fifth of that in
pounds a year. A larger one is two cells run together, or a telephone number."""

LONGEST_TEXT = 5000
LONGEST_CODE = 64
YEARS = range(1900, 2200)
"""The calendar years in which a date or a financial year is not a slip."""

PLAIN_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
CODE = r"[A-Za-z0-9][A-Za-z0-9._-]*"
FORMULA = r"^[=@]|^[+\-][^ ]*[(|!]"
SPOILT = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]|â€|Ã[\x80-\xbf]|Â[\xa0-\xbf]"
SHEET_ERROR = r"^#(REF!?|DIV/0!?|N/A|VALUE!?|NAME\?|NUM!?|NULL!?|SPILL!?|CALC!?|GETTING_DATA|#+)?$"
NO_VALUE = {
    "-", "--", "\u2013", "\u2014", ".", "..", "...", "?", "*", ":", "[c]", "[x]", "[z]", "[low]",
    "n/a", "na", "n.a.", "nil", "none", "null", "nan", "inf", "-inf", "+inf", "infinity",
    "-infinity", "tbc", "tbd", "unknown", "missing", "blank", "not available", "not known", "x",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is the matter with a text: the problem's code, what is there, and the fix."""

    code: str
    says: str
    fix: str


def quoted(text: object, longest: int = 60) -> str:
    r"""What they wrote, in quotes, cut when long and with what cannot be seen made visible.

    >>> print(quoted("twenty"), quoted("a\x00b"))
    'twenty' 'a\x00b'
    """
    words = str(text)
    words = words if len(words) <= longest else words[: longest - 1] + "…"
    return "'" + "".join(c if c.isprintable() else repr(c)[1:-1] for c in words) + "'"


# -- numbers ---------------------------------------------------------------------------------


def number(text: str) -> float | Trouble:
    """A number in digits, with a point for the decimals; 1.2e6 is one too.

    >>> number("1250.5")
    1250.5
    >>> number("£1,200").fix, number("12%").fix, number("(120)").fix
    ('write 1200', 'write 0.12', 'write -120')
    """
    if not PLAIN_NUMBER.fullmatch(text):
        return not_a_number(text)
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
    guess, dress = undressed(text)
    if guess is not None:
        return Trouble("V03", f"{quoted(text)} has {dress}", f"write {guess}")
    if isinstance(_date_of(text), date):
        return Trouble(
            "V02",
            f"{quoted(text)} is a date, not a number",
            "format the column as Number and type the number again",
        )
    return Trouble("V02", f"{quoted(text)} is not a number", "write digits only, such as 1250")


def no_value(text: str) -> Trouble | None:
    """The marks that spreadsheets and people leave where there is no value."""
    if re.match(SHEET_ERROR, text, re.IGNORECASE):
        return Trouble(
            "V04",
            f"{quoted(text)} is a spreadsheet's error, not a value",
            "mend the formula, then paste the column as values",
        )
    if text.casefold() in NO_VALUE:
        return Trouble(
            "V05",
            f"{quoted(text)} stands for no value",
            "write the value; where the column may be blank, leave the cell empty",
        )
    return None


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


# -- years and dates -------------------------------------------------------------------------


def year_text(starts_in: int) -> str:
    """A financial year as people write it.

    >>> year_text(2027), year_text(1999)
    ('2027-28', '1999-00')
    """
    return f"{starts_in}-{(starts_in + 1) % 100:02d}"


def year(text: str) -> int | Trouble:
    """A financial year, as the calendar year in which it starts.

    >>> year("2027-28"), year("2027/28"), year("2027-2028")
    (2027, 2027, 2027)
    >>> year("2027-29").says
    "'2027-29' is not a financial year: it is not one year long"
    """
    match = re.fullmatch(r"([0-9]{4}) ?[-/\u2013] ?([0-9]{2}|[0-9]{4})", text)
    if not match:
        return _not_a_year(text)
    start, end = int(match[1]), match[2]
    if start not in YEARS:
        return _no_year(text, "is not a year we can plan with")
    if end not in (str(start + 1), str(start + 1)[2:]):
        return _no_year(text, "is not a financial year: it is not one year long", start)
    return start


def _not_a_year(text: str) -> Trouble:
    blank = no_value(text)
    if blank is not None:
        return blank
    short = re.fullmatch(r"(?:fy|fin\w*)? ?'?(\d\d|\d{4}) ?[-/\u2013] ?(\d\d|\d{4})", text.lower())
    if short:
        start = int(short[1]) if len(short[1]) == 4 else 2000 + int(short[1])
        return _no_year(text, "is not written as a financial year", start)
    alone = re.fullmatch(r"(?:fy|cy)? ?'?(\d{4})(?:\.0)?", text.lower())
    if alone and int(alone[1]) in YEARS:
        return _no_year(text, "is a calendar year; a financial year has two", int(alone[1]))
    day = _date_of(text)
    if isinstance(day, date):
        starts_in = day.year if day.month >= 4 else day.year - 1
        return _no_year(text, "is a date, not a financial year", starts_in)
    return _no_year(text, "is not a financial year")


def _no_year(text: str, why: str, start: int = 2027) -> Trouble:
    sure = "" if start != 2027 or "2027" in text or "27" in text else ", with the year you mean"
    return Trouble("V07", f"{quoted(text)} {why}", f"write {year_text(start)}{sure}")


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day(text: str) -> date | Trouble:
    """A date, British or ISO: 1/4/2027, 01-04-2027, 1 April 2027 or 2027-04-01.

    >>> str(day("1/4/2027")), str(day("1 April 2027")), str(day("2027-04-01"))
    ('2027-04-01', '2027-04-01', '2027-04-01')
    >>> day("04/13/2027").fix
    'write 13/4/2027'
    """
    found = _date_of(text)
    if isinstance(found, date):
        return found if found.year in YEARS else _no_date(text, "is not a date we can plan with")
    return found or no_value(text) or _no_date(text, "is not a date")


def _date_of(text: str) -> date | Trouble | None:
    """The date, the trouble with it, or None for what does not look like a date at all."""
    words = re.sub(r"[T ]00:00(:00(\.0+)?)?(Z|\+00:00)?$", "", text.strip())
    iso = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", words)
    if iso:
        return _calendar(text, int(iso[1]), int(iso[2]), int(iso[3]))
    british = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})", words)
    if british:
        return _written(text, british[3], int(british[2]), int(british[1]))
    named = re.fullmatch(
        r"(\d{1,2})(?:st|nd|rd|th)?[- ]([a-z]{3,9})[-, ]+(\d{4}|\d{2})", words.lower()
    )
    if named and named[2][:3] in MONTHS:
        return _written(text, named[3], MONTHS.index(named[2][:3]) + 1, int(named[1]))
    if re.fullmatch(r"[2-7]\d{4}(\.\d+)?", words):
        return _day_number(text)
    return None


def _written(text: str, year_digits: str, month: int, day_of_month: int) -> date | Trouble:
    if len(year_digits) == 2:
        full = f"{day_of_month}/{month}/20{year_digits}"
        return Trouble("V08", f"{quoted(text)} has a year of two digits", f"write {full}")
    return _calendar(text, int(year_digits), month, day_of_month)


def _calendar(text: str, starts: int, month: int, day_of_month: int) -> date | Trouble:
    try:
        return date(starts, month, day_of_month)
    except ValueError:
        if month > 12 >= day_of_month:
            fix = f"write {month}/{day_of_month}/{starts}"
            return Trouble("V08", f"{quoted(text)} has the month before the day", fix)
        return _no_date(text, "is a day that no calendar has")


def _day_number(text: str) -> Trouble:
    # Excel counts days from the last day of 1899, and believes that 1900 was a leap year.
    meant = date.fromordinal(date(1899, 12, 30).toordinal() + int(float(text)))
    says = f"{quoted(text)} looks like a spreadsheet's day number"
    return Trouble("V08", says, f"write {meant} if that is the day meant")


def _no_date(text: str, why: str) -> Trouble:
    return Trouble("V08", f"{quoted(text)} {why}", "write it like 1/4/2027 or 2027-04-01")


# -- words -----------------------------------------------------------------------------------


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


def spoilt(text: str) -> Trouble | None:
    """What may be wrong with a text whatever its column: errors, formulas, rubbish, length."""
    if re.match(SHEET_ERROR, text, re.IGNORECASE):
        return no_value(text)
    if re.search(FORMULA, text):
        says = f"{quoted(text)} begins as a formula does"
        return Trouble("V14", says, "write it as text that begins with a letter or a digit")
    if len(text) > LONGEST_TEXT:
        says = f"the cell has {len(text)} characters; the longest allowed is {LONGEST_TEXT}"
        return Trouble("V15", says, "shorten it; or look for a quote mark that was never closed")
    if re.search(SPOILT, text):
        says = f"{quoted(text)} holds characters that were spoilt on the way"
        return Trouble("V16", says, "type it again, and save as 'CSV UTF-8'")
    return None


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


# -- what a column asks beyond its kind ---------------------------------------------------------


def not_one_of(text: str, known: tuple[str, ...], what: str) -> Trouble:
    """A word that is not among the allowed ones."""
    guess = nearest(text, known)
    fix = f"write '{guess}'" if guess else "write one of " + ", ".join(f"'{k}'" for k in known)
    return Trouble("V10", f"{quoted(text)} is not a known {what}", fix)


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
        per_cent = unit == "share" and 1 < value <= 100
        fix = f"write {plain_number(value / 100)}, if {shown} is per cent"
        return Trouble(
            "V11",
            f"{name} is {shown}; the most allowed is {limit}",
            fix if per_cent else f"write {limit} or less",
        )
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
