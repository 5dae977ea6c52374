"""What goes in comes out: people, care and pounds, whatever the plan."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import PLACES, SERVICES, certain, effect, proposal, systems, tries

from commonweal.engine.prepared import prepare
from commonweal.engine.run import carry_all
from commonweal.execute.figures import all_figures
from commonweal.people.figures import people_figures

DRAWS = 4


def run(plan):
    prepared = prepare(plan, draws=DRAWS, seed=5)
    return prepared, carry_all(prepared)


def people_of(prepared):
    """The figures of people."""
    lists, variant = prepared.plan.tables["registered"], prepared.care.luck.variant
    places, years = prepared.labels.places, prepared.years
    return pl.concat(people_figures(prepared.people, lists, variant, places, years))


def by_service(values):
    """Sum over places: (draw, year, place-and-service) -> (draw, year, service)."""
    return values.reshape(*values.shape[:2], len(PLACES), len(SERVICES)).sum(axis=2)


def at_every_body(plan, given):
    """Sum over bodies, inside the system and outside it."""
    out = np.zeros((*given.shape[:2], len(SERVICES)))
    for n, (_, s) in enumerate(plan.care.givers.pairs):
        out[..., s] += given[..., n]
    return out


@tries(15)
@given(systems())
def test_the_people_who_go_in_are_the_people_who_come_out(plan):
    prepared = prepare(plan, draws=0, seed=5)
    figures = people_of(prepared)
    whole = figures.filter(pl.col("level") == "system", pl.col("measure") == "people.residents")
    parts = figures.filter(pl.col("level") == "place", pl.col("measure") == "people.residents")
    table = plan.tables["population"].filter(pl.col("variant") == "middle")
    for year in whole["year"]:
        people = table.filter(pl.col("year") == year)["people"].sum()
        assert whole.filter(pl.col("year") == year)["central"][0] == pytest.approx(people)
        assert parts.filter(pl.col("year") == year)["central"].sum() == pytest.approx(people)


@tries(20)
@given(systems(reconcile=False, overflow="off"))
def test_all_care_of_residents_is_given_somewhere_beside_care_for_those_who_come_in(system):
    plan, out = run(system)
    incoming = plan.care.workload.incoming.sum(axis=1)
    base = by_service(out.nothing.care.asked)[0, 0]
    wanted = by_service(out.nothing.care.asked)
    came_in = incoming / base * wanted
    assert at_every_body(plan, out.nothing.care.given) == pytest.approx(wanted + came_in)
    assert at_every_body(plan, out.plan.care.given) == pytest.approx(
        by_service(out.plan.care.asked) + came_in, abs=1e-6
    )


@tries(20)
@given(st.data(), st.floats(0.1, 5.0))
def test_what_leaves_a_service_arrives_elsewhere_at_its_ratio(data, ratio):
    """Overlap as they may, the shares sum to all that is gone, so all of it arrives once."""
    effects = data.draw(
        st.lists(
            st.builds(
                lambda size, ages, places: effect(
                    "move",
                    services=("visits",),
                    size=certain(size),
                    age_from=min(ages),
                    age_to=max(ages),
                    places=places,
                    to_service="contacts",
                    ratio=certain(ratio),
                ),
                st.floats(0.0, 1.0),
                st.tuples(st.integers(0, 90), st.integers(0, 90)),
                st.sampled_from(((), ("A",), ("B",))),
            ),
            min_size=1,
            max_size=5,
        )
    )
    plan = data.draw(systems(proposals=st.just((proposal("one", *effects),))))
    _, out = run(plan)
    change = by_service(out.plan.care.asked - out.nothing.care.asked)
    left, arrived = (change[..., SERVICES.index(s)] for s in ("visits", "contacts"))
    assert arrived == pytest.approx(-left * ratio, abs=1e-6)
    others = [SERVICES.index(s) for s in ("stays", "nights")]
    assert not change[..., others].any()


@tries(20)
@given(systems())
def test_nothing_is_below_none(plan):
    _, out = run(plan)
    for name, values in out.arrays():
        if name.rpartition(".")[2] in ("asked", "given", "bed_days", "services"):
            assert (values >= -1e-6).all(), name
            assert np.isfinite(values).all(), name
    assert (out.plan.care.beds_open >= 0).all()
    assert (out.saved.released >= -1e-6).all()
    assert (out.saved.avoided >= -1e-6).all()


@tries(20)
@given(systems())
def test_pounds_of_the_system_are_the_pounds_of_its_organisations(system):
    plan, out = run(system)
    figures = all_figures(plan, out, 0.92).frame()
    for measure in ("money.balance", "money.one_off", "money.recurrent_balance"):
        for _, one in figures.filter(pl.col("measure") == measure).group_by("side", "year"):
            whole = one.filter(pl.col("level") == "system")["central"][0]
            parts = one.filter(pl.col("level") == "organisation")["central"]
            assert parts.sum() == pytest.approx(whole, abs=1e-3, rel=1e-9)


@tries(10)
@given(systems(), st.floats(0, 1e8))
def test_what_one_body_pays_another_changes_nothing_for_the_system(plan, gbp):
    inside = pl.col("paid_by").is_not_null()
    income = plan.tables["income"]
    other = income.with_columns(gbp=pl.when(inside).then(gbp).otherwise(pl.col("gbp")))
    balances = []
    for table in (income, other):
        _, out = run(replace(plan, tables={**plan.tables, "income": table}))
        balances.append((out.plan.money.income - out.plan.money.cost).sum(axis=-1))
    # A penny in a hundred million: pounds are added up in another order.
    assert balances[0] == pytest.approx(balances[1], abs=0.01)
