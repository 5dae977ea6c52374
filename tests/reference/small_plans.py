"""Small plans made up by Hypothesis: two places, five sites, four services, any proposals.

The bulk of the numbers (people, rates, flows, money) comes from one drawn seed;
what can go wrong in the method (who is touched, by what, where, how strongly and
when) is drawn piece by piece, so that a failing example shrinks to the piece.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from hypothesis import Phase, settings
from hypothesis import strategies as st

from commonweal.base.numbers.interval import Interval
from commonweal.care.effects import Effect, effect_kinds
from commonweal.care.overflow import OFF, OVERFLOWS
from commonweal.money.parts import DoubleRunning, OneOffIncome, RunningCost
from commonweal.plan.proposals import Proposal
from commonweal.plan.system import Assumption, Plan

BASE, LAST = 2025, 2028
YEARS = range(BASE, LAST + 1)
PLACES = ("A", "B")
SERVICES = ("visits", "stays", "nights", "contacts")
SITES = {"H1": "ONE", "H2": "TWO", "H3": "ONE", "TEAM": "TWO", "AWAY": "OUT"}
BODIES = {"ONE": "acute_trust", "TWO": "community_trust", "BOARD": "commissioner", "OUT": "outside"}


def tries(examples):
    """So many examples, the same ones each time, and none made smaller when one fails.

    A plan has thousands of numbers, and making a failing one smaller takes minutes;
    its proposals, which are printed, are small enough. To look further afield, set
    HYPOTHESIS_SEED_FREE in the environment.
    """
    free = "HYPOTHESIS_SEED_FREE" in os.environ
    return settings(
        max_examples=examples * (10 if free else 1),
        deadline=None,
        derandomize=not free,
        database=None,
        report_multiple_bugs=False,
        phases=(Phase.generate,),
    )


def systems(*, proposals=None, reconcile=None, overflow=None):
    """Systems with any proposals, or with some given ones; reconciled or not, or as said.

    Args:
        overflow: what becomes of nights without a bed; anything that can, where None.
    """
    return st.builds(
        a_system,
        st.integers(0, 10_000),
        some_proposals() if proposals is None else proposals,
        st.booleans(),
        st.booleans() if reconcile is None else st.just(reconcile),
        st.sampled_from(OVERFLOWS) if overflow is None else st.just(overflow),
    )


def some_proposals(*, most=4):
    """Proposals of distinct codes, each with a few effects of any kind, and money of its own."""
    return st.lists(_proposal(), max_size=most).map(
        lambda found: tuple(_coded(p, f"p{n}") for n, p in enumerate(found))
    )


KINDS = (
    (Effect, ""),
    (RunningCost, "running_cost."),
    (DoubleRunning, "double_running."),
    (OneOffIncome, "one_off_income."),
)
"""The kinds of part these plans have, and what stands in their codes."""

MONEY = ("running_costs", "double_running", "one_off_income")


def _coded(proposal, code):
    return replace(
        proposal,
        code=code,
        parts=tuple(
            replace(part, code=f"{code}.{where}{n}")
            for kind, where in KINDS
            for n, part in enumerate(proposal.of(kind), 1)
        ),
    )


def certain(number):
    """An interval of no width."""
    return Interval.certain(number)


def effect(kind, **what):
    """An effect with everything left out that `what` does not say."""
    nothing = {
        "code": "",
        "services": (),
        "places": (),
        "age_from": 0,
        "age_to": 90,
        "sex": "all",
        "size": certain(0.0),
        "to_service": None,
        "ratio": None,
        "nothing_instead": None,
        "stay_ratio": 1.0,
        "from_site": None,
        "to_site": None,
        "evidence": "made up",
        "design": "none",
        "strength": "none",
        "studied": None,
    }
    return effect_kinds()[kind](**{**nothing, **what})


def proposal(code, *effects, **what):
    """A proposal of those effects, in full from its first year unless said otherwise."""
    nothing = {
        "title": code,
        "summary": code,
        "lead": "ONE",
        "partners": (),
        "level": "service",
        "need": None,
        "places": (),
        "affected": "nobody",
        "affected_people": None,
        "start": BASE + 1,
        "ramp_years": 1,
        "end": None,
        "status": "illustrative",
    }
    parts = (*effects, *(part for group in MONEY for part in what.pop(group, ())))
    return _coded(Proposal(code=code, parts=parts, **{**nothing, **what}), code)


@st.composite
def _interval(draw, low, high, **bounds):
    three = sorted(draw(st.tuples(*[st.floats(low, high)] * 3)))
    return Interval(*(round(x, 4) for x in three), **bounds)


@st.composite
def _effect(draw):
    kind = draw(st.sampled_from(("reduce", "move", "shorten", "move_site", "beds")))
    if kind == "beds":
        return effect(
            kind, from_site=draw(st.sampled_from(("H1", "H2"))), size=draw(_interval(-60, 60))
        )
    size = draw(_interval(-0.3, 1.0, at_least=-1.0, at_most=1 - 1e-9))
    if kind == "shorten":
        services = ("nights",)
    else:
        some = st.lists(st.sampled_from(SERVICES), min_size=1, max_size=2, unique=True)
        services = tuple(sorted(draw(some)))
    what = {
        "services": services,
        "size": size,
        "places": draw(st.sampled_from(((), ("A",), ("B",), ("A", "B")))),
        "stay_ratio": draw(st.sampled_from((1.0, 0.0, 0.4, 2.5))),
    }
    if kind == "move_site":
        here, there = draw(st.permutations(tuple(SITES)))[:2]
        return effect(kind, from_site=here, to_site=there, **what)
    first, last = sorted(draw(st.tuples(st.integers(0, 90), st.integers(0, 90))))
    what |= {
        "age_from": first,
        "age_to": last,
        "sex": draw(st.sampled_from(("all", "male", "female"))),
    }
    if kind == "move" or (kind == "reduce" and draw(st.booleans())):
        others = [s for s in ("visits", "stays", "contacts") if s not in services]
        what["to_service"] = draw(st.sampled_from(others))
        what["ratio"] = draw(_interval(0, 5, at_least=0.0))
    return effect(kind, **what)


@st.composite
def _proposal(draw):
    body = st.sampled_from(("ONE", "TWO", "BOARD"))
    year = st.sampled_from(YEARS)
    costs = draw(st.lists(st.tuples(body, _interval(-1e5, 1e5)), max_size=2))
    double = draw(st.lists(st.tuples(body, year, year, st.floats(0, 1e5)), max_size=1))
    once = draw(st.lists(st.tuples(body, year, st.floats(0, 1e5)), max_size=1))
    return proposal(
        "made-up",
        *draw(st.lists(_effect(), min_size=1, max_size=3)),
        start=draw(st.integers(BASE + 1, LAST)),
        ramp_years=draw(st.integers(1, 4)),
        end=draw(st.sampled_from((None, LAST))),
        running_costs=tuple(RunningCost(code="", organisation=o, gbp=g) for o, g in costs),
        double_running=tuple(
            DoubleRunning(organisation=o, first=min(a, b), last=max(a, b), gbp=g)
            for o, a, b, g in double
        ),
        one_off_income=tuple(
            OneOffIncome(organisation=o, year=y, gbp=g, kind="other") for o, y, g in once
        ),
    )


def a_system(seed, proposals, health, reconcile, overflow=OFF):
    luck = np.random.default_rng(seed)
    numbers = {
        "care.growth.all": (0.0, 0.01, 0.03),
        "care.growth.contacts": (-0.02, 0.0, 0.01),
        "money.pay_growth": (0.01, 0.03, 0.04),
        "money.price_growth": (0.0, 0.02, 0.05),
        "money.efficiency": (0.0, 0.01, 0.02),
        "money.income_growth": (0.02, 0.03, 0.035),
    }
    return Plan(
        name="Made up",
        about="Made up.",
        illustrative=True,
        base_year=BASE,
        first_year=BASE + 1,
        last_year=LAST,
        price_year=BASE + int(luck.integers(-1, 2)),
        overflow=overflow,
        rulebook_day=date(2026, 4, 1),
        lead="BOARD",
        sources=(),
        tables=_tables(luck, health),
        assumptions={
            code: Assumption(
                code=code,
                says=code,
                unit="share a year",
                interval=Interval(*three),
                source="made up",
                owner="nobody",
                mark="A",
                status="illustrative",
            )
            for code, three in numbers.items()
        },
        proposals=proposals,
        waivers=(),
        folder=Path("nowhere"),
        reconcile=reconcile,
    )


def _tables(luck, health):
    """Every table, each row labelled made up."""
    return {
        name: table.with_columns(status=pl.lit("illustrative"), source=pl.lit("made up"))
        for name, table in _unlabelled(luck, health).items()
    }


def _unlabelled(luck, health):
    return {
        "places": pl.DataFrame({"place": PLACES, "name": PLACES}),
        "organisations": pl.DataFrame(
            {"organisation": list(BODIES), "name": list(BODIES), "kind": list(BODIES.values())}
        ),
        "services": pl.DataFrame(
            {
                "service": SERVICES,
                "name": SERVICES,
                "setting": ["emergency"] * 4,
                "unit": ["attendance", "admission", "bed_day", "contact"],
                "stays_of": [None, None, "stays", None],
                "age_profile": ["by_age"] * 4,
                "note": pl.Series([None] * 4, dtype=pl.String),
            }
        ),
        "sites": pl.DataFrame(
            {
                "site": list(SITES),
                "name": list(SITES),
                "organisation": list(SITES.values()),
                "place": ["A", "B", "A", "B", None],
            }
        ),
        "beds": pl.DataFrame(
            {"site": ["H1", "H1", "H2"], "year": [BASE, BASE + 2, BASE + 1]},
            schema_overrides={"year": pl.Int32},
        ).with_columns(beds_open=pl.Series(luck.uniform(0, 100, 3))),
        "variants": pl.DataFrame(
            {
                "variant": ["low", "middle", "unused", "high"],
                "name": ["low", "middle", "unused", "high"],
                "weight": [0.2, 0.5, 0.0, 0.3],
            }
        ),
        **_people(luck, health),
        "rates": _rates(luck),
        "flows": _flows(luck),
        **_given(luck),
        **_money(luck),
    }


def _people(luck, health):
    rows = pl.DataFrame({"place": PLACES})
    for name, labels in (
        ("variant", ["low", "middle", "high"]),
        ("year", list(YEARS)),
        ("sex", ["female", "male"]),
        ("age", list(range(91))),
    ):
        rows = rows.join(pl.DataFrame({name: labels}), how="cross")
    left = pl.DataFrame({"year": [BASE - 1, *YEARS]} if health else {"year": [BASE]})
    left = left.join(pl.DataFrame({"sex": ["female", "male"]}), how="cross")
    left = left.join(pl.DataFrame({"age": list(range(30, 91))}), how="cross")
    # Health gets better, or worse, or nobody knows.
    interval = ((0.1, 0.2, 0.4), (-0.9, -0.5, -0.1), (-0.8, 0.3, 1.9))[luck.integers(3)]
    gain = luck.uniform(-0.5, 1.5, left.height) * (left["year"] - BASE).to_numpy()
    return {
        "population": rows.with_columns(people=pl.Series(luck.uniform(0, 100, rows.height))),
        "registered": pl.DataFrame(
            {"place": ["A", "B"], "lives_in": ["A", "B"], "patients": [9000.0, 9100.0]}
        ),
        "life_expectancy": left.with_columns(
            years_left=pl.Series(95.0 - left["age"].to_numpy() + gain)
        ),
        "health_change": pl.DataFrame(
            _health_rows(luck, interval),
            schema=("year", "sex", "since", "low", "central", "high"),
            orient="row",
            infer_schema_length=None,
        ),
    }


def _health_rows(luck, interval):
    """One judgement for both sexes, or one for each and what the base year has already."""
    later = list(YEARS)[1:]
    if luck.integers(2):
        return [(year, None, None, *interval) for year in later]
    low, central, high = interval
    rows = [(BASE, sex, BASE - 1, 0.4, 0.4, 0.4) for sex in ("female", "male")]
    for year in later:
        rows.append((year, "female", BASE, low, central, high))
        rows.append((year, "male", BASE - 1, 2 * low, central, high))
    return rows


def _rates(luck):
    rows = []
    for place in PLACES:
        for service in SERVICES[:3]:
            for sex in ("female", "male"):
                for age in range(91):
                    curve = float(luck.uniform(0.1, 2))
                    # Now and then no curve is known, or it touches the ground.
                    smooth = luck.choice(np.array([curve, curve, curve, 0.0, np.nan]))
                    rate = round(curve * float(luck.uniform(0.5, 1.5)), 3)
                    known = None if np.isnan(smooth) else float(smooth)
                    rows.append((place, service, sex, age, age, rate, known))
        rows.append((place, "contacts", "all", 0, 64, float(luck.uniform(0, 2)), None))
        rows.append((place, "contacts", "all", 65, 90, float(luck.uniform(0, 9)), None))
    columns = ("place", "service", "sex", "age_from", "age_to", "rate", "smooth_rate")
    return pl.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)


def _flows(luck):
    rows = []
    for place in PLACES:
        for service in SERVICES:
            goes = ("TEAM",) if service == "contacts" else ("H1", "H2", "AWAY")
            shares = luck.dirichlet(np.ones(len(goes)))
            rows += [(place, service, j, float(x)) for j, x in zip(goes, shares, strict=True)]
    return pl.DataFrame(rows, schema=("place", "service", "site", "share"), orient="row")


def _given(luck):
    return {
        "incoming": pl.DataFrame(
            {
                "site": ["H1", "H1", "H2"],
                "service": ["stays", "nights", "nights"],
                "activity": luck.uniform(0, 5000, 3),
            }
        ),
        "reported": pl.DataFrame(
            {
                "organisation": ["ONE", "TWO"],
                "services": [["visits", "stays"], ["nights"]],
                "activity": luck.uniform(5e3, 5e4, 2),
            }
        ),
        "capital": pl.DataFrame(
            schema={"fund": pl.String, "year": pl.Int32, "gbp": pl.Float64, "certainty": pl.String}
        ),
    }


def _money(luck):
    costs = [
        ("ONE", "visits", "ONE", None),
        ("ONE", "stays", "ONE", None),
        ("ONE", "nights", "ONE", float(luck.uniform(500, 5000))),
        ("TWO", "nights", "TWO", float(luck.uniform(500, 5000))),
        ("TWO", "contacts", "TWO", float(luck.uniform(500, 5000))),
        ("BOARD", "stays", "OUT", None),
    ]
    income = [
        ("BOARD", "allocation", None, True),
        ("ONE", "contract", "BOARD", True),
        ("TWO", "contract", "BOARD", True),
        ("TWO", "grant", None, False),
        ("ONE", "grant", "BOARD", False),
    ]
    n = len(costs)
    return {
        "costs": pl.DataFrame(
            costs,
            schema={
                "organisation": pl.String,
                "service": pl.String,
                "given_by": pl.String,
                "step_units": pl.Float64,
            },
            orient="row",
        ).with_columns(
            fixed_gbp=pl.Series(luck.uniform(0, 1e6, n)),
            step_gbp=pl.Series(luck.uniform(0, 1e5, n)),
            variable_gbp=pl.Series(luck.uniform(0, 1000, n)),
            pay_share=pl.Series(luck.uniform(0, 1, n)),
        ),
        "income": pl.DataFrame(
            income,
            schema=("organisation", "source_of_income", "paid_by", "recurrent"),
            orient="row",
        ).with_columns(
            gbp=pl.Series(luck.uniform(1e5, 1e7, len(income))),
            grows_with=pl.lit("money.income_growth"),
        ),
    }
