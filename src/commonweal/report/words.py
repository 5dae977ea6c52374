"""Numbers as people say them."""

from __future__ import annotations

import math

from commonweal.archive import plain
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
    "chance_in_hundred",
    "change",
    "exact",
    "gap",
    "growth",
    "how_many",
    "in_hundred",
    "label",
    "lower_first",
    "millions",
    "of_100",
    "percent",
    "pounds",
    "pounds_short",
    "spoken_list",
    "unit_words",
    "upper_first",
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


def exact(number: float, unit: str) -> str:
    """A number as it was published, with its unit: for who checks the sums.

    >>> exact(-1234567.4, "GBP"), exact(2.5, "bed"), exact(0.25, "share"), exact(7.0, "")
    ('−£1,234,567', '2.5 beds', '0.25', '7')
    """
    text = plain(abs(number))
    sign = MINUS if number < 0 else ""
    if unit == "GBP":
        return f"{sign}£{text}"
    counted = f" {unit_words(unit, number)}" if unit and unit not in ("share", "ratio", "") else ""
    return f"{sign}{text}{counted}"


def gap(gbp: float) -> str:
    """What a system is short of, or has over.

    >>> gap(57e6), gap(-2_500_000), gap(0.2)
    ('£57 million short', '£2.5 million over', 'at break-even')
    """
    if abs(gbp) < 0.5:
        return "at break-even"
    return f"{pounds(abs(gbp))} {'short' if gbp > 0 else 'over'}"


def chance(share: float) -> str:
    """A chance as so many in ten, or in a hundred where it is near none or near sure.

    >>> chance(0.62), chance(0.125), chance(0.031)
    ('about 6 in 10', 'about 1 in 10', 'about 3 in 100')
    >>> chance(0.004), chance(0.0), chance(0.97), chance(1.0)
    ('less than 1 in 100', 'almost none', 'about 97 in 100', 'almost 100 in 100')
    >>> chance(0.996)
    'more than 99 in 100'
    """
    if 0.095 <= share <= 0.905:
        return f"about {_in(share, 10)}"
    text = chance_in_hundred(share)
    return f"about {text}" if text[0].isdigit() else text


def chance_in_hundred(share: float) -> str:
    """A chance as so many in a hundred, for those who compare; never none or all where it is not.

    >>> chance_in_hundred(0.204), chance_in_hundred(0.01), chance_in_hundred(0.0)
    ('20 in 100', '1 in 100', 'almost none')
    >>> chance_in_hundred(0.004), chance_in_hundred(0.996), chance_in_hundred(1.0)
    ('less than 1 in 100', 'more than 99 in 100', 'almost 100 in 100')
    """
    if share <= 0:
        return "almost none"
    if share >= 1:
        return "almost 100 in 100"
    if share < 0.01:
        return "less than 1 in 100"
    if share > 0.99:
        return "more than 99 in 100"
    return _in(share, 100)


def _in(share: float, of: int) -> str:
    return f"{math.floor(share * of + 0.5)} in {of}"


def millions(gbp: float) -> str:
    """Pounds in £ million with their sign, to about three figures.

    >>> millions(-788_698), millions(12_340_000), millions(0)
    ('−0.79', '+12.3', '0')
    """
    million = abs(gbp) / 1e6
    text = f"{million:,.{2 if million < 1 else 1 if million < 100 else 0}f}"
    if not float(text.replace(",", "")):
        return "0"
    return (MINUS if gbp < 0 else "+") + text


def pounds_short(gbp: float) -> str:
    """Pounds as a table has room for.

    >>> pounds_short(57_340_000), pounds_short(-412_345), pounds_short(0.2), pounds_short(1.2e9)
    ('£57.3m', '−£0.41m', '£0', '£1,200m')
    """
    number = millions(gbp)
    if number == "0":
        return "£0"
    return f"{MINUS if gbp < 0 else ''}£{number[1:]}m"


def growth(share: float) -> str:
    """Growth with its sign.

    >>> growth(0.0312), growth(-0.004), growth(0.0)
    ('+3.1%', '−0.4%', '0%')
    """
    percent_of = f"{round(share * 100, 1) + 0.0:+g}%"
    return "0%" if percent_of in ("+0%", "-0%") else percent_of.replace("-", MINUS)


LABELS = {"illustrative": "made up"}


def label(status: str) -> str:
    """What a kind of number is called on a page.

    >>> label("illustrative"), label("measured")
    ('made up', 'measured')
    """
    return LABELS.get(status, status)


def of_100(share: float) -> str:
    """A share of the tries, to stand before `tries`; never none or all where it is not.

    >>> of_100(0.204), of_100(0.01), of_100(0.0), of_100(1.0)
    ('20 of 100', '1 of 100', 'none of 100', 'all of 100')
    >>> of_100(0.003), of_100(0.998)
    ('fewer than 1 of 100', 'more than 99 of 100')
    """
    if 0 < share < 0.005:
        return "fewer than 1 of 100"
    if 0.995 < share < 1:
        return "more than 99 of 100"
    number = round(100 * share)
    return f"{({0: 'none', 100: 'all'}).get(number, number)} of 100"


def how_many(count: int, total: int, noun: str, nouns: str, verbs: tuple[str, str]) -> str:
    """How many of some things are something, right for none, one, many and all.

    Args:
        count: how many are.
        total: of how many.
        noun: one of them.
        nouns: several of them.
        verbs: what one does, and what several do.

    >>> [how_many(n, 3, "site", "sites", ("has", "have")) for n in range(4)]
    ['no site has', '1 of 3 sites has', '2 of 3 sites have', 'all 3 sites have']
    >>> how_many(1, 1, "site", "sites", ("has", "have"))
    'the only site has'
    """
    if not count:
        return f"no {noun} {verbs[0]}"
    if count == total:
        return f"the only {noun} {verbs[0]}" if total == 1 else f"all {total} {nouns} {verbs[1]}"
    return f"{count} of {total} {nouns} {verbs[0] if count == 1 else verbs[1]}"


def upper_first(text: str) -> str:
    """Words as they begin a sentence.

    >>> upper_first("no site has too few")
    'No site has too few'
    """
    return text[:1].upper() + text[1:]


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
