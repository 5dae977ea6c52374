"""Who did what: the pieces that all shares are sums of, held to whole plans run again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from small_plans import systems, tries

from commonweal.attribution.apart import Kept, apart_in
from commonweal.engine.evaluate import evaluate
from commonweal.engine.prepare import prepare

DRAWS = 6


def evaluated(plan, proposals=None):
    """The plan with some of its proposals alone, under the luck of all of them."""
    if proposals is not None:
        plan = replace(plan, proposals=tuple(proposals))
    prepared = prepare(plan, draws=DRAWS, seed=3)
    return prepared, evaluate(prepared)


def kept_by(plan, out):
    """What each piece comes to, by the name of the world it is told in."""
    apart = apart_in(plan, out)
    share = Kept(out.share[..., 0], out.share)
    return {"share": share, "alone": apart.alone, "lost": apart.lost}


def in_full(kept):
    """The draws of every year, shape (piece, year, draw)."""
    return np.stack([kept.in_year(at) for at in range(kept.draws.shape[1])], axis=1)


def activity_of(plan, places, values, proposal):
    """What a proposal's pieces do to each place-and-service, and to each organisation's care.

    Returns:
        Shapes (draw, year, place-and-service) and (draw, year, organisation-and-service).
    """
    rows = places.of(proposal)
    here, at = np.moveaxis(in_full(values)[rows], -1, 1), places.at[rows]
    total = np.zeros((plan.pieces.changed + len(plan.moves.proposal), *here.shape[1:]))
    np.add.at(total, at, here)
    change, moved = np.split(np.moveaxis(total, 0, -1), [plan.pieces.changed], axis=-1)
    of_residents = np.zeros((*change.shape[:2], plan.pairs_all.shape[0]))
    of_residents[..., plan.changed] = change
    given = change @ plan.pairs_residents + moved @ plan.moves.to_pairs
    return of_residents, given


def in_pairs_of(plan, whole, values):
    """Care by organisation and service of one plan, in the places of another's."""
    out = np.zeros((*values.shape[:2], len(whole.pairs)))
    for n, pair in enumerate(plan.pairs):
        out[..., whole.pairs.index(pair)] = values[..., n]
    return out


def assert_same(found, expected, size, digit=1e-13):
    """Equal to the rounding of numbers as large as those they came from, added up ten at a time."""
    scale = 10 * digit * (1 + np.abs(size).max())
    np.testing.assert_allclose(found, expected, rtol=10 * digit, atol=scale)


SEVEN_DIGITS = float(np.finfo(np.float32).eps)


@tries(25)
@given(systems())
def test_pieces_sum_to_what_the_whole_plan_does(system):
    plan, out = evaluated(system)
    residents = np.zeros_like(out.wanted_plan)
    given_care = np.zeros_like(out.given_plan)
    for n in range(len(system.proposals)):
        mine = activity_of(plan, plan.pieces.own, kept_by(plan, out)["share"], n)
        residents, given_care = residents + mine[0], given_care + mine[1]
    assert_same(residents, out.wanted_plan - out.wanted_nothing, out.wanted_nothing)
    assert_same(given_care, out.given_plan - out.given_nothing, out.given_nothing)


@tries(25)
@given(systems())
def test_alone_is_the_plan_with_no_other_proposal(system):
    plan, out = evaluated(system)
    for n, one in enumerate(system.proposals):
        only, found = evaluated(system, [one])
        residents, given_care = activity_of(plan, plan.pieces.own, kept_by(plan, out)["alone"], n)
        assert_same(
            residents, found.wanted_plan - found.wanted_nothing, out.wanted_nothing, SEVEN_DIGITS
        )
        expected = in_pairs_of(only, plan, found.given_plan - found.given_nothing)
        assert_same(given_care, expected, out.given_nothing, SEVEN_DIGITS)


@tries(25)
@given(systems())
def test_lost_is_the_plan_less_the_plan_without_it(system):
    plan, out = evaluated(system)
    for n, one in enumerate(system.proposals):
        others, found = evaluated(system, [p for p in system.proposals if p is not one])
        residents, given_care = activity_of(plan, plan.pieces.lost, kept_by(plan, out)["lost"], n)
        assert_same(
            residents, out.wanted_plan - found.wanted_plan, out.wanted_nothing, SEVEN_DIGITS
        )
        expected = in_pairs_of(others, plan, found.given_plan)
        without = in_pairs_of(others, plan, found.given_nothing)
        change = out.given_plan - out.given_nothing
        assert_same(given_care, change - (expected - without), out.given_nothing, SEVEN_DIGITS)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_proposals_changes_no_part(seed):
    @tries(10)
    @given(systems())
    def check(system):
        plan, out = evaluated(system)
        order = np.random.default_rng(seed).permutation(len(system.proposals))
        turned, found = evaluated(system, [system.proposals[n] for n in order])
        for new, old in enumerate(order):
            for name, places in (("share", "own"), ("alone", "own"), ("lost", "lost")):
                mine = activity_of(
                    plan, getattr(plan.pieces, places), kept_by(plan, out)[name], old
                )
                other = activity_of(
                    turned, getattr(turned.pieces, places), kept_by(turned, found)[name], new
                )
                for one, two, size in zip(
                    mine, other, (out.wanted_nothing, out.given_nothing), strict=True
                ):
                    assert_same(one, two, size, SEVEN_DIGITS)

    check()
