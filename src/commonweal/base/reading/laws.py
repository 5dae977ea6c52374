"""Laws of a whole table and between tables: keys, order, sums, and words that refer."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

import polars as pl

from commonweal.base.declare.tables import SumsToOne, Table
from commonweal.base.reading.dates import year_text
from commonweal.base.reading.numbers import AGE, OLDEST, plain_number
from commonweal.base.reading.problems import ROWS_NAMED, Problem
from commonweal.base.reading.suggest import nearest, with_article
from commonweal.base.reading.tell import EXPLAINED, tell
from commonweal.base.reading.trouble import Trouble, quoted
from commonweal.base.reading.values import CODE

NATIONAL = ("england", "eng", "e92000001", "national", "uk", "united kingdom", "k02000001")
"""What the row of a whole country is called in published tables."""

PERSON = "person"

LOST_IN_PRINTING = 5e-7
"""A share printed to six decimals is off by no more than this, so a sum of n by n times it."""


def duplicates(frame: pl.DataFrame, table: Table, file: str, bad: pl.Series) -> list[Problem]:
    """Rows with the key of an earlier row.

    Equal rows have equal hashes, so a table whose hashes all differ has no duplicates, and that is
    quick to see. Only rows that share a hash are compared.
    """
    keys = frame.select(_key(frame, name) for name in table.one_row_per)
    hashes = keys.hash_rows()
    if hashes.n_unique() == frame.height:
        return []
    again = hashes.is_duplicated() & ~bad
    suspects = keys.filter(again).with_columns(row=frame["row"].filter(again))
    first = pl.col("row").first().over(table.one_row_per).alias("first")
    later = suspects.with_columns(first).filter(pl.col("row") > pl.col("first"))
    if not later.height:
        return []
    key = " + ".join(table.one_row_per)
    oldest = _are_oldest(frame, table)
    by_first = later.group_by("first").agg(row=pl.col("row"), count=pl.len()).sort("first")
    problems = []
    for earlier, rows, count in by_first.head(EXPLAINED).iter_rows():
        says = f"the same {key} as row {earlier}"
        fix = "keep one of the two rows" if count == 1 else "keep one of these rows"
        if oldest.filter(frame["row"] == earlier).any():
            fix = f"add them together if they are of {OLDEST} and of older ages; else {fix}"
        problems.append(
            Problem("K01", file, rows[0], None, says, fix, count, tuple(rows[:ROWS_NAMED]))
        )
    rest = by_first.slice(EXPLAINED)
    if rest.height:
        earlier, rows, _ = rest.row(0)
        says, count = f"the same {key} as row {earlier}", int(rest["count"].sum())
        problems.append(
            Problem("K01", file, rows[0], None, says, "keep one of the rows", count, (rows[0],))
        )
    return problems


def _are_oldest(frame: pl.DataFrame, table: Table) -> pl.Series:
    """Which rows count people of the last age, which stands for all older ones too."""
    counts = any(column.unit == PERSON for column in table.columns)
    ages = [n for n in table.one_row_per if counts and table.column(n).unit == AGE]
    of_age = (frame[name] == OLDEST for name in ages)
    none = pl.repeat(value=False, n=frame.height, dtype=pl.Boolean, eager=True)
    return next((found.fill_null(value=False) for found in of_age), none)


def _key(frame: pl.DataFrame, name: str) -> pl.Expr:
    # "ae em" and "em ae" name the same services.
    listed = isinstance(frame.schema[name], pl.List)
    return pl.col(name).list.sort().list.join(" ") if listed else pl.col(name)


def out_of_order(
    frame: pl.DataFrame, table: Table, file: str, bad: Mapping[str, pl.Series]
) -> Iterator[Problem]:
    """Rows whose low, central and high, or from and to, do not follow each other."""
    for names in table.in_order:
        pairs = itertools.pairwise(names)
        wrong = frame.select(
            pl.any_horizontal(pl.col(lower) > pl.col(upper) for lower, upper in pairs)
            .fill_null(value=False)
            .alias("wrong")
        ).to_series()
        for name in names:
            wrong = wrong & ~bad[name]
        told = [
            pl.lit(f"{name} ") + frame[name].cast(pl.String).fill_null("blank") for name in names
        ]
        texts = frame.select(pl.concat_str(told, separator=", ")).to_series()
        explain = partial(_disorder, fix=f"write them so that {' <= '.join(names)}")
        yield from tell(file, names[0], frame["row"], texts, wrong, explain)


def _disorder(text: str | None, fix: str) -> Trouble:
    return Trouble("V17", f"{text} are not in order", fix)


def sums(
    frame: pl.DataFrame, table: Table, law: SumsToOne, file: str, bad: pl.Series
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows, with shares that were rounded scaled to sum to one; and those that cannot be.

    A group with a share that could not be read is passed over: it is reported already.
    """
    share = pl.col(law.column)
    rows = frame.with_columns(bad=bad)
    groups = rows.group_by(law.by) if law.by else rows.with_columns(all=0).group_by("all")
    places = share.cast(pl.String).str.extract(r"\.(\d*?)0*$").str.len_chars()
    off = (
        groups.agg(
            total=share.sum(),
            count=pl.len(),
            places=places.max().fill_null(0),
            bad=pl.col("bad").any(),
            row=pl.col("row").min(),
            rows=pl.col("row").head(ROWS_NAMED),
        )
        .filter(~pl.col("bad") & ((pl.col("total") - 1).abs() > LOST_IN_PRINTING * pl.col("count")))
        .sort("row")
    )
    is_rounded = (pl.col("places") >= FEWEST_PLACES) & (
        (pl.col("total") - 1).abs() <= _lost_in_rounding()
    )
    rounded, off = off.filter(is_rounded), off.filter(~is_rounded)
    problems = [_rounded(group, table, law, file) for group in rounded.iter_rows(named=True)]
    wrong = [_sum_problem(g, table, law, file) for g in off.head(EXPLAINED).iter_rows(named=True)]
    if off.height > len(wrong):
        wrong[-1] = replace(wrong[-1], count=off.height - len(wrong) + 1)
    return _scaled(frame, rounded, law), problems + wrong


FEWEST_PLACES = 2
"""Decimals. Shares of one decimal may lack a tenth of everybody, and no rounding explains that."""


MOST_ROUNDED = 0.02
"""Of everybody, past which a missing site is likelier than many shares rounded the same way."""


def _lost_in_rounding() -> pl.Expr:
    """By how much rounded shares of a group may miss 1: half a unit of the last decimal each."""
    unit = pl.lit(10.0).pow(-pl.col("places").cast(pl.Float64))
    return pl.min_horizontal(pl.col("count") * unit / 2, MOST_ROUNDED) + LOST_IN_PRINTING


def _scaled(frame: pl.DataFrame, rounded: pl.DataFrame, law: SumsToOne) -> pl.DataFrame:
    if not rounded.height:
        return frame
    share = pl.col(law.column)
    if not law.by:
        return frame.with_columns(share / share.sum())
    totals = rounded.select(*law.by, "total")
    scaled = frame.join(totals, on=law.by, how="left", maintain_order="left")
    return scaled.with_columns(share / pl.col("total").fill_null(1.0)).drop("total")


def _rounded(group: Mapping[str, object], table: Table, law: SumsToOne, file: str) -> Problem:
    total = plain_number(float(str(group["total"])))
    says = f"{_sum_of(group, table, law)} sums to {total}: taken as rounded to {group['places']} "
    says += "decimals, and scaled to sum to 1"
    fix = "write more decimals, or look for a row that is missing"
    return Problem("Q01", file, int(str(group["row"])), law.column, says, fix)


def _sum_problem(group: Mapping[str, object], table: Table, law: SumsToOne, file: str) -> Problem:
    total = float(str(group["total"]))
    more = plain_number(round(1 - total, 9))
    verb = f"add {more}" if total < 1 else f"take away {more.lstrip('-')}"
    says = f"{_sum_of(group, table, law)} sums to {plain_number(total)}; it must sum to 1"
    rows = ", ".join(str(row) for row in group["rows"])  # type: ignore[attr-defined]
    fix = f"{verb} among rows {rows}, or look for a row that is missing or one too many"
    if 99 < total < 101:
        fix = "write shares, not per cent: divide each by 100"
    return Problem("X02", file, int(str(group["row"])), law.column, says, fix)


def _sum_of(group: Mapping[str, object], table: Table, law: SumsToOne) -> str:
    who = " + ".join(_shown(table, name, group[name]) for name in law.by)
    return f"{law.column} of {who}" if who else law.column


def _shown(table: Table, name: str, value: object) -> str:
    return year_text(int(str(value))) if table.column(name).kind == "year" else str(value)


def orphans(
    frames: Mapping[str, pl.DataFrame], table: Table, name: str, file: str, files: Mapping[str, str]
) -> list[Problem]:
    """Cells that refer to a row of another table that is not there."""
    column = table.column(name)
    target = column.target
    if target is None or target[0] not in frames:
        return []
    known = {*frames[target[0]][target[1]], *column.besides} - {None}
    frame = frames[table.name].select("row", text=pl.col(name))
    if column.kind == "codes":
        frame = frame.explode("text")
    strange = pl.Series([text for text in frame["text"].unique() if text and text not in known])
    if not len(strange):
        return []
    strange = strange.filter(strange.str.contains(f"^{CODE}$"))  # others are reported already
    lost = frame["text"].is_in(strange.implode()).fill_null(value=False)
    return tell(
        file, name, frame["row"], frame["text"], lost,
        lambda text: orphan(str(text), target[1], files.get(target[0], f"{target[0]}.csv"),
                            sorted(known)),
    )  # fmt: skip


def orphan(text: str, column: str, file: str, known: list[str]) -> Trouble:
    """A word that refers to nothing, with the nearest that it could refer to."""
    if text.casefold() in NATIONAL:
        says = f"{quoted(text)} is no {column} of {file}, and looks like a national total"
        return Trouble("R03", says, "delete the row; totals are worked out from the others")
    guess = nearest(text, known)
    fix = f"write '{guess}', or add a row for {quoted(text)} to {file}"
    says = f"{quoted(text)} is not {with_article(column)} of {file}"
    return Trouble("X01", says, fix if guess else f"add a row for {quoted(text)} to {file}")
