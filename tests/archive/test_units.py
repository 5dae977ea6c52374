"""Units: a formula is right in any unit of money, time, people or beds, or it is wrong in ours.

Each unit is made larger by a prime of its own: were pounds pence, every number of pounds would
be a hundred times what it is. What a formula makes of enlarged parents must be what it makes of
them as they are, enlarged by the unit it declares. A year added to a bed, a forgotten division or
a number of days written into a formula breaks this.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from math import prod
from pathlib import Path

import numpy as np
import pytest

import commonweal
from commonweal.archive.whys.question import Published, Question
from commonweal.archive.whys.tree import question_of
from commonweal.archive.whys.work import FORMULA, INDEX_OF_PROPOSALS, Working, work
from commonweal.base.figures.measure import MEASURES
from commonweal.base.figures.parents import ByLevel, FiguresOf, Parent, RowsOf
from commonweal.base.figures.query import figure_from
from commonweal.base.numbers.unit import BED_DAY, SHARE, YEAR, Unit

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"

EACH = 40
"""Figures tried of each measure, level, side and reading."""

PRIMES = {"GBP": 3, "person": 5, "bed": 7, "day": 11, "year": 13, "activity": 17, "wte": 19}
"""How many times as large each unit is made."""

WHOLE = {"step"}
"""Units that are counted in whole ones, and so come in no other size."""

NOT_IN_RIVERSIDE = {"people.health_before", "people.health_shift", "money.one_off_income"}
"""Riverside has no table of health, whose formulas tests/people holds to published values, and
sells nothing: what comes once is what a proposal writes down, as it is."""


def enlargement(unit: Unit) -> float:
    return prod(PRIMES[name] ** power for name, power in unit.powers if name not in WHOLE)


def unit_of(parent: Parent, level: str) -> Unit:
    """The unit of what a parameter is given."""
    if isinstance(parent, ByLevel):
        chosen = parent.at.get(level, parent.rest)
        return SHARE if chosen is None else unit_of(chosen, level)
    if isinstance(parent, FiguresOf) and "counts_nights" in parent.where.values():
        # Care is counted in its service's unit, and that of these services is a night in a year.
        return BED_DAY / YEAR
    if isinstance(parent, FiguresOf | RowsOf):
        return MEASURES[parent.measure].unit
    return parent.unit


def with_rows_of_tables(question: Question) -> Iterator[Question]:
    """A number, and the numbers that are worked out of rows for it, which nobody publishes."""
    yield question
    for given in work(question).given.values():
        for item in given.items:
            if item.question is not None and item.question.figure is None:
                yield from with_rows_of_tables(item.question)


def comes_to(question: Question, values: list) -> np.ndarray:
    function = question.of.function
    if question.of.each:
        return np.stack([function(*one) for one in zip(*values, strict=True)])
    return np.asarray(function(*values), float)


def as_declared(question: Question, working: Working, unit: Unit | None = None) -> bool:
    """Whether a formula gives in larger units what it gives in ours, enlarged.

    Args:
        unit: of what it gives, if not as its measure declares.
    """
    units = [unit_of(parent, question.level) for parent in question.of.parents.values()]
    values = [np.asarray(given.value, float) for given in working.given.values()]
    larger = [value * enlargement(unit) for value, unit in zip(values, units, strict=True)]
    wanted = np.asarray(working.value) * enlargement(unit or question.of.unit)
    # Both are a few sums of the same numbers: rounding is some 1e-16 of the largest of them.
    return bool(np.allclose(comes_to(question, larger), wanted, rtol=1e-9, atol=0))


@pytest.fixture(scope="module")
def workings():
    """Some numbers of each measure that its formula makes of its parents, none of them 0."""
    run = commonweal.run(commonweal.read(RIVERSIDE), draws=0, detail=True)
    published = Published(run.plan, run.figures)
    kinds = defaultdict(list)
    for row in run.figures.frame().iter_rows(named=True):
        figure = figure_from(row)
        if figure.central:
            kinds[figure.measure, figure.level, figure.side, figure.reading].append(figure)
    asked = [
        one
        for figures in kinds.values()
        for figure in islice(figures, EACH)
        for one in with_rows_of_tables(question_of(published, figure))
    ]
    # Nobody publishes it, and what a proposal costs in cash rests on it.
    prices = Question(published, INDEX_OF_PROPOSALS, {}, "plan", None, run.plan.base_year + 3)
    asked += with_rows_of_tables(prices)
    found = [(question, work(question)) for question in asked]
    return [
        (question, working)
        for question, working in found
        if working.how == FORMULA and working.value is not None and np.any(working.value)
    ]


def test_every_formula_has_the_unit_it_declares(workings):
    assert {q.measure for q, working in workings if not as_declared(q, working)} == set()


def test_every_formula_was_tried(workings):
    formulas = {code for code, one in MEASURES.items() if one.function and not one.from_draws}
    assert formulas - {question.measure for question, _ in workings} == NOT_IN_RIVERSIDE


def test_a_unit_with_a_year_too_many_is_found(workings):
    question, working = next(one for one in workings if one[0].measure == "care.beds_needed")
    assert not as_declared(question, working, question.of.unit * YEAR)
