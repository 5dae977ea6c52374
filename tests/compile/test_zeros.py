"""Rates hold everybody: those whom a service is not for have a rate of 0."""

import polars as pl

from compile.rates import with_zeros


def test_people_a_service_is_not_for_have_a_rate_of_zero():
    rates = pl.DataFrame(
        {
            "place": ["A", "A"],
            "service": ["births", "visits"],
            "sex": ["female", "all"],
            "age_from": [15, 18],
            "age_to": [44, 90],
            "rate": [0.1, 2.0],
            "smooth_rate": [None, None],
            "status": ["measured", "measured"],
            "source": ["x", "x"],
        },
        schema_overrides={"age_from": pl.Int32, "age_to": pl.Int32, "smooth_rate": pl.Float64},
    )
    whole = with_zeros(rates)
    added = whole[rates.height :].select("service", "sex", "age_from", "age_to", "rate").rows()
    assert sorted(added) == [
        ("births", "female", 0, 14, 0.0),
        ("births", "female", 45, 90, 0.0),
        ("births", "male", 0, 90, 0.0),
        ("visits", "female", 0, 17, 0.0),
        ("visits", "male", 0, 17, 0.0),
    ]
    assert with_zeros(whole).equals(whole)
