"""Declarations in words, the same on a page and on a screen."""

from __future__ import annotations

import ast
import doctest
import inspect
import textwrap
from collections.abc import Iterator
from datetime import date

import commonweal
from commonweal.base.declare.columns import KINDS, Column
from commonweal.base.declare.covers import Covers
from commonweal.base.declare.tables import Table
from commonweal.base.figures.measure import Measure
from commonweal.base.reading.forms import Form, Part
from commonweal.rulebook import FOUND, SHARE, Evidence, Number, shown

ARGUMENT = 4
"""Blanks before the name of an argument in a docstring."""


def holds(column: Column) -> str:
    """What a cell may hold: its kind or its words, its bounds and what it refers to.

    >>> holds(Column(name="beds", says="", kind="number", at_least=0, at_most=20000))
    'a number, at least 0, at most 20000'
    >>> holds(Column(name="sex", says="", one_of=("female", "male")))
    'one of: female, male'
    """
    parts = [f"one of: {', '.join(column.one_of)}" if column.one_of else KINDS[column.kind]]
    for words, bound in (
        ("at least", column.at_least),
        ("above", column.above),
        ("at most", column.at_most),
    ):
        if bound is not None:
            parts.append(f"{words} {bound:g}")
    if column.refers_to:
        parts.append(" or ".join((f"found in {column.refers_to}", *column.besides)))
    return ", ".join(parts)


def _covered(law: Covers) -> Iterator[str]:
    """What a table covers, together."""
    yield from law.every
    if law.sex:
        yield law.sex
    if law.ages:
        yield "age from 0 to 90"


def laws(of: Table | Form | Part) -> Iterator[str]:
    """What has to hold across the columns, a sentence each."""
    if isinstance(of, Table):
        for law in of.sums_to_one:
            by = f" for each {' and '.join(law.by)}" if law.by else ""
            yield f"{law.column} sums to 1{by}."
        for covers in of.covers:
            yield f"It has a row for every {' and '.join(_covered(covers))}."
    for columns in of.in_order:
        yield f"{', '.join(columns)} do not fall from left to right."
    if isinstance(of, Part):
        for key, other in of.needs:
            yield f"{key} needs {other}."


def bounds(number: Number) -> str:
    """What a policy number may be set to.

    >>> from commonweal.rulebook import rulebook
    >>> bounds(rulebook()["care.occupancy_ceiling"])
    'above 0, at most 1'
    """
    if number.one_of:
        return f"one of: {', '.join(number.one_of)}"
    limits = (
        ("above", number.above),
        ("at least", number.at_least),
        ("at most", number.at_most),
    )
    return ", ".join(f"{words} {limit:g}" for words, limit in limits if limit is not None)


def values(number: Number, day: date) -> Iterator[tuple[str, ...]]:
    """Each value on record: since, until, value, source, mark, and its standing on a day."""
    for one in number.values:
        until = "" if one.until is None else str(one.until)
        standing = number.standing(one, day)
        yield (str(one.since), until, shown(one.is_), one.source, one.mark, standing)


def home_of(measure: Measure) -> str:
    """What works a measure out: a function, by its place in the code, or the engine."""
    function = measure.function
    if function is None:
        return measure.made_by
    module = function.__module__.removeprefix(f"{commonweal.__name__}.")
    drawn = f", of all the draws ({measure.from_draws})" if measure.from_draws else ""
    return f"in `{module.replace('.', '/')}.py`, `{function.__name__}`{drawn}"


def levels_of(measure: Measure) -> str:
    """At which levels it is published, in a sentence."""
    if not measure.published_at:
        return "It is not published by itself."
    said = [f"Published by {', '.join(measure.levels)}."] if measure.levels else []
    said += [f"By {level}: the total of {finer}." for level, finer in measure.totals.items()]
    return " ".join(said)


def idea_of(measure: Measure) -> str:
    """What the measure's docstring says past its first line, up to its arguments."""
    ideas: list[str] = []
    for part in _docstring(measure).split("\n\n")[1:]:
        words = " ".join(part.split())
        if words.startswith(("Args:", "Args and", "Returns:", "Raises:", "Source:", ">>>")):
            break
        ideas.append(words)
    return "\n\n".join(ideas)


def arguments_of(measure: Measure) -> dict[str, str]:
    """What the measure's docstring says of each parameter of its formula."""
    lines = _docstring(measure).partition("Args:\n")[2].partition("\n\n")[0].split("\n")
    found: dict[str, str] = {}
    names: list[str] = []
    for line in lines:
        head, colon, words = line.strip().partition(": ")
        if colon and len(line) - len(line.lstrip()) == ARGUMENT:
            names = head.split(", ")
            found |= dict.fromkeys(names, words)
        else:
            found |= {name: f"{found[name]} {line.strip()}" for name in names}
    return found


def formula_of(measure: Measure) -> str:
    """The formula as it stands in the code, and its worked example."""
    if measure.function is None:
        return ""
    (function,) = ast.parse(textwrap.dedent(inspect.getsource(measure.function))).body
    assert isinstance(function, ast.FunctionDef)
    sums = "\n".join(map(ast.unparse, function.body[1:]))
    examples = doctest.DocTestParser().get_examples(_docstring(measure))
    worked = "".join(f">>> {one.source}{one.want}" for one in examples)
    return f"```text\n{sums}\n```\n\n" + (f"```pycon\n{worked}```\n\n" if worked else "")


def _docstring(measure: Measure) -> str:
    return inspect.getdoc(measure.function) or "" if measure.function else measure.says


def effect_of(entry: Evidence) -> str:
    """What a study found, with its size and interval where it gives them.

    >>> from commonweal.rulebook import evidence_library
    >>> effect_of(evidence_library()["rushcliffe-admissions"])
    'emergency admissions: -23% (-39% to -3%)'
    >>> effect_of(evidence_library()["vanguards-third-year"])
    'emergency admissions a month for each 1,000 people: -0.031 (-0.062 to -0.001)'
    >>> effect_of(evidence_library()["reviewed-virtual-ward"])
    'outcomes, use of hospital and cost: findings that point both ways'
    """
    if entry.central is None:
        return f"{entry.outcome}: {FOUND[entry.found]}"
    sign = "" if entry.found == "described" else "+"
    form = f"{sign}.0%" if entry.unit.startswith(SHARE) else f"{sign}g"
    found = f"{entry.outcome}: {entry.central:{form}}"
    if entry.low is None or entry.high is None:
        return found
    return f"{found} ({entry.low:{form}} to {entry.high:{form}})"


def told_of(entry: Evidence) -> dict[str, str]:
    """All that is known of an entry but its marks, under the name of each; blank is not known."""
    ages = f"{entry.age_from} and over" if entry.age_from else ""
    level = "" if entry.level is None else f", the interval at {entry.level:.0%}"
    return {
        "What was done": entry.intervention,
        "Of whom": entry.population,
        "Ages": ages,
        "Against whom": entry.comparator,
        "How it was found out": entry.design.replace("_", " "),
        "What was found": f"{effect_of(entry)}{level}",
        "Unit": entry.unit,
        "In a word": FOUND[entry.found],
        "Why it has no interval": entry.why_no_interval or "",
        "How many": entry.n or "",
        "When": entry.period or "",
        "Their share of the care": entry.share_of_care_says or "",
        "Did it last": "It faded, or did not repeat." if entry.faded else "",
        "Note": entry.note or "",
        "Source": entry.source,
    }
