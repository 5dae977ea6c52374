from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.base.numbers.chance import Chance
from commonweal.statistics.shapley import (
    exact_shares,
    orders,
    sampled_shares,
    shares,
    shares_of_one,
)


def luck(name="test.fair"):
    return Chance(2).stream(name)


def by_definition(worth, proposals):
    """What each adds, averaged over all orders written out."""
    every = list(permutations(range(proposals)))
    out = [0.0] * proposals
    for order in every:
        acting = np.zeros(proposals, dtype=bool)
        for n in order:
            before = worth(acting.copy())
            acting[n] = True
            out[n] += (worth(acting.copy()) - before) / len(every)
    return np.array(out)


def any_worth(proposals, draws=5):
    """Anything at all for each set of proposals, in each of some draws."""
    of_set = luck().normal(size=(2**proposals, draws))
    return lambda acting: of_set[int((acting << np.arange(proposals)).sum())]


def test_the_glove_game():
    """Proposal 0 has the left glove, 1 and 2 a right one each; a pair is worth 6."""

    def worth(acting):
        return np.array(6.0 if acting[0] and acting[1:].any() else 0.0)

    assert exact_shares(worth, 3) == pytest.approx([6 * 4 / 6, 6 * 1 / 6, 6 * 1 / 6])


def test_the_runway():
    """Three need a runway of 1, 2 and 3 kilometres: each stretch is shared by who needs it."""

    def worth(acting):
        return np.array([1.0, 2.0, 3.0])[acting].max(initial=0.0)

    assert exact_shares(lambda a: np.array(worth(a)), 3) == pytest.approx(
        [1 / 3, 1 / 3 + 1 / 2, 1 / 3 + 1 / 2 + 1]
    )


@pytest.mark.parametrize("proposals", [1, 2, 3, 5])
def test_shares_are_the_average_over_all_orders(proposals):
    worth = any_worth(proposals)
    assert exact_shares(worth, proposals) == pytest.approx(by_definition(worth, proposals))


def test_shares_sum_to_the_whole_in_every_draw():
    worth = any_worth(8, draws=1_000)
    whole = worth(np.ones(8, dtype=bool)) - worth(np.zeros(8, dtype=bool))
    assert exact_shares(worth, 8).sum(axis=0) == pytest.approx(whole, abs=1e-12)
    sampled = sampled_shares(worth, orders("ABCDEFGH", luck(), 3))
    assert sampled.share.sum(axis=0) == pytest.approx(whole, abs=1e-12)


def test_who_does_nothing_gets_nothing_and_equals_get_the_same():
    def worth(acting):
        return np.maximum(acting[0] + acting[2] - 0.5, 0.0) * np.ones(2)

    share = exact_shares(worth, 3)
    assert share[1] == pytest.approx([0, 0])
    assert share[0] == pytest.approx(share[2])


def test_sampled_shares_agree_with_exact_ones_within_their_stated_error():
    worth = any_worth(6, draws=400)
    sampled = sampled_shares(worth, orders("ABCDEF", luck("orders"), 200))
    misses = (sampled.share - exact_shares(worth, 6)) / sampled.error
    # All draws share the orders, so the 400 are not 400 trials; each proposal is about one.
    assert np.sqrt((misses**2).mean()) == pytest.approx(1.0, abs=0.3)


def test_listing_proposals_in_another_order_changes_nothing():
    sizes = {"A": 3.0, "B": 5.0, "C": 9.0}

    def worth_of(names):
        return lambda acting: np.ceil(
            np.array([sum(sizes[n] for n in np.array(names)[acting])]) / 4
        )

    for names in permutations(sizes):
        drawn = sampled_shares(worth_of(names), orders(names, luck("orders"), 4))
        exact = exact_shares(worth_of(names), 3)
        if names == ("A", "B", "C"):
            first, first_exact = drawn.share, exact
        places = [names.index(n) for n in sizes]
        assert drawn.share[places] == pytest.approx(first)
        assert exact[places] == pytest.approx(first_exact)


def test_many_proposals_are_sampled_and_few_are_exact():
    few = shares(any_worth(3), orders("ABC", luck()))
    assert (few.error == 0).all()
    names = [f"P{n:02}" for n in range(14)]

    def floor(acting):
        return np.maximum(10.0 - acting @ np.arange(1.0, 15.0), 0.0)[None]

    many = shares(floor, orders(names, luck(), 100))
    assert many.share.sum() == pytest.approx(-10.0)
    assert (many.error > 0).all()


def wards(stays):
    return 50.0 * np.ceil(stays / 100.0)


@pytest.mark.parametrize(
    ("stays", "changes", "expected"),
    [
        # To 95: A alone closes a ward (97), B alone does not (103).
        (105, [-8, -2], [-50.0, 0.0]),
        # To 93: either would do (99); who comes first closes the ward.
        (105, [-6, -6], [-25.0, -25.0]),
        # To 195: A alone opens a ward (205), B alone does nothing (185), together nothing.
        (195, [10, -10], [25.0, -25.0]),
        # To 90: each alone closes one ward (190, 150), together two.
        (250, [-60, -100], [-50.0, -50.0]),
    ],
)
def test_steps_by_hand(stays, changes, expected):
    parts = [(n, np.array(float(change))) for n, change in enumerate(changes)]
    found = shares_of_one(wards, np.array(float(stays)), parts, orders("AB", luck()))
    assert found.share.tolist() == expected


def test_three_that_are_all_needed_share_the_step_alike():
    parts = [(n, np.array(-2.0)) for n in range(3)]
    found = shares_of_one(wards, np.array(105.0), parts, orders("ABC", luck()))
    assert found.share == pytest.approx([-50 / 3] * 3)


def test_what_is_linear_is_shared_by_the_changes_themselves():
    change = luck().normal(size=(3, 20, 4))
    parts = [(n, change[n]) for n in range(3)]
    found = shares_of_one(
        lambda a: 7.0 * a + 100, np.full((20, 4), 50.0), parts, orders("ABC", luck())
    )
    assert found.share == pytest.approx(7.0 * change, abs=1e-9)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_pounds_sum_to_the_whole_in_every_draw(seed, proposals):
    drawn = Chance(seed).stream("test.pairs")
    base = drawn.uniform(50, 500, size=(6, 3))
    parts = [(n, drawn.normal(0, 60, size=base.shape)) for n in range(proposals)]
    step = drawn.uniform(10, 100)

    def pounds(activity):
        return 1_000.0 * np.ceil(np.maximum(activity, 0.0) / step)

    found = shares_of_one(pounds, base, parts, orders("ABCD"[:proposals], drawn))
    whole = pounds(base + sum(change for _, change in parts)) - pounds(base)
    assert found.share.sum(axis=0) == pytest.approx(whole, abs=1e-6)
    assert (found.error == 0).all()


def test_what_many_touch_is_sampled_with_its_error_stated():
    names = [f"P{n:02}" for n in range(12)]
    parts = [(n, np.array(-float(n + 1))) for n in range(12)]
    found = shares_of_one(wards, np.array(270.0), parts, orders(names, luck(), 200))
    exact = exact_shares(lambda acting: wards(270.0 - acting @ np.arange(1.0, 13.0))[None], 12)
    assert found.share.sum() == pytest.approx(-50.0)
    assert np.abs(found.share - exact[:, 0]).max() < 4 * found.error.max()
