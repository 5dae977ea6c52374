"""What a run is of: the facts that make two runs alike or unlike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from commonweal.archive.published import Published
from commonweal.base.numbers.year import Year

HEAD = {
    "name": "system",
    "base_year": "base year",
    "first_year": "first year of the plan",
    "last_year": "last year",
    "price_year": "price year",
    "rulebook_day": "day of the policy numbers",
    "reconcile": "brought to what was reported",
}
"""What a plan says of itself, each with its words."""

CODES = {
    "place": "places",
    "organisation": "organisations",
    "site": "sites",
    "service": "services",
    "proposal": "proposals",
}
"""What figures are about, each in the plural."""

OF_A_SYSTEM = ("place", "organisation", "site", "service")
"""What has to be the same for two plans to be plans of one system."""

SHOWN_AT_MOST = 4
"""How many codes that one run alone has are named."""


@dataclass(frozen=True, slots=True)
class Unlike:
    """One thing that is not the same in two runs.

    Attributes:
        what: in words, such as `price year`.
        first, second: what it is in each.
    """

    what: str
    first: str
    second: str


def facts_of(run: Published) -> dict[str, str]:
    """What a run is of and how it was made, in words."""
    manifest, plan = run.manifest, run.plan
    said = {words: _in_words(name, plan.get(name)) for name, words in HEAD.items()}
    return said | {
        "scenarios": ", ".join(manifest.scenarios) or "none",
        "settings": ", ".join(f"{c} = {v}" for c, v in manifest.settings.items()) or "none",
        "draws": f"{manifest.draws:,}",
        "seed": str(manifest.seed),
        "version of commonweal": manifest.versions.get("commonweal", "not known"),
    }


def _in_words(name: str, value: object) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(Year(value)) if name.endswith("year") and isinstance(value, int) else str(value)


def codes_of(run: Published) -> dict[str, frozenset[str]]:
    """The codes that a run's figures are about, by key."""
    found: dict[str, set[str]] = {key: set() for key in CODES}
    for frame in run.figures.frames.values():
        for key in CODES:
            found[key] |= set(frame[key].drop_nulls().unique())
    return {key: frozenset(codes) for key, codes in found.items()}


def years_of(run: Published) -> frozenset[int]:
    """The years that a run carries its plan through, from the base year on."""
    frame = run.figures.frame("money.gap")
    return frozenset(frame.filter(pl.col("level") == "system")["year"].drop_nulls().to_list())


def are_of_one_system(first: Published, second: Published) -> bool:
    """Whether two runs are of the same places, bodies, sites, services and years."""
    one, two = codes_of(first), codes_of(second)
    return years_of(first) == years_of(second) and all(one[k] == two[k] for k in OF_A_SYSTEM)


def unlike_facts(first: Published, second: Published) -> Iterator[Unlike]:
    """All that is not the same in two runs, in a fixed order."""
    one, two = facts_of(first), facts_of(second)
    for what in one:
        if one[what] != two[what]:
            yield Unlike(what, one[what], two[what])
    mine, theirs = codes_of(first), codes_of(second)
    for key, words in CODES.items():
        if mine[key] != theirs[key]:
            both = len(mine[key] & theirs[key])
            alone = (_some(mine[key] - theirs[key]), _some(theirs[key] - mine[key]))
            yield Unlike(f"{words} ({both} in both)", *alone)


def alike_facts(first: Published, second: Published) -> Iterator[str]:
    """All that is the same in two runs, with what it is."""
    one, two = facts_of(first), facts_of(second)
    yield from (f"{what} {value}" for what, value in one.items() if two[what] == value)
    mine, theirs = codes_of(first), codes_of(second)
    yield from (
        f"all {len(mine[key])} {words}"
        for key, words in CODES.items()
        if mine[key] and mine[key] == theirs[key]
    )


def _some(codes: frozenset[str]) -> str:
    """A few codes in a line, and how many more there are.

    >>> _some(frozenset("fedcba")), _some(frozenset())
    ('a, b, c, d and 2 more', 'no other')
    """
    shown, more = sorted(codes)[:SHOWN_AT_MOST], len(codes) - SHOWN_AT_MOST
    return f"{', '.join(shown)} and {more} more" if more > 0 else ", ".join(shown) or "no other"
