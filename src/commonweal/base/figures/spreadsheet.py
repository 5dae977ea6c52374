"""Tables for a spreadsheet: CSV in which no text can act as a formula."""

from __future__ import annotations

import polars as pl

ACTS = r"^[\s\x00-\x20\u00a0\ufeff]*[=+\-@|\uff1d\uff0b\uff0d\uff20]"
"""How a text begins that a spreadsheet may take for a formula, blanks before it passed over."""
IS_NUMBER = r"^[+-]?\d[\d,.]*%?$"


def as_csv(frame: pl.DataFrame) -> str:
    r"""A frame as CSV, each text that could act as a formula behind an apostrophe.

    Texts come from people's files, and whoever opens the table did not write them.

    >>> print(as_csv(pl.DataFrame({"title": ["Care", " =1+1", "-5"], "gbp": [1.5, -2.0, 0.0]})))
    title,gbp
    Care,1.5
    ' =1+1,-2.0
    -5,0.0
    <BLANKLINE>
    """
    text = pl.selectors.string(include_categorical=True)
    column = text.cast(pl.String)
    acts = column.str.contains(ACTS) & ~column.str.contains(IS_NUMBER)
    inert = frame.with_columns(
        pl.when(acts).then(pl.lit("'") + column).otherwise(column).name.keep()
    )
    return inert.write_csv()
