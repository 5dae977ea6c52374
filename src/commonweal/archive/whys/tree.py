"""Tree: the family of a figure, each step with its arithmetic, each leaf with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from commonweal.archive.whys.asked import figure_asked_for
from commonweal.archive.whys.gathered import Gathered, Item
from commonweal.archive.whys.numbers import WRITTEN_OUT_AT_MOST, arithmetic, plain
from commonweal.archive.whys.question import Published, Question
from commonweal.archive.whys.work import (
    DIFFERENCE,
    DRAWS,
    FORMULA,
    TOTAL,
    Working,
    value_of,
    work,
)
from commonweal.base.figures.query import Figure, Figures
from commonweal.base.numbers.year import Year
from commonweal.plan import Plan

ITEMS = 12
"""Figures or rows that are listed of one parameter; of more, the rest are counted."""

CLOSE = 1e-6
"""A sum that is worked out again has to come as close as this, relative, to be shown."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One line of the tree, or a few, and what it comes from."""

    says: str
    comes_from: tuple[Branch, ...] = ()


def why(plan: Plan, figures: Figures, code: str, keys: Mapping[str, str]) -> Branch:
    """The family tree of one figure.

    Args:
        plan: the plan as the run read it.
        figures: the run's figures.
        code: a measure's code.
        keys: what the figure is about: keys of its level, year (2030-31), side (nothing, plan,
            change) and reading (share, alone, lost).

    Raises:
        NoSuchFigure: if nothing fits, or too much does; it says what there is.
    """
    figure = figure_asked_for(figures, code, keys)
    return _family(question_of(Published(plan, figures), figure), set())


def question_of(run: Published, figure: Figure) -> Question:
    """The question that a figure answers."""
    return Question(run, figure.measure, figure.keys, figure.side, figure.reading, figure.year)


def as_text(branch: Branch) -> str:
    """A tree in lines, never cut."""
    return "\n".join(_lines(branch, "", ""))


def _lines(branch: Branch, first: str, rest: str) -> Iterator[str]:
    says = branch.says.split("\n")
    yield first + says[0]
    below = "│   " if branch.comes_from else "    "
    yield from (f"{rest}{below}{line}" for line in says[1:])
    *most, last = branch.comes_from or (None,)
    for child in most:
        if child is not None:
            yield from _lines(child, f"{rest}├── ", f"{rest}│   ")
    if last is not None:
        yield from _lines(last, f"{rest}└── ", f"{rest}    ")


def _family(question: Question, opened: set[str]) -> Branch:
    """A number, how it comes about, and what it comes from.

    Args:
        opened: measures whose families stand in the tree already.
    """
    measure = question.of
    head = f"{measure.code}  [{measure.unit}]  {measure.says}"
    lines = [head, *_said(question)]
    if measure.code in opened:
        return Branch("\n".join([*lines, "its family is as above"]))
    opened.add(measure.code)
    working = work(question)
    lines += _how(question, working)
    below = tuple(
        branch for name, one in working.given.items() for branch in _parent(name, one, opened)
    )
    return Branch("\n".join(lines), below)


def _said(question: Question) -> Iterator[str]:
    """What the run says of it, or what it comes to where it is not published."""
    figure = question.figure
    if figure is not None:
        yield f"= {_figure(figure)}"
        return
    value = value_of(question)
    about = " ".join([*_about(question), question.side])
    if value is not None and np.ndim(value) == 0:
        yield f"= {plain(float(value))} {question.of.unit}  {about}"


def _figure(figure: Figure) -> str:
    low, high = figure.low, figure.high
    if low is None or high is None:
        sure = f"no interval: {figure.why_no_interval}"
    else:
        sure = f"{plain(low)} to {plain(high)}"
    about = " ".join(f"{key}={code}" for key, code in figure.keys.items())
    year = "" if figure.year is None else f" {Year(figure.year)}"
    reading = f" {figure.reading}" if figure.reading else ""
    which = f"{about}{year} {figure.side}{reading}".strip()
    return f"{plain(figure.central)} {figure.unit} ({sure}; {figure.status})  {which}"


def _about(question: Question) -> list[str]:
    year = [] if question.year is None else [str(Year(question.year))]
    return [*(f"{key}={code}" for key, code in question.keys.items()), *year]


def _how(question: Question, working: Working) -> Iterator[str]:
    """The arithmetic, if working it out again gives the number that was published."""
    measure, value = question.of, working.value
    if working.how == DRAWS:
        yield f"worked out from all the draws: {measure.from_draws}"
    if measure.made_by:
        yield f"worked out {measure.made_by}"
    if value is None or np.ndim(value) or not _is_it(question, float(value)):
        return
    sums = _sums(question, working)
    if sums and sums != plain(float(value)):
        yield f"= {sums}"


def _is_it(question: Question, value: float) -> bool:
    figure = question.figure
    return figure is None or bool(np.isclose(value, figure.central, rtol=CLOSE, atol=CLOSE))


def _sums(question: Question, working: Working) -> str:
    given = {name: one.value for name, one in working.given.items()}
    if working.how == DIFFERENCE:
        return " - ".join(plain(float(one)) for one in given.values() if one is not None)
    if working.how == TOTAL:
        values = [item.value for item in working.given["of"].items if item.value is not None]
        return " + ".join(map(plain, values)) if 0 < len(values) <= ITEMS else ""
    function = question.of.function
    if working.how != FORMULA or function is None:
        return ""
    return arithmetic(function, given)


def _parent(name: str, one: Gathered, opened: set[str]) -> Iterator[Branch]:
    """What stands for one parameter: a figure and its family, or a list with the largest open."""
    asked = [item for item in one.items if item.question is not None]
    if len(asked) == 1 == len(one.items):
        yield _family(_question(asked[0]), opened)
        return
    shown = [f"{name.replace('_', ' ')}: {one.head.replace('`', '')}"]
    if one.value is not None and np.ndim(one.value) == 0 and len(one.items) != 1:
        shown[0] += f" = {plain(float(one.value))}"
    shown += [_line(item) for item in one.items[:ITEMS]]
    if len(one.items) > ITEMS:
        shown.append(f"… and {len(one.items) - ITEMS} more{_sum(one)}")
    largest = max(asked, key=lambda item: abs(item.value or 0.0), default=None)
    below = () if largest is None else (_family(_question(largest), opened),)
    yield Branch("\n".join(shown), below)


def _question(item: Item) -> Question:
    assert item.question is not None, "asked only where there is one"
    return item.question


def _sum(one: Gathered) -> str:
    values = [item.value for item in one.items]
    if None in values or len(values) <= WRITTEN_OUT_AT_MOST:
        return ""
    return f"; all {len(values)} add up to {plain(float(sum(v for v in values if v is not None)))}"


def _line(item: Item) -> str:
    if item.question is None:
        return item.says
    figure = item.question.figure
    if figure is not None:
        return f"= {_figure(figure)}"
    value = "" if item.value is None else plain(item.value)
    about = " ".join(_about(item.question)) if not item.says else ""
    return f"= {value}  {item.says}{about}"
