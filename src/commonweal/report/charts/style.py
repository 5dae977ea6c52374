"""How our charts look: two widths, one font, four colours that differ without hue."""

from __future__ import annotations

from dataclasses import dataclass

INK = "#1d2a33"
SOFT_INK = "#4a5963"
GRID = "#e3e8eb"
RULE = "#c9d1d6"
PAPER = "#ffffff"
NOTHING = "#b3470b"
"""If nothing changes, and what makes things worse: burnt orange."""
PLAN = "#00558c"
"""With the plan, and what makes things better: deep blue."""
LIGHT_NOTHING, LIGHT_PLAN, NEITHER = "#f6cfae", "#bcd9ee", "#eceff1"
TOTAL = "#5d6b75"

IF_NOTHING_CHANGES = "If nothing changes"
WITH_THE_PLAN = "With the plan"

# Arial is what the type is measured in; the others are as wide or nearly so.
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a picture is drawn.

    Attributes:
        code: what it is drawn for; part of the picture's ids.
        width: units across.
        type: height of its letters, in the same units.
        beside: units of a column of labels beside what is drawn; 0 where each label
            stands above its row.
    """

    code: str
    width: float
    type: float
    beside: float

    @property
    def line(self) -> float:
        """Height of a line of type."""
        return self.type * 1.25

    @property
    def label_room(self) -> float:
        """Units across that a row's label may use."""
        return self.beside - 14 if self.beside else self.width


PHONE = Size("phone", width=320, type=13.6, beside=0)
"""On the smallest phone, 320 pixels wide, a column is 288: letters of 13.6 show as 12.2."""

DESK = Size("desk", width=720, type=15, beside=250)
"""A column on a desk is 768 pixels wide: letters of 15 show as 16."""

SIZES = (PHONE, DESK)
