"""Sides: a figure's line over the years, if nothing changes and with the plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from commonweal.base.figures.query import Figure
from commonweal.report.charts.drawing import style
from commonweal.report.charts.drawing.panels import Curve, as_one
from commonweal.report.charts.drawing.style import Tone

LOOKS: dict[str, tuple[str, str, Tone, str | None]] = {
    "nothing": (style.IF_NOTHING_CHANGES, "No plan", style.NOTHING, "7 4"),
    "plan": (style.WITH_THE_PLAN, "With plan", style.PLAN, None),
}
"""Of each side its name, its short name, its tone and its dashes."""

EITHER, EITHER_SHORT = "With or without the plan", "Either way"


def curve_of(
    figures: Sequence[Figure],
    says: Callable[[float], str],
    *,
    per: float = 1.0,
    short: bool = False,
    ranges: bool = True,
) -> Curve:
    """One side's line.

    Args:
        figures: of every year, in order.
        says: puts the last value in words.
        per: what one unit of the scale is worth.
        short: whether there is room for a short name alone.
        ranges: whether its ranges are drawn: the plan's as a band, the other's, where there is
            room, as a stroke.
    """
    side = figures[0].side
    name, brief, tone, dash = LOOKS[side]
    drawn = ranges and (side == "plan" or not short)
    known = drawn and any(one.low is not None for one in figures)
    return Curve(
        name=brief if short else name,
        says=says(figures[-1].central),
        tone=tone,
        dash=dash,
        years=tuple(int(one.year or 0) for one in figures),
        values=tuple(one.central / per for one in figures),
        ends=tuple((one.ends[0] / per, one.ends[1] / per) for one in figures) if known else None,
        band=side == "plan",
    )


def both(curves: Sequence[Curve], *, short: bool = False) -> tuple[Curve, ...]:
    """The lines of both sides; one line where they are the same."""
    return as_one(curves, EITHER_SHORT if short else EITHER)
