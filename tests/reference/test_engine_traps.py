"""Plans that once went wrong in the engine, each as small as it can be."""

import numpy as np
import pytest
from cell_by_cell import differences
from hypothesis import given
from hypothesis import strategies as st
from small_plans import certain, effect, proposal, systems, tries

from commonweal.engine.prepared import prepare
from commonweal.engine.run import carry_all


def plan_of(*effects):
    return systems(proposals=st.just((proposal("one", *effects),)), overflow="off")


def run(plan):
    prepared = prepare(plan, draws=2, seed=1)
    out = carry_all(prepared)
    assert differences(prepared, out, range(3)) == []
    return prepared, out


LONG_STAYS = effect("reduce", services=("stays",), size=certain(0.6), stay_ratio=3.0)


@tries(3)
@given(plan_of(LONG_STAYS))
def test_avoiding_more_nights_than_there_are_leaves_none_and_no_nan(system):
    plan, out = run(system)
    of_stays, of_nights = (
        [p * 4 + plan.labels.services.index(s) for p in range(2)] for s in ("stays", "nights")
    )
    left = out.plan.care.asked[:, 1:] / out.nothing.care.asked[:, 1:]
    assert left[..., of_stays] == pytest.approx(0.4)
    assert left[..., of_nights] == pytest.approx(1e-9)


@tries(3)
@given(
    plan_of(
        effect("move_site", services=("stays",), size=certain(0.5), from_site="H1", to_site="H3")
    )
)
def test_nights_moved_to_a_site_that_had_none_are_counted_there(system):
    plan, out = run(system)
    sites = [plan.labels.sites[j] for j in plan.care.givers.bed_sites]
    here, there = sites.index("H1"), sites.index("H3")
    assert out.plan.care.bed_days[:, 1:, there] == pytest.approx(
        out.nothing.care.bed_days[:, 1:, here] / 2
    )
    whole = (out.nothing.care.bed_days.sum(axis=-1), out.plan.care.bed_days.sum(axis=-1))
    assert whole[0] == pytest.approx(whole[1])


@tries(3)
@given(
    plan_of(
        effect(
            "move_site", services=("contacts",), size=certain(0.5), from_site="AWAY", to_site="H3"
        )
    )
)
def test_moving_care_that_a_site_does_not_give_moves_nothing(plan):
    _, out = run(plan)
    assert np.array_equal(out.plan.money.cost, out.nothing.money.cost)


@tries(3)
@given(systems(proposals=st.just(()), overflow="off"))
def test_money_that_comes_once_is_one_off_also_where_the_income_table_says_so(system):
    plan, out = run(system)
    gbp = system.tables["income"].filter(~system.tables["income"]["recurrent"])
    of = {(to, by): pounds for to, by, pounds in gbp["organisation", "paid_by", "gbp"].iter_rows()}
    at_base = 1.03 ** (system.base_year - system.price_year)
    body = plan.labels.organisations.index
    once = out.plan.money.one_off[0, 0]
    assert once[body("TWO")] == pytest.approx(of["TWO", None] * at_base)
    assert once[body("ONE")] == pytest.approx(of["ONE", "BOARD"] * at_base)
    assert once[body("BOARD")] == pytest.approx(-of["ONE", "BOARD"] * at_base)
    assert not out.plan.money.one_off[:, 1:].any()
