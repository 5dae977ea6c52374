"""Trusts that joined others: one trust, one code, at every date; trusts.toml lists them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl

from .judgements import number

TABLE: dict[str, Any] = tomllib.loads(
    (Path(__file__).parent / "trusts.toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True)
class Join:
    """A trust that became part of another.

    Attributes:
        trust: its code.
        became: the code of the trust it became part of.
        on: the legal date.
        name: what it was called.
        source: where that is written.
        seen: the return of the open data that shows it, or blank.
        home: where a trust was divided, the districts whose patients went this way.
    """

    trust: str
    became: str
    on: date
    name: str
    source: str
    seen: str
    home: tuple[str, ...] = ()


JOINS: tuple[Join, ...] = tuple(
    Join(**(row | {"source": TABLE["sources"][row["source"]], "home": tuple(row.get("home", ()))}))
    for row in TABLE["joined"]
)

CALLED: dict[str, str] = TABLE["called"]
"""Trust to what it is called now, where older tables have an older name."""

UNLISTED: dict[str, dict[str, str]] = TABLE["unlisted"]
"""Trusts that the list of trusts leaves out: name and STP of 2021."""

COUNTED_IN: dict[str, str] = TABLE["counted_in"]
"""Trust to the ICB that the A&E return counts it in, where that is not where its seat is."""

STOPPED: dict[str, str] = TABLE["stopped"]
"""Trust to why a return of its stops although it did not join another then."""

_NEXT: dict[str, str] = {join.trust: join.became for join in JOINS if not join.home}


def now_part_of(trust: str) -> str:
    """The code a trust goes by since it joined another; its own if it did not.

    >>> now_part_of("RA4"), now_part_of("RH5"), now_part_of("RW6")
    ('RH5', 'RH5', 'RM3')
    """
    while trust in _NEXT:
        trust = _NEXT[trust]
    return trust


def one_code(trust: str = "trust", home: str | None = None) -> pl.Expr:
    """The column of trusts, each under the one code it goes by now.

    Args:
        trust: the column of codes.
        home: the column of patients' districts, where there is one: a trust that was divided
            then goes to each of its successors by where its patients live.

    >>> frame = pl.DataFrame({"trust": ["RW6", "RW6"], "district": ["E08000003", "E08000004"]})
    >>> frame.select(one_code(home="district"))["trust"].to_list()
    ['R0A', 'RM3']
    """
    codes = pl.col(trust).cast(pl.String)
    now = codes.replace({join.trust: now_part_of(join.trust) for join in JOINS})
    for join in JOINS if home else ():
        if join.home:
            went = (codes == join.trust) & pl.col(str(home)).is_in(join.home)
            now = pl.when(went).then(pl.lit(now_part_of(join.became))).otherwise(now)
    return now.alias(trust)


def summed(columns: list[str]) -> list[pl.Expr]:
    """Sums of columns in which what is missing everywhere stays missing, not zero.

    >>> frame = pl.DataFrame({"a": [1.0, None], "b": [None, None]}, {"a": float, "b": float})
    >>> frame.select(summed(["a", "b"])).rows()
    [(1.0, None)]
    """
    return [
        pl.when(pl.col(name).is_not_null().any()).then(pl.col(name).sum()).alias(name)
        for name in columns
    ]


SMALL_WORDS = ("And", "For", "In", "Of", "On", "The", "Upon", "With")
SHORT_FORMS = ("NHS", "UCLH", "UK")


def in_own_capitals(name: str) -> str:
    """A trust's name as the trust writes it: small words small, short forms in capitals.

    >>> in_own_capitals("Mid And South Essex"), in_own_capitals("The Christie Nhs")
    ('Mid and South Essex', 'The Christie NHS')
    """
    capitals = {short.title(): short for short in SHORT_FORMS}
    words = [capitals.get(word, word) for word in name.split(" ")]
    return " ".join(
        word.lower() if place and word in SMALL_WORDS else word for place, word in enumerate(words)
    )


LEGAL_FORMS = (" NHS Foundation Trust", " NHS Trust", " National Health Service Trust")


def without_legal_form(name: str) -> str:
    """A trust's name without the words that every trust's has.

    >>> without_legal_form("The Queen Elizabeth Hospital, King's Lynn, NHS Foundation Trust")
    "The Queen Elizabeth Hospital, King's Lynn"
    """
    for form in LEGAL_FORMS:
        name = name.removesuffix(form)
    return name.removesuffix(",")


# --- what the returns themselves show -------------------------------------------------------------


@dataclass(frozen=True)
class Stop:
    """A trust whose return stops before the others'.

    Attributes:
        trust: its code.
        after: the last period in which it reported as before.
        size: what it reported a period before it stopped.
        grew: the trusts that grew by as much, together, when it stopped; none if nobody did.
    """

    trust: str
    after: int
    size: float
    grew: tuple[str, ...]


def stops(returns: pl.DataFrame) -> list[Stop]:
    """Every trust that stops in a return, with who grew by as much at the same time.

    A merger shows in a return as one trust that stops and another that grows by as much. Trusts
    that stop together are taken together, so that three which become one are found too.

    Args:
        returns: columns `trust`, `period` (whole numbers in order) and `value`.

    >>> periods = range(8)
    >>> rows = [("OLD", p, 50.0) for p in periods if p < 4]
    >>> rows += [("NEW", p, 100.0 if p < 4 else 152.0) for p in periods]
    >>> rows += [("AWAY", p, 9000.0) for p in periods]
    >>> frame = pl.DataFrame(rows, schema=["trust", "period", "value"], orient="row")
    >>> [(stop.trust, stop.after, stop.grew) for stop in stops(frame)]
    [('OLD', 3, ('NEW',))]
    """
    # As a share of what all report: winters and epidemics move every trust, a merger only two.
    of_all = pl.col("value") / pl.col("value").sum().over("period") * pl.col("value").sum()
    level = returns.with_columns((of_all / pl.col("period").n_unique()).alias("value"))
    wide = level.pivot("trust", index="period", values="value").sort("period")
    wide = wide.with_columns(pl.exclude("period").fill_null(0.0))
    series = {name: wide[name].to_list() for name in wide.columns[1:]}
    periods = wide["period"].to_list()
    last = {name: _last_as_before(values) for name, values in series.items()}
    ended = {
        name: end for name, end in last.items() if end < len(periods) - 2 and series[name][end]
    }
    return [
        Stop(name, periods[end], series[name][end], _who_grew(series, ended, name, end))
        for name, end in sorted(ended.items(), key=lambda item: (item[1], item[0]))
    ]


def _last_as_before(values: list[float]) -> int:
    """The last period with at least half of what was usual: a month of winding up is no return."""
    reported = sorted(value for value in values if value > 0)
    usual = reported[len(reported) // 2] if reported else 0.0
    return max((k for k, value in enumerate(values) if usual and value >= usual / 2), default=0)


def _who_grew(
    series: dict[str, list[float]], ended: dict[str, int], trust: str, end: int
) -> tuple[str, ...]:
    """Who grew when a trust stopped by what it lost, or by what it and others that stopped lost."""
    near = number("trusts.as_much")
    together = [name for name, other in ended.items() if abs(other - end) <= 1]
    least = (1 - near) * series[trust][end]
    most = (1 + near) * sum(series[name][ended[name]] for name in together)
    growth = {name: _growth(series[name], end) for name in series if name not in together}
    grew = [
        name
        for name, more in growth.items()
        if least <= more <= most and more >= number("trusts.seen") * max(series[name][: end + 1])
    ]
    return tuple(sorted(grew, key=lambda name: abs(growth[name] - series[trust][end])))


def _growth(values: list[float], end: int) -> float:
    """How much more a trust reports in the three periods after `end` than in the three up to it."""
    after = values[end + 1 : end + 4]
    return median(after) - median(values[max(0, end - 2) : end + 1]) if after else 0.0


def unexplained(returns: pl.DataFrame) -> list[Stop]:
    """The stops in a return that trusts.toml does not explain."""
    known = {join.trust for join in JOINS} | set(STOPPED)
    return [stop for stop in stops(returns) if stop.trust not in known]


def as_sentence(stop: Stop, of: str) -> str:
    """What a person is to know of a stop that nothing explains.

    >>> as_sentence(Stop("RXX", 202307, 345.0, ("RYY",)), "beds")
    'RXX reports no beds after 202307 (345 before); RYY grew by as much then. If it joined, \
trusts.toml lacks it and its beds are counted twice.'
    """
    grew = f"{' or '.join(stop.grew)} grew by as much then" if stop.grew else "no other trust grew"
    return (
        f"{stop.trust} reports no {of} after {stop.after} ({stop.size:,.0f} before); {grew}. If it "
        f"joined, trusts.toml lacks it and its {of} are counted twice."
    )
