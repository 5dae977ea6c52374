"""From a million bad cells to a few Problems, quickly.

Cells with the same text have the same trouble, so each text is explained once. After a hundred
unlike texts the rest are counted and not explained: no person reads on.
"""

from collections.abc import Callable

import polars as pl

from commonweal.base.reading.problems import ROWS_NAMED, Problem
from commonweal.base.reading.trouble import Trouble

EXPLAINED = 100


def tell(
    file: str,
    column: str | None,
    rows: pl.Series,
    cells: pl.Series,
    bad: pl.Series,
    explain: Callable[[str | None], Trouble],
) -> list[Problem]:
    """One Problem for each unlike text among the bad cells, with its first rows and a count."""
    if not bad.any():
        return []
    frame = pl.DataFrame({"text": cells, "row": rows}).filter(bad).cast({"text": pl.String})
    alike = frame.group_by("text").agg(first=pl.col("row").min(), count=pl.len()).sort("first")
    problems = []
    for text, first, count in alike.head(EXPLAINED).iter_rows():
        trouble = explain(text)
        few = (
            frame.filter(pl.col("text").eq_missing(text))["row"].head(ROWS_NAMED)
            if count > 1
            else [first]
        )
        problems.append(
            Problem(trouble.code, file, first, column, trouble.says, trouble.fix, count, tuple(few))
        )
    rest = alike.slice(EXPLAINED)
    if rest.height:
        text, first, _ = rest.row(0)
        trouble, count = explain(text), int(rest["count"].sum())
        problems.append(
            Problem(trouble.code, file, first, column, trouble.says, trouble.fix, count, (first,))
        )
    return problems
