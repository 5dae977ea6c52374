"""The balance of each organisation over the years, side by side on one scale."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts.drawing.chart import Chart
from commonweal.report.charts.drawing.panels import Panel, small
from commonweal.report.charts.drawing.sides import LOOKS, both, curve_of
from commonweal.report.charts.drawing.svg import clean
from commonweal.report.view import View

NAME = "gap-by-body"
SYSTEM = "system"
MOST = 4
"""Bodies named in words; the data has all."""


def drawn(run: View) -> Iterator[Chart]:
    """Balance by organisation and year, if nothing changes and with the plan."""
    data = _data(run)
    last = data.filter((pl.col("year") == str(Year(run.last_year))) & (pl.col("side") == "plan"))
    bodies = list(last.filter(pl.col("organisation") != SYSTEM).iter_rows(named=True))
    yield Chart(
        name=NAME,
        subject="money-bodies",
        place=10,
        title=_title(bodies, run.last_year),
        subtitle="Money left over in each year, £ million in cash; below 0, short. All have one "
        "scale. No plan: if nothing changes.",
        alt=_described(last.row(0, named=True), bodies, run.last_year),
        unit="GBP",
        measures=("money.balance",),
        data=data,
        picture=partial(small, _panels(run), alike=True),
    )


def _data(run: View) -> pl.DataFrame:
    rows = [
        {
            "organisation": row.keys.get("organisation", SYSTEM),
            "name": clean(row.names.get("organisation", "The whole system")),
            "year": str(Year(row.year or 0)),
            "side": side,
            "low_gbp": row.low,
            "central_gbp": row.central,
            "high_gbp": row.high,
        }
        for level in ("system", "organisation")
        for side in LOOKS
        for row in run.figures.each("money.balance", level, side=side)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _panels(run: View) -> list[Panel]:
    """A panel for each body that has money, those that are shortest with the plan first."""
    found = []
    for body, name in run.names("organisation").items():
        sides = [
            run.figures.each("money.balance", "organisation", side=side, organisation=body)
            for side in LOOKS
        ]
        if all(sides):
            curves = [
                curve_of(side, words.millions, per=1e6, short=True, ranges=False) for side in sides
            ]
            found.append(Panel(clean(name), both(curves, short=True)))
    return sorted(found, key=lambda panel: panel.curves[-1].values[-1])


def _short(bodies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in bodies if one["central_gbp"] < -0.5]


def _title(bodies: list[dict[str, Any]], year: int) -> str:
    short = _short(bodies)
    many = words.how_many(len(short), len(bodies), "body", "bodies", ("is", "are"))
    title = f"{words.upper_first(many)} short of money in {Year(year)}, with the plan"
    if len(short) < 2:
        return title
    worst = min(short, key=lambda one: one["central_gbp"])
    return f"{title}; {worst['name']} the most, by {words.pounds(-worst['central_gbp'])}"


def _described(whole: dict[str, Any], bodies: list[dict[str, Any]], year: int) -> str:
    short = sorted(_short(bodies), key=lambda one: one["central_gbp"])
    system = words.gap(-whole["central_gbp"])
    sentence = f"In {Year(year)}, with the plan, the whole system is {system}. "
    if not short:
        return f"{sentence}None of its {len(bodies)} bodies is short of money."
    names = [f"{one['name']} ({words.pounds(-one['central_gbp'])})" for one in short[:MOST]]
    rest = len(short) - len(names)
    listed = words.spoken_list([*names, f"{rest} more"] if rest else names)
    return f"{sentence}Short of money {'is' if len(short) == 1 else 'are'} {listed}."
