"""The charts of a run. Reading this wakes the drawing library, so only the report does."""

from commonweal.plan.report.charts.balance import balance_chart
from commonweal.plan.report.charts.beds import beds_chart
from commonweal.plan.report.charts.chart import Chart
from commonweal.plan.report.charts.gap import gap_chart
from commonweal.plan.report.charts.waterfall import waterfall_chart
from commonweal.plan.report.figures import Figures
from commonweal.plan.run import Run

__all__ = ["Chart", "charts_of"]


def charts_of(run: Run) -> tuple[Chart, ...]:
    """The gap, the waterfall, the balances and the beds; no beds chart without beds."""
    figures = Figures(run.figures)
    made = (
        chart(run.system, figures)
        for chart in (gap_chart, waterfall_chart, balance_chart, beds_chart)
    )
    return tuple(chart for chart in made if chart is not None)
