"""How sure: what the answer depends on, and when it goes wrong."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.report.sections import capacity_and_money, uncertainty
from commonweal.report.subject import Page, Site, Subject


def _pages(site: Site) -> Iterator[Page]:
    asked = site.run, site.figures, site.whys
    yield Page(
        slug=SUBJECT.slug,
        title=SUBJECT.title,
        template="sure.html.jinja",
        said={
            "drawn": site.run.draws > 0,
            "chance_rows": [(year, *row) for year, row in capacity_and_money.chances(*asked)],
            "sure": uncertainty.how_sure(*asked),
            "fewest_draws": uncertainty.fewest_draws(),
            "charts": site.charts_about("sure"),
        },
    )


SUBJECT = Subject(
    slug="sure",
    title="How sure we are",
    says="How likely it is to work, and what that depends on",
    order=50,
    pages=_pages,
)
