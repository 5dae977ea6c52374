"""Numbers and lists as people say them, in a sentence of any room."""

from __future__ import annotations

from collections.abc import Iterable

MINUS = "\N{MINUS SIGN}"


def in_pounds(gbp: float) -> str:
    """Pounds to three figures, in words past a million.

    >>> in_pounds(950), in_pounds(412_345), in_pounds(4_250_000), in_pounds(-1.8e9)
    ('£950', '£412,000', '£4.25 million', '-£1.8 billion')
    """
    sign, size = ("-" if gbp < 0 else ""), float(f"{abs(gbp):.3g}")
    for scale, name in ((1e9, " billion"), (1e6, " million")):
        if size >= scale:
            return f"{sign}£{size / scale:g}{name}"
    return f"{sign}£{size:,.0f}"


def percent(share: float) -> str:
    """A share as a reader knows it.

    >>> percent(0.028), percent(0.92), percent(1.25)
    ('2.8%', '92%', '125%')
    """
    return f"{round(share * 100, 1):g}%"


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


def between(low: str, high: str) -> str:
    """An interval in words; once, where its ends read alike.

    >>> between("£43 million", "£70 million"), between("30", "30")
    ('between £43 million and £70 million', 'close to 30')
    """
    return f"close to {low}" if low == high else f"between {low} and {high}"


def in_hundred(share: float) -> str:
    """A share as so many in every hundred, without the last words.

    >>> in_hundred(0.05), in_hundred(0.125), in_hundred(0.004)
    ('5', '12.5', '0.4')
    """
    return f"{round(abs(share) * 100, 1):g}"


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
