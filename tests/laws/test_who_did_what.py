"""Who did what: shares close at every level in every draw, and are those of plans run again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_plans import a_system, certain, effect, proposal, systems, tries

from commonweal.attribution.attributed import attribute
from commonweal.attribution.counterfactuals import counterfactuals
from commonweal.attribution.levels import change_sites
from commonweal.attribution.overlaps import overlaps
from commonweal.attribution.reading import finer_rows_in, fixed_inputs, readings_of, rows_in
from commonweal.base.figures.store import READINGS
from commonweal.base.numbers.year import Year
from commonweal.care.effects import MoveSite
from commonweal.care.figures_of_beds import spare_beds
from commonweal.engine.prepared import prepare
from commonweal.engine.run import carry_all
from commonweal.statistics.shapley import MOST_EXACT

DRAWS, CEILING = 5, 0.9


def run(plan, draws=DRAWS):
    prepared = prepare(plan, draws=draws, seed=5)
    return prepared, carry_all(prepared)


def told_in(plan, out, reading):
    """(measure, about, label, proposal's code) -> draws by year, shape (year, draw)."""
    inputs, care = fixed_inputs(plan, out), plan.care
    apart = counterfactuals(care, out)
    world = next(one for one in readings_of(plan, out, apart, inputs) if one.name == reading)
    codes = [one.code for one in plan.plan.proposals]
    found = defaultdict(lambda: np.zeros((len(plan.plan.years), plan.draws.rows)))
    for at in range(len(plan.plan.years)):
        for measure, rows, values in [
            *rows_in(world, plan, out, inputs, at, CEILING),
            *finer_rows_in(world, plan, out, inputs, at, CEILING),
        ]:
            for p, label, draws in zip(rows.proposal, rows.label, values, strict=True):
                found[measure, rows.about, label, codes[p]][at] = draws
    return found


def whole_of(told, measure, about):
    """Label -> the sum over all proposals, shape (year, draw)."""
    out = {}
    for (m, a, label, _), draws in told.items():
        if (m, a) == (measure, about):
            out[label] = out.get(label, 0.0) + draws
    return out


def changes_in(plan, out):
    """What the whole plan changes: (measure, about) -> label -> shape (year, draw)."""
    names, kinds = plan.labels, list(plan.plan.tables["organisations"]["kind"])
    units = list(plan.plan.tables["services"]["unit"])
    inside = [n for n, kind in enumerate(kinds) if kind != "outside"]
    found = defaultdict(lambda: defaultdict(float))

    def add(measure, about, label, values):
        found[measure, about][label] = found[measure, about][label] + values.T

    wanted = out.plan.care.asked - out.nothing.care.asked
    nights = Year(plan.plan.base_year).nights
    for n, (p, s) in enumerate((p, s) for p in names.places for s in names.services):
        add("care.activity_by_proposal", ("place", "service"), (p, s), wanted[..., n])
        add("care.activity_by_proposal", ("service",), (s,), wanted[..., n])
        if units[names.services.index(s)] == "bed_day":
            add("care.bed_days_by_proposal", ("place",), (p,), wanted[..., n])
            add("care.beds_needed_by_proposal", ("place",), (p,), wanted[..., n] / nights / CEILING)
    for n, (o, s) in enumerate(plan.care.givers.pairs):
        if o in inside:
            change = (out.plan.care.given - out.nothing.care.given)[..., n]
            body, service = names.organisations[o], names.services[s]
            add("care.workload_by_proposal", ("organisation", "service"), (body, service), change)
            add("care.workload_by_proposal", ("service",), (service,), change)
    nothing, planned = spare_beds(plan.care, (out.nothing.care, out.plan.care), CEILING)
    days = out.plan.care.bed_days - out.nothing.care.bed_days
    for n, site in enumerate(plan.care.givers.bed_sites):
        owner = names.organisations[names.site_organisation[site]]
        for about, label in (
            (("site",), (names.sites[site],)),
            (("organisation",), (owner,)),
            ((), ()),
        ):
            add("care.bed_days_by_proposal", about, label, days[..., n])
            add("care.beds_needed_by_proposal", about, label, days[..., n] / nights / CEILING)
            opened = out.plan.care.beds_open[..., n] - plan.care.beds.planned[:, n]
            add("care.beds_open_by_proposal", about, label, opened)
            add("care.beds_spare_by_proposal", about, label, (planned - nothing)[..., n])
    care = out.plan.money.services - out.nothing.money.services
    balance = (
        out.plan.money.income
        - out.plan.money.cost
        - out.nothing.money.income
        + out.nothing.money.cost
    )
    for o, body in enumerate(names.organisations):
        for about, label in ((("organisation",), (body,)), ((), ())):
            add("money.care_cost_by_proposal", about, label, care[..., o])
            add("money.by_proposal", about, label, balance[..., o])
    return found


def assert_same(found, expected, size, about=""):
    """Equal to a billionth, or to the rounding of numbers as large as they came from."""
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12 * size + 1e-9, err_msg=about)


def size_of(out):
    """The largest number that the pounds, or the care, of a plan are differences of."""
    return 1.0 + max(
        np.abs(out.nothing.money.cost).sum(axis=-1).max(), out.nothing.care.asked.max()
    )


@tries(25)
@given(systems())
def test_the_shares_close_at_every_level_in_every_draw_and_year(system):
    plan, out = run(system)
    told = told_in(plan, out, "share")
    for (measure, about), by_label in changes_in(plan, out).items():
        shared = whole_of(told, measure, about)
        for label, change in by_label.items():
            assert_same(shared.pop(label, 0.0 * change), change, size_of(out), (measure, label))
        assert not any(np.any(left) for left in shared.values()), (measure, about)


@tries(25)
@given(systems())
def test_sites_add_up_to_their_organisation_and_places_to_the_cost_of_their_people(system):
    plan, out = run(system)
    names = plan.labels
    owner = dict(zip(names.sites, names.site_organisation, strict=True))
    for reading in READINGS:
        told = told_in(plan, out, reading)
        at_bodies = defaultdict(float)
        for (measure, about, label, code), draws in told.items():
            if (measure, about) == ("care.workload_by_proposal", ("site", "service")):
                body = names.organisations[owner[label[0]]]
                at_bodies[body, label[1], code] = at_bodies[body, label[1], code] + draws
        for (body, service, code), draws in at_bodies.items():
            key = ("care.workload_by_proposal", ("organisation", "service"), (body, service), code)
            assert_same(draws, told[key], size_of(out), key)
        sites, bodies = (
            whole_of(told, "money.care_cost_by_proposal", (about,))
            for about in ("site", "organisation")
        )
        total = sum(bodies.values(), 0.0)
        assert_same(sum(sites.values(), 0.0), total, size_of(out), "sites")
        moves_others = any(isinstance(e, MoveSite) for p in system.proposals for e in p.effects)
        # Where beds limit or sites change, some of the cost is for people from elsewhere.
        if not moves_others and system.overflow == "off":
            places = whole_of(told, "money.care_cost_by_proposal", ("place",))
            assert_same(sum(places.values(), 0.0), total, size_of(out), "places")


LINEAR_AND_STEPPED = [
    ("care.activity_by_proposal", ("place", "service")),
    ("care.workload_by_proposal", ("organisation", "service")),
    ("care.beds_open_by_proposal", ("site",)),
    ("care.beds_spare_by_proposal", ("site",)),
    ("money.care_cost_by_proposal", ("organisation",)),
    ("money.by_proposal", ("organisation",)),
    ("money.by_proposal", ()),
]


@tries(15)
@given(systems())
def test_alone_is_a_plan_of_that_proposal_and_no_other(system):
    plan, out = run(system)
    told = told_in(plan, out, "alone")
    for one in system.proposals:
        changes = changes_in(*run(replace(system, proposals=(one,))))
        for measure, about in LINEAR_AND_STEPPED:
            for label, change in changes[measure, about].items():
                found = told[measure, about, label, one.code]
                assert_same(found, change, size_of(out), (measure, label, one.code))


@tries(15)
@given(systems())
def test_lost_is_the_plan_less_the_plan_without_it(system):
    plan, out = run(system)
    told, whole = told_in(plan, out, "lost"), changes_in(plan, out)
    for one in system.proposals:
        others = tuple(p for p in system.proposals if p is not one)
        left = changes_in(*run(replace(system, proposals=others)))
        for measure, about in LINEAR_AND_STEPPED:
            for label, change in whole[measure, about].items():
                expected = change - left[measure, about].get(label, 0.0 * change)
                found = told[measure, about, label, one.code]
                assert_same(found, expected, size_of(out), (measure, label, one.code))


@tries(15)
@given(systems(), st.randoms(use_true_random=False))
def test_the_order_of_proposals_changes_nothing_that_is_told(system, shuffler):
    order = list(system.proposals)
    shuffler.shuffle(order)
    plan, out = run(system)
    for reading in READINGS:
        one = told_in(plan, out, reading)
        other = told_in(*run(replace(system, proposals=tuple(order))), reading)
        for key in {*one, *other}:
            assert_same(one[key], other[key], size_of(out), key)


def flat(plan, *proposals, **tables):
    """A system with those proposals, and with some tables changed."""
    return replace(plan, proposals=proposals, tables={**plan.tables, **tables})


@pytest.fixture(scope="module")
def plain():
    """A small plan without health change or reconciling; nothing of it is uncertain but luck."""
    return a_system(7, (), health=False, reconcile=False)


def test_two_that_close_one_ward_together_have_half_of_it_each(plain):
    """Steps of all the care there is but a little: either alone would save none."""
    plan, out = run(plain, draws=0)
    pair = plan.care.givers.pairs.index((plan.labels.organisations.index("ONE"), 0))
    activity = float(out.nothing.care.given[0, 1, pair])
    costs = plain.tables["costs"]
    row = costs.filter(
        costs["given_by"].eq("ONE") & costs["service"].eq(plan.labels.services[0])
    ).head(1)
    assert row.height == 1
    # One step carries what is left after both, and a little: 1% less and 1% less is enough.
    units = activity * 0.985
    stepped = row.with_columns(
        step_units=units, step_gbp=1000.0, fixed_gbp=0.0, variable_gbp=0.0, pay_share=1.0
    )
    system = flat(
        plain,
        *(
            proposal(
                code, effect("reduce", services=(plan.labels.services[0],), size=certain(size))
            )
            for code, size in (("one", 0.01), ("two", 0.014))
        ),
        costs=stepped,
    )
    plan, out = run(system, draws=0)
    told = told_in(plan, out, "share")
    pay = system.assumptions["money.pay_growth"].interval.central
    efficiency = system.assumptions["money.efficiency"].interval.central
    ahead = plan.plan.base_year + 1 - plan.plan.price_year
    step = 1000 * (1 + pay) ** ahead * (1 - efficiency)
    for code in ("one", "two"):
        share = told["money.by_proposal", (), (), code][1, 0]
        assert share == pytest.approx(step / 2, rel=1e-9)
        assert told_in(plan, out, "alone")["money.by_proposal", (), (), code][1, 0] == 0
        lost = told_in(plan, out, "lost")["money.by_proposal", (), (), code][1, 0]
        assert lost == pytest.approx(step, rel=1e-9)


def test_two_that_close_more_beds_than_there_are_share_those_there_are(plain):
    """20 beds, closed 15 and 10 at a time: Shapley gives (15 + 10) / 2 and (10 + 5) / 2."""
    beds = plain.tables["beds"].filter(plain.tables["beds"]["site"] == "H2").head(1)
    plan = flat(
        plain,
        proposal("few", effect("beds", from_site="H2", size=certain(-10.0))),
        proposal("many", effect("beds", from_site="H2", size=certain(-15.0))),
        beds=beds.with_columns(beds_open=20.0),
    )
    told = {name: told_in(*run(plan, draws=0), name) for name in READINGS}

    def of(reading, code):
        return told[reading]["care.beds_open_by_proposal", ("site",), ("H2",), code][1, 0]

    assert (of("share", "many"), of("share", "few")) == (-12.5, -7.5)
    assert (of("alone", "many"), of("alone", "few")) == (-15.0, -10.0)
    assert (of("lost", "many"), of("lost", "few")) == (-10.0, -5.0)


def test_effects_that_multiply_have_logarithmic_mean_shares(plain):
    """20% and 30% of the same visits leave 56%; L(1, 0.56) shares 44% out by the logarithms."""
    system = flat(
        plain,
        *(
            proposal(code, effect("reduce", services=("visits",), size=certain(size)))
            for code, size in (("fifth", 0.2), ("third", 0.3))
        ),
    )
    plan, out = run(system, draws=0)
    visits = out.nothing.care.asked[0, 1, 0]  # of place A in the first year of the plan
    for code, left in (("fifth", 0.8), ("third", 0.7)):
        key = ("care.activity_by_proposal", ("place", "service"), ("A", "visits"), code)
        shares = {name: told_in(plan, out, name)[key][1, 0] for name in READINGS}
        assert shares["share"] == pytest.approx(-visits * 0.44 * log(left) / log(0.56), rel=1e-12)
        assert shares["alone"] == pytest.approx(-visits * (1 - left), rel=1e-12)
        assert shares["lost"] == pytest.approx(-visits * (0.56 / left - 0.56), rel=1e-12)
    both = overlaps(plan.care, change_sites(plan.care), ["fifth", "third"])
    assert both.pairs == (("fifth", "third"),)
    twice = both.care.of(counterfactuals(plan.care, out).overlap[:, 1])
    whole = out.nothing.care.asked[0, 1, [0, 4]].sum()  # visits of places A and B
    assert twice[0, 0] == pytest.approx(whole * 0.2 * 0.3, rel=1e-12)


def test_many_proposals_are_sampled_close_and_tell_their_error(plain):
    """More than can be tried in every order: the sum is exact all the same."""
    many = MOST_EXACT + 2
    system = flat(
        plain,
        *(
            proposal(
                f"p{n:02d}",
                effect("reduce", services=("nights",), size=certain(0.01 + 0.004 * n)),
            )
            for n in range(many)
        ),
    )
    plan, out = run(system, draws=2)
    told = told_in(plan, out, "share")
    for label, change in changes_in(plan, out)["money.by_proposal", ("organisation",)].items():
        shares = whole_of(told, "money.by_proposal", ("organisation",))
        assert_same(shares.get(label, 0.0 * change), change, size_of(out), label)
    errors = [
        one for one in attribute(plan, out, CEILING).summaries if "sampling_error" in one.measure
    ]
    assert {one.reading for one in errors} == {"share"}
    assert (errors[0].spread["central"] > 0).any()
    few = replace(system, proposals=system.proposals[:MOST_EXACT])
    assert not [
        one for one in attribute(*run(few, draws=2), CEILING).summaries if "sampling" in one.measure
    ]


@tries(20)
@given(systems())
def test_what_two_count_is_no_more_than_either_would_take_alone(plan):
    prepared, out = run(plan)
    assert (counterfactuals(prepared.care, out).overlap >= 0).all()
