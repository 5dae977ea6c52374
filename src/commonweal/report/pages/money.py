"""The money, for a finance director: the system, each organisation, each proposal."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.report.sections import (
    attribution,
    by_proposal,
    by_year,
    capacity_and_money,
    finance,
    left_out,
)
from commonweal.report.subject import Page, Site, Subject

BODIES, PROPOSALS = "money-bodies", "money-proposals"


def _pages(site: Site) -> Iterator[Page]:
    yield _system(site)
    yield _bodies(site)
    yield _proposals(site)


def _system(site: Site) -> Page:
    asked = site.run, site.figures, site.whys
    return Page(
        slug=SUBJECT.slug,
        title=SUBJECT.title,
        template="money.html.jinja",
        said={
            "bodies_page": BODIES,
            "proposals_page": PROPOSALS,
            "minute": finance.minute(*asked),
            "charts": site.charts_about(SUBJECT.slug),
            "bridge": by_year.bridge(*asked),
            "account": by_year.account(*asked),
            "left_out": left_out.left_out(*asked),
            "once": by_proposal.once(*asked),
            "capital_rows": capacity_and_money.capital(site.figures, site.whys),
        },
    )


def _bodies(site: Site) -> Page:
    asked = site.run, site.figures, site.whys
    return Page(
        slug=BODIES,
        title="Money: each organisation",
        template="money_bodies.html.jinja",
        said={
            "charts": site.charts_about(BODIES),
            "left_out": left_out.left_out(*asked),
            "balance": by_year.bodies(
                *asked, "money.balance", "Balance with the plan: income less cost"
            ),
            "folded": [
                by_year.bodies(*asked, "money.income", "Income with the plan"),
                by_year.bodies(*asked, "money.cost", "Cost with the plan"),
                by_year.bodies(
                    *asked, "money.balance", "Balance if nothing changes", side="nothing"
                ),
                by_year.growth(site.run, site.figures),
                *filter(None, [by_year.bridge_of_bodies(*asked)]),
            ],
            "body_rows": capacity_and_money.bodies(*asked),
        },
    )


def _proposals(site: Site) -> Page:
    asked = site.run, site.figures, site.whys
    return Page(
        slug=PROPOSALS,
        title="Money: each proposal",
        template="money_proposals.html.jinja",
        said={
            "charts": site.charts_about(PROPOSALS),
            "bridges": by_proposal.bridges(*asked),
            "at_risk": by_proposal.at_risk(*asked),
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
