"""Stress: what drives a result, who did what, and what would have to be true.

Functions on arrays of draws; none of them knows what a plan is. Read `drivers`,
`conditions` and `fair` first; `contingency`, `noise`, `precision`, `correlated` and
`shapes` stand alone; the others serve these.
"""

from typing import TYPE_CHECKING

from commonweal.base.declare.face import face_of

if TYPE_CHECKING:
    from commonweal.statistics.contingencies import (
        FirstYear,
        Risk,
        contingency,
        first_year_out,
        risk_of_swing,
        risk_of_the_worst,
    )
    from commonweal.statistics.correlation import CorrelationsContradict, ties
    from commonweal.statistics.counting_noise import doubt
    from commonweal.statistics.discovery.conditions import (
        MOST_BOUNDS,
        Rule,
        how_it_fails,
        what_must_be_true,
    )
    from commonweal.statistics.drawing import Draws, as_one_number, draw_all, shape_for
    from commonweal.statistics.sensitivity.drivers import Drivers, drivers
    from commonweal.statistics.sensitivity.polynomials import Law
    from commonweal.statistics.shapes import ShapeCannot
    from commonweal.statistics.shapley import MOST_EXACT, orders, shares, shares_of_one

__all__ = [
    "MOST_BOUNDS",
    "MOST_EXACT",
    "CorrelationsContradict",
    "Draws",
    "Drivers",
    "FirstYear",
    "Law",
    "Risk",
    "Rule",
    "ShapeCannot",
    "as_one_number",
    "contingency",
    "doubt",
    "draw_all",
    "drivers",
    "first_year_out",
    "how_it_fails",
    "orders",
    "risk_of_swing",
    "risk_of_the_worst",
    "shape_for",
    "shares",
    "shares_of_one",
    "ties",
    "what_must_be_true",
]

__getattr__, __dir__ = face_of(
    __name__,
    {
        "commonweal.statistics.contingencies": (
            "FirstYear",
            "Risk",
            "contingency",
            "first_year_out",
            "risk_of_swing",
            "risk_of_the_worst",
        ),
        "commonweal.statistics.correlation": ("CorrelationsContradict", "ties"),
        "commonweal.statistics.counting_noise": ("doubt",),
        "commonweal.statistics.discovery.conditions": (
            "MOST_BOUNDS",
            "Rule",
            "how_it_fails",
            "what_must_be_true",
        ),
        "commonweal.statistics.drawing": ("Draws", "as_one_number", "draw_all", "shape_for"),
        "commonweal.statistics.sensitivity.drivers": ("Drivers", "drivers"),
        "commonweal.statistics.sensitivity.polynomials": ("Law",),
        "commonweal.statistics.shapes": ("ShapeCannot",),
        "commonweal.statistics.shapley": ("MOST_EXACT", "orders", "shares", "shares_of_one"),
    },
)
