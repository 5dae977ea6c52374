"""The charts of a run."""

from commonweal.report.charts.balance import balance_chart
from commonweal.report.charts.beds import beds_chart
from commonweal.report.charts.chart import Chart
from commonweal.report.charts.drivers import drivers_charts
from commonweal.report.charts.gap import gap_chart
from commonweal.report.charts.heat import heat_chart
from commonweal.report.charts.waterfall import waterfall_chart
from commonweal.report.view import View

__all__ = ["CHARTS", "Chart", "charts_of"]

CHARTS = (gap_chart, waterfall_chart, balance_chart, beds_chart)
"""Each describes one chart of a run."""


def charts_of(run: View) -> tuple[Chart, ...]:
    """The gap, the waterfall, the balances and the beds; no beds chart without beds.

    With draws enough to say how sure it is, also the heat map of chances and what drives it.
    """
    made = [chart(run) for chart in CHARTS]
    if run.uncertainty is not None:
        made += [heat_chart(run), *drivers_charts(run)]
    return tuple(chart for chart in made if chart is not None)
