"""How findings write shares, pounds and years."""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.base.numbers.spoken import in_pounds, percent
from commonweal.base.numbers.year import Year
from commonweal.rulebook import REVIEW, Evidence

__all__ = ["in_a_sentence", "in_pounds", "in_years", "percent", "study"]


def study(entry: Evidence) -> str:
    """An entry of the evidence library as a sentence names it, with its code to look it up by.

    A review that weighed many initiatives is named with the one it is about.

    >>> from commonweal.rulebook import evidence_library
    >>> study(evidence_library()["rushcliffe-ae"])
    'Enhanced support in care homes, Rushcliffe (the Principia vanguard) [rushcliffe-ae]'
    """
    about = f", {in_a_sentence(entry.intervention)}" if entry.design == REVIEW else ""
    return f"{entry.study}{about} [{entry.code}]"


def in_a_sentence(name: str) -> str:
    """A name as it stands inside a sentence: with a small letter, unless letters stand for words.

    >>> in_a_sentence("Emergency admissions"), in_a_sentence("A&E, children"), in_a_sentence("")
    ('emergency admissions', 'A&E, children', '')
    """
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def in_years(years: Iterable[int]) -> str:
    """Years as they are spoken of; those that follow one another are folded.

    >>> in_years([2027]), in_years([2029, 2026, 2027, 2028])
    ('2027-28', '2026-27 to 2029-30')
    >>> in_years([2026, 2028, 2029])
    '2026-27, 2028-29 to 2029-30'
    """
    runs: list[tuple[int, int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return ", ".join(
        str(Year(first)) if first == last else f"{Year(first)} to {Year(last)}"
        for first, last in runs
    )
