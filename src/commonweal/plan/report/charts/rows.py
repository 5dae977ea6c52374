"""Charts of rows, each with its label above it: long names stay readable on a phone."""

from __future__ import annotations

from typing import Any

import altair as alt

from commonweal.plan.report.charts import style

Values = list[dict[str, Any]]


def down(field: str, rows: float) -> alt.Y:
    """A vertical place counted in rows from the top."""
    return alt.Y(
        f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, rows], reverse=True, nice=False)
    )


def labels(values: Values, rows: float, **look: Any) -> alt.Chart:
    """Each row's label, from its left edge. `label` holds lines, `label_at` the place."""
    return (
        alt.Chart(alt.Data(values=values))
        .mark_text(align="left", baseline="top", lineHeight=style.LINE, **look)
        .encode(x=alt.value(0), y=down("label_at", rows), text="label:N")
    )
