"""The data: assumptions, policy and sources, and how to cite the run."""

from __future__ import annotations

from collections.abc import Iterator

from commonweal.report.sections import sources
from commonweal.report.subject import Page, Site, Subject


def _pages(site: Site) -> Iterator[Page]:
    run = site.run
    yield Page(
        slug=SUBJECT.slug,
        title=SUBJECT.title,
        template="data.html.jinja",
        said={
            "assumptions": sources.assumptions(run),
            "policies": sources.policies(run),
            "marks": sources.marks(),
            "projections": sources.projections(run),
            "factors": sources.factors(run, site.figures),
            "input_rows": sources.inputs(run),
            "sources": run.plan["sources"],
        },
    )


SUBJECT = Subject(
    slug="data",
    title="Data, and how to cite it",
    says="Every assumption, policy number and source",
    order=80,
    pages=_pages,
)
