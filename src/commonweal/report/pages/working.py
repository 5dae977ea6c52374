"""How it was worked out: the method, and a page for each kind of number the site shows."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.report.links import slug_of
from commonweal.report.sections.origins import workings
from commonweal.report.subject import Page, Site, Subject


def _pages(site: Site) -> Iterator[Page]:
    found = workings(site)
    index = site.run.published.index
    families = list(site.whys.families(lambda measure: index[measure].says))
    yield Page(
        slug=SUBJECT.slug,
        title=SUBJECT.title,
        template="working.html.jinja",
        said={"families": [(slug_of("why", one.measure), one) for one in families]},
    )
    for family in families:
        yield Page(
            slug=slug_of("why", family.measure),
            title=family.says.rstrip("."),
            template="why.html.jinja",
            said={"family": family, "workings": found},
        )


SUBJECT = Subject(
    slug="working",
    title="How it was worked out",
    says="The method, and where each number comes from",
    order=90,
    pages=_pages,
)
