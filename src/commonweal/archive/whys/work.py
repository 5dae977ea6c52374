"""Work: a number worked out again, from what its measure says it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.archive.whys import leaves
from commonweal.archive.whys.gathered import Gathered, Item
from commonweal.archive.whys.question import Question, Row, Value
from commonweal.base.figures.keys import keys_of
from commonweal.base.figures.parents import (
    AssumptionOf,
    ByLevel,
    CalendarOf,
    ColumnOf,
    FiguresOf,
    Parent,
    PartsOf,
    PolicyOf,
    RowsOf,
)

INDEX_OF_PROPOSALS = "money.price_index_of_proposals"

FORMULA, TOTAL, DIFFERENCE = "formula", "total", "difference"
DRAWS, ENGINE = "draws", "engine"


@dataclass(frozen=True, slots=True)
class Working:
    """How a number comes about.

    Attributes:
        how: by its formula, as a total of finer figures, as the plan less nothing; or it comes
            from the draws or the engine, and is not worked out here.
        given: what is gathered for each parameter.
        value: what comes out; None where it is not worked out here.
    """

    how: str
    given: Mapping[str, Gathered]
    value: Value


def value_of(question: Question) -> Value:
    """A number: as published, or worked out where it is not."""
    figure = question.figure
    if figure is not None:
        return figure.central
    known = question.run.worked
    if question.known_by not in known:
        known[question.known_by] = work(question).value
    return known[question.known_by]


def work(question: Question) -> Working:
    """Work a number out from what it comes from."""
    measure = question.of
    if measure.from_draws:
        return Working(DRAWS, _given(question), None)
    if question.side == "change" and _is_compared(question):
        return _difference(question)
    if question.level in measure.totals:
        return _total(question)
    given = _given(question)
    if measure.function is None:
        return Working(ENGINE, given, None)
    values = [one.value for one in given.values()]
    if any(value is None for value in values):
        return Working(ENGINE, given, None)
    return Working(FORMULA, given, _called(question, values))


def _called(question: Question, values: list[Any]) -> Value:
    """The formula on its parameters; one by one, of keys for which it is worked out so."""
    function, each = question.of.function, question.of.each
    assert function is not None, "asked for only of a measure with a formula"
    arrays = [np.asarray(value, float) for value in values]
    if not each:
        return np.asarray(function(*arrays), float)
    return np.stack([function(*one) for one in zip(*arrays, strict=True)])


def _is_compared(question: Question) -> bool:
    """Whether a measure is published on both sides, so that a change is their difference."""
    return question.about(side="nothing").figure is not None


def _difference(question: Question) -> Working:
    given = {}
    for side in ("plan", "nothing"):
        one = question.about(side=side)
        given[side] = Gathered(side, value_of(one), (_figure_item(one),))
    plan, nothing = (one.value for one in given.values())
    return Working(DIFFERENCE, given, _less(plan, nothing))


def _less(plan: Value, nothing: Value) -> Value:
    return None if plan is None or nothing is None else np.asarray(plan) - np.asarray(nothing)


def _total(question: Question) -> Working:
    """The finer figures that add up to a coarser one."""
    items = tuple(_figure_item(one) for one in _finer(question))
    known = [item.value for item in items]
    finer = question.of.totals[question.level]
    if question.is_published and not question.run.figures.has(question.measure, finer):
        return Working(ENGINE, {"of": Gathered(f"{question.measure} of each {finer}", None)}, None)
    total = None if None in known else float(sum(one for one in known if one is not None))
    return Working(TOTAL, {"of": Gathered(f"{question.measure} of each", total, items)}, total)


def _finer(question: Question) -> Iterator[Question]:
    """Every figure of the finer level that belongs to a coarser one."""
    finer, owner = question.of.totals[question.level], question.run.owner_of_site
    names = keys_of(finer)
    if not question.is_published and "site" in names:
        # Outside the system nothing is published: each site of the body is worked out.
        sites = [site for site, body in owner.items() if body == question.keys["organisation"]]
        others = {key: code for key, code in question.keys.items() if key != "organisation"}
        yield from (question.about(keys={"site": site, **others}) for site in sites)
        return
    same = {key: code for key, code in question.keys.items() if key in names}
    either = question.about(keys=same)
    for figure in question.run.figures.each(
        question.measure,
        finer,
        side=_side_published(question, finer),
        reading=question.reading,
        year=question.year,
        **same,
    ):
        belongs = owner.get(figure.keys.get("site", ""), question.keys.get("organisation"))
        if belongs == question.keys.get("organisation", belongs):
            yield either.about(keys=figure.keys)


def _side_published(question: Question, level: str) -> str:
    frame = question.run.figures.frame(question.measure)
    sides = frame.filter(level=level)["side"].unique().to_list()
    return question.side if question.side in sides else "either"


def _given(question: Question) -> dict[str, Gathered]:
    return {name: gather(parent, question) for name, parent in question.of.parents.items()}


def gather(parent: Parent, question: Question) -> Gathered:
    """What a parameter of a formula is given."""
    if isinstance(parent, ByLevel):
        chosen = parent.at.get(question.level, parent.rest)
        return Gathered("left out", 0.0) if chosen is None else gather(chosen, question)
    if parent.on is not None and parent.on != question.side:
        return Gathered(f"{parent}: none, if nothing changes", 0.0)
    if isinstance(parent, FiguresOf):
        return _figures(parent, question)
    if isinstance(parent, RowsOf):
        return _rows(parent, question)
    return _leaf(parent, question)


def _leaf(parent: Parent, question: Question) -> Gathered:
    if isinstance(parent, ColumnOf):
        return leaves.column(parent, question)
    if isinstance(parent, PolicyOf):
        return leaves.policy(parent, question)
    if isinstance(parent, AssumptionOf):
        return leaves.assumption(parent, question)
    if isinstance(parent, CalendarOf):
        return leaves.calendar(parent, question)
    assert isinstance(parent, PartsOf), f"no leaf for {parent}"
    prices = question.about(measure=INDEX_OF_PROPOSALS, keys={}, side="plan", reading=None)
    return leaves.parts(parent, question, value_of(prices) if parent.priced else None)


def _figures(parent: FiguresOf, question: Question) -> Gathered:
    """Figures of another measure, each asked for as the parent selects it."""
    asked = list(_selected(parent, question))
    values = [_value_or_missing(one, parent.missing) for one in asked]
    items = tuple(
        _missing_item(one, value) if _is_missing(parent, one) else _figure_item(one, value)
        for one, value in zip(asked, values, strict=True)
        if not parent.over or value is None or np.any(value)
    )
    return Gathered(str(parent), _as_given(parent, values), items)


def _is_missing(parent: FiguresOf, question: Question) -> bool:
    return parent.missing is not None and question.is_published and question.figure is None


def _missing_item(question: Question, value: Any) -> Item:
    """What stands where there is no figure."""
    about = " ".join(question.keys.values())
    known = "this run does not publish it" if value is None else f"there is none: {value:g}"
    return Item(f"{question.measure} {about}: {known}", value)


def _as_given(parent: FiguresOf, values: list[Any]) -> Value:
    if any(value is None for value in values):
        return None
    if parent.total:
        return float(np.sum(values))
    if parent.over:
        return np.array(values, float)
    return np.asarray(values[0], float)


def _value_or_missing(question: Question, missing: float | None) -> Any:
    figure = question.figure
    if figure is not None:
        return figure.central
    if missing is not None and question.is_published:
        # Without detail a run says nothing at some levels, which is not that there is nothing.
        return missing if question.run.figures.has(question.measure, question.level) else None
    value = value_of(question)
    return value if value is None or np.ndim(value) else float(value)


def _selected(parent: FiguresOf, question: Question) -> Iterator[Question]:
    plan, keys = question.run.plan, dict(question.keys)
    if "site" in keys:
        keys.setdefault("organisation", question.run.owner_of_site[keys["site"]])
    same = question.keys if parent.same is None else parent.same
    fixed = {key: keys[key] for key in same}
    if parent.keys:
        assert question.row is not None, f"{question.measure} is worked out of a row"
        fixed |= {key: str(question.row[1][name]) for key, name in parent.keys.items()}
    by_proposal = "proposal" in (*fixed, *parent.over)
    one = question.about(
        measure=parent.measure,
        keys=fixed,
        side=parent.side or question.side,
        reading=parent.reading or (question.reading if by_proposal else None),
        year=plan.base_year if parent.at_base else question.year,
    )
    if not parent.over:
        yield one
        return
    for codes in question.axes(parent.over, parent.where):
        yield one.about(keys={**fixed, **codes})


def _rows(parent: RowsOf, question: Question) -> Gathered:
    """A measure of each row of a table, added up."""
    items, values = [], list[Any]()
    for row in _rows_that_count(parent, question):
        one = question.about(measure=parent.measure, keys={}, row=(parent.table, row))
        value = value_of(one)
        values.append(value)
        name = " ".join(
            str(row[key])
            for key in ("organisation", "service", "given_by", "paid_by", "grows_with")
            if row.get(key) is not None
        )
        number = None if value is None else float(value)
        items.append(Item(f"{parent.table}.csv:{row['row']}  {name}", number, one))
    total = None if None in values else float(sum(values))
    return Gathered(str(parent), total, tuple(items))


def _rows_that_count(parent: RowsOf, question: Question) -> Iterator[Row]:
    is_base = question.year == question.run.plan.base_year
    for row in question.run.rows(parent.table):
        recurrent = bool(row.get("recurrent", True))
        if (parent.once and (recurrent or not is_base)) or not (recurrent or is_base):
            continue
        if all(_fits(row[name], key, question) for name, key in parent.where.items()):
            yield row


def _fits(held: object, key: str, question: Question) -> bool:
    if key in ("", "*"):
        return (held is None) == (key == "")
    return held == question.keys[key]


def _figure_item(question: Question, value: Any = None) -> Item:
    """A figure, or a number that is not published, as a line."""
    figure = question.figure
    if figure is not None:
        return Item("", figure.central, question)
    value = value_of(question) if value is None else value
    number = None if value is None or np.ndim(value) else float(value)
    return Item("", number, question)
