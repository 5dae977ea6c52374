"""How our charts look: two widths, one font, and tones that differ without hue.

A tone has a colour for light paper, which stands in the picture, and for dark paper and for
forced colours, which a page's style sheet puts in its place.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tone:
    """A colour by what it stands for.

    Attributes:
        code: part of the names of its classes.
        light, dark: on light and on dark paper.
        forced: the system colour where the reader's own colours are forced.
    """

    code: str
    light: str
    dark: str
    forced: str = "CanvasText"


INK = Tone("ink", "#1d2a33", "#e6edf2")
SOFT_INK = Tone("soft-ink", "#4a5963", "#a9b8c3")
GRID = Tone("grid", "#e3e8eb", "#303c46", "GrayText")
PAPER = Tone("paper", "#ffffff", "#11191f", "Canvas")
"""That of the page."""
NOTHING = Tone("nothing", "#b3470b", "#ff9d5c")
"""If nothing changes, and what makes things worse: burnt orange."""
PLAN = Tone("plan", "#00558c", "#6cb8f0", "LinkText")
"""With the plan, and what makes things better: deep blue."""
BAND = Tone("band", "#cfe2f0", "#1c405c", "Canvas")
"""What may be with the plan: solid, so that no other tint shows through and turns it grey."""
LIGHT_NOTHING = Tone("light-nothing", "#f6cfae", "#6b3410", "Canvas")
LIGHT_PLAN = Tone("light-plan", "#bcd9ee", "#1f4f74", "Canvas")
NEITHER = Tone("neither", "#e6eaed", "#2f3b45", "Canvas")
TOTAL = Tone("total", "#5d6b75", "#9fb0bc", "GrayText")

TONES = (
    INK, SOFT_INK, GRID, PAPER, NOTHING, PLAN, BAND, LIGHT_NOTHING, LIGHT_PLAN, NEITHER, TOTAL,
)  # fmt: skip

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
        columns: how many small pictures stand side by side.
    """

    code: str
    width: float
    type: float
    beside: float
    columns: int

    @property
    def line(self) -> float:
        """Height of a line of type."""
        return self.type * 1.25

    @property
    def label_room(self) -> float:
        """Units across that a row's label may use."""
        return self.beside - 14 if self.beside else self.width


PHONE = Size("phone", width=320, type=13.6, beside=0, columns=2)
"""On the smallest phone, 320 pixels wide, a column is 288: letters of 13.6 show as 12.2."""

DESK = Size("desk", width=720, type=15, beside=250, columns=3)
"""A column on a desk is 768 pixels wide: letters of 15 show as 16."""

SIZES = (PHONE, DESK)


def style_sheet() -> str:
    """What a page needs so that its charts follow dark paper and forced colours."""
    classes = "".join(
        f".f-{tone.code}{{fill:var(--c-{tone.code})}}.s-{tone.code}{{stroke:var(--c-{tone.code})}}"
        for tone in TONES
    )
    forced = "svg text,svg path,svg rect,svg circle{forced-color-adjust:none}"
    # A box filled with the page's own colour is seen by its edge.
    edges = "svg rect{stroke:CanvasText}"
    return (
        f":root{{{_values('light')}}}{classes}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_values('dark')}}}}}"
        f"@media (forced-colors:active){{:root{{{_values('forced')}}}{forced}{edges}}}"
    )


def _values(paper: str) -> str:
    return "".join(f"--c-{tone.code}:{getattr(tone, paper)};" for tone in TONES)
