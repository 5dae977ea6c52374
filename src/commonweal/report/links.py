"""Links between pages: all pages lie in one folder, and the first page beside it."""

from __future__ import annotations

import re
from zlib import crc32

from markupsafe import Markup

FOLDER = "report"
HREF = re.compile(r'href="(?!#)([^"]*)"')
PLAIN = re.compile(r"[A-Za-z0-9-]{1,60}")


def slug_of(kind: str, code: str) -> str:
    """The name of a page about a code: plain enough for any disk, and no other code's.

    >>> slug_of("proposal", "care-homes"), slug_of("near", "E08000016")
    ('proposal-care-homes', 'near-e08000016')
    >>> slug_of("why", "care.beds_open"), slug_of("near", "St. Anne's")
    ('why-care-beds-open', 'near-st-anne-s-5b8d85e1')
    """
    if kind == "why":  # the codes of measures are our own, and differ by more than signs
        return f"why-{re.sub('[._]', '-', code)}"
    if PLAIN.fullmatch(code):
        return f"{kind}-{code.lower()}"
    plain = re.sub(r"[^a-z0-9]+", "-", code.lower())[:40]
    return f"{kind}-{plain}-{crc32(code.encode()):08x}"


def page_link(slug: str, anchor: str = "") -> str:
    """Where a page is, or a place on it, as seen from its neighbours.

    >>> page_link("money", "bodies")
    'money.html#bodies'
    """
    return f"{slug}.html" + (f"#{anchor}" if anchor else "")


def proposal_link(code: str, title: str) -> Markup:
    """A proposal's name as a link to its page."""
    return Markup('<a href="{}">{}</a>').format(page_link(slug_of("proposal", code)), title)


def from_the_start(html: str) -> str:
    """The first page's links: it stands beside the folder of the others.

    >>> from_the_start('<a href="money.html#why">'), from_the_start('<a href="#main">')
    ('<a href="report/money.html#why">', '<a href="#main">')
    """
    return HREF.sub(rf'href="{FOLDER}/\1"', html)
