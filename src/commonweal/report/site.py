"""The site: every page of a run, none with a host or a file outside the folder."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from commonweal.archive import fingerprint
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts import Chart, style_sheet
from commonweal.report.charts.drawing.told import told
from commonweal.report.links import FOLDER, from_the_start, page_link
from commonweal.report.pages import subjects
from commonweal.report.subject import START, Page, Site, Subject
from commonweal.report.view import View

HEADING = re.compile(r'<h2 id="(?!contents")([^"]+)">(.*?)</h2>', re.DOTALL)
HERE = "<!-- on this page -->"
FEWEST_HEADINGS = 3
"""Headings from which a page has contents of its own."""


def site_of(run: View, charts: tuple[Chart, ...]) -> dict[str, str]:
    """Every page of a run as HTML, by the name of its file in the run folder."""
    return dict(_pages(Site(run, tuple(map(told, charts)))))


def _pages(site: Site) -> Iterator[tuple[str, str]]:
    frame = _frame(site)
    for subject in subjects():
        for page in subject.pages(site):
            html = _html(page, subject, frame)
            if page.slug == START:
                yield f"{START}.html", from_the_start(html)
            else:
                yield f"{FOLDER}/{page.slug}.html", html


@cache
def _environment() -> Environment:
    # What a plan says is typed by people and shown to others: all of it is escaped.
    environment = Environment(
        loader=PackageLoader("commonweal.report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"link": page_link, "label": words.label}
    return environment


def _html(page: Page, subject: Subject, frame: dict[str, Any]) -> str:
    template = _environment().get_template(page.template)
    html = template.render(
        **frame | {"page": page, "subject": subject, "is_first": page.slug == subject.slug},
        **page.said,
    )
    # A minus sign must not end a line and leave its number on the next.
    html = html.replace(f"{words.MINUS}£", f"{words.MINUS}\N{WORD JOINER}£")
    return html.replace(HERE, _on_this_page(html))


def _on_this_page(html: str) -> str:
    """A list of the page's own headings, where there are enough to need one."""
    found = HEADING.findall(html)
    if len(found) < FEWEST_HEADINGS:
        return ""
    items = "".join(f'<li><a href="#{anchor}">{head}</a></li>' for anchor, head in found)
    return f'<nav class="here" aria-label="On this page"><ul>{items}</ul></nav>'


def _frame(site: Site) -> dict[str, Any]:
    """What every page says at its head and foot."""
    run, manifest = site.run, site.run.published.manifest
    plan = run.plan
    css = (files(__package__) / "templates" / "report.css").read_text("utf-8") + style_sheet()
    return {
        "name": plan["name"],
        "made_up": plan["illustrative"],
        "last": str(Year(run.last_year)),
        "base": str(Year(run.base_year)),
        "version": manifest.versions["commonweal"],
        "fingerprint": fingerprint(run.published),
        "tried": tried(run.draws),
        "seed": manifest.seed,
        "rulebook_day": f"{run.rulebook_day:%-d %B %Y}",
        "settings": [f"{code} = {value}" for code, value in manifest.settings.items()],
        "scenarios": [(code, plan["scenarios"][code]["says"]) for code in manifest.scenarios],
        "css": css,
        "css_hash": b64encode(sha256(css.encode()).digest()).decode(),
        "contents": [one for one in subjects() if one.slug != START],
    }


def tried(draws: int) -> str:
    """How many times a run was worked out, in words.

    >>> tried(0), tried(1), tried(2000)
    ('once, with every number at its middle', 'once', '2,000 times')
    """
    if not draws:
        return "once, with every number at its middle"
    return "once" if draws == 1 else f"{draws:,} times"
