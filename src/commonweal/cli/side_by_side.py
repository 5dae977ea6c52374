"""What `commonweal compare` shows on a screen, and gives to other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Literal

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table as Grid
from rich.text import Text

from commonweal.archive import Comparison, Pair, SameLuck
from commonweal.base.numbers.year import Year


def comparison_of(found: Comparison) -> RenderableType:
    """A comparison in a few tables: what is alike, the figures, the differences, their causes."""
    if found.same:
        return Text("The two runs are the same under the same luck.")
    return Group(*_lines(found))


def _lines(found: Comparison) -> Iterator[RenderableType]:
    yield Text(f"Alike: {'; '.join(found.alike) or 'nothing'}")
    if found.unlike:
        rows = [(one.what, one.first, one.second) for one in found.unlike]
        yield _grid(("not alike", "first", "second"), rows, right_from=3)
    if found.pairs:
        yield Text()
        yield _pairs(found)
    if found.same_luck:
        yield Text()
        yield from _under_the_same_luck(found.same_luck, found.years[0])
    yield from (Text(f"Not compared: {sentence}") for sentence in found.not_compared)


def _pairs(found: Comparison) -> Grid:
    first, second = (str(Year(year)) for year in found.years)
    heads = ["with the plan", f"first, {first}", f"second, {second}"]
    by_head = any(pair.each_thousand for pair in found.pairs)
    heads += ["first, each 1,000 people", "second, each 1,000"] if by_head else []
    return _grid(heads, [_pair(pair)[: len(heads)] for pair in found.pairs], right_from=1)


def _pair(pair: Pair) -> tuple[str, ...]:
    each = pair.each_thousand
    return (
        pair.first.measure,
        number(pair.first.central, pair.first.unit),
        number(pair.second.central, pair.second.unit),
        *(("", "") if each is None else (_each(one, pair.first.unit) for one in each)),
    )


def _each(value: float, unit: str) -> str:
    return f"{'-' if value < 0 else ''}£{abs(value):,.0f}" if unit == "GBP" else f"{value:,.4g}"


def _under_the_same_luck(found: SameLuck, year: int) -> Iterator[RenderableType]:
    luck = f"{found.draws} draws of the same luck" if found.draws else "the central run alone"
    yield Text(f"With the plan, {Year(year)}: second less first, {luck}", style="bold")
    yield from (Text(note) for note in found.notes)
    heads = ("figure", "about", "first", "second", "difference", "eight draws in ten")
    rows = []
    for one in found.differences:
        three = (number(value, one.unit) for value in (one.first, one.second, one.central))
        has_range = one.low is not None and one.high is not None and one.low != one.high
        ends = [number(end, one.unit) for end in (one.low, one.high) if end is not None]
        between = " to ".join(ends) if has_range else ""
        rows.append((one.measure, one.about or "the system", *three, between))
    yield _grid(heads, rows, right_from=2)
    yield Text()
    yield from _causes(found)


def _grid(heads: Iterable[str], rows: Iterable[Iterable[str]], *, right_from: int) -> Grid:
    """A table whose columns from one on are numbers; long words are folded, never cut."""
    grid = Grid(box=None, pad_edge=False)
    for column, head in enumerate(heads):
        justify: Literal["left", "right"] = "right" if column >= right_from else "left"
        grid.add_column(head, justify=justify, overflow="fold")
    for row in rows:
        grid.add_row(*(escape(cell) for cell in row))
    return grid


def number(value: float, unit: str) -> str:
    """A value in its unit, short.

    >>> number(-1.5e6, "GBP"), number(0.125, "share"), number(37.44, "bed")
    ('-£1.50m', '12.5%', '37.4')
    """
    if unit == "GBP":
        sign = "-" if value < 0 else ""
        return f"{sign}£{abs(value) / 1e6:,.2f}m"
    return f"{value:.1%}" if unit == "share" else f"{value:,.1f}"


def _causes(found: SameLuck) -> Iterator[RenderableType]:
    yield Text("Why, part by part, on the gap:", style="bold")
    for cause in found.causes:
        yield Text(f"{cause.part.name}  {cause.gap / 1e6:+,.2f} million pounds on its own")
        yield from (Text(f"    {line}") for line in cause.part.lines)
    if found.causes:
        yield Text(f"together beyond their sum  {found.interplay / 1e6:+,.2f} million pounds")


def as_record(found: Comparison) -> dict[str, Any]:
    """A comparison as plain values."""
    return {
        "years": [str(Year(year)) for year in found.years],
        "alike": list(found.alike),
        "unlike": [asdict(one) for one in found.unlike],
        "not_compared": list(found.not_compared),
        "figures": [
            {
                "measure": pair.first.measure,
                "says": pair.says,
                "unit": pair.first.unit,
                "first": {end: getattr(pair.first, end) for end in ENDS},
                "second": {end: getattr(pair.second, end) for end in ENDS},
                "each_thousand_people": pair.each_thousand,
            }
            for pair in found.pairs
        ],
        **(_luck_record(found.same_luck) if found.same_luck else {}),
    }


ENDS = ("low", "central", "high")


def _luck_record(found: SameLuck) -> dict[str, Any]:
    return {
        "draws": found.draws,
        "seed": found.seed,
        "notes": list(found.notes),
        "differences": [asdict(one) for one in found.differences],
        "causes": [
            {"part": c.part.name, "lines": list(c.part.lines), "gap_gbp": c.gap}
            for c in found.causes
        ],
        "interplay_gbp": found.interplay,
    }
