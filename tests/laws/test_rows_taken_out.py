"""A row taken out of any table is refused, reported, or changes no figure: never taken for zero.

Riverside, the central run, one row at a time. The ordinary tests take a few rows of each table;
`make fuzz`, or ROWS=all in the environment, takes every row of every table. Of people, of whom
there are thousands of rows, every row is asked of the law that counts them.
"""

import os
import random
import shutil
from pathlib import Path

import polars as pl
import pytest

import commonweal
from commonweal.base.declare.tables import declared
from commonweal.base.reading.checks import Folder
from commonweal.base.reading.problems import ProblemsFound
from commonweal.people.checks import population_problems

RIVERSIDE = Path(__file__).parents[2] / "examples" / "riverside"
EVERY_ROW = os.environ.get("ROWS") == "all"
A_FEW = 3
PEOPLE = "population"

TABLES = sorted(name for name in declared() if (RIVERSIDE / f"{name}.csv").exists())


def chosen_rows():
    for name in TABLES:
        rows = range(2, len((RIVERSIDE / f"{name}.csv").read_text("utf-8").splitlines()) + 1)
        few = (
            rows
            if EVERY_ROW and name != PEOPLE
            else sorted(random.Random(name).sample(rows, min(A_FEW, len(rows))))
        )
        yield from ((name, row) for row in few)


@pytest.fixture(scope="module")
def whole():
    return commonweal.run(commonweal.read(RIVERSIDE), draws=0)


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rows") / "riverside"
    shutil.copytree(RIVERSIDE, folder)
    return folder


@pytest.mark.parametrize(("name", "row"), list(chosen_rows()))
def test_a_row_taken_out_is_refused_or_reported_or_neutral(whole, mine, name, row):
    path = mine / f"{name}.csv"
    kept = path.read_text("utf-8")
    lines = kept.splitlines(keepends=True)
    path.write_text("".join(lines[: row - 1] + lines[row:]), "utf-8")
    try:
        run = commonweal.run(commonweal.read(mine), draws=0)
    except ProblemsFound:
        return
    finally:
        path.write_text(kept, "utf-8")
    assert reported(run) - reported(whole) or same_figures(run, whole), (
        f"{name}.csv without row {row} ({lines[row - 1].strip()}) changes figures, and says nothing"
    )


@pytest.mark.skipif(not EVERY_ROW, reason="make fuzz takes every row")
def test_every_row_of_people_taken_out_is_refused():
    plan = commonweal.read(RIVERSIDE)
    people = plan.tables[PEOPLE]
    system = {"base_year": plan.base_year, "last_year": plan.last_year}
    assert not list(population_problems(Folder(system, {}, plan.tables)))
    for row in range(people.height):
        less = pl.concat([people[:row], people[row + 1 :]])
        found = list(population_problems(Folder(system, {}, plan.tables | {PEOPLE: less})))
        assert [one.code for one in found] == ["X03"], people.row(row)


def reported(run):
    """What a run says of its data: findings about it, and rules that could not be asked."""
    findings = {(f.rule, f.about, f.says) for f in run.findings if f.concerns == "data"}
    return findings | {(one.rule, one.because) for one in run.asked if one.because}


def same_figures(run, whole):
    return run.figures.frame().equals(whole.figures.frame())
