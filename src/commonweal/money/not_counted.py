"""Care that is paid for here and that the plan leaves out: how much a sum of all of it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from commonweal.base.figures.measure import measure
from commonweal.base.figures.parents import ColumnOf
from commonweal.base.figures.spread import AS_WRITTEN, figures
from commonweal.base.numbers.chance import Array
from commonweal.base.numbers.unit import GBP


def _rows(inside: str) -> ColumnOf:
    return ColumnOf(
        column="not_counted.gbp",
        unit=GBP,
        over=("row",),
        where={"inside_what_is_counted": (inside,)},
        total=True,
        missing=0.0,
    )


@measure("money.not_counted", GBP, levels=("system",), rows=_rows("no"))
def not_counted(rows: Array) -> Array:
    """Care that no sum of the plan holds, a year, roughly, at the prices of the price year.

    Args:
        rows: GBP a year of all rows of which nothing is counted.

    Returns:
        GBP.

    >>> float(not_counted(np.array(4e6)))
    4000000.0
    """
    return rows


@measure("money.not_counted_in_part", GBP, levels=("system",), rows=_rows("yes"))
def not_counted_in_part(rows: Array) -> Array:
    """Care that the plan holds in part, so that it cannot be added to it, a year, roughly.

    Args:
        rows: GBP a year of all rows of which some is counted.

    Returns:
        GBP.

    >>> float(not_counted_in_part(np.array(2.5e6)))
    2500000.0
    """
    return rows


def not_counted_figures(tables: Mapping[str, pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """How much is not counted, and how much in part; nothing where the table is left out.

    Args:
        tables: of the plan; a plan that was built and not read may lack `not_counted`.
    """
    if "not_counted" not in tables:
        return
    table = tables["not_counted"]
    for code, inside in (("money.not_counted", "no"), ("money.not_counted_in_part", "yes")):
        rows = table.filter(pl.col("inside_what_is_counted") == inside)
        if rows.height:
            status = "illustrative" if "illustrative" in rows["status"] else "derived"
            values = {"central": np.array(rows["gbp"].sum(), dtype=float)}
            yield figures(code, values, {}, "either", status=status, why_not=AS_WRITTEN)
