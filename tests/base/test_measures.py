import inspect

import numpy as np
import pytest

from commonweal.base.figures.catalogue import all_measures
from commonweal.base.figures.measure import family_tree, measure, measures_in
from commonweal.base.figures.parents import FiguresOf
from commonweal.base.figures.spread import figures
from commonweal.base.numbers.unit import BED, Unit

MEASURES = all_measures()
ROOMS = {"people", "care", "staff", "money", "plan"}


def test_parents_must_be_the_parameters_of_the_function_in_order():
    with pytest.raises(TypeError, match="says it uses"):

        @measure("test.wrong", BED, other=FiguresOf(measure="care.bed_days"))
        def wrong(bed_days):
            return bed_days

    assert "test.wrong" not in all_measures()


def test_a_measure_is_entered_once():
    with pytest.raises(TypeError, match="in the catalogue already"):

        @measure("care.beds_needed", BED)
        def again():
            return 0


def test_a_level_that_is_none_is_refused():
    with pytest.raises(ValueError, match="is no key"):

        @measure("test.wrong", BED, levels=("sites",))
        def wrong():
            return 0


def test_a_figure_of_a_level_that_its_measure_does_not_have_is_refused():
    with pytest.raises(TypeError, match=r"care\.occupancy is not published by organisation"):
        figures("care.occupancy", {"central": np.array([0.9])}, {"organisation": ["RIV"]}, "plan")


@pytest.mark.parametrize("one", MEASURES.values(), ids=MEASURES)
def test_every_measure_says_what_it_is_and_where_it_comes_from(one):
    room = one.code.split(".")[0]
    assert room in ROOMS
    assert isinstance(one.unit, Unit)
    assert one.says.endswith("."), "the first line of the docstring is a sentence"
    assert bool(one.function) != bool(one.made_by), "a formula, or what works it out instead"
    for parent in one.parents.values():
        assert set(measures_in(parent)) <= set(MEASURES), f"{one.code} comes from {parent}"
    if one.function:
        # What concerns several rooms at once is worked out above them all.
        above = ("plan", "attribution", "uncertainty")
        assert one.function.__module__.split(".")[1] in (room, *above), "it lives in its room"


@pytest.mark.parametrize("one", MEASURES.values(), ids=MEASURES)
def test_a_total_is_of_a_level_that_there_is(one):
    assert set(one.totals.values()) <= one.published_at
    assert not set(one.totals) & set(one.levels)


@pytest.mark.parametrize("code", MEASURES)
def test_every_family_tree_ends(code):
    tree = family_tree(code)
    assert tree[0] == (0, code)
    assert len(tree) < 250


def test_the_decorator_leaves_the_function_as_it_is():
    for one in MEASURES.values():
        if one.function:
            assert inspect.isfunction(one.function)
            assert not hasattr(one.function, "__wrapped__")
