"""The whole: each check of a system's documents and tables, once all that it reads is sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import polars as pl

from commonweal.base.reading.problems import Problem
from commonweal.plan.checks.assumptions import assumption_problems, rate_problems
from commonweal.plan.checks.beds import bed_problems, night_problems
from commonweal.plan.checks.bodies import body_problems
from commonweal.plan.checks.care import (
    age_problems,
    flow_problems,
    incoming_problems,
    population_problems,
    report_problems,
    stay_problems,
)
from commonweal.plan.checks.years import year_problems

Document = Mapping[str, Any]
Tables = Mapping[str, pl.DataFrame]


def system_problems(
    plan: Document, assumptions: Document, tables: Tables, sound: AbstractSet[str]
) -> list[Problem]:
    """Problems between the system's own documents and tables.

    Args:
        plan, assumptions: the documents.
        tables: the tables that could be read.
        sound: names of the documents and tables without a problem of their own. A
            check that reads anything else is left for when that is mended: what is
            not there would look wrong for the wrong reason.
    """
    checks: tuple[tuple[set[str], Callable[[], Iterable[Problem]]], ...] = (
        ({"system"}, lambda: year_problems(plan)),
        ({"assumptions", "services", "income"}, lambda: assumption_problems(assumptions, tables)),
        ({"assumptions", "income"}, lambda: rate_problems(assumptions, tables)),
        (
            {"system", "variants", "places", "population"},
            lambda: population_problems(plan, tables),
        ),
        ({"rates", "flows"}, lambda: flow_problems(tables)),
        ({"services"}, lambda: stay_problems(tables)),
        ({"organisations", "costs", "income"}, lambda: body_problems(tables)),
        ({"rates"}, lambda: age_problems(tables)),
        ({"system", "beds"}, lambda: bed_problems(plan, tables)),
        (
            {"organisations", "sites", "services", "rates", "flows", "beds"},
            lambda: night_problems(tables),
        ),
        ({"reported", "services"}, lambda: report_problems(tables)),
        ({"rates", "incoming"}, lambda: incoming_problems(tables)),
    )
    return [problem for needs, look in checks if needs <= sound for problem in look()]
