"""Numbers as people say them."""

from __future__ import annotations

import math
from collections.abc import Iterable

from commonweal.assurance.wording.sentences import in_pounds, percent

__all__ = [
    "amount",
    "between",
    "chance",
    "change",
    "gap",
    "in_hundred",
    "lower_first",
    "percent",
    "pounds",
    "spoken_list",
    "unit_words",
]

MINUS = "\N{MINUS SIGN}"

_UNITS = {
    "attendance": ("visit", "visits"),
    "admission": ("admission", "admissions"),
    "day_case": ("day case", "day cases"),
    "appointment": ("appointment", "appointments"),
    "contact": ("contact", "contacts"),
    "delivery": ("birth", "births"),
    "bed_day": ("bed-day", "bed-days"),
    "package_week": ("week of care", "weeks of care"),
    "prescription": ("prescription", "prescriptions"),
    "person": ("person", "people"),
    "bed": ("bed", "beds"),
    "wte": ("full-time post", "full-time posts"),
}


def pounds(gbp: float) -> str:
    """Pounds to three figures, with a proper minus.

    >>> pounds(57_000_000), pounds(-412_345), pounds(0)
    ('£57 million', '−£412,000', '£0')
    """
    return in_pounds(0.0 if abs(gbp) < 0.5 else gbp).replace("-", MINUS)


def amount(number: float) -> str:
    """A count as people write it: whole, to three figures past a thousand.

    >>> amount(2.26), amount(41.7), amount(12_696.6), amount(1_404_000), amount(-3.53)
    ('2.3', '42', '12,700', '1.4 million', '−3.5')
    """
    sign, size = (MINUS if number < 0 else ""), abs(number)
    if round(size, 1) < 10:
        told = f"{round(size, 1):g}"
        return told if told == "0" else sign + told
    if size < 1000:
        return f"{sign}{size:,.0f}"
    rounded = float(f"{size:.3g}")
    if rounded >= 1e6:
        return f"{sign}{rounded / 1e6:g} million"
    return f"{sign}{rounded:,.0f}"


def unit_words(unit: str, number: float = 2) -> str:
    """The unit of care as people say it, one or many.

    >>> unit_words("attendance"), unit_words("bed", 1)
    ('visits', 'bed')
    """
    one, many = _UNITS.get(unit, (unit.replace("_", " "),) * 2)
    return one if number == 1 else many


def gap(gbp: float) -> str:
    """What a system is short of, or has over.

    >>> gap(57e6), gap(-2_500_000), gap(0.2)
    ('£57 million short', '£2.5 million over', 'in balance')
    """
    if abs(gbp) < 0.5:
        return "in balance"
    return f"{pounds(abs(gbp))} {'short' if gbp > 0 else 'over'}"


def between(low: str, high: str) -> str:
    """An interval in words; once, where its ends read alike.

    >>> between("£43 million", "£70 million"), between("30", "30")
    ('between £43 million and £70 million', 'close to 30')
    """
    return f"close to {low}" if low == high else f"between {low} and {high}"


def chance(share: float) -> str:
    """A chance as so many in ten, or in a hundred where it is near none or near sure.

    >>> chance(0.62), chance(0.125), chance(0.031)
    ('about 6 chances in 10', 'about 1 chance in 10', 'about 3 chances in 100')
    >>> chance(0.004), chance(0.0), chance(0.97), chance(1.0)
    ('less than 1 chance in 100', 'almost no chance', 'about 97 chances in 100', 'almost certain')
    >>> chance(0.996)
    'more than 99 chances in 100'
    """
    if share <= 0:
        return "almost no chance"
    if share >= 1:
        return "almost certain"
    if share < 0.01:
        return "less than 1 chance in 100"
    if share > 0.99:
        return "more than 99 chances in 100"
    of = 10 if 0.095 <= share <= 0.905 else 100
    count = math.floor(share * of + 0.5)
    return f"about {count} chance{'' if count == 1 else 's'} in {of}"


def in_hundred(share: float) -> str:
    """A share as so many in every hundred, without the last words.

    >>> in_hundred(0.05), in_hundred(0.125), in_hundred(0.004)
    ('5', '12.5', '0.4')
    """
    return f"{round(abs(share) * 100, 1):g}"


def change(now: float, before: float) -> str:
    """By how much something grew.

    >>> change(110, 100), change(97.4, 100), change(100, 100), change(5, 0)
    ('10% more', '2.6% less', 'no change', 'from none')
    """
    if before == 0:
        return "no change" if now == 0 else "from none"
    share = now / before - 1
    if abs(share) < 0.0005:
        return "no change"
    return f"{percent(abs(share))} {'more' if share > 0 else 'less'}"


def lower_first(text: str) -> str:
    """A name inside a sentence: its first letter small, unless the word is all capitals.

    >>> lower_first("Emergency admissions"), lower_first("A&E visits"), lower_first("GP visits")
    ('emergency admissions', 'A&E visits', 'GP visits')
    """
    if len(text) < 2 or not (text[1].islower() or text[1] == " "):
        return text
    return text[0].lower() + text[1:]


def spoken_list(parts: Iterable[str]) -> str:
    """Several things as a person lists them.

    >>> spoken_list(["a"]), spoken_list(["a", "b"]), spoken_list(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    *first, last = list(parts) or [""]
    return f"{', '.join(first)} and {last}" if first else last
