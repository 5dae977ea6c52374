"""Assumptions: that a plan makes those it needs, each a number that it can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from commonweal.base.reading.checks import Folder, check
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.suggest import nearest
from commonweal.care import GROWTH

Tables = Mapping[str, pl.DataFrame]

FILE = "assumptions.toml"

NEEDED = {
    "money.pay_growth": "Growth of pay",
    "money.price_growth": "Growth of other prices",
    "money.efficiency": "Doing the same for less, each year anew",
}
"""Assumptions that every plan makes, beside those its own tables name, and what each is."""


@check("assumptions", "services", "income")
def assumption_problems(folder: Folder) -> Iterator[Problem]:
    """Assumptions that are needed and not there, and growth of what is no service."""
    assumptions, tables = folder.assumptions, folder.tables
    needed = dict.fromkeys(NEEDED, "every plan needs it")
    if f"{GROWTH}all" not in assumptions:
        for service in tables["services"]["service"]:
            if GROWTH + service not in assumptions:
                needed[GROWTH + service] = f"the growth of {service} comes from nowhere else"
    for code in tables["income"]["grows_with"].unique().sort():
        needed[str(code)] = "income.csv grows with it"
    for code, why in needed.items():
        if code not in assumptions:
            guess = nearest(code, assumptions)
            fix = f"add a table headed [{code}]"
            yield Problem(
                "D09",
                FILE,
                None,
                code,
                f"the assumption {code} is missing; {why}",
                f"{fix}, or rename [{guess}] if that is what it is" if guess else fix,
            )
    services = set(tables["services"]["service"])
    for code in assumptions:
        service = code.removeprefix(GROWTH)
        if code.startswith(GROWTH) and service not in services | {"all"}:
            guess = nearest(service, services)
            yield Problem(
                "D09",
                FILE,
                None,
                code,
                f"{code} is about '{service}', which is not a service",
                f"write [{GROWTH}{guess}]" if guess else "use a code of services.csv",
            )


def is_a_rate(code: str, tables: Tables) -> bool:
    """Whether an assumption is a share by which something grows or shrinks each year."""
    grown = tables["income"]["grows_with"].to_list()
    return code in NEEDED or code.startswith(GROWTH) or code in grown


def beyond_a_rate(low: float, high: float) -> str | None:
    """What is wrong with a yearly rate; None for one that leaves something, and at most doubles.

    >>> beyond_a_rate(0.02, 0.04)
    >>> beyond_a_rate(2, 4)
    'from 2 to 4 a year is beyond -1 to 1'
    """
    if low > -1 and high <= 1:
        return None
    return f"from {low:g} to {high:g} a year is beyond -1 to 1"


@check("assumptions", "income")
def rate_problems(folder: Folder) -> Iterator[Problem]:
    """Yearly rates that no share of what is there can be."""
    for code, assumption in folder.assumptions.items():
        if is_a_rate(code, folder.tables):
            wrong = beyond_a_rate(assumption["low"], assumption["high"])
            if wrong is not None:
                fix = "write a share: 0.03 for 3% a year"
                yield Problem("V11", FILE, None, code, f"{code} {wrong}", fix)
