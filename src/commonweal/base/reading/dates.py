"""Financial years and dates, in the forms people and spreadsheets write them."""

import re
from datetime import date

from commonweal.base.reading.trouble import Trouble, no_value, quoted

DAY_NUMBER = re.compile(r"[2-7]\d{4}(\.\d+)?")
"""A day as a spreadsheet counts it: 45748 is 1 April 2025."""

YEARS = range(1900, 2200)
"""The calendar years in which a date or a financial year is not a slip."""


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
        says = f"{quoted(text)} is not a year we can plan with"
        return Trouble("V07", says, "write 2027-28, with the year you mean")
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
    run_on = re.fullmatch(r"(\d{4})_?(\d\d)", text)
    if run_on and int(run_on[2]) == (int(run_on[1]) + 1) % 100 and int(run_on[1]) in YEARS:
        return _no_year(text, "is not written as a financial year", int(run_on[1]))
    ends = re.fullmatch(r"fy ?'?(\d\d)", text.lower())
    if ends:
        return _ends_or_starts(text, 2000 + int(ends[1]))
    month = re.fullmatch(r"([a-z]{3})[a-z]*[- ]?'?(\d{4}|\d\d)", text.lower())
    if month and month[1] in MONTHS:
        return _of_month(text, MONTHS.index(month[1]) + 1, int(month[2]) % 100 + 2000)
    day = _counted(text) if DAY_NUMBER.fullmatch(text) else date_of(text)
    if isinstance(day, date):
        return _no_year(text, "is a date, not a financial year", _starts_in(day.year, day.month))
    says = f"{quoted(text)} is not a financial year"
    return Trouble("V07", says, "write 2027-28, with the year you mean")


def _no_year(text: str, why: str, start: int) -> Trouble:
    return Trouble("V07", f"{quoted(text)} {why}", f"write {year_text(start)}")


def _starts_in(calendar: int, month: int) -> int:
    return calendar if month >= 4 else calendar - 1


def _of_month(text: str, month: int, calendar: int) -> Trouble:
    meant = year_text(_starts_in(calendar, month))
    says = f"{quoted(text)} is a month, not a financial year"
    return Trouble("V07", says, f"write {meant}, if a month of {calendar} is meant")


def _ends_or_starts(text: str, calendar: int) -> Trouble:
    says = f"{quoted(text)} may be the year that ends in {calendar} or the one that starts then"
    fix = f"write {year_text(calendar - 1)} or {year_text(calendar)}"
    return Trouble("V07", says, fix)


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day(text: str) -> date | Trouble:
    """A date, British or ISO: 1/4/2027, 01-04-2027, 1 April 2027 or 2027-04-01.

    >>> str(day("1/4/2027")), str(day("1 April 2027")), str(day("2027-04-01"))
    ('2027-04-01', '2027-04-01', '2027-04-01')
    >>> day("04/13/2027").fix
    'write 13/4/2027'
    """
    found = date_of(text)
    if isinstance(found, date):
        return found if found.year in YEARS else _no_date(text, "is not a date we can plan with")
    return found or no_value(text) or _no_date(text, "is not a date")


def date_of(text: str) -> date | Trouble | None:
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
    if DAY_NUMBER.fullmatch(words):
        return _day_number(words)
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


def _counted(text: str) -> date:
    """The day of a spreadsheet's day number."""
    # Excel counts days from the last day of 1899, and believes that 1900 was a leap year.
    return date.fromordinal(date(1899, 12, 30).toordinal() + int(float(text)))


def _day_number(text: str) -> Trouble:
    meant = _counted(text)
    says = f"{quoted(text)} looks like a spreadsheet's day number"
    return Trouble("V08", says, f"write {meant} if that is the day meant")


def _no_date(text: str, why: str) -> Trouble:
    return Trouble("V08", f"{quoted(text)} {why}", "write it like 1/4/2027 or 2027-04-01")
