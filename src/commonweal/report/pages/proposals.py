"""What is proposed: a page for each proposal."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.report.links import slug_of
from commonweal.report.sections import proposals
from commonweal.report.subject import Page, Site, Subject


def _pages(site: Site) -> Iterator[Page]:
    cards = proposals.cards(site.run, site.figures, site.whys)
    yield Page(
        slug=SUBJECT.slug,
        title=SUBJECT.title,
        template="proposals.html.jinja",
        said={"cards": [(slug_of("proposal", card.code), card) for card in cards]},
    )
    for card in cards:
        yield Page(
            slug=slug_of("proposal", card.code),
            title=card.title,
            template="proposal.html.jinja",
            said={"card": card},
        )


SUBJECT = Subject(
    slug="proposals",
    title="What is proposed",
    says="Each proposal: what it does, how we know, what it costs",
    order=20,
    pages=_pages,
)
