"""What `commonweal compare` shows on a screen, and gives to other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table as Grid
from rich.text import Text

from commonweal.archive.compare import Comparison, Difference
from commonweal.base.numbers.year import Year


def comparison_of(found: Comparison) -> RenderableType:
    """A comparison in a few tables: the differences, then their causes."""
    if not found.differences and not found.causes:
        return Text("The two runs are the same under the same luck.")
    luck = f"{found.draws} draws of the same luck" if found.draws else "the central run alone"
    head = Text(f"With the plan, {Year(found.year)}: second less first, {luck}", style="bold")
    notes = [Text(note) for note in found.notes]
    return Group(head, *notes, _differences(found), Text(), *_causes(found))


def _differences(found: Comparison) -> RenderableType:
    grid = Grid(box=None, pad_edge=False)
    for column in ("figure", "about", "first", "second", "difference", "eight draws in ten"):
        grid.add_column(column, justify="left" if column in ("figure", "about") else "right")
    for one in found.differences:
        three = (_number(value, one) for value in (one.first, one.second, one.central))
        between = (
            f"{_number(one.low, one)} to {_number(one.high, one)}"
            if one.low is not None and one.high is not None and one.low != one.high
            else ""
        )
        grid.add_row(one.measure, escape(one.about or "the system"), *three, between)
    return grid


def _number(value: float, one: Difference) -> str:
    if one.unit == "GBP":
        sign = "-" if value < 0 else ""
        return f"{sign}£{abs(value) / 1e6:,.2f}m"
    return f"{value:.1%}" if one.unit == "share" else f"{value:,.1f}"


def _causes(found: Comparison) -> list[RenderableType]:
    out: list[RenderableType] = [Text("Why, part by part, on the gap:", style="bold")]
    for cause in found.causes:
        out.append(Text(f"{cause.part.name}  {cause.gap / 1e6:+,.2f} million pounds on its own"))
        out += [Text(f"    {line}") for line in cause.part.lines]
    if found.causes:
        out.append(Text(f"together beyond their sum  {found.interplay / 1e6:+,.2f} million pounds"))
    return out


def as_record(found: Comparison) -> dict[str, Any]:
    """A comparison as plain values."""
    return {
        "year": str(Year(found.year)),
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
