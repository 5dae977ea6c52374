"""Every uncertain number is drawn as it is written, whatever its shape."""

from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import commonweal
from commonweal.base.numbers.chance import Chance
from commonweal.base.numbers.interval import Interval
from commonweal.engine.prepared import prepare
from commonweal.statistics.drawing import shape_for, values_at
from commonweal.statistics.shapes import ShapeCannot

DRAWS = 4000
PAY = "low = 0.02\ncentral = 0.03\nhigh = 0.04"  # of money.pay_growth in Riverside


def shaped(mine, words, points=(0.02, 0.03, 0.04)):
    """Riverside with pay's growth of another shape or other points."""
    low, central, high = points
    text = f"low = {low}\ncentral = {central}\nhigh = {high}\n{words}"
    mine.replace("assumptions.toml", PAY, text)
    return mine


def share_is(found, share):
    """A share of n draws has a standard error of sqrt(p (1 - p) / n); four of them."""
    return found == pytest.approx(share, abs=4 * np.sqrt(share * (1 - share) / DRAWS))


@pytest.mark.parametrize("covers", [None, 0.95, 0.5])
@pytest.mark.parametrize(
    ("shape", "points"),
    [
        ("two_piece", (0.01, 0.03, 0.04)),
        ("normal", (0.02, 0.03, 0.04)),
        ("lognormal", (0.01, 0.02, 0.04)),
        ("triangular", (0.02, 0.03, 0.042)),
        ("pert", (0.02, 0.03, 0.042)),
        ("beta", (0.01, 0.02, 0.04)),
    ],
)
def test_what_is_written_is_what_is_drawn(mine, shape, points, covers):
    words = f'shape = "{shape}"' + (f"\ncovers = {covers}" if covers else "")
    plan = shaped(mine, words, points).read()
    pay = prepare(plan, draws=DRAWS, seed=3).draws["money.pay_growth"]
    assert pay[0] == points[1]
    tail = (1 - (covers or 0.8)) / 2
    for point, below in zip(points, (tail, 0.5, 1 - tail), strict=True):
        assert share_is((pay[1:] < point).mean(), below)


def test_an_interval_that_says_nothing_of_its_shape_is_drawn_to_the_bit_as_ever(mine):
    plan = mine.read()
    draws = commonweal.run(plan, draws=50, seed=7).prepared.draws
    for code, one in plan.assumptions.items():
        normals = np.concatenate([[0.0], Chance(7).normals(code, 50)])
        assert np.array_equal(draws[code], one.interval.draws(normals))
    effects = [effect for proposal in plan.proposals for effect in proposal.effects]
    for effect in effects:
        normals = np.concatenate([[0.0], Chance(7).normals(effect.code, 50)])
        assert np.array_equal(draws[effect.code], effect.size.draws(normals))


def test_to_name_what_is_unsaid_changes_nothing(mine):
    unsaid = commonweal.run(mine.read(), draws=20)
    said = commonweal.run(shaped(mine, 'shape = "two_piece"\ncovers = 0.8').read(), draws=20)
    assert unsaid.figures.frame().equals(said.figures.frame())


def test_effects_and_running_costs_have_shapes_too(mine):
    homes = "proposals/care-homes.toml"
    mine.replace(homes, "low = 0.05\n", 'shape = "beta"\ncovers = 0.9\nlow = 0.05\n')
    mine.replace(homes, "low = 50000\n", 'shape = "lognormal"\nlow = 50000\n')
    plan = mine.read()
    draws = prepare(plan, draws=DRAWS, seed=3).draws
    effect, cost = draws["care-homes.1"], draws["care-homes.running_cost.1"]
    assert share_is((effect[1:] < 0.05).mean(), 0.05)
    assert (effect > 0).all(), "a beta ends at 0"
    assert share_is((cost[1:] > 80000).mean(), 0.1)
    # Its factors rise as 10 to 20: it starts 10 below the low of 50 thousand.
    assert (cost > 40000).all()


def test_a_beta_lies_between_the_bounds_that_are_written(mine):
    words = 'shape = "beta"\nat_least = 0.01\nat_most = 0.06'
    plan = shaped(mine, words).read()
    pay = prepare(plan, draws=DRAWS, seed=3).draws["money.pay_growth"]
    assert (pay > 0.01).all()
    assert (pay < 0.06).all()
    assert share_is((pay[1:] < 0.02).mean(), 0.1)


def test_bounds_hold_every_shape(mine):
    plan = shaped(mine, 'shape = "normal"\nat_least = 0.019\nat_most = 0.041').read()
    pay = prepare(plan, draws=200, seed=3).draws["money.pay_growth"]
    assert (pay.min(), pay.max()) == (0.019, 0.041)


@pytest.mark.parametrize(
    ("words", "points", "told"),
    [
        (
            'shape = "triangular"',
            (0.02, 0.021, 0.04),
            # A right triangle's points are 1 - sqrt(1 - chance), so its middle is at
            # (sqrt(0.9) - sqrt(0.5)) / (sqrt(0.9) - sqrt(0.1)) = 0.382 from low to high.
            "has its middle between 0.02764 and 0.03236, and 0.021 is not",
        ),
        ('shape = "pert"', (0.02, 0.04, 0.04), "and 0.04 is not"),
        ('shape = "lognormal"', (0.02, 0.02, 0.04), "has its middle between 0.02 and 0.04"),
        ('shape = "beta"', (-0.02, 0.02, 0.04), "both have to lie inside"),
        ("covers = 1", (0.02, 0.03, 0.04), "cannot cover 100% of what may come"),
    ],
)
def test_a_shape_that_does_not_go_through_the_points_is_a_problem(mine, words, points, told):
    [problem] = shaped(mine, words, points).problems()
    assert problem.startswith("assumptions.toml:14:money.pay_growth D10 ")
    assert told in problem


def test_a_shape_of_an_effect_that_does_not_fit_names_the_effect(mine):
    homes = "proposals/care-homes.toml"
    mine.replace(homes, "low = 0.05\n", 'shape = "lognormal"\nlow = 0.10\n')
    [problem] = mine.problems()
    assert problem.startswith(f"{homes}:19:effect 1 shape D10 a lognormal interval")


def test_an_unknown_shape_is_answered_with_the_nearest(mine):
    assert "write 'triangular'" in shaped(mine, 'shape = "triangle"').problems()[0]


def test_bounds_have_to_hold_the_interval(mine):
    [problem] = shaped(mine, "at_most = 0.035").problems()
    assert "V17" in problem


POINTS = st.lists(st.floats(-1e6, 1e6) | st.floats(0, 1), min_size=3, max_size=3).map(sorted)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    points=POINTS,
    shape=st.sampled_from(["two_piece", "normal", "lognormal", "triangular", "pert", "beta"]),
    covers=st.sampled_from([0.5, 0.8, 0.95, 0.999]),
)
def test_whatever_its_points_a_shape_is_refused_or_drawn_in_order(points, shape, covers):
    interval = Interval(*points, shape=shape, covers=covers)
    with suppress(ShapeCannot):
        shape_for(interval)
        values = values_at(interval, np.linspace(-6, 6, 49))
        assert np.isfinite(values).all()
        assert values[24] == interval.central
        # The digits that arithmetic keeps of the largest number in it.
        slack = 1e-9 * max(1.0, np.abs(values).max())
        assert (np.diff(values) >= -slack).all()
