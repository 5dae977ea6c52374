"""Who did what: the pieces that all shares are sums of, held to whole plans run again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from small_plans import systems, tries

from commonweal.attribution.counterfactuals import counterfactuals
from commonweal.engine.prepared import prepare
from commonweal.engine.run import carry_all

DRAWS = 6


def evaluated(plan, proposals=None):
    """The plan with some of its proposals alone, under the luck of all of them."""
    if proposals is not None:
        plan = replace(plan, proposals=tuple(proposals))
    prepared = prepare(plan, draws=DRAWS, seed=3)
    return prepared, carry_all(prepared)


def values_by(plan, out):
    """What each change comes to, by the name of the reading, shape (change, year, draw)."""
    apart = counterfactuals(plan.care, out)
    return {"share": out.share, "alone": apart.alone, "lost": apart.lost}


def activity_of(plan, places, values, proposal):
    """What a proposal's changes do to each place-and-service, and to each organisation's care.

    Returns:
        Shapes (draw, year, place-and-service) and (draw, year, organisation-and-service).
    """
    rows = places.of(proposal)
    here, at = np.moveaxis(values[rows], -1, 1), places.at[rows]
    total = np.zeros(
        (plan.care.acting.changes.changed + len(plan.care.acting.moves.proposal), *here.shape[1:])
    )
    np.add.at(total, at, here)
    change, moved = np.split(np.moveaxis(total, 0, -1), [plan.care.acting.changes.changed], axis=-1)
    of_residents = np.zeros((*change.shape[:2], plan.care.givers.pairs_all.shape[0]))
    of_residents[..., plan.care.acting.changed] = change
    given = change @ plan.care.givers.pairs_residents + moved @ plan.care.acting.moves.to_pairs
    return of_residents, given


def in_pairs_of(plan, whole, values):
    """Care by organisation and service of one plan, in the places of another's."""
    out = np.zeros((*values.shape[:2], len(whole.care.givers.pairs)))
    for n, pair in enumerate(plan.care.givers.pairs):
        out[..., whole.care.givers.pairs.index(pair)] = values[..., n]
    return out


def assert_same(found, expected, size):
    """Equal to the rounding of numbers as large as those they came from, added up ten at a time."""
    scale = 1e-12 * (1 + np.abs(size).max())
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=scale)


@tries(25)
@given(systems(overflow="off"))
def test_changes_sum_to_what_the_whole_plan_does(system):
    plan, out = evaluated(system)
    residents = np.zeros_like(out.plan.care.asked)
    given_care = np.zeros_like(out.plan.care.given)
    for n in range(len(system.proposals)):
        mine = activity_of(plan, plan.care.acting.changes.own, values_by(plan, out)["share"], n)
        residents, given_care = residents + mine[0], given_care + mine[1]
    assert_same(residents, out.plan.care.asked - out.nothing.care.asked, out.nothing.care.asked)
    assert_same(given_care, out.plan.care.given - out.nothing.care.given, out.nothing.care.given)


@tries(25)
@given(systems(overflow="off"))
def test_alone_is_the_plan_with_no_other_proposal(system):
    plan, out = evaluated(system)
    for n, one in enumerate(system.proposals):
        only, found = evaluated(system, [one])
        residents, given_care = activity_of(
            plan, plan.care.acting.changes.own, values_by(plan, out)["alone"], n
        )
        assert_same(
            residents, found.plan.care.asked - found.nothing.care.asked, out.nothing.care.asked
        )
        expected = in_pairs_of(only, plan, found.plan.care.given - found.nothing.care.given)
        assert_same(given_care, expected, out.nothing.care.given)


@tries(25)
@given(systems(overflow="off"))
def test_lost_is_the_plan_less_the_plan_without_it(system):
    plan, out = evaluated(system)
    for n, one in enumerate(system.proposals):
        others, found = evaluated(system, [p for p in system.proposals if p is not one])
        residents, given_care = activity_of(
            plan, plan.care.acting.changes.lost, values_by(plan, out)["lost"], n
        )
        assert_same(residents, out.plan.care.asked - found.plan.care.asked, out.nothing.care.asked)
        expected = in_pairs_of(others, plan, found.plan.care.given)
        without = in_pairs_of(others, plan, found.nothing.care.given)
        change = out.plan.care.given - out.nothing.care.given
        assert_same(given_care, change - (expected - without), out.nothing.care.given)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_proposals_changes_no_part(seed):
    @tries(10)
    @given(systems(overflow="off"))
    def check(system):
        plan, out = evaluated(system)
        order = np.random.default_rng(seed).permutation(len(system.proposals))
        turned, found = evaluated(system, [system.proposals[n] for n in order])
        for new, old in enumerate(order):
            for name, places in (("share", "own"), ("alone", "own"), ("lost", "lost")):
                mine = activity_of(
                    plan, getattr(plan.care.acting.changes, places), values_by(plan, out)[name], old
                )
                other = activity_of(
                    turned,
                    getattr(turned.care.acting.changes, places),
                    values_by(turned, found)[name],
                    new,
                )
                for one, two, size in zip(
                    mine, other, (out.nothing.care.asked, out.nothing.care.given), strict=True
                ):
                    assert_same(one, two, size)

    check()
