"""Contraction loses nothing: a cell known at its knots is known everywhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.base.numbers.interval import Interval
from commonweal.care.cells import baseline_of, cells_of
from commonweal.care.demand import Rates
from commonweal.care.effects import Reduce
from commonweal.people.health import Health, health_factor
from commonweal.people.residents import Residents

PLACES, SERVICES = ("A", "B"), ("visits", "nights")


def effect(code, services, **scope):
    nothing = dict.fromkeys(
        ("to_service", "ratio", "nothing_instead", "from_site", "to_site", "studied")
    )
    return Reduce(
        **{
            **nothing,
            "code": code,
            "services": services,
            "places": (),
            "age_from": 0,
            "age_to": 90,
            "sex": "all",
            "size": Interval.certain(0.1),
            "stay_ratio": 0.5,
            "evidence": "",
            "design": "none",
            "strength": "none",
            **scope,
        }
    )


EFFECTS = (
    (0, effect("a.1", ("visits",), age_from=65)),
    (0, effect("a.2", ("visits",), age_from=40, age_to=80, sex="male", places=("B",))),
    (1, effect("b.1", ("visits",), age_from=80, sex="female")),
)


def found():
    return cells_of(EFFECTS, places=PLACES, services=SERVICES, parents=(None, "visits"))


def test_every_person_is_in_one_cell_of_each_place_and_service():
    cells = found()
    for place in range(2):
        for service in range(2):
            here = (cells.place == place) & (cells.service == service)
            assert (cells.members[here].sum(axis=0) == 1).all()


def test_people_of_a_cell_meet_the_same_effects():
    cells = found()
    at = {
        (cells.place[n], cells.service[n], sex, age): [
            (EFFECTS[act.effect][1].code, act.ratio, act.direct)
            for act in cells.signatures[cells.signature[n]]
        ]
        for n in range(len(cells.place))
        for sex in range(2)
        for age in range(91)
        if cells.members[n, sex, age]
    }
    assert at[0, 0, 1, 64] == []
    assert at[0, 0, 1, 70] == [("a.1", 1.0, True)]
    assert at[1, 0, 1, 70] == [("a.1", 1.0, True), ("a.2", 1.0, True)]
    assert at[0, 0, 0, 85] == [("a.1", 1.0, True), ("b.1", 1.0, True)]
    # The nights of the visits avoided go with them, by the length of those stays.
    assert at[0, 1, 0, 85] == [("a.1", 0.5, False), ("b.1", 0.5, False)]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10_000), st.lists(st.floats(-4, 4), min_size=1, max_size=9))
def test_between_knots_a_cell_is_what_every_age_adds_up_to(seed, normals):
    luck = np.random.default_rng(seed)
    people = luck.uniform(0, 500, (3, 2, 1, 2, 91))
    raw, smooth = luck.uniform(0, 3, (2, 2, 2, 2, 91))
    smooth[luck.random(smooth.shape) < 0.1] = np.nan
    gain = luck.uniform(-1, 2, (1, 2, 91)) * (luck.random((1, 2, 91)) < 0.9)
    before = luck.uniform(-0.5, 0.5, (1, 2, 91)) * (gain != 0)
    women, men = (Interval(*sorted(luck.uniform(-1, 2, 3))) for _ in range(2))
    health = Health(gain, before, ((women, men),))
    residents = Residents(("x", "y", "z"), np.ones(3) / 3, people)
    cells = found()
    baseline = baseline_of(
        cells,
        residents,
        Rates(raw, smooth),
        health,
        reach=(min(normals), max(normals)),
    )
    for normal in normals:
        shift = health.shift(0, np.array([normal]))[0]
        for variant in range(3):
            at = baseline.at(np.array([variant]), np.array([normal]))[0, 0]
            for n, (p, s) in enumerate(zip(cells.place, cells.service, strict=True)):
                factor = np.stack([health_factor(smooth[p, s, x], shift[x]) for x in (0, 1)])
                direct = (people[variant, p, 0] * raw[p, s] * factor * cells.members[n]).sum()
                assert at[n] == pytest.approx(direct, rel=1e-12, abs=1e-9)


def test_without_effects_each_place_and_service_is_one_cell():
    cells = cells_of((), places=PLACES, services=SERVICES, parents=(None, None))
    assert len(cells.place) == 4
    assert cells.signatures == ((),)
    assert cells.members.all()
