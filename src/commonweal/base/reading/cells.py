"""From a column of texts to a column of values, with a Problem for each cell that has none.

Every kind has a quick test that passes good cells by the million; a cell that fails it goes to
the careful reader of its kind in `values`, which says what is the matter.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import polars as pl

from commonweal.base.declare.columns import Column
from commonweal.base.reading import dates, trouble, values
from commonweal.base.reading.numbers import ABSURD, SHORTENED, Bounds, out_of_bounds
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.suggest import first_sentence
from commonweal.base.reading.tell import tell
from commonweal.base.reading.trouble import Trouble, no_value, quoted

DTYPES: dict[str, pl.DataType] = {
    "text": pl.String(),
    "code": pl.String(),
    "codes": pl.List(pl.String()),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "year": pl.Int32(),
    "date": pl.Date(),
    "yes_no": pl.Boolean(),
}
EXACT = 2.0**53
"""Beyond this a float cannot tell a whole number from the next."""


@dataclass(frozen=True, slots=True)
class Values:
    """A column read: its values, and which cells have a Problem."""

    values: pl.Series
    bad: pl.Series
    problems: list[Problem]


def read_column(
    texts: pl.Series, rows: pl.Series, column: Column, file: str, *, is_key: bool = False
) -> Values:
    """Read and check one column of stripped texts, in which null is blank.

    Args:
        is_key: whether it is part of the table's key, so that a blank below a filled cell is
            likely to come from merged cells.
    """
    typed, good = _typed(texts, column)
    blank = texts.is_null()
    wrong = ~(good | blank)
    problems = tell(file, column.name, rows, texts, wrong, _explain(column))
    bad = wrong
    if column.is_number:
        beyond = (_beyond(typed, column) & ~wrong).fill_null(value=False)
        problems += tell(file, column.name, rows, texts, beyond, _explain_bounds(column))
        bad = bad | beyond
    if not column.optional and blank.any():
        above = texts.forward_fill() if is_key else texts
        problems += tell(file, column.name, rows, above, blank, partial(_blank, column))
        bad = bad | blank
    return Values(typed.alias(column.name), bad, problems)


def _typed(texts: pl.Series, column: Column) -> tuple[pl.Series, pl.Series]:
    """The values, and which of the cells the quick test passes."""
    if column.one_of:
        return texts, _true(texts.is_in(column.one_of))
    return QUICK[column.kind](texts)


def _true(mask: pl.Series) -> pl.Series:
    return mask.fill_null(value=False)


def _text(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    odd = texts.str.contains(f"{trouble.FORMULA}|{trouble.SPOILT}|{trouble.SHEET_ERROR}")
    long = texts.str.len_chars() > trouble.LONGEST_TEXT
    return texts, _true(~(odd | long))


def _code(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    fits = texts.str.contains(f"^{values.CODE}$") & (texts.str.len_bytes() <= values.LONGEST_CODE)
    return texts, _true(fits)


def _codes(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    lists = texts.str.replace_all(r"\s+", " ").str.split(" ")
    return lists, _true(texts.str.contains(rf"^{values.CODE}(\s+{values.CODE})*$"))


def _number(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    numbers = texts.cast(pl.Float64, strict=False)
    good = _true(numbers.abs() < ABSURD)  # also refuses infinity, and NaN by the next line
    good = good & _true(numbers.is_not_nan())
    if texts.dtype == pl.String:
        good = good & ~_true(texts.str.contains(SHORTENED))
    return _where(good, numbers), good


def _integer(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    integers = texts.cast(pl.Int64, strict=False)
    if integers.null_count() > texts.null_count():  # 12.0 and 1e3 are whole numbers too
        numbers, good = _number(texts)
        whole = _where(good & _true(numbers == numbers.floor()), numbers)
        integers = pl.select(pl.coalesce(integers, whole.cast(pl.Int64))).to_series()
    good = _true(integers.abs() < int(ABSURD))
    return _where(good, integers), good


def _where(good: pl.Series, found: pl.Series) -> pl.Series:
    return pl.select(pl.when(good).then(found)).to_series()


def _by_text(
    shape: str, read: Callable[[str], object], dtype: pl.DataType
) -> Callable[[pl.Series], tuple[pl.Series, pl.Series]]:
    """A quick test for kinds with few unlike texts: read each text once.

    Texts without the right shape are not tried, so that a column of rubbish stays quick.
    """

    def typed(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
        unlike = texts.unique().drop_nulls()
        shaped = unlike.filter(unlike.str.contains(shape)).to_list()
        read_as = {text: read(text) for text in shaped}
        good = {text: value for text, value in read_as.items() if not isinstance(value, Trouble)}
        found = texts.replace_strict(
            pl.Series(list(good), dtype=pl.String),
            pl.Series(list(good.values()), dtype=dtype),
            default=None,
            return_dtype=dtype,
        )
        return found, found.is_not_null()

    return typed


QUICK: dict[str, Callable[[pl.Series], tuple[pl.Series, pl.Series]]] = {
    "text": _text,
    "code": _code,
    "codes": _codes,
    "number": _number,
    "integer": _integer,
    "year": _by_text(r"^\d{4} ?[-/\x{2013}] ?\d{2,4}$", dates.year, DTYPES["year"]),
    "date": _by_text(r"^\d[\w /.,:+-]{5,30}$", dates.day, DTYPES["date"]),
    "yes_no": _by_text(r"^\w{2,5}$", values.yes_no, DTYPES["yes_no"]),
}


def _explain(column: Column) -> Callable[[str | None], Trouble]:
    """What is the matter with a text that failed the quick test."""

    def explain(text: str | None) -> Trouble:
        assert text is not None, "blank cells are told elsewhere"
        if column.one_of:
            bad = no_value(text) if text.startswith("#") else None
            return bad or values.not_one_of(text, column.one_of, column.name)
        read = values.READ[column.kind](text)
        if isinstance(read, Trouble):
            return read
        # The quick test refused what the careful reader reads: say what is surely true of it.
        says = f"{quoted(text)} is not written as a {column.kind.replace('_', '/')}"
        return Trouble("V02" if column.is_number else "V16", says, "type it again, plainly")

    return explain


def _beyond(numbers: pl.Series, column: Column) -> pl.Series:
    beyond = pl.repeat(value=False, n=len(numbers), dtype=pl.Boolean, eager=True)
    if column.at_least is not None:
        beyond = beyond | _true(numbers < column.at_least)
    if column.above is not None:
        beyond = beyond | _true(numbers <= column.above)
    if column.at_most is not None:
        beyond = beyond | _true(numbers > column.at_most)
    return beyond


def _explain_bounds(column: Column) -> Callable[[str | None], Trouble]:
    bounds = Bounds(column.at_least, column.above, column.at_most)

    def explain(text: str | None) -> Trouble:
        beyond = out_of_bounds(float(text or math.nan), column.name, column.unit, bounds)
        assert beyond is not None, f"{column.name}: {text} was found out of bounds"
        return beyond

    return explain


def _blank(column: Column, above: str | None) -> Trouble:
    if above is not None:
        says = f"{column.name} is blank below {quoted(above)}"
        fix = f"write {quoted(above)} again if it is meant: unmerge cells, fill each row"
        return Trouble("K02", says, fix)
    allowed = " or ".join(f"'{word}'" for word in column.one_of)
    meant = f"write {allowed}" if allowed else f"write {first_sentence(column.says)}"
    return Trouble("V01", f"{column.name} is blank", meant)
