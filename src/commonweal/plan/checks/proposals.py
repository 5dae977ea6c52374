"""Proposals: that each starts, ends and asks in the plan's years, and cites what there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from commonweal.base.numbers.year import Year
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.suggest import nearest
from commonweal.plan.checks.effects import effect_problems
from commonweal.rulebook import evidence_library

Document = Mapping[str, Any]
Tables = Mapping[str, pl.DataFrame]


def proposal_problems(
    proposal: Document, plan: Document, tables: Tables, file: str
) -> list[Problem]:
    """Problems inside one proposal."""
    found = []
    if proposal["end"] is not None and proposal["end"] < proposal["start"]:
        found.append(
            Problem(
                "D07",
                file,
                None,
                "end",
                f"the proposal ends in {Year(proposal['end'])}, before it starts",
                f"write a year from {Year(proposal['start'])} on, or leave end out",
            )
        )
    inside = range(plan["base_year"], plan["last_year"] + 1)
    if proposal["start"] not in inside or proposal["start"] == plan["base_year"]:
        found.append(
            Problem(
                "D07",
                file,
                None,
                "start",
                f"the proposal starts in {Year(proposal['start'])}; the plan runs from "
                f"{Year(plan['base_year'] + 1)} to {Year(plan['last_year'])}",
                "start it in a year of the plan, or move the file out of proposals/",
            )
        )
    asked = (proposal["consultation_from"], proposal["consultation_to"])
    if None not in asked and asked[1] < asked[0]:
        found.append(
            Problem(
                "D07",
                file,
                None,
                "consultation_to",
                f"the consultation ends on {asked[1]}, before it starts on {asked[0]}",
                "write the earlier day as consultation_from",
            )
        )
    for number, one in enumerate(proposal["capital"], 1):
        if one["year"] not in inside:
            found.append(
                Problem(
                    "D07",
                    file,
                    None,
                    f"capital {number} year",
                    f"capital is asked for in {Year(one['year'])}; the plan runs to "
                    f"{Year(plan['last_year'])}",
                    "ask for it in a year of the plan",
                )
            )
    for number, effect in enumerate(proposal["effect"], 1):
        if effect["cites"] is not None and effect["cites"] not in evidence_library():
            found.append(_not_in_library(effect["cites"], file, number))
        for column, says, fix in effect_problems(effect, proposal, tables):
            found.append(Problem("D08", file, None, f"effect {number} {column}", says, fix))
    return found


def _not_in_library(cites: str, file: str, number: int) -> Problem:
    near = nearest(cites, evidence_library())
    return Problem(
        "X01",
        file,
        None,
        f"effect {number} cites",
        f"'{cites}' is not in the evidence library",
        f"write '{near}'" if near else "write a code that `commonweal evidence` shows",
    )
