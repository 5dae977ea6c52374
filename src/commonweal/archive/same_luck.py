"""Two runs of one system under the same luck: how surely they differ, and why, part by part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import polars as pl

from commonweal.archive.again import run_again
from commonweal.archive.input_differences import Part, changed_parts
from commonweal.archive.manifest import Manifest
from commonweal.base.figures.spread import spread_of
from commonweal.base.numbers.chance import Array
from commonweal.care import spare_beds
from commonweal.execute import Run, run
from commonweal.rulebook import rulebook


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much one figure differs, second less first, under the same luck.

    Attributes:
        measure, about: the figure; `about` blank is the whole system.
        first, second: its central value in each run, with the plan.
        low, central, high: of the difference; low and high None without draws.
        unit: of all five.
    """

    measure: str
    about: str
    first: float
    second: float
    low: float | None
    central: float
    high: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Cause:
    """What one changed part does on its own to the last year's gap, GBP, central run."""

    part: Part
    gap: float


@dataclass(frozen=True, slots=True)
class SameLuck:
    """Two runs of one system, both made again under the luck of the first.

    Attributes:
        draws, seed: of the luck that both were given.
        notes: what was not as it should be, such as another seed.
        differences: of the headline figures.
        causes: the changed parts, each with its effect on its own.
        interplay: what the parts do together beyond their sum, GBP.
    """

    draws: int
    seed: int
    notes: tuple[str, ...]
    differences: tuple[Difference, ...]
    causes: tuple[Cause, ...]
    interplay: float


def under_the_same_luck(
    first: tuple[Path, Manifest],
    second: tuple[Path, Manifest],
    year: int,
    progress: Callable[[int], None] = lambda done: None,
) -> SameLuck:
    """Make two runs of one system again, both under the luck of the first.

    Args:
        first, second: run folders with their manifests.
        year: the year to look at.
        progress: called with how many draws are done.

    Raises:
        ProblemsFound: if the inputs of one are not as this version reads them.
    """
    was, now = first[1], second[1]
    draws = min(was.draws, now.draws)
    one, two = (
        run_again(folder, replace(manifest, draws=draws, seed=was.seed), progress)
        for folder, manifest in (first, second)
    )
    notes = []
    if was.seed != now.seed:
        notes.append(f"the second run had seed {now.seed}; both are given seed {was.seed} here")
    if was.draws != now.draws:
        notes.append(f"both are given {draws} draws here, the fewer of the two")
    parts = [(part, _alone(part)) for part in changed_parts(one.plan, two.plan)]
    causes = tuple(
        Cause(part, _gap(by_itself, year) - _gap(one, year))
        for part, by_itself in parts
        if by_itself is not None
    )
    notes += [
        f"{part.name} does not fit the first run without the other changes"
        for part, by_itself in parts
        if by_itself is None
    ]
    whole = _gap(two, year) - _gap(one, year)
    return SameLuck(
        draws=draws,
        seed=was.seed,
        notes=tuple(notes),
        differences=tuple(_differences(one, two, year)),
        causes=causes,
        interplay=whole - sum(cause.gap for cause in causes),
    )


def _alone(part: Part) -> Run | None:
    """A run of the first system with one part of the second; None if they do not fit together."""
    try:
        return run(part.swapped, draws=0)
    except (ValueError, KeyError, IndexError, pl.exceptions.PolarsError):
        # A table of the second may lack a row that the rest of the first needs.
        return None


def _gap(one: Run, year: int) -> float:
    at = year - one.plan.base_year
    return -float(one.carried.plan.money.balance[0, at].sum())


def _headlines(one: Run, year: int) -> dict[tuple[str, str], tuple[Array, str]]:
    """Draws of the headline figures with the plan in a year: (measure, about) -> (draws, unit)."""
    at, prepared = year - one.plan.base_year, one.prepared
    labels, sides = prepared.labels, (one.carried.nothing.care, one.carried.plan.care)
    ceiling = rulebook(one.plan.policy)["care.occupancy_ceiling"].on(one.plan.rulebook_day)
    balance = one.carried.plan.money.balance[:, at]
    spare = spare_beds(prepared.care, sides, ceiling.number)[1][:, at]
    found = {
        ("money.gap", ""): (-balance.sum(axis=-1), "GBP"),
        ("money.chance_of_balance", ""): ((balance.sum(axis=-1) > -0.01) * 1.0, "share"),
        ("care.chance_enough_beds", ""): ((spare > -0.001).all(axis=-1) * 1.0, "share"),
        ("care.beds_spare", ""): (spare.sum(axis=-1), "bed"),
    }
    for o, body in enumerate(labels.organisations):
        found["money.balance", body] = (balance[:, o], "GBP")
    for n, j in enumerate(prepared.care.givers.bed_sites):
        found["care.beds_spare", labels.sites[j]] = (spare[:, n], "bed")
    return found


def _differences(one: Run, two: Run, year: int) -> list[Difference]:
    mine, theirs = _headlines(one, year), _headlines(two, year)
    out = []
    for key in [key for key in mine if key in theirs]:
        (first, unit), (second, _) = mine[key], theirs[key]
        if np.array_equal(first, second):
            continue
        chance = unit == "share"
        ends = {} if chance else spread_of(second - first)
        # A chance is the mean of its draws; its difference has no further interval.
        was, now = (float(v[1:].mean() if chance and len(v) > 1 else v[0]) for v in (first, second))
        out.append(
            Difference(
                *key,
                first=was,
                second=now,
                low=float(ends["low"]) if "low" in ends else None,
                central=now - was,
                high=float(ends["high"]) if "high" in ends else None,
                unit=unit,
            )
        )
    return out
