"""Luck: the same for both scenarios, for any order of proposals, and for any number of draws."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import a_system, certain, effect, proposal, some_proposals, systems, tries

from commonweal.attribution.attributed import attribute
from commonweal.attribution.figures import shared_figures
from commonweal.base.numbers.interval import Interval
from commonweal.engine.prepared import prepare
from commonweal.engine.run import carry_all
from commonweal.execute.figures import all_figures
from commonweal.people.uncertain import VARIANT


def outcome(plan, draws=6, seed=9):
    return carry_all(prepare(plan, draws=draws, seed=seed))


def same(one, other, *, but=(), upto=None):
    """Equal but for the order of adding up: a billionth, or a millionth of what is small."""
    for (name, a), (_, b) in zip(one.arrays(), other.arrays(), strict=True):
        assert a[:upto] == pytest.approx(b[:upto], rel=1e-9, abs=1e-4), name
    if "share" not in but:
        a, b = (out.share[..., :upto] for out in (one, other))
        assert a == pytest.approx(b, rel=1e-9, abs=1e-4), "share"


@tries(15)
@given(systems(), st.randoms(use_true_random=False))
def test_the_order_of_proposals_does_not_matter(plan, shuffler):
    order = list(range(len(plan.proposals)))
    shuffler.shuffle(order)
    other = replace(plan, proposals=tuple(plan.proposals[i] for i in order))
    # Which piece is whose goes by the order; that their rows do not is in test_who_did_what.py.
    same(outcome(plan), outcome(other), but=("share",))


IDLE = proposal(
    "idle",
    effect("reduce", services=("stays",), size=certain(0.0), places=("A",), age_from=40),
    effect(
        "move", services=("visits",), size=certain(0.0), to_service="contacts", ratio=certain(3.0)
    ),
    effect("shorten", services=("nights",), size=certain(0.0), sex="male"),
    effect("move_site", services=("stays",), size=certain(0.0), from_site="H1", to_site="H3"),
    effect("beds", from_site="H2", size=certain(0.0)),
)


@tries(15)
@given(systems())
def test_a_proposal_that_does_nothing_changes_nothing(system):
    with_idle = replace(system, proposals=(*system.proposals, IDLE))
    plan, idle = (prepare(one, draws=6, seed=9) for one in (system, with_idle))
    one, two = carry_all(plan), carry_all(idle)
    shares = attribute(idle, two, 0.9)
    assert not shares.money[-1].any()
    assert not shares.bed_days[-1].any()
    # It may bring a site or a body into view, where there is nothing to see.
    kept_pairs = [idle.care.givers.pairs.index(pair) for pair in plan.care.givers.pairs]
    kept_sites = [idle.care.givers.bed_sites.index(site) for site in plan.care.givers.bed_sites]
    kept_nights = _kept_nights(plan, idle)
    for (name, a), (_, b) in zip(one.arrays(), two.arrays(), strict=True):
        kept = {"care.given": kept_pairs, "bed_days": kept_sites, "beds_open": kept_sites}
        last = next((there for end, there in kept.items() if name.endswith(end)), slice(None))
        last = kept_nights if ".nights." in name else last
        assert a == pytest.approx(b[..., last], rel=1e-9, abs=1e-4), name


def _kept_nights(plan, idle):
    """Where the sites and services of one plan's nights are among another's."""

    def items(prepared):
        nights, sites = prepared.care.night_inputs, prepared.care.givers.bed_sites
        both = () if nights is None else zip(nights.site, nights.service, strict=True)
        return [(sites[j], s) for j, s in both]

    return [items(idle).index(item) for item in items(plan)]


@tries(15)
@given(systems(proposals=some_proposals().filter(lambda found: len(found) > 1)))
def test_taking_a_proposal_out_leaves_all_other_luck_as_it_was(plan):
    with_all = prepare(plan, draws=20, seed=9).draws
    without = prepare(replace(plan, proposals=plan.proposals[1:]), draws=20, seed=9).draws
    gone = f"{plan.proposals[0].code}."
    assert set(without) == {code for code in with_all if not code.startswith(gone)}
    for code, values in without.items():
        assert np.array_equal(values, with_all[code]), code


@tries(10)
@given(systems())
def test_fewer_draws_are_the_first_of_more(plan):
    same(outcome(plan, draws=5), outcome(plan, draws=90), upto=6)
    same(outcome(plan, draws=0), outcome(plan, draws=90), upto=1)


@tries(5)
@given(systems())
def test_the_same_seed_gives_the_same_numbers_and_another_gives_others(plan):
    one, two, other = outcome(plan), outcome(plan), outcome(plan, seed=10)
    for (name, a), (_, b) in zip(one.arrays(), two.arrays(), strict=True):
        assert np.array_equal(a, b), name
    assert np.array_equal(one.share, two.share)
    assert not np.array_equal(one.nothing.money.cost, other.nothing.money.cost)


@tries(5)
@given(systems())
def test_low_is_never_above_high(plan):
    prepared = prepare(plan, draws=40, seed=2)
    out = carry_all(prepared)
    more = shared_figures(prepared, attribute(prepared, out, 0.92))
    figures = all_figures(prepared, out, 0.92, more=more).frame().drop_nulls(["low", "high"])
    assert (figures["low"] <= figures["high"]).all()


@pytest.mark.parametrize(
    "interval", [Interval(-0.1, 0.0, 0.4), Interval(1.0, 3.0, 3.5), Interval(-250.0, -40.0, -1.0)]
)
def test_one_draw_in_ten_lies_below_what_is_written_as_low_and_one_in_ten_above_high(interval):
    draws = 100_000
    one = proposal("one", effect("beds", from_site="H1", size=interval))
    plan = a_system(1, (one,), True, True)
    size = prepare(plan, draws=draws, seed=4).draws["one.1"][1:]
    # A share of n draws has a standard error of sqrt(p (1 - p) / n); four of them.
    for edge, share in ((interval.low, 0.1), (interval.central, 0.5), (interval.high, 0.9)):
        error = 4 * np.sqrt(share * (1 - share) / draws)
        assert abs((size < edge).mean() - share) < error


def test_each_projection_is_met_as_often_as_its_weight_says():
    draws = 100_000
    plan = a_system(1, (), True, True)
    prepared = prepare(plan, draws=draws, seed=4)
    met = np.bincount(prepared.draws[VARIANT][1:], minlength=3) / draws
    weights = prepared.people.residents.weights
    assert (np.abs(met - weights) < 4 * np.sqrt(weights * (1 - weights) / draws)).all()
    assert prepared.people.residents.variants[prepared.draws[VARIANT][0]] == "middle"
