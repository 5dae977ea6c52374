"""Writing the report into a run folder."""

from __future__ import annotations

from pathlib import Path

from commonweal.base.figures.spreadsheet import as_csv
from commonweal.execute import Run
from commonweal.report.charts import charts_of
from commonweal.report.page import report_html


def write_report(run: Run, out: Path) -> None:
    """Write the charts, the data behind them and the page.

    Args:
        run: the run.
        out: the run folder; it exists.
    """
    charts = charts_of(run)
    (out / "charts").mkdir()
    for chart in charts:
        (out / "charts" / f"{chart.name}.svg").write_text(chart.wide, encoding="utf-8")
        (out / "charts" / f"{chart.name}.csv").write_text(as_csv(chart.data), encoding="utf-8")
    (out / "report.html").write_text(report_html(run, charts), encoding="utf-8")
