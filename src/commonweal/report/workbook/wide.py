"""Figures side by side: a row for each thing, year and side, and four columns for each measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from commonweal.base.figures.keys import keys_of
from commonweal.base.numbers.year import Year
from commonweal.report.names import THE_SYSTEM
from commonweal.report.view import View
from commonweal.report.workbook.tabs import NUMBERS, Head, Row

SIDES = {
    "nothing": "If nothing changes",
    "plan": "With the plan",
    "change": "What the plan changes",
    "either": "Either way",
}
"""Each side of a run, in words."""

BOTH = ("nothing", "plan")
"""The sides that have a year of their own to live through."""

POINTS = {
    "low": "the low end of its range, below which lies one chance in ten",
    "central": "with every uncertain number at its middle",
    "high": "the high end of its range, above which lies one chance in ten",
    "status": "measured, derived, illustrative or assumed",
}
"""What is said of each measure, and what that is."""

WITHOUT_A_RANGE = ("central", "status")
"""What is said of a chance, which is of all draws together."""

YEAR = Head(text="Year", says="The financial year, from April to March.", width=9)
SIDE = Head(text="Side", says=f"{', '.join(SIDES.values())}.", width=21)


def heads_of(run: View, measures: Mapping[str, str]) -> list[Head]:
    """The heads of some measures, each given with what people call it.

    A measure that the run does not have has none.
    """
    return [
        _head(run, measure, called, point)
        for measure, called in measures.items()
        if measure in run.published.index
        for point in _points(run, measure)
    ]


def _points(run: View, measure: str) -> tuple[str, ...]:
    """What can be said of a measure: no range where none of its figures has one."""
    ranged = run.figures.frame(measure)["low"].is_not_null().any()
    return tuple(POINTS) if ranged else WITHOUT_A_RANGE


def _head(run: View, measure: str, called: str, point: str) -> Head:
    entry = run.published.index[measure]
    if point == "status":
        text = f"{called}: kind of number"
        return Head(text=text, says=f"{called}: {POINTS[point]}.", width=12, measure=measure)
    unit = NUMBERS.get(entry.unit, (entry.unit, ""))[0]
    text = f"{called}{', ' if unit else ''}{unit}: {point}"
    return Head(
        text=text, says=f"{entry.says} Here {POINTS[point]}.", unit=entry.unit, measure=measure
    )


def wide(
    run: View,
    measures: Mapping[str, str],
    level: str,
    sides: Sequence[str] = tuple(SIDES),
    *,
    reading: str | None = None,
) -> list[Row]:
    """Rows of codes and names of a level's keys, year, side, and what each measure says.

    They are ordered by thing, year and side. The whole system has a name and no code.
    """
    by = [*keys_of(level), "year", "side"]
    found: pl.DataFrame | None = None
    for measure in measures:
        if measure not in run.published.index:
            continue
        part = _part(run, measure, level, reading).filter(pl.col("side").is_in(sides))
        found = part if found is None else found.join(part, on=by, how="full", coalesce=True)
    if found is None:
        return []
    places = {key: list(run.names(key)) for key in keys_of(level)} | {"side": list(sides)}
    order = [
        pl.col(one).replace_strict(places[one], range(len(places[one])), default=None)
        if one in places
        else pl.col(one)
        for one in by
    ]
    rows = found.sort(order, nulls_last=True).iter_rows()
    return [_row(run, level, row) for row in rows]


def _part(run: View, measure: str, level: str, reading: str | None) -> pl.DataFrame:
    """A measure's figures at a level, one column for each point."""
    frame = run.figures.frame(measure)
    here = (pl.col("level") == level) & pl.col("reading").eq_missing(pl.lit(reading))
    return frame.filter(here & pl.col("year").is_not_null()).select(
        *keys_of(level),
        "year",
        "side",
        *(pl.col(point).alias(f"{measure} {point}") for point in _points(run, measure)),
    )


def _row(run: View, level: str, row: tuple[object, ...]) -> Row:
    keys = keys_of(level)
    codes, (year, side), values = row[: len(keys)], row[len(keys) :][:2], row[len(keys) + 2 :]
    named = [
        word
        for key, code in zip(keys, codes, strict=True)
        for word in (run.names(key).get(str(code), str(code)), code)
    ] or [THE_SYSTEM["system"], None]
    return (*named, str(Year(int(str(year)))), SIDES[str(side)], *values)  # type: ignore[arg-type]  # a frame's cells are texts and numbers
