"""Who decides, and how to speak."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.report.links import slug_of
from commonweal.report.sections.decisions import decides
from commonweal.report.subject import Page, Site, Subject


def _pages(site: Site) -> Iterator[Page]:
    decisions = [
        (slug_of("proposal", one.code), decides(one, site.run)) for one in site.run.proposals
    ]
    yield Page(
        slug=SUBJECT.slug,
        title=SUBJECT.title,
        template="decide.html.jinja",
        said={
            "decisions": decisions,
            "silent": [(slug, one) for slug, one in decisions if one.is_silent],
        },
    )


SUBJECT = Subject(
    slug="decide",
    title="Who decides, and how to speak",
    says="Who has to agree, by when, and how to have your say",
    order=70,
    pages=_pages,
)
