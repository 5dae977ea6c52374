"""The money, for a finance director."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.report.sections import attribution, capacity_and_money, finance
from commonweal.report.subject import Page, Site, Subject


def _pages(site: Site) -> Iterator[Page]:
    asked = site.run, site.figures, site.whys
    yield Page(
        slug=SUBJECT.slug,
        title=SUBJECT.title,
        template="money.html.jinja",
        said={
            "minute": finance.minute(*asked),
            "charts": site.charts_about("money"),
            "money_rows": [(r.name, *r.values) for r in capacity_and_money.money(*asked)],
            "kind_rows": [(r.name, *r.values) for r in capacity_and_money.of_the_plan(*asked)],
            "body_rows": capacity_and_money.bodies(*asked),
            "capital_rows": capacity_and_money.capital(site.figures, site.whys),
            "did": attribution.who_did_what(*asked),
        },
    )


SUBJECT = Subject(
    slug="money",
    title="Money",
    says="What is short, where, and which proposal does what",
    order=30,
    pages=_pages,
)
