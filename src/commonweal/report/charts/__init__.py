"""The charts of a run."""

from commonweal.execute import Run
from commonweal.report.charts.balance import balance_chart
from commonweal.report.charts.beds import beds_chart
from commonweal.report.charts.chart import Chart
from commonweal.report.charts.drivers import drivers_charts
from commonweal.report.charts.gap import gap_chart
from commonweal.report.charts.heat import heat_chart
from commonweal.report.charts.waterfall import waterfall_chart

__all__ = ["CHARTS", "Chart", "charts_of"]

CHARTS = (gap_chart, waterfall_chart, balance_chart, beds_chart)
"""Each draws one chart from a system and its figures."""


def charts_of(run: Run) -> tuple[Chart, ...]:
    """The gap, the waterfall, the balances and the beds; no beds chart without beds.

    With draws enough to say how sure it is, also the heat map of chances and what drives it.
    """
    figures = run.figures
    made = [chart(run.plan, figures) for chart in CHARTS]
    if run.sure is not None:
        made += [heat_chart(run.plan, figures), *drivers_charts(run)]
    return tuple(chart for chart in made if chart is not None)
