"""Proposals: that each starts, ends and asks in the plan's years, and cites what there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from commonweal.base.declare.parts import ProposalPart
from commonweal.base.numbers.year import Year
from commonweal.base.reading.problems import Problem
from commonweal.plan.proposals import number_in_file, proposal_from

Document = Mapping[str, Any]
Tables = Mapping[str, pl.DataFrame]


def proposal_problems(
    proposal: Document, plan: Document, tables: Tables, file: str
) -> list[Problem]:
    """Problems inside one proposal."""
    problems = []
    if proposal["end"] is not None and proposal["end"] < proposal["start"]:
        problems.append(
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
        problems.append(
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
    return problems + [
        Problem(problem.code, file, None, in_file(part, problem.key), problem.says, problem.fix)
        for part in proposal_from(proposal).parts
        for problem in part.problems(tables, inside)
    ]


def in_file(part: ProposalPart, key: str) -> str:
    """A key of a part as problems name it: `effect 2 low`; alone if it is the proposal's own."""
    where = number_in_file(part)
    return f"{where} {key}" if where != part.heading else key
