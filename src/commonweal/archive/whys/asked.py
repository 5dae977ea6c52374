"""Asked: which figure of a run is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from commonweal.base.figures.keys import KEYS, level_of
from commonweal.base.figures.query import Figure, Figures, figure_from
from commonweal.base.numbers.year import Year
from commonweal.base.reading.problems import ShownPlainly
from commonweal.base.reading.suggest import nearest

SHOWN_AT_MOST = 8
"""Codes that are named of many that would do."""

OTHERS = ("year", "side", "reading")
"""What tells figures of one level apart beside their keys."""


class NoSuchFigure(ShownPlainly):
    """A run has no figure of that description."""


def figure_asked_for(figures: Figures, code: str, keys: Mapping[str, str]) -> Figure:
    """The one figure that is meant.

    Args:
        code: a measure's code.
        keys: what the figure is about: keys of its level, year (2030-31), side (nothing, plan,
            change) and reading (share, alone, lost).

    Raises:
        NoSuchFigure: if nothing fits, or too much does; it says what there is.
    """
    if code not in figures.frames:
        raise NoSuchFigure(f"'{code}' is not a figure of this run{_meant(code, figures.frames)}")
    asked, mine = dict(_checked(keys)), figures.frame(code)
    level = level_of(key for key in asked if key in KEYS)
    at_level = mine.filter(level=level)
    fitting = at_level.filter(pl.lit(True), **asked)
    if "year" not in asked and fitting["year"].is_null().any():
        fitting = fitting.filter(pl.col("year").is_null())
    if fitting.height != 1:
        raise NoSuchFigure(_choices(code, mine, fitting, level))
    return figure_from(fitting.row(0, named=True), figures.names)


def _meant(word: str, known: Iterator[str] | Mapping[str, object] | tuple[str, ...]) -> str:
    guess = nearest(word, sorted(known))
    return f"; did you mean {guess}?" if guess else ""


def _checked(keys: Mapping[str, str]) -> Iterator[tuple[str, str | int]]:
    names = (*KEYS, *OTHERS)
    for name, value in keys.items():
        if name not in names:
            raise NoSuchFigure(f"'{name}' is not something a figure is about{_meant(name, names)}")
        yield name, _year(value) if name == "year" else value


def _year(value: str) -> int:
    try:
        return Year.parse(value).starts_in
    except ValueError as trouble:
        raise NoSuchFigure(str(trouble)) from None


def _choices(code: str, mine: pl.DataFrame, fitting: pl.DataFrame, level: str) -> str:
    """What to add to, or change in, a question that fits no one figure."""
    if fitting.height:
        return "\n".join(
            [f"many figures fit {code} of that description; say which:", *_ways(fitting, OTHERS)]
        )
    levels = mine["level"].unique(maintain_order=True).to_list()
    if level not in levels:
        kinds = ", ".join(one.replace("+", " and ") for one in levels)
        first = f"no figure fits {code} of that description; there is one for each: {kinds}"
        return "\n".join([first, *_ways(mine, (*KEYS, *OTHERS))])
    at_level = mine.filter(level=level)
    return "\n".join(
        [
            f"no figure fits {code} of that description; say which:",
            *_ways(at_level, (*KEYS, *OTHERS)),
        ]
    )


def _ways(source: pl.DataFrame, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        values = source[name].unique().sort().drop_nulls().to_list()
        if values and (len(values) > 1 or name in KEYS):
            shown = [str(Year(v)) if name == "year" else v for v in values[:SHOWN_AT_MOST]]
            more = len(values) - SHOWN_AT_MOST
            others = f" and {more} more" if more > 0 else ""
            yield f"  {name}=… one of {', '.join(shown)}{others}"
