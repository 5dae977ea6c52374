"""What does not hold up, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.report.sections import findings
from commonweal.report.subject import Page, Site, Subject


def _pages(site: Site) -> Iterator[Page]:
    run, names = site.run, site.names
    yield Page(
        slug=SUBJECT.slug,
        title=SUBJECT.title,
        template="findings.html.jinja",
        said={
            "to_do": findings.to_do(run.findings, names, run),
            "waived": findings.waived(run.findings, names),
            "not_asked": findings.could_not_ask(run.asked),
        },
    )


SUBJECT = Subject(
    slug="findings",
    title="What does not hold up",
    says="What our checks found, and what to do about it",
    order=60,
    pages=_pages,
)
