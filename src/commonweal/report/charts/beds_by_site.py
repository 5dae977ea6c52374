"""Beds needed and beds open at each site, year by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts.drawing import style
from commonweal.report.charts.drawing.chart import Chart
from commonweal.report.charts.drawing.panels import Curve, Panel, small
from commonweal.report.charts.drawing.sides import LOOKS, both, curve_of
from commonweal.report.charts.drawing.svg import clean
from commonweal.report.view import View

NAME = "beds-by-site"
SYSTEM, ALL = "system", "All sites together"


def drawn(run: View) -> Iterator[Chart]:
    """Beds needed and open by site; nothing for a system without beds."""
    data = _data(run)
    if data is None:
        return
    last = data.filter((pl.col("year") == str(Year(run.last_year))) & (pl.col("side") == "plan"))
    sites = list(last.filter(pl.col("site") != SYSTEM).iter_rows(named=True))
    ceiling = words.percent(run.policy("care.occupancy_ceiling"))
    yield Chart(
        name=NAME,
        subject="beds",
        place=10,
        title=_title(sites, run.last_year),
        subtitle="Beds open, and beds needed if no more than "
        f"{ceiling} are full on an average night. Each site has a scale of its own. "
        "No plan: if nothing changes. The band has 8 chances in 10 with the plan.",
        alt=_described(last.row(0, named=True), sites, run.last_year),
        unit="bed",
        measures=("care.beds_needed", "care.beds_open"),
        data=data,
        picture=partial(small, _panels(run), alike=False),
    )


def _places(run: View) -> list[tuple[str, str, dict[str, str]]]:
    """Name, level and keys of all sites together, if there are several, and of each."""
    names = run.names("site")
    needed = run.figures.each("care.beds_needed", "site")
    sites = dict.fromkeys(row.keys["site"] for row in needed)
    every = [(clean(names[site]), "site", {"site": site}) for site in sites]
    return [(ALL, "system", {}), *every] if len(every) > 1 else every


def _data(run: View) -> pl.DataFrame | None:
    rows = [
        {
            "site": about.get("site", SYSTEM),
            "name": name,
            "year": str(year),
            "side": side,
            "needed_low": need.low,
            "needed_central": need.central,
            "needed_high": need.high,
            "open": opened.central,
        }
        for name, level, about in _places(run)
        for side in LOOKS
        for year in run.years
        for need, opened in [
            [
                run.figures.find(measure, level, side=side, year=year.starts_in, **about)
                for measure in ("care.beds_needed", "care.beds_open")
            ]
        ]
        if need is not None and opened is not None
    ]
    return pl.DataFrame(rows, infer_schema_length=None) if rows else None


def _panels(run: View) -> list[Panel]:
    return [Panel(name, _curves(run, level, about)) for name, level, about in _places(run)]


def _sides(run: View, measure: str, level: str, about: dict[str, str]) -> tuple[Curve, ...]:
    sides = (run.figures.each(measure, level, side=side, year=None, **about) for side in LOOKS)
    return both([curve_of(side, words.amount, short=True) for side in sides], short=True)


def _curves(run: View, level: str, about: dict[str, str]) -> tuple[Curve, ...]:
    needed, opened = (
        _sides(run, measure, level, about) for measure in ("care.beds_needed", "care.beds_open")
    )
    # Where the plan opens or closes beds, what is open without it is a thin line of its own.
    looks = (("Open", style.INK, None), ("Open, no plan", style.SOFT_INK, "2 3"))
    return (
        *needed,
        *(
            replace(curve, name=name, tone=tone, dash=dash, ends=None)
            for curve, (name, tone, dash) in zip(reversed(opened), looks, strict=False)
        ),
    )


def _short(sites: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sites with fewer beds than needed, as counted in whole beds, the furthest from it first."""
    lacking = [one for one in sites if _lacks(one) >= 0.5]
    return sorted(lacking, key=lambda one: -_lacks(one))


def _lacks(site: dict[str, Any]) -> float:
    return float(site["needed_central"] - site["open"])


def _title(sites: list[dict[str, Any]], year: int) -> str:
    short = _short(sites)
    many = words.how_many(len(short), len(sites), "site", "sites", ("needs", "need"))
    title = f"{words.upper_first(many)} more beds than would be open in {Year(year)}"
    if len(short) < 2:
        return title
    return f"{title}; {short[0]['name']} is furthest from enough"


def _described(whole: dict[str, Any], sites: list[dict[str, Any]], year: int) -> str:
    needed, opened = words.amount(whole["needed_central"]), words.amount(whole["open"])
    sentence = (
        f"In {Year(year)}, with the plan, {needed} {words.unit_words('bed', float(needed == '1'))} "
        f"{_are(needed)} needed and {opened} {_are(opened)} open."
    )
    for site in _short(sites)[:3]:
        need, has = words.amount(site["needed_central"]), words.amount(site["open"])
        sentence += f" {site['name']} needs {need} and has {has}."
    return sentence


def _are(amount: str) -> str:
    return "is" if amount == "1" else "are"
