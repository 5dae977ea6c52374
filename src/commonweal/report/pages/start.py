"""The first page: what it is, the answer, and three doors, on one screen of a phone."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.report.sections import headline
from commonweal.report.subject import START, Page, Site, Subject


def _pages(site: Site) -> Iterator[Page]:
    said = {"answer": headline.answer(site.run, site.figures, site.whys)}
    title = str(site.run.plan["name"])
    yield Page(slug=START, title=title, template="start.html.jinja", said=said)


SUBJECT = Subject(slug=START, title="Start", says="The answer", order=0, pages=_pages)
