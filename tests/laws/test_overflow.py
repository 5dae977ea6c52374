"""Beds and nights: what a site has no bed for goes somewhere, and nothing is lost on the way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import a_system, certain, effect, proposal, systems, tries

from commonweal.care.overflow import OVERFLOWS, Nights
from commonweal.engine.prepared import prepare
from commonweal.engine.run import carry_all

ON = [word for word in OVERFLOWS if word != "off"]


def carried(plan, draws=4):
    prepared = prepare(plan, draws=draws, seed=5)
    return prepared, carry_all(prepared)


def some_systems(**what):
    return st.sampled_from(ON).flatmap(lambda word: systems(overflow=word, **what))


def carried_over(nights: Nights) -> np.ndarray:
    """What waits at the start of each year."""
    return np.concatenate([np.zeros_like(nights.waiting[:, :1]), nights.waiting[:, :-1]], axis=1)


@tries(25)
@given(some_systems())
def test_every_night_asked_for_is_given_goes_elsewhere_waits_or_is_spent_in_emergency(plan):
    _, out = carried(plan)
    for side in (out.nothing.care, out.plan.care):
        nights = side.nights
        went = nights.given + nights.elsewhere + nights.waiting + nights.in_emergency
        # A few sums of numbers as large as these: their last digits.
        assert went == pytest.approx(nights.asked + carried_over(nights), rel=1e-12, abs=1e-9)
        taken, gone = (part.sum(axis=-1) for part in (nights.taken, nights.elsewhere))
        assert taken == pytest.approx(gone, rel=1e-12, abs=1e-9)


@tries(25)
@given(some_systems())
def test_no_site_gives_more_nights_than_its_beds_have_room_for(plan):
    prepared, out = carried(plan)
    for side in (out.nothing.care, out.plan.care):
        room = side.beds_open * prepared.care.nights[:, None]
        inputs = prepared.care.night_inputs
        given_nights = inputs.at_sites(side.nights.worked, room.shape[-1])
        assert (given_nights <= room * (1 + 1e-12) + 1e-9).all()


@tries(15)
@given(some_systems(), st.floats(0.0, 50.0))
def test_more_beds_never_lower_the_nights_that_are_given(plan, more):
    """Up to each year: what is given sooner is not left to be given later."""
    beds = plan.tables["beds"]
    with_more = {**plan.tables, "beds": beds.with_columns(pl.col("beds_open") + more)}
    _, few = carried(plan)
    _, many = carried(replace(plan, tables=with_more))
    for side in ("nothing", "plan"):
        given_nights = [
            getattr(out, side).care.nights.worked.sum(axis=-1).cumsum(axis=1) for out in (few, many)
        ]
        assert (given_nights[1] >= given_nights[0] * (1 - 1e-12) - 1e-9).all()


@tries(15)
@given(some_systems())
def test_with_beds_for_everybody_nothing_overflows(plan):
    beds = plan.tables["beds"].with_columns(beds_open=pl.lit(1e9))
    sites = pl.DataFrame({"site": plan.tables["sites"]["site"]})
    every = sites.join(beds.head(1).drop("site"), how="cross").select(beds.columns)
    plenty = replace(plan, tables={**plan.tables, "beds": every})
    _, on = carried(plenty)
    _, off = carried(replace(plenty, overflow="off"))
    for (name, values), (same, expected) in zip(
        [(n, v) for n, v in on.arrays() if ".nights." not in n], off.arrays(), strict=True
    ):
        assert name == same
        assert np.allclose(values, expected, rtol=1e-12, atol=1e-9), name


def test_what_waits_is_asked_for_again_next_year():
    """One site, 10 beds, 11 beds' worth of nights a year: each year a bed's worth more waits."""
    plan = a_system(3, (), health=False, reconcile=False, overflow="waits")
    prepared, out = carried(plan, draws=0)
    nights, beds = out.nothing.care.nights, out.nothing.care.beds_open
    room = beds * prepared.care.nights[:, None]
    asked = prepared.care.night_inputs.at_sites(nights.asked, room.shape[-1])
    waiting = np.zeros(room.shape[-1])
    for t in range(room.shape[1]):
        waiting = np.maximum(asked[0, t] + waiting - room[0, t], 0.0)
        found = prepared.care.night_inputs.at_sites(nights.waiting[0, t], room.shape[-1])
        assert found == pytest.approx(waiting, rel=1e-12, abs=1e-9)


def test_closing_beds_makes_nights_wait_and_has_all_of_the_change():
    """One proposal that closes every bed of a site: nothing is given there from its first year."""
    close = proposal("close", effect("beds", from_site="H1", size=certain(-1e6)))
    plan = a_system(3, (close,), health=False, reconcile=False, overflow="waits")
    prepared, out = carried(plan, draws=0)
    inputs, start = prepared.care.night_inputs, close.start - plan.base_year
    sites = len(prepared.care.givers.bed_sites)
    h1 = [prepared.labels.sites[j] for j in prepared.care.givers.bed_sites].index("H1")
    worked = inputs.at_sites(out.plan.care.nights.worked[0], sites)
    assert worked[start:, h1] == pytest.approx(0.0)
    assert worked[:start, h1].min() > 0
