"""Beds, staff and waits, and what people would need if nothing changed."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.report import words
from commonweal.report.sections import baseline, capacity_and_money
from commonweal.report.subject import Page, Site, Subject


def _pages(site: Site) -> Iterator[Page]:
    run = site.run
    asked = run, site.figures, site.whys
    yield Page(
        slug=SUBJECT.slug,
        title=SUBJECT.title,
        template="beds.html.jinja",
        said={
            "charts": site.charts_about("beds"),
            "ceiling": words.percent(run.policy("care.occupancy_ceiling")),
            "beds_nothing": baseline.beds(*asked),
            "bed_rows": capacity_and_money.beds(*asked),
            "staff_rows": capacity_and_money.staff(*asked),
            "older": baseline.older(run),
            "people_rows": [
                (r.name, r.now, r.later, r.change, r.status) for r in baseline.people(*asked)
            ],
            "list_rows": baseline.lists(run, site.figures),
            "care_rows": [
                (r.name, r.unit, r.now, r.later, r.change, r.status) for r in baseline.care(*asked)
            ],
            "notes": [(one["name"], one["note"]) for one in run.plan["services"] if one["note"]],
        },
    )


SUBJECT = Subject(
    slug="beds",
    title="Beds, staff and waits",
    says="What people will need, and whether there is enough of it",
    order=40,
    pages=_pages,
)
