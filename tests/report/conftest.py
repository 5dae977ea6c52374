"""One run of Riverside, its charts and its page, for all tests of the report."""

from pathlib import Path

import pytest

import commonweal
from commonweal.archive.writing import published_from
from commonweal.report.charts import charts_of
from commonweal.report.page import report_html
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
def page(view, charts):
    return report_html(view, charts)
