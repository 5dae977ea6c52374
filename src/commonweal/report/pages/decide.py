"""Who decides, and how to speak."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.report.links import slug_of
from commonweal.report.sections import proposals
from commonweal.report.subject import Page, Site, Subject


def _pages(site: Site) -> Iterator[Page]:
    bodies = site.run.names("organisation")
    yield Page(
        slug=SUBJECT.slug,
        title=SUBJECT.title,
        template="decide.html.jinja",
        said={
            "decisions": [
                (
                    slug_of("proposal", one.code),
                    one.title,
                    bodies[one.head.lead],
                    proposals.asked(one),
                )
                for one in site.run.proposals
            ],
        },
    )


SUBJECT = Subject(
    slug="decide",
    title="Who decides, and how to speak",
    says="Who has to agree, by when, and how to have your say",
    order=70,
    pages=_pages,
)
