"""The engine's answer is that of a cell-by-cell evaluation that shares no line with it."""

from pathlib import Path

import pytest
from cell_by_cell import differences
from hypothesis import given
from small_plans import systems, tries

import commonweal
from commonweal.engine.prepared import prepare
from commonweal.engine.run import carry_all

EXAMPLES = Path(__file__).parents[2] / "examples"


def both_ways(plan, draws, which):
    prepared = prepare(plan, draws=draws, seed=3)
    return differences(prepared, carry_all(prepared), which)


def test_riverside_comes_out_the_same_cell_by_cell():
    assert both_ways(commonweal.read(EXAMPLES / "riverside"), 30, range(31)) == []


@pytest.mark.skipif(
    not (EXAMPLES / "south-yorkshire" / "system.toml").exists(), reason="not compiled yet"
)
def test_south_yorkshire_comes_out_the_same_cell_by_cell():
    assert both_ways(commonweal.read(EXAMPLES / "south-yorkshire"), 40, (0, 1, 40)) == []


@tries(30)
@given(systems())
def test_any_small_plan_comes_out_the_same_cell_by_cell(plan):
    assert both_ways(plan, 2, (0, 1, 2)) == []
