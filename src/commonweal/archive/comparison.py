"""Side by side: any two runs, what they have in common, what differs, what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from commonweal.archive.facts import (
    CODES,
    OF_A_SYSTEM,
    Unlike,
    alike_facts,
    are_of_one_system,
    codes_of,
    unlike_facts,
    years_of,
)
from commonweal.archive.published import Published
from commonweal.archive.reading import read
from commonweal.archive.same_luck import SameLuck, under_the_same_luck
from commonweal.base.figures.query import Figure
from commonweal.base.reading.problems import ProblemsFound

PEOPLE = "people.residents"
PER_PEOPLE = 1000
"""Figures of systems of unlike size are set beside each other for so many residents."""
ALIKE_IN_SIZE = 0.001
"""Two systems whose numbers of people differ by less, as a share, are of one size."""
NO_SIZE = ("share", "1")
"""Units that do not grow with a system."""
SHOWN_AT_MOST = 4
"""How many measures that one run alone has are named."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One figure of the whole system, with the plan, in both runs.

    Attributes:
        says: what it is.
        first, second: it in each run.
        each_thousand: both for every 1,000 residents; None where the systems are of one size, or
            size does not matter to it.
    """

    says: str
    first: Figure
    second: Figure
    each_thousand: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side.

    Attributes:
        years: the year looked at in each; the same, if they share one.
        alike: what is the same in both.
        unlike: what is not.
        not_compared: what cannot be compared and why, a sentence each.
        pairs: the figures of the whole system.
        same_luck: both made again under the same luck; None if they are not of one system.
    """

    years: tuple[int, int]
    alike: tuple[str, ...]
    unlike: tuple[Unlike, ...]
    not_compared: tuple[str, ...]
    pairs: tuple[Pair, ...]
    same_luck: SameLuck | None

    @property
    def same(self) -> bool:
        """Whether the two are the same run under the same luck."""
        found = self.same_luck
        return found is not None and not found.differences and not found.causes


def compare(
    first: Path, second: Path, progress: Callable[[int], None] = lambda done: None
) -> Comparison:
    """Set two run folders side by side, of any systems, years, draws and versions.

    Two runs of one system are made again under the same luck as well, which says how surely they
    differ and why.

    Args:
        first, second: run folders.
        progress: called with how many draws are done.

    Raises:
        NotARunFolder: if one is none, or is not as it was written.
    """
    one, two = read(first), read(second)
    years = _years(one, two)
    same_luck, why_not = None, WHY_NOT
    if are_of_one_system(one, two):
        try:
            folders = (first, one.manifest), (second, two.manifest)
            same_luck, why_not = under_the_same_luck(*folders, years[0], progress), ""
        except ProblemsFound as found:
            problem = found.problems[0]
            why_not = f"{BY_LUCK}: the inputs cannot be read today ({problem.where} {problem.says})"
    return Comparison(
        years=years,
        alike=tuple(alike_facts(one, two)),
        unlike=tuple(unlike_facts(one, two)),
        not_compared=(*_not_compared(one, two), *filter(None, [why_not])),
        pairs=tuple(_pairs(one, two, years)),
        same_luck=same_luck,
    )


BY_LUCK = "how surely they differ, and why, part by part"
WHY_NOT = (
    f"{BY_LUCK}: that takes two runs of the same places, organisations, sites, services and years"
)


def _years(one: Published, two: Published) -> tuple[int, int]:
    """The last year that both have; else the last of each."""
    mine, theirs = years_of(one), years_of(two)
    shared = mine & theirs
    return (max(shared), max(shared)) if shared else (max(mine), max(theirs))


def _not_compared(one: Published, two: Published) -> Iterator[str]:
    if not years_of(one) & years_of(two):
        yield "one year with the same year: they share none, and the last of each is shown"
    mine, theirs = codes_of(one), codes_of(two)
    for key in OF_A_SYSTEM:
        if mine[key] and theirs[key] and not mine[key] & theirs[key]:
            yield f"{CODES[key]}, one by one: no {key} is in both"
    for which, run, other in (("first", one, two), ("second", two, one)):
        alone = sorted(run.figures.frames.keys() - other.figures.frames.keys())
        if alone:
            more = f" and {len(alone) - SHOWN_AT_MOST} more" if len(alone) > SHOWN_AT_MOST else ""
            yield f"{', '.join(alone[:SHOWN_AT_MOST])}{more}: the {which} run alone has them"
        if not run.manifest.draws:
            yield f"ranges: the {which} run has no draws"


def _pairs(one: Published, two: Published, years: tuple[int, int]) -> Iterator[Pair]:
    """Each figure of the whole system that both runs have, in the order of the first."""
    heads = _heads(one, two, years)
    for code in one.figures.frames:
        first, second = _whole(one, code, years[0]), _whole(two, code, years[1])
        if first is None or second is None or first.unit != second.unit:
            continue
        entry = one.index.get(code)
        each = None
        if heads is not None and code != PEOPLE and first.unit not in NO_SIZE:
            each = (first.central / heads[0], second.central / heads[1])
        yield Pair(entry.says if entry else "", first, second, each)


def _whole(run: Published, code: str, year: int) -> Figure | None:
    """The figure of the whole system with the plan, or the one that no plan changes."""
    return run.figures.find(code, side="plan", year=year) or run.figures.find(
        code, side="either", year=year
    )


def _heads(one: Published, two: Published, years: tuple[int, int]) -> tuple[float, float] | None:
    """The residents of both, in thousands; None where they are as many, or are not known."""
    first, second = _whole(one, PEOPLE, years[0]), _whole(two, PEOPLE, years[1])
    if first is None or second is None or not first.central or not second.central:
        return None
    unlike = abs(first.central / second.central - 1) > ALIKE_IN_SIZE
    return (first.central / PER_PEOPLE, second.central / PER_PEOPLE) if unlike else None
