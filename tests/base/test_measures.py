import inspect

import pytest

from commonweal.base.figures.measure import family_tree, measure
from commonweal.cli.described import all_measures

MEASURES = all_measures()
ROOMS = {"people", "care", "staff", "money", "plan"}


def test_parents_must_be_the_parameters_of_the_function_in_order():
    with pytest.raises(TypeError, match="says it uses"):

        @measure("test.wrong", unit="bed", other="care.bed_days")
        def wrong(bed_days):
            return bed_days

    assert "test.wrong" not in all_measures()


def test_a_measure_is_entered_once():
    with pytest.raises(TypeError, match="in the catalogue already"):

        @measure("care.beds_needed", unit="bed")
        def again():
            return 0


@pytest.mark.parametrize("one", MEASURES.values(), ids=MEASURES)
def test_every_measure_says_what_it_is_and_where_it_comes_from(one):
    room = one.code.split(".")[0]
    assert room in ROOMS
    # What concerns several rooms at once is worked out above them all.
    above = ("plan", "attribution", "uncertainty")
    assert one.function.__module__.split(".")[1] in (room, *above), "a measure lives in its room"
    assert one.says.endswith("."), "the first line of the docstring is a sentence"
    assert one.unit
    for parent in (part for parents in one.parents.values() for part in parents.split(" + ")):
        known = parent in MEASURES or parent.split(":")[0] in {
            *("table", "rulebook", "assumption", "proposal"),
        }
        assert known or parent == "year", f"{one.code} comes from {parent}, which is nothing known"


@pytest.mark.parametrize("code", MEASURES)
def test_every_family_tree_ends(code):
    tree = family_tree(code)
    assert tree[0] == (0, code)
    assert len(tree) < 200


def test_the_decorator_leaves_the_function_as_it_is():
    for one in MEASURES.values():
        assert inspect.isfunction(one.function)
        assert not hasattr(one.function, "__wrapped__")
