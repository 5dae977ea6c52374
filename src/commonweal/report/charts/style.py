"""How our charts look: one width, one font, four colours that differ without hue."""

from __future__ import annotations

import textwrap
from typing import Any

WIDTH = 400
"""Units across. On a small phone a chart is about 330 pixels wide, so type of 13 shows as 11."""

TYPE = 13
SMALL_TYPE = 12
LINE = 16
"""Height of a line of type."""

LETTERS_A_LINE = 46
"""As many as fit in bold, in a font a fifth wider than the one they are measured in."""

INK = "#1d2a33"
SOFT_INK = "#4a5963"
RULE = "#c9d1d6"
NOTHING = "#b3470b"
"""If nothing changes, and what makes things worse: burnt orange."""
PLAN = "#00558c"
"""With the plan, and what makes things better: deep blue."""
TOTAL = "#5d6b75"

IF_NOTHING_CHANGES = "If nothing changes"
WITH_THE_PLAN = "With the plan"

# Arial is what the type is measured in; the others are as wide or nearly so.
FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"


def wrapped(text: str, letters: int = LETTERS_A_LINE, lines: int = 2) -> list[str]:
    """A label in so many lines at most.

    >>> wrapped("Help people to go home sooner", letters=16)
    ['Help people to', 'go home sooner']
    """
    return textwrap.wrap(" ".join(text.split()), letters, max_lines=lines, placeholder=" …") or [""]


def config() -> dict[str, Any]:
    """The settings every chart shares."""
    return {
        "background": "transparent",
        "font": FONT,
        "padding": 2,
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": TYPE,
            "titleFontSize": TYPE,
            "titleFontWeight": "normal",
            "labelColor": INK,
            "titleColor": SOFT_INK,
            "gridColor": "#e3e8eb",
            "domainColor": RULE,
            "tickColor": RULE,
            "labelPadding": 5,
            "titlePadding": 8,
        },
        "legend": {
            "labelFontSize": TYPE,
            "labelColor": INK,
            "title": None,
            "orient": "top",
            "labelLimit": 0,
            "offset": 8,
            "rowPadding": 5,
        },
        "text": {"font": FONT, "fontSize": TYPE, "color": INK},
    }
