"""One run of Riverside, its charts and its pages, for all tests of the report."""

from pathlib import Path

import pytest

import commonweal
from commonweal.archive.writing import published_from
from commonweal.report.charts import charts_of
from commonweal.report.site import site_of
from commonweal.report.view import View

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def run():
    return commonweal.run(commonweal.read(ROOT / "examples/riverside"), draws=60)


@pytest.fixture(scope="session")
def view(run):
    return View(published_from(run))


@pytest.fixture(scope="session")
def charts(view):
    return charts_of(view)


@pytest.fixture(scope="session")
def site(view, charts):
    """Every page by the name of its file."""
    return site_of(view, charts)


@pytest.fixture(scope="session")
def page(site):
    """All pages one after another."""
    return "\n".join(site.values())
