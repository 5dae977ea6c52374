from pathlib import Path

import pytest

from commonweal.assurance import RULES
from commonweal.base.declare.tables import declared
from commonweal.base.figures.catalogue import all_measures
from commonweal.base.figures.parents import ColumnOf, PolicyOf
from commonweal.base.reading.problems import catalogue
from commonweal.cli.described import arguments_of
from commonweal.cli.reference import PAGES, page, write
from commonweal.rulebook import evidence_library, rulebook

COMMITTED = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", PAGES)
def test_the_committed_page_is_what_the_code_says_now(name):
    committed = (COMMITTED / name).read_text("utf-8")
    assert committed == page(name), "run `make docs` and commit the pages with your change"


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("tables.md", [f"{table}.csv" for table in declared()]),
        ("measures.md", list(all_measures())),
        ("rules.md", list(RULES)),
        ("rulebook.md", [code.removeprefix("severity.") for code in rulebook()]),
        ("evidence.md", list(evidence_library())),
        ("problems.md", list(catalogue())),
    ],
)
def test_a_page_leaves_nothing_out(name, codes):
    told = page(name)
    assert [code for code in codes if code not in told] == []


def test_every_leaf_of_a_measure_is_really_there():
    tables, numbers = declared(), rulebook()
    for code, measure in all_measures().items():
        for parent in measure.parents.values():
            if isinstance(parent, ColumnOf):
                assert parent.name in tables[parent.table].names, f"{code}: {parent.column}"
            if isinstance(parent, PolicyOf):
                assert parent.code in numbers, f"{code}: {parent.code}"


def test_every_formula_says_what_each_argument_is():
    blank = [
        f"{code}: {name}"
        for code, measure in all_measures().items()
        if measure.function is not None
        for name in measure.parents
        if not arguments_of(measure).get(name)
    ]
    assert blank == []


def test_every_formula_has_a_worked_example():
    """One in its docstring, or its largest figure in Riverside; what only draws give has none."""
    sections = dict(one.split("\n", 1) for one in page("measures.md").split("\n## ")[1:])
    lacking = {
        code
        for code, measure in all_measures().items()
        if measure.function is not None and not measure.from_draws
        if "\n>>> " not in sections[code] and "In Riverside:" not in sections[code]
    }
    assert lacking == set()


def test_writing_makes_every_page(tmp_path):
    write(tmp_path / "reference")
    assert sorted(file.name for file in (tmp_path / "reference").iterdir()) == sorted(PAGES)
