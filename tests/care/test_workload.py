import numpy as np
import polars as pl
import pytest

from commonweal.care.workload import workload_from
from commonweal.place.labels import Labels

WHERE = Labels(
    places=("A", "B"),
    services=("visits", "stays"),
    sites=("H1", "H2", "AWAY"),
    organisations=("ONE", "OUT"),
    site_organisation=(0, 0, 1),
    organisation_kind=("acute_trust", "outside"),
    service_unit=("attendance", "bed_day"),
    stays_of=(None, None),
)
AT_BASE = np.array([[100.0, 10.0], [300.0, 30.0]])


def tables(reported):
    flows = [
        *(("A", s, "H1", 0.5) for s in WHERE.services),
        *(("A", s, "AWAY", 0.5) for s in WHERE.services),
        *(("B", s, "H2", 1.0) for s in WHERE.services),
    ]
    return {
        "flows": pl.DataFrame(flows, schema=("place", "service", "site", "share"), orient="row"),
        "incoming": pl.DataFrame({"site": ["H1"], "service": ["visits"], "activity": [40.0]}),
        "reported": pl.DataFrame(
            reported,
            schema={
                "organisation": pl.String,
                "services": pl.List(pl.String),
                "activity": pl.Float64,
            },
            orient="row",
        ),
    }


def given(workload):
    return np.einsum("ps,psj->sj", AT_BASE, workload.all_care)


def test_residents_go_where_the_flows_say_and_others_come_in():
    at = given(workload_from(tables([]), WHERE, AT_BASE))
    assert at[0].tolist() == pytest.approx([100 * 0.5 + 40, 300, 100 * 0.5])
    assert at[1].tolist() == pytest.approx([5, 30, 5])


def test_the_factor_brings_all_sites_of_an_organisation_to_its_report():
    workload = workload_from(tables([("ONE", ["visits"], 429.0)]), WHERE, AT_BASE)
    modelled = 50 + 40 + 300
    assert workload.factor[0].tolist() == pytest.approx([429 / modelled, 429 / modelled, 1])
    assert given(workload)[0, :2].sum() == pytest.approx(429)
    assert workload.reported == ((0, (0,), 429.0, modelled),)
    # Bed-days are not reported: they stay as they are.
    assert given(workload)[1].tolist() == pytest.approx([5, 30, 5])


def test_a_report_of_several_services_scales_them_alike():
    workload = workload_from(tables([("ONE", ["visits", "stays"], 850.0)]), WHERE, AT_BASE)
    assert workload.factor[:, :2] == pytest.approx(850 / (390 + 35))


def test_with_reconciling_off_factors_are_one_and_still_told():
    told = tables([("ONE", ["visits"], 429.0)])
    workload = workload_from(told, WHERE, AT_BASE, reconcile=False)
    assert (workload.factor == 1).all()
    assert workload.reported[0][2:] == (429.0, 390.0)


def test_people_from_outside_grow_as_the_systems_own_use_does():
    workload = workload_from(tables([]), WHERE, AT_BASE)
    twice = np.einsum("ps,psj->sj", 2 * AT_BASE, workload.all_care)
    assert twice == pytest.approx(2 * given(workload))
