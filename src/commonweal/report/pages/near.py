"""What changes near me: a page for each place."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.report.links import slug_of
from commonweal.report.sections import local
from commonweal.report.subject import Page, Site, Subject


def _pages(site: Site) -> Iterator[Page]:
    run = site.run
    places = local.by_place(run)
    yield Page(
        slug=SUBJECT.slug,
        title=SUBJECT.title,
        template="near.html.jinja",
        said={
            "places": [(slug_of("near", one.code), one) for one in places],
            "ages": local.by_age(run),
            "care": local.by_care(run),
        },
    )
    for one in places:
        title = f"What changes in {one.name}"
        yield Page(
            slug=slug_of("near", one.code),
            title=title,
            template="near_place.html.jinja",
            said={"place": one},
        )


SUBJECT = Subject(
    slug="near",
    title="What changes near me",
    says="What is planned where you live, for whom and from when",
    order=10,
    pages=_pages,
)
