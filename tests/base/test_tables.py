"""Declarations: the real ones hold, and a slip in one is refused with its place."""

import copy
import re
import tomllib

import pytest

from commonweal.base.declare import tables
from commonweal.base.declare.tables import ROOMS, check_targets, declared, table_from
from commonweal.base.reading.problems import DeclarationBroken, catalogue

WORDS = {
    "name": "beds",
    "says": "Beds.",
    "one_row_per": ["site"],
    "column": {
        "site": {"kind": "code", "says": "The site."},
        "beds": {"kind": "number", "says": "Beds.", "at_least": 0},
    },
}


def test_every_folder_of_declarations_belongs_to_a_room_we_look_into():
    folders = {path.parent.name for path in tables.HOUSE.glob("*/tables")}
    folders |= {path.parent.name for path in tables.HOUSE.glob("*/forms")}
    assert folders <= set(ROOMS), "add the room to ROOMS, in its place on the staircase"


def test_tables_come_in_the_order_of_the_staircase():
    rooms = [ROOMS.index(table.room) for table in declared().values()]
    assert rooms == sorted(rooms)


@pytest.mark.parametrize(
    ("path", "slip", "law"),
    [
        (("column", "beds", "unti"), "bed", r"\['unti'\] is not among"),
        (("column", "beds", "kind"), "float", "'float' is not one of"),
        (("column", "site", "at_least"), 0, "only a number has bounds"),
        (("column", "beds", "one_of"), ["a"], "only text has one_of"),
        (("column", "Beds"), {"says": "x"}, "lower-case"),
        (("column", "beds", "refers_to"), "sites", "'table.column'"),
        (("column", "row"), {"says": "x"}, "'row' is kept"),
        (("one_row_per",), ["sit"], "one_row_per"),
        (("says",), None, "something is missing"),
        (("check",), {"sums_to_one": [{"column": "share", "by": []}]}, "no such column"),
        (("check",), {"in_order": [{"columns": ["site", "beds"]}]}, "only numbers have an order"),
        (("check",), {"sums_to_ten": []}, "is not among"),
    ],
)
def test_a_slip_in_a_declaration_is_refused(path, slip, law):
    words = copy.deepcopy(WORDS)
    at = words
    for name in path[:-1]:
        at = at[name]
    if slip is None:
        del at[path[-1]]
    else:
        at[path[-1]] = slip
    with pytest.raises(DeclarationBroken, match=law):
        table_from(words)


def test_a_reference_to_nothing_is_refused():
    words = copy.deepcopy(WORDS)
    words["column"]["site"]["refers_to"] = "sites.site"
    with pytest.raises(DeclarationBroken, match=r"sites\.site is not declared"):
        check_targets({"beds": table_from(words)})


@pytest.mark.parametrize("code", catalogue().values(), ids=catalogue())
def test_every_problem_code_keeps_its_promises(code):
    assert re.fullmatch(r"[A-Z]\d\d", code.code), "a code is a letter and two digits"
    assert not code.title.endswith("."), "a title is not a sentence"
    assert code.why.endswith("."), "say why it matters, in a sentence"
    assert code.fix.endswith("."), "say how to fix it, in a sentence"
    words = f"{code.title} {code.why} {code.fix}".lower()
    assert not re.search(r"\b(invalid|failed|unable|please|oops)\b", words)


COVERING = """
name = "rates"
says = "Use."
one_row_per = ["place"]
[column.place]
kind = "code"
says = "Where."
refers_to = "places.place"
[column.sex]
says = "Who."
one_of = ["female", "male", "all"]
[[check.covers]]
"""


@pytest.mark.parametrize(
    ("law", "told"),
    [
        ('every = ["plaice"]', "covers names no such column"),
        ('every = ["sex"]', "what is covered refers to a row"),
        ('every = ["place"]\nages = ["sex"]', "ages are the first and the last"),
        ('every = ["place"]\nevery_age = true', "every_age"),
    ],
)
def test_coverage_that_cannot_be_meant_is_refused(law, told):
    with pytest.raises(DeclarationBroken, match=told):
        table_from(tomllib.loads(COVERING + law))
