"""Numbers as people say them."""

from __future__ import annotations

import math

from commonweal.base.numbers.spoken import (
    MINUS,
    amount,
    between,
    in_hundred,
    lower_first,
    percent,
    pounds,
    spoken_list,
)

__all__ = [
    "MINUS",
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
