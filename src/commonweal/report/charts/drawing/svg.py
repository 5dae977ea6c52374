"""From a plain description to SVG: the one place where any is written."""

from __future__ import annotations

import re
from html import escape

from commonweal.report.charts.drawing.marks import Area, Bar, Dot, Line, Mark, Picture, Point, Text
from commonweal.report.charts.drawing.style import FONT, INK, PAPER, Size, Tone

# XML has no place for these, and a name typed by hand may hold one.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RADIUS = 5.5
"""Units from the middle of a dot to its edge."""


def clean(text: str) -> str:
    r"""Text without the letters that no picture can hold.

    >>> clean("a\x00b")
    'ab'
    """
    return _NOT_XML.sub("", text)


def svg_of(picture: Picture, size: Size, *, name: str, title: str, alt_text: str) -> str:
    """A picture as SVG: named, described, and with ids that no other picture has."""
    ids = f"{name}-{size.code}"
    width, height = _number(size.width), _number(picture.height)
    body = "".join(_written(mark, size) for mark in picture.marks)
    return (
        f'<svg role="img" aria-labelledby="{ids}-title {ids}-desc" '
        f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" font-family="{FONT}" font-size="{_number(size.type)}"{_painted(INK)}>'
        f'<title id="{ids}-title">{escape(clean(title))}</title>'
        f'<desc id="{ids}-desc">{escape(clean(alt_text))}</desc>{body}</svg>'
    )


def _written(mark: Mark, size: Size) -> str:
    match mark:
        case Text():
            return _text(mark, size)
        case Bar():
            return _bar(mark)
        case Dot():
            return _dot(mark)
        case Line():
            dash = f' stroke-dasharray="{mark.dash}"' if mark.dash else ""
            return (
                f'<path d="{_path(mark.points)}"{_painted(None, mark.colour)} '
                f'stroke-width="{_number(mark.width)}"{dash}/>'
            )
        case Area():
            return f'<path d="{_path(mark.points)}Z"{_painted(mark.fill)}/>'


def _text(mark: Text, size: Size) -> str:
    """A line of type, and before it its halo: letters of paper with thick edges."""
    look = f'x="{_number(mark.x)}" y="{_number(mark.y + size.type * 0.35)}"'
    if mark.anchor != "start":
        look += f' text-anchor="{mark.anchor}"'
    if mark.bold:
        look += ' font-weight="bold"'
    says = escape(clean(mark.says))
    halo = f'{_painted(PAPER, PAPER)} stroke-width="5" stroke-linejoin="round"'
    behind = f'<text {look}{halo} aria-hidden="true">{says}</text>' if mark.halo else ""
    colour = "" if mark.colour is INK else _painted(mark.colour)
    return f"{behind}<text {look}{colour}>{says}</text>"


def _painted(fill: Tone | None, stroke: Tone | None = None) -> str:
    """Its colours, and the classes by which a page's style sheet puts others in their place."""
    parts = [(letter, name, tone) for letter, name, tone in
             (("f", "fill", fill), ("s", "stroke", stroke)) if tone is not None]  # fmt: skip
    classes = " ".join(f"{letter}-{tone.code}" for letter, _, tone in parts)
    colours = "".join(f' {name}="{tone.light}"' for _, name, tone in parts)
    return f' class="{classes}"{colours}' + ("" if fill else ' fill="none"')


def _bar(mark: Bar) -> str:
    return (
        f'<rect x="{_number(mark.left)}" y="{_number(mark.top)}" '
        f'width="{_number(mark.right - mark.left)}" height="{_number(mark.bottom - mark.top)}"'
        f"{_painted(mark.fill, mark.outline)}/>"
    )


def _dot(mark: Dot) -> str:
    x, y = mark.x, mark.y
    if mark.shape == "circle":
        return (
            f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(RADIUS)}"'
            f"{_painted(mark.colour)}/>"
        )
    corners = ((x, y - RADIUS), (x + RADIUS, y + RADIUS), (x - RADIUS, y + RADIUS))
    return f'<path d="{_path(corners)}Z"{_painted(mark.colour)}/>'


def _path(points: tuple[Point, ...]) -> str:
    return "M" + "L".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(number: float) -> str:
    """A place to a tenth of a unit.

    >>> _number(12.0), _number(-0.04), _number(3.25)
    ('12', '0', '3.2')
    """
    return f"{round(number, 1) + 0.0:g}"
