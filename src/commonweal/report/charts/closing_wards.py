"""Where the patients of a closing ward go, site by site."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts.drawing import style
from commonweal.report.charts.drawing.chart import Chart
from commonweal.report.charts.drawing.layout import Scale, rows_of, wide
from commonweal.report.charts.drawing.marks import Bar, Mark, Picture, Text
from commonweal.report.charts.drawing.style import Size
from commonweal.report.charts.drawing.svg import clean
from commonweal.report.view import View

NAME = "closing-wards"
A_BED = 0.5
"""Fewer beds than this are none."""

PARTS = (
    ("kept", "have a bed here", style.LIGHT_PLAN),
    ("elsewhere", "are cared for elsewhere, or go home sooner", style.PLAN),
    ("more", "more come here because of the plan", style.TOTAL),
    ("without", "have no bed", style.NOTHING),
)
"""Column, words and tone of each part of a site's patients."""


def drawn(run: View) -> Iterator[Chart]:
    """Patients of each site where the plan closes beds, by what becomes of them."""
    data = _data(run)
    if data is None:
        return
    sites = list(data.iter_rows(named=True))
    yield Chart(
        name=NAME,
        subject="beds",
        place=20,
        title=_title(sites, run.last_year),
        subtitle=f"Patients of the sites where the plan closes beds, {Year(run.last_year)}, "
        "counted in the beds they need with room for busy nights.",
        alt=" ".join(_sentence(site) for site in sites),
        unit="bed",
        measures=("care.beds_open", "care.beds_needed"),
        data=data,
        picture=partial(_picture, data),
    )


def _data(run: View) -> pl.DataFrame | None:
    """A row for each site with fewer beds open than without the plan, in the last year.

    Those who need a bed with the plan have one there, as far as beds are open, or none. Those who
    need one if nothing changes and not with the plan are elsewhere, or went home sooner.
    """
    found, rows = run.figures, []
    for opened in found.each("care.beds_open", "site", year=run.last_year):
        site, year = opened.keys["site"], run.last_year
        was_open = found.one("care.beds_open", "site", side="nothing", year=year, site=site).central
        needed = found.find("care.beds_needed", "site", year=year, site=site)
        was_needed = found.find("care.beds_needed", "site", side="nothing", year=year, site=site)
        if was_open - opened.central < A_BED or needed is None or was_needed is None:
            continue
        rows.append(
            {
                "site": site,
                "name": clean(opened.names["site"]),
                "closed": was_open - opened.central,
                "needed_if_nothing_changes": was_needed.central,
                "needed": needed.central,
                "open": opened.central,
                "kept": min(needed.central, opened.central),
                "elsewhere": max(was_needed.central - needed.central, 0.0),
                "more": max(needed.central - was_needed.central, 0.0),
                "without": max(needed.central - opened.central, 0.0),
            }
        )
    return pl.DataFrame(rows) if rows else None


def _title(sites: list[dict[str, Any]], year: int) -> str:
    worst = max(sites, key=lambda site: site["without"])
    if worst["without"] < A_BED:
        where = "the site" if len(sites) == 1 else "every site"
        return f"In {Year(year)} {where} that loses beds has one for each patient who needs it"
    beds = words.amount(worst["closed"])
    lack = words.amount(worst["without"])
    return (
        f"{worst['name']} would close {beds} {'bed' if beds == '1' else 'beds'}, "
        f"and lack {lack} in {Year(year)}"
    )


def _sentence(site: dict[str, Any]) -> str:
    """What becomes of a site's patients, in words."""
    parts = words.spoken_list(
        f"{words.amount(site[column])} {says}"
        for column, says, _ in PARTS
        if site[column] >= A_BED and column != "more"
    )
    need = words.amount(site["needed_if_nothing_changes"])
    more = site["more"]
    added = f" The plan brings patients for {words.amount(more)} more." if more >= A_BED else ""
    return (
        f"{site['name']} closes {words.amount(site['closed'])} of its beds. If nothing changes its "
        f"patients need {need}.{added} Of them {parts}."
    )


def _picture(data: pl.DataFrame, size: Size) -> Picture:
    """A group of bars for each site, a bar for each part of its patients."""
    sites = list(data.iter_rows(named=True))
    parts = [
        [(site[column], says, tone) for column, says, tone in PARTS if site[column] >= A_BED]
        for site in sites
    ]
    most = max(number for site in parts for number, _, _ in site)
    x = Scale(0, most, start=size.beside, end=size.width - wide("10,000", size, bold=True) - 8)
    marks: list[Mark] = []
    top = 0.0
    for site, shown in zip(sites, parts, strict=True):
        head = f"{site['name']}: closes {words.amount(site['closed'])}"
        marks.append(Text(says=head, x=0, y=top + size.line / 2, bold=True))
        rows = rows_of([words.upper_first(says) for _, says, _ in shown], size, body=18, gap=8,
                       start=top + size.line + 6)  # fmt: skip
        for row, (number, _, tone) in zip(rows, shown, strict=True):
            right = x.at(number)
            marks += [
                *row.label(size),
                Bar(left=x.start, right=right, top=row.body, bottom=row.bottom, fill=tone),
                Text(says=words.amount(number), x=right + 6, y=row.middle, bold=True),
            ]
        top = rows[-1].end + 18
    return Picture(tuple(marks), top - 8)
