"""The page: one self-contained file that anybody can read."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts import Chart, style_sheet
from commonweal.report.names import Names
from commonweal.report.sections import (
    attribution,
    baseline,
    capacity_and_money,
    finance,
    findings,
    headline,
    local,
    proposals,
    sources,
    uncertainty,
)
from commonweal.report.view import View
from commonweal.report.whys import Whys

UNITS = {"GBP": "pounds in cash", "bed": "beds"}


def report_html(run: View, charts: tuple[Chart, ...]) -> str:
    """The report of a run as one HTML page, with no file or host outside it.

    Args:
        run: the run.
        charts: its charts, as `charts_of` makes them.
    """
    # What a plan says is typed by people and shown to others: all of it is escaped.
    environment = Environment(
        loader=PackageLoader("commonweal.report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("report.html.jinja")
    page = template.render(**_said(run, charts))
    # A minus sign must not end a line and leave its number on the next.
    return page.replace(f"{words.MINUS}£", f"{words.MINUS}\N{WORD JOINER}£")


def _said(run: View, charts: tuple[Chart, ...]) -> dict[str, Any]:
    plan, figures, names = run.plan, run.figures, Names(run.published.names)
    whys, manifest = Whys(), run.published.manifest
    cards = proposals.cards(run, figures, whys)
    drawn = {chart.name: _chart(chart) for chart in charts}
    return {
        "name": plan["name"],
        "about": plan["about"],
        "illustrative": plan["illustrative"],
        "base": str(Year(run.base_year)),
        "last": str(Year(run.last_year)),
        "version": manifest.versions["commonweal"],
        "css": (files(__package__) / "templates" / "report.css").read_text("utf-8") + style_sheet(),
        "worlds_tried": _worlds(run.draws),
        "drawn": run.draws > 0,
        "seed": manifest.seed,
        "rulebook_day": f"{run.rulebook_day:%-d %B %Y}",
        "settings": [f"{code} = {value}" for code, value in manifest.settings.items()],
        "worlds": [(code, plan["scenarios"][code]["says"]) for code in manifest.scenarios],
        "sources": plan["sources"],
        "charts": {
            subject: [drawn[chart.name] for chart in charts if chart.subject == subject]
            for subject in ("money", "beds", "sure")
        },
        "ceiling": words.percent(run.policy("care.occupancy_ceiling")),
        "answer": headline.answer(run, figures, whys),
        "older": baseline.older(run),
        "people_rows": [
            (r.name, r.now, r.later, r.change, r.status)
            for r in baseline.people(run, figures, whys)
        ],
        "list_rows": baseline.lists(run, figures),
        "care_rows": [
            (r.name, r.unit, r.now, r.later, r.change, r.status)
            for r in baseline.care(run, figures, whys)
        ],
        "notes": [(one["name"], one["note"]) for one in plan["services"] if one["note"]],
        "beds_nothing": baseline.beds(run, figures, whys),
        "minute": finance.minute(run, figures, whys),
        "near_places": local.by_place(run),
        "near_ages": local.by_age(run),
        "near_care": local.by_care(run),
        "did": attribution.who_did_what(run, figures, whys),
        "cards": cards,
        "chance_rows": [(y, *told) for y, told in capacity_and_money.chances(run, figures, whys)],
        "money_rows": [(r.name, *r.values) for r in capacity_and_money.money(run, figures, whys)],
        "kind_rows": [
            (r.name, *r.values) for r in capacity_and_money.of_the_plan(run, figures, whys)
        ],
        "body_rows": capacity_and_money.bodies(run, figures, whys),
        "bed_rows": capacity_and_money.beds(run, figures, whys),
        "sure": uncertainty.how_sure(run, figures, whys),
        "fewest_draws": uncertainty.fewest_draws(),
        "staff_rows": capacity_and_money.staff(run, figures, whys),
        "capital_rows": capacity_and_money.capital(figures, whys),
        "to_do": findings.to_do(run.findings, names, run),
        "waived": findings.waived(run.findings, names),
        "not_asked": findings.could_not_ask(run.asked),
        "assumptions": sources.assumptions(run),
        "policies": sources.policies(run),
        "marks": sources.marks(),
        "projections": sources.projections(run),
        "factors": sources.factors(run, figures),
        "input_rows": sources.inputs(run),
        "families": list(whys.families()),
    }


def _worlds(draws: int) -> str:
    """How many possible worlds a run has tried, in words.

    >>> _worlds(0), _worlds(1), _worlds(2000)
    ('one world, with every number at its middle', '1 possible world', '2,000 possible worlds')
    """
    if not draws:
        return "one world, with every number at its middle"
    return f"{draws:,} possible world{'' if draws == 1 else 's'}"


def _chart(chart: Chart) -> dict[str, Any]:
    """A chart with its data as words, ready for a table."""
    numeric = [kind.is_numeric() for kind in chart.data.schema.values()]
    return {
        "name": chart.name,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "source": chart.source,
        "alt": chart.alt,
        "wide": chart.wide,
        "narrow": chart.narrow,
        "unit_words": UNITS.get(chart.unit, chart.unit),
        "heads": [name.replace("_gbp", ", £").replace("_", " ") for name in chart.data.columns],
        "numeric": numeric,
        "rows": [
            [_cell(cell, head) for cell, head in zip(row, chart.data.columns, strict=True)]
            for row in chart.data.iter_rows()
        ],
    }


def _cell(cell: object, head: str) -> str:
    if cell is None:
        return "no range" if "low" in head or "high" in head else ""
    if isinstance(cell, float):
        told = f"{cell:,.0f}" if abs(cell) >= 1000 else f"{cell:,.3g}"
        return told.replace("-", words.MINUS)
    return str(cell)
