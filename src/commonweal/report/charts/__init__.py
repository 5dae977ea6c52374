"""The charts of a run: a file each, which draws one or more of them from the run's figures."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from commonweal.report.charts.drawing.chart import Chart
from commonweal.report.charts.drawing.style import style_sheet
from commonweal.report.view import View

__all__ = ["Chart", "charts_of", "style_sheet"]


def charts_of(run: View) -> tuple[Chart, ...]:
    """Every chart that there is something to draw for, by subject and place in it.

    Each file of this folder is asked: to add a chart is to add its file.
    """
    files = [import_module(f"{__name__}.{one.name}") for one in iter_modules(__path__)]
    charts = [chart for file in files if hasattr(file, "drawn") for chart in file.drawn(run)]
    return tuple(sorted(charts, key=lambda chart: (chart.subject, chart.place)))
