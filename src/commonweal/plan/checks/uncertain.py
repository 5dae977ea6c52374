"""Whether the shapes, correlations and scenarios that are written can be drawn and set.

Asked last: each is about the whole of a system that reads well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from commonweal.base.numbers.interval import Interval
from commonweal.base.numbers.uncertain import Spread
from commonweal.base.reading.problems import Problem
from commonweal.base.reading.suggest import nearest
from commonweal.plan.checks.proposals import in_file
from commonweal.plan.settings import SettingUnknown, setting, with_settings
from commonweal.plan.system import Correlation, Plan
from commonweal.plan.uncertain_numbers import ranks, uncertain
from commonweal.statistics import CorrelationsContradict, ShapeCannot, shape_for, ties

Document = Mapping[str, Any]


def shape_problems(plan: Plan) -> list[Problem]:
    """Intervals whose shape does not go through their three points."""
    intervals = [
        ("assumptions.toml", code, assumption.interval)
        for code, assumption in plan.assumptions.items()
    ] + [
        (f"proposals/{proposal.code}.toml", in_file(part, "shape"), number.spread)
        for proposal in plan.proposals
        for part in proposal.parts
        for number in part.uncertain(plan.names)
    ]
    return [
        Problem("D10", file, None, column, says, "correct the points, or write another shape")
        for file, column, spread in intervals
        if (says := _cannot(spread)) is not None
    ]


def _cannot(spread: Spread) -> str | None:
    try:
        if isinstance(spread, Interval):
            shape_for(spread)
    except ShapeCannot as cannot:
        return str(cannot)
    return None


def correlation_problems(plan: Plan) -> list[Problem]:
    """Correlations of what is not there, said twice, or that no numbers can have."""
    correlations = plan.correlations
    known = [number.code for number in uncertain(plan) if isinstance(number.spread, Interval)]
    problems = [
        problem
        for number, pair in enumerate(correlations, 1)
        for problem in _pair(pair, number, known)
    ]
    seen: set[frozenset[str]] = set()
    for number, pair in enumerate(correlations, 1):
        names = frozenset((pair.first, pair.second))
        if names in seen:
            says = f"the correlation of {pair.first} and {pair.second} is given twice"
            problems.append(_of_pair("K01", number, "first", says, "keep one of the two"))
        seen.add(names)
    if problems:
        return problems
    try:
        ties(ranks(correlations))
    except CorrelationsContradict as contradict:
        says = str(contradict)
        fix = "bring the pair named nearer to what the others leave room for, or leave one out"
        worst = contradict.contradictions[0].pair
        for number, pair in enumerate(correlations, 1):
            if {pair.first, pair.second} == set(worst):
                return [_of_pair("D11", number, "rank", says, fix)]
        return [Problem("D11", "correlations.toml", None, "rank", says, fix)]
    return []


def _pair(pair: Correlation, number: int, known: list[str]) -> Iterator[Problem]:
    for key, code in (("first", pair.first), ("second", pair.second)):
        if code not in known:
            guess = nearest(code, known)
            says = f"'{code}' is no assumption, effect or running cost of this plan"
            fix = f"write '{guess}'" if guess else "write a code such as money.pay_growth"
            yield _of_pair("X01", number, key, says, fix)
    if pair.first == pair.second:
        says = f"{pair.first} is correlated with itself"
        yield _of_pair("D11", number, "second", says, "name another number, or delete the pair")
    if pair.rank == 1:
        says = f"{pair.first} and {pair.second} always go together, and so are one number"
        yield _of_pair("D11", number, "rank", says, "write 0.99, or make them one assumption")


def _of_pair(code: str, number: int, key: str, says: str, fix: str) -> Problem:
    return Problem(code, "correlations.toml", None, f"pair {number} {key}", says, fix)


def scenario_problems(plan: Plan, documents: Mapping[str, Document]) -> list[Problem]:
    """Settings of scenarios that the plan cannot take.

    Args:
        plan: all else that the folder says, found good.
        documents: the scenarios as written, by code.
    """
    problems = []
    for code, document in documents.items():
        refused = _refused(plan, document["set"])
        if refused is not None:
            # Its first half says what is there, the second what could be.
            says, _, fix = refused.partition("; ")
            fix = fix or "write it as --set takes it, or delete it"
            problems.append(Problem("D12", "scenarios.toml", None, f"{code} set", says, fix))
    return problems


def _refused(plan: Plan, texts: Iterable[str]) -> str | None:
    """Why the first setting that cannot be set cannot; None if all can."""
    seen: dict[str, str] = {}
    try:
        for text in texts:
            name, value = setting(text)
            if name in seen:
                return f"{name} is set twice; keep one of the two"
            seen[name] = value
        with_settings(plan, seen)
    except SettingUnknown as unknown:
        return str(unknown)
    return None
