"""From the gap if nothing changes to the gap with the plan, proposal by proposal."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import polars as pl

from commonweal.base.figures.store import READINGS
from commonweal.base.numbers.year import Year
from commonweal.report import words
from commonweal.report.charts.drawing import style
from commonweal.report.charts.drawing.chart import Chart
from commonweal.report.charts.drawing.steps import Step, stepped
from commonweal.report.charts.drawing.svg import clean
from commonweal.report.view import View

NAME = "waterfall"
FIRST, LAST = "gap_if_nothing_changes", "gap_with_the_plan"


def drawn(run: View) -> Iterator[Chart]:
    """The steps from one gap to the other in the last year. They close to the penny."""
    if not run.proposals:
        return
    data = steps(run)
    yield Chart(
        name=NAME,
        subject="money-proposals",
        place=10,
        title=_title(list(data.iter_rows(named=True))[1:-1], run.last_year),
        subtitle="Each proposal's share of what the plan does to the gap in "
        f"{Year(run.last_year)}, £ million in cash. Blue makes the gap smaller, orange larger. "
        "The scale starts where the steps are, not at 0.",
        alt=_described(data),
        unit="GBP",
        measures=("money.gap", "money.by_proposal"),
        data=data,
        picture=partial(stepped, _steps(data), title="£ million short in the year"),
    )


def steps(run: View) -> pl.DataFrame:
    """The waterfall as rows: the first gap, each change of it, the last gap.

    A change below 0 makes the gap smaller. Changes are in order of size. Beside each
    proposal's share stand what it would change as the only proposal, and what would be
    lost if it failed; null where the run does not say.
    """
    year = run.last_year
    titles = {one.code: one.title for one in run.proposals}
    changed = {
        (reading, one.keys["proposal"]): -one.central
        for reading in READINGS
        for one in run.figures.each(
            "money.by_proposal", "proposal", side="change", reading=reading, year=year
        )
    }
    changes = sorted(
        ((code, changed["share", code]) for code in titles if ("share", code) in changed),
        key=lambda one: -abs(one[1]),
    )
    first = run.figures.one("money.gap", side="nothing", year=year).central
    last = run.figures.one("money.gap", year=year).central
    codes, sizes, froms = [FIRST], [first], [0.0]
    at = first
    for code, size in changes:
        codes.append(code)
        sizes.append(size)
        froms.append(at)
        at += size
    names = {
        FIRST: f"Gap if nothing changes, {Year(year)}",
        LAST: f"Gap with the plan, {Year(year)}",
        **titles,
    }
    codes, sizes, froms = [*codes, LAST], [*sizes, last], [*froms, 0.0]
    return pl.DataFrame(
        {
            "step": codes,
            "name": [clean(names[code]) for code in codes],
            "change_gbp": sizes,
            "from_gbp": froms,
            "to_gbp": [start + size for start, size in zip(froms, sizes, strict=True)],
            "alone_gbp": [changed.get(("alone", code)) for code in codes],
            "lost_gbp": [changed.get(("lost", code)) for code in codes],
        },
        schema_overrides={"alone_gbp": pl.Float64, "lost_gbp": pl.Float64},
    )


def _steps(data: pl.DataFrame) -> list[Step]:
    """Each row as it is drawn; a total stands at its end, and needs no scale from 0."""
    found = []
    for row in data.iter_rows(named=True):
        change, total = row["change_gbp"], row["step"] in (FIRST, LAST)
        found.append(
            Step(
                name=row["name"],
                start=(row["to_gbp"] if total else row["from_gbp"]) / 1e6,
                end=row["to_gbp"] / 1e6,
                says=words.gap(change) if total else _in_words(change),
                tone=style.INK if total else style.PLAN if change <= 0 else style.NOTHING,
                total=total,
            )
        )
    return found


def _in_words(change: float) -> str:
    return ("+" if change > 0.5 else "") + words.pounds(change)


def _title(changes: list[dict[str, Any]], year: int) -> str:
    helps = [one for one in changes if one["change_gbp"] < -0.5]
    hurts = [one for one in changes if one["change_gbp"] > 0.5]
    if not helps and not hurts:
        return f"No proposal changes the gap of {Year(year)}"
    many = words.how_many(len(helps), len(changes), "proposal", "proposals", ("makes", "make"))
    title = f"{words.upper_first(many)} the gap of {Year(year)} smaller"
    if not hurts:
        return title
    return f"{title}, {len(hurts)} {'makes' if len(hurts) == 1 else 'make'} it larger"


def _described(data: pl.DataFrame) -> str:
    first, *between, last = data.iter_rows(named=True)
    sentences = [f"If nothing changes the system is {words.gap(first['change_gbp'])}."]
    helps = [row for row in between if row["change_gbp"] < 0]
    if helps:
        saves = words.pounds(-helps[0]["change_gbp"])
        sentences.append(f"{helps[0]['name']} helps most: {saves}.")
    hurts = [row for row in between if row["change_gbp"] > 0]
    if hurts:
        costs = words.pounds(hurts[0]["change_gbp"])
        sentences.append(f"{hurts[0]['name']} costs most: {costs}.")
    sentences.append(f"With the plan the system is {words.gap(last['change_gbp'])}.")
    return " ".join(sentences)
