"""One run of Riverside, its charts and its page, for all tests of the report."""

from pathlib import Path

import pytest

import commonweal
from commonweal.report.charts import charts_of
from commonweal.report.page import report_html

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def run():
    return commonweal.run(commonweal.read(ROOT / "examples/riverside"), draws=60)


@pytest.fixture(scope="session")
def charts(run):
    return charts_of(run)


@pytest.fixture(scope="session")
def page(run, charts):
    return report_html(run, charts)
