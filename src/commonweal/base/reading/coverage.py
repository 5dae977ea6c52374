"""Coverage: rows that a table must have and has not, for what is missing is not zero."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from commonweal.base.declare.covers import BOTH_SEXES, OLDEST, SEXES, Covers
from commonweal.base.declare.tables import Table
from commonweal.base.reading.problems import Problem

AGES = OLDEST + 1
WHO = {"female": "women", "male": "men"}


def lacking(
    frames: Mapping[str, pl.DataFrame], table: Table, law: Covers, file: str
) -> Iterator[Problem]:
    """A Problem for each of the codes together that some sex or age has no row for."""
    wanted = pl.DataFrame({"one": [0]})
    for name in law.every:
        other, column = table.column(name).target or ("", "")
        known = frames[other][column].unique(maintain_order=True).alias(name)
        wanted = wanted.join(pl.DataFrame(known), how="cross")
    there = _rows(frames[table.name], law)
    counted = there.group_by(law.every).agg(rows=pl.col("rows").sum())
    full = (len(SEXES) if law.sex else 1) * (AGES if law.ages else 1)
    short = wanted.join(counted, on=law.every, how="left").filter(
        pl.col("rows").fill_null(0) < full
    )
    for row in short.select(law.every).iter_rows():
        codes = dict(zip(law.every, row, strict=True))
        here = there.filter(pl.all_horizontal(pl.col(n) == code for n, code in codes.items()))
        yield _problem(codes, _gaps(here, law), law, file)


def _rows(frame: pl.DataFrame, law: Covers) -> pl.DataFrame:
    """A row for each sex that a row is for, and how many ages it holds."""
    ages = pl.lit(1)
    if law.ages:
        ages = pl.col(law.ages[1]) - pl.col(law.ages[0]) + 1
    rows = frame.with_columns(rows=ages.cast(pl.Int64))
    if law.sex:
        both = pl.when(pl.col(law.sex) == BOTH_SEXES).then(pl.lit(list(SEXES)))
        rows = rows.with_columns(both.otherwise(pl.concat_list(law.sex)).alias(law.sex))
        rows = rows.explode(law.sex)
    return rows


def _gaps(here: pl.DataFrame, law: Covers) -> dict[str, list[tuple[int, int]]]:
    """The ages without a row, by sex; one of each where neither is told apart."""
    gaps: dict[str, list[tuple[int, int]]] = {}
    for sex in SEXES if law.sex else ("",):
        rows = here.filter(pl.col(law.sex) == sex) if law.sex else here
        held: set[int] = set()
        if law.ages:
            for first, last in rows.select(law.ages).iter_rows():
                held.update(range(first, last + 1))
        elif rows.height:
            held.update(range(AGES))
        missing = [age for age in range(AGES) if age not in held]
        if missing:
            gaps[sex] = _runs(missing)
    return gaps


def _runs(ages: list[int]) -> list[tuple[int, int]]:
    """Ages that follow one another, as first and last.

    >>> _runs([0, 1, 2, 65, 66])
    [(0, 2), (65, 66)]
    """
    runs = [(ages[0], ages[0])]
    for age in ages[1:]:
        if age == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], age)
        else:
            runs.append((age, age))
    return runs


def _problem(
    codes: Mapping[str, str], gaps: Mapping[str, list[tuple[int, int]]], law: Covers, file: str
) -> Problem:
    what = " and ".join(f"{name} {code}" for name, code in codes.items())
    says = f"no row for {what}"
    if law.sex or law.ages:
        says += f": {_people(gaps)}"
    zero = f"; where there are truly none, write {law.zero} 0" if law.zero else ""
    return Problem("X03", file, None, law.zero or law.every[0], says, f"add the rows{zero}")


def _people(gaps: Mapping[str, list[tuple[int, int]]]) -> str:
    """Sexes and ages in words.

    >>> _people({"female": [(65, 90)], "male": [(65, 90)]}), _people({"male": [(0, 90)]})
    ('people aged 65 and over', 'men of all ages')
    """
    alike = len(gaps) == len(SEXES) and len({str(ages) for ages in gaps.values()}) == 1
    if alike or "" in gaps:
        return f"people {_ages(next(iter(gaps.values())))}"
    return ", ".join(f"{WHO[sex]} {_ages(ages)}" for sex, ages in gaps.items())


def _ages(runs: list[tuple[int, int]]) -> str:
    if runs == [(0, OLDEST)]:
        return "of all ages"
    return "aged " + ", ".join(
        f"{first} and over"
        if last == OLDEST
        else f"{first} to {last}"
        if last > first
        else f"{first}"
        for first, last in runs
    )
