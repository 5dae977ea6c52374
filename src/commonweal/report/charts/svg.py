"""From a declared chart to a picture that may stand in a page with others."""

from __future__ import annotations

import re
from html import escape

import altair as alt
import vl_convert
from altair.utils import schemapi

from commonweal.report.charts import style

_ID = re.compile(r'\bid="([^"]+)"')
# What Vega writes for screen readers of its own pages. One image with one
# description reads better than a hundred marks.
_SPOKEN = re.compile(r' (?:aria-[a-z]+|role|pointer-events)="[^"]*"')
# XML has no place for these, and a name typed by hand may hold one.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    r"""Text without the letters that no picture can hold.

    >>> clean("a\x00b")
    'ab'
    """
    return _NOT_XML.sub("", text)


def drawn(chart: alt.Chart | alt.LayerChart, *, name: str, title: str, alt_text: str) -> str:
    """The chart as SVG: named, described, and with ids that no other chart has."""
    spec = chart.to_dict(validate=schemapi.DEBUG_MODE)
    # Set here and not with `configure`, which copies all of the chart once more.
    spec["config"] = {**spec.get("config", {}), **style.config()}
    picture = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return _named(picture, name, title, alt_text)


def _named(picture: str, name: str, title: str, alt_text: str) -> str:
    head, body = re.match(r"(<svg[^>]*>)(.*)", picture, re.DOTALL).groups()  # type: ignore[union-attr]  # always an svg
    body = _SPOKEN.sub("", body)
    for one in set(_ID.findall(body)):
        body = re.sub(
            rf'(id="|url\(#|href="#){re.escape(one)}(?=["\)])', rf"\g<1>{name}-{one}", body
        )
    head = re.sub(r' (?:class|version|xmlns:xlink)="[^"]*"', "", head)
    head = head.replace("<svg", f'<svg role="img" aria-labelledby="{name}-title {name}-desc"', 1)
    told = (
        f'<title id="{name}-title">{escape(clean(title))}</title>'
        f'<desc id="{name}-desc">{escape(clean(alt_text))}</desc>'
    )
    return head + told + body
