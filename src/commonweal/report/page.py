"""The page: one self-contained file that anybody can read."""

from __future__ import annotations

from importlib.metadata import version
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from commonweal.base.numbers.year import Year
from commonweal.execute import Run
from commonweal.report import words
from commonweal.report.charts import Chart
from commonweal.report.names import names_of
from commonweal.report.sections import (
    attribution as shared,
)
from commonweal.report.sections import (
    baseline as nothing,
)
from commonweal.report.sections import (
    capacity_and_money as enough,
)
from commonweal.report.sections import (
    finance as minute,
)
from commonweal.report.sections import (
    findings as failed,
)
from commonweal.report.sections import (
    headline as answer,
)
from commonweal.report.sections import (
    local as near,
)
from commonweal.report.sections import (
    proposals as proposed,
)
from commonweal.report.sections import (
    sources as working,
)
from commonweal.report.sections import (
    uncertainty as sure,
)
from commonweal.report.whys import Whys
from commonweal.rulebook import rulebook

UNITS = {"GBP": "pounds in cash", "bed": "beds"}


def report_html(run: Run, charts: tuple[Chart, ...]) -> str:
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


def _said(run: Run, charts: tuple[Chart, ...]) -> dict[str, Any]:
    plan, figures, names = run.plan, run.figures, names_of(run.plan)
    whys = Whys()
    ceiling = rulebook(plan.policy)["care.occupancy_ceiling"].on(plan.rulebook_day)
    cards = proposed.cards(run, figures, whys)
    drawn = {chart.name: _chart(chart) for chart in charts}
    services = plan.tables["services"]
    return {
        "name": plan.name,
        "about": plan.about,
        "illustrative": plan.illustrative,
        "base": str(Year(plan.base_year)),
        "last": str(Year(plan.last_year)),
        "version": version("commonweal"),
        "css": (files(__package__) / "templates" / "report.css").read_text("utf-8"),
        "worlds_tried": _worlds(run.draws),
        "drawn": run.draws > 0,
        "seed": run.seed,
        "rulebook_day": f"{plan.rulebook_day:%-d %B %Y}",
        "settings": [f"{code} = {value}" for code, value in run.settings.items()],
        "worlds": [(code, plan.scenarios[code].says) for code in run.scenarios],
        "sources": plan.sources,
        "charts": {"waterfall": None, "beds": None, "heat": None, **drawn},
        "driver_charts": [one for name, one in drawn.items() if name.startswith("drivers-")],
        "ceiling": words.percent(ceiling.number),
        "answer": answer.answer(run, figures, whys),
        "older": nothing.older(run),
        "people_rows": [
            (r.name, r.now, r.later, r.change, r.status) for r in nothing.people(run, figures, whys)
        ],
        "list_rows": nothing.lists(run, figures),
        "care_rows": [
            (r.name, r.unit, r.now, r.later, r.change, r.status)
            for r in nothing.care(run, figures, whys)
        ],
        "notes": [(n, note) for n, note in services.select("name", "note").iter_rows() if note],
        "beds_nothing": nothing.beds(run, figures, whys),
        "minute": minute.minute(run, figures, whys),
        "near_places": near.by_place(run),
        "near_ages": near.by_age(run),
        "near_care": near.by_care(run),
        "did": shared.who_did_what(run, figures, whys),
        "cards": cards,
        "chance_rows": [(y, *told) for y, told in enough.chances(run, figures, whys)],
        "money_rows": [(r.name, *r.values) for r in enough.money(run, figures, whys)],
        "kind_rows": [(r.name, *r.values) for r in enough.of_the_plan(run, figures, whys)],
        "body_rows": enough.bodies(run, figures, whys),
        "bed_rows": enough.beds(run, figures, whys),
        "sure": sure.how_sure(run, figures, whys),
        "fewest_draws": sure.fewest_draws(),
        "staff_rows": enough.staff(run, figures, whys),
        "capital_rows": enough.capital(figures, whys),
        "to_do": failed.to_do(run.findings, names, plan),
        "waived": failed.waived(run.findings, names),
        "not_asked": failed.could_not_ask(run.asked),
        "assumptions": working.assumptions(run),
        "policies": working.policies(run),
        "marks": working.marks(),
        "projections": working.projections(run),
        "factors": working.factors(run, figures),
        "input_rows": working.inputs(run),
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
