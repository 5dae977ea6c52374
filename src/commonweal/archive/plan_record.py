"""The plan as a run folder holds it: all that a reader of the run needs of what went in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any

import polars as pl

from commonweal.base.declare.parts import part_kinds
from commonweal.base.declare.tables import declared
from commonweal.plan import Plan, Proposal
from commonweal.rulebook import NotInRulebook, rulebook

NOT_SAID = ("tables", "folder", "files", "policy")
"""What of a plan is kept otherwise: its tables and files among the inputs, its policy numbers by
their values."""

OLDER = 75
"""The age from which people use by far the most care."""


def plan_record(plan: Plan) -> dict[str, Any]:
    """What a plan says, as JSON holds it: all but its tables, of which only what is in words."""
    said = {one.name: getattr(plan, one.name) for one in fields(plan) if one.name not in NOT_SAID}
    said["proposals"] = [_proposal(one, plan) for one in plan.proposals]
    said["policy_numbers"] = _policy_numbers(plan)
    said["tables"] = {
        name: _table(name, frame) for name, frame in plan.tables.items() if frame.height
    }
    said["services"] = plan.tables["services"].select("service", "name", "unit", "note").to_dicts()
    said["sites"] = dict(plan.tables["sites"].select("site", "organisation").iter_rows())
    columns = ("name", "gbp", "inside_what_is_counted")
    uncounted = plan.tables.get("not_counted", pl.DataFrame(schema=columns))
    said["not_counted"] = uncounted.select(columns).to_dicts()
    said["projections"] = _projections(plan)
    said["older"] = {"age": OLDER, "people": _older(plan)}
    return dict(plain(said))


def _proposal(proposal: Proposal, plan: Plan) -> dict[str, Any]:
    """A proposal, each of its parts with its room and in its own words."""
    parts = [
        plain(part) | {"room": part_kinds()[part.heading].room, "says": part.says(plan.names)}
        for part in proposal.parts
    ]
    return dict(plain(proposal)) | {"parts": parts}


def _policy_numbers(plan: Plan) -> dict[str, Any]:
    """Each policy number as it stood on the plan's day, set otherwise where the plan does."""
    found = {}
    for code, number in rulebook(plan.policy).items():
        try:
            now = number.on(plan.rulebook_day)
        except NotInRulebook:
            continue
        found[code] = {"says": number.says, "unit": number.unit, **asdict(now)}
    return found


def _table(name: str, frame: pl.DataFrame) -> dict[str, Any]:
    """What a table is, how long it is, and where its rows come from."""

    def words_in(column: str) -> list[str]:
        if column not in frame.columns:
            return []
        return frame[column].drop_nulls().unique(maintain_order=True).to_list()

    says, rows = declared()[name].says, frame.height
    return {"says": says, "rows": rows, "sources": words_in("source"), "kinds": words_in("status")}


def _projections(plan: Plan) -> list[dict[str, Any]]:
    """The published projections of people that some draw follows."""
    used = plan.tables["variants"].filter(pl.col("weight") > 0)
    return used.select("name", "weight", "source").to_dicts()


def _older(plan: Plan) -> dict[int, float]:
    """Residents of that age and over by year, in the projection of most weight."""
    variants, people = plan.tables["variants"], plan.tables["population"]
    central = variants.sort("weight", descending=True, maintain_order=True)["variant"][0]
    counted = people.filter((pl.col("variant") == central) & (pl.col("age") >= OLDER))
    by_year = counted.group_by("year").agg(pl.col("people").sum()).sort("year")
    return dict(by_year.iter_rows())


def plain(value: Any) -> Any:
    """A value as JSON holds it; a part of a proposal says of which kind it is."""
    if is_dataclass(value) and not isinstance(value, type):
        said = {one.name: plain(getattr(value, one.name)) for one in fields(value)}
        heading = getattr(value, "heading", None)
        return said | ({"part": heading} if isinstance(heading, str) else {})
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None  # no bound, and JSON has no infinity
    return value if value is None or isinstance(value, bool | int | str) else str(value)
