"""Writing the report into a run folder."""

from __future__ import annotations

from pathlib import Path

from commonweal.archive import Published
from commonweal.base.figures.spreadsheet import as_csv
from commonweal.report.charts import charts_of
from commonweal.report.links import FOLDER
from commonweal.report.site import site_of
from commonweal.report.view import View
from commonweal.report.workbook.writing import write_workbook


def write_report(published: Published, out: Path) -> None:
    """Write the charts, the data behind them, the pages and the workbook.

    Args:
        published: the run.
        out: the run folder; it exists.
    """
    run = View(published)
    charts = charts_of(run)
    (out / "charts").mkdir(exist_ok=True)
    for chart in charts:
        (out / "charts" / f"{chart.name}.svg").write_text(chart.alone, encoding="utf-8")
        (out / "charts" / f"{chart.name}.csv").write_text(as_csv(chart.data), encoding="utf-8")
    write_workbook(run, out / "figures.xlsx")
    (out / FOLDER).mkdir(exist_ok=True)
    for name, html in site_of(run, charts).items():
        (out / name).write_text(html, encoding="utf-8")
