from pathlib import Path

import pytest

from commonweal.assurance import RULES
from commonweal.base.declare.tables import declared
from commonweal.base.reading.problems import catalogue
from commonweal.cli.described import all_measures
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


def test_every_parent_of_a_measure_is_a_measure_or_says_where_it_is_kept():
    known = all_measures()
    homes = ("table:", "rulebook:", "assumption:", "proposal:")
    strays = [
        (code, one)
        for code, measure in known.items()
        for parent in measure.parents.values()
        for one in parent.split(" + ")
        if one not in known and one not in ("year", "draws") and not one.startswith(homes)
    ]
    assert strays == [], "a parent is a measure's code or starts with table:, rulebook: and so on"


def test_every_leaf_of_a_measure_is_really_there():
    tables, numbers = declared(), rulebook()
    for code, measure in all_measures().items():
        for parent in measure.parents.values():
            for one in parent.split(" + "):
                home, _, name = one.partition(":")
                if home == "table":
                    table, _, column = name.partition(".")
                    assert column in tables[table].names, f"{code} names {one}"
                if home == "rulebook":
                    assert name in numbers, f"{code} names {one}"


def test_writing_makes_every_page(tmp_path):
    write(tmp_path / "reference")
    assert sorted(file.name for file in (tmp_path / "reference").iterdir()) == sorted(PAGES)
