"""Figures of how sure a run is, for the one frame of all figures."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from commonweal.base.figures.spread import A_SHARE_OF_DRAWS, Axes, figures
from commonweal.base.numbers.chance import Array
from commonweal.statistics import FirstYear
from commonweal.uncertainty.questions import Sure

A_POINT_OF_ALL_DRAWS = "it comes from all the draws together: it is itself how sure we are"


def sure_figures(sure: Sure | None) -> Iterator[pl.DataFrame]:
    """The figures, all of them with the plan; none where too few draws were taken."""
    if sure is None:
        return
    wrong, risks, luck = sure.going_wrong, sure.risks, sure.counting
    yield figures(
        "plan.contingency",
        {"central": wrong.contingency},
        {"year": wrong.years},
        "plan",
        why_not=A_POINT_OF_ALL_DRAWS,
    )
    yield from _first_years("plan.first_year_out_of_balance", wrong.balance, wrong.years)
    yield from _first_years("plan.first_year_out_of_beds", wrong.beds, wrong.years)
    for code, risk in (("plan.risk_of_swing", risks.swing), ("plan.risk_of_worst", risks.worst)):
        yield figures(
            code,
            {"central": risk.parts[None, 1:]},
            {"year": wrong.years[-1:], "proposal": risks.names[1:]},
            "plan",
            why_not=A_POINT_OF_ALL_DRAWS,
        )
        nothing = {"central": risk.parts[:1]}
        last: Axes = {"year": wrong.years[-1:]}
        yield figures(code, nothing, last, "nothing", why_not=A_POINT_OF_ALL_DRAWS)
    if luck is not None:
        by_both: tuple[tuple[Array, Axes], ...] = (
            (luck.whole, {"year": luck.years, "service": luck.services}),
            (
                luck.cells[None],
                {"year": luck.years[-1:], "place": luck.places, "service": luck.services},
            ),
        )
        for values, axes in by_both:
            yield figures(
                "care.counting_share",
                {"central": values},
                axes,
                "plan",
                why_not=A_POINT_OF_ALL_DRAWS,
            )


def _first_years(
    code: str, by_body: dict[str, FirstYear], years: list[int]
) -> Iterator[pl.DataFrame]:
    if not by_body:
        return
    whole = {"central": by_body[""].chance}
    yield figures(code, whole, {"year": years}, "plan", why_not=A_SHARE_OF_DRAWS)
    bodies = [body for body in by_body if body]
    if bodies:
        chances = {"central": np.stack([by_body[body].chance for body in bodies], axis=-1)}
        axes: Axes = {"year": years, "organisation": bodies}
        yield figures(code, chances, axes, "plan", why_not=A_SHARE_OF_DRAWS)
